"""From what Spotify has stored to how a line stands."""

from __future__ import annotations

from ads.spotify.answers import Campaign, StoredAdSet
from media.booking import Booked, BookedLine, Order, OrderLine, Problem
from media.errors import CorrectableError
from media.sentences import Sentence

_IN_REVIEW = "PENDING_APPROVAL"


def as_booked(
    line: OrderLine,
    campaign: Campaign,
    found: list[StoredAdSet],
    wrong: tuple[str, ...],
    url: str,
) -> BookedLine:
    """How a line stands whose ad set was found; `wrong` says what differs from the plan."""
    ad_set = found[0]
    problem = _problem(line, found, wrong)
    archived = "ARCHIVED" in (campaign.status, ad_set.status)
    return BookedLine(
        line=line.line,
        state="rejected" if problem else "confirmed",
        external_id=ad_set.id,
        url=f"{url}/ad_sets/{ad_set.id}",
        problem=problem,
        waiting_for="review" if ad_set.status == _IN_REVIEW else None,
        live=campaign.status == "ACTIVE" and ad_set.delivery != "OFF" and not archived,
        archived=archived,
    )


def _problem(line: OrderLine, found: list[StoredAdSet], wrong: tuple[str, ...]) -> Problem | None:
    if found[0].status == "REJECTED":
        return Problem(
            line=line.line,
            message="Spotify's review has declined the line.",
            remedy="See the reason at Spotify, mend the ad, or undo the booking.",
        )
    if len(found) > 1:
        return Problem.of(
            line.line,
            "Spotify has this line {n} times; all of them are off.",
            "Undo the booking and approve a new version.",
            n=len(found),
        )
    if wrong:
        return Problem.of(
            line.line,
            "Spotify has stored {wrong} otherwise than approved.",
            "Undo the booking, or set it right at Spotify.",
            wrong=tuple(map(Sentence, wrong)),
        )
    return None


def refused(known: Booked, problem: Problem) -> Booked:
    """Every line that is not booked yet is refused for the same reason."""
    lines = tuple(
        line
        if line.state in ("confirmed", "rejected")
        else line.model_copy(
            update={
                "state": "rejected",
                "problem": problem.model_copy(update={"line": line.line}),
            }
        )
        for line in known.lines
    )
    return known.model_copy(update={"lines": lines})


def rejected(known: Booked, line: OrderLine, problem: Problem) -> Booked:
    """One line is refused."""
    changed = known.line(line.line).model_copy(
        update={"state": "rejected", "problem": problem, "external_id": None}
    )
    return known.with_line(changed)


def sent(known: Booked, line: OrderLine, external_id: str) -> Booked:
    """One line stands at Spotify, not yet read back."""
    return known.with_line(BookedLine(line=line.line, state="sent", external_id=external_id))


def open_lines(order: Order, known: Booked) -> list[OrderLine]:
    """The lines that are neither refused nor confirmed."""
    return [
        line for line in order.lines if known.line(line.line).state not in ("rejected", "confirmed")
    ]


def still_usable(campaign: Campaign) -> None:
    """Raises CorrectableError for a campaign that was undone: archived is for good."""
    if campaign.status == "ARCHIVED":
        raise CorrectableError(
            "This version of the plan was booked and undone before.",
            "Make a new version of the plan and approve that.",
        )
