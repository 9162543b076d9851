"""Acceptance: what of a model's claims may enter the Brief.

A claim needs words that stand in the message and that no reader has explained. Numbers, money and
dates are accepted only when our own reader reads the same from these words, and it is the reader's
value that is taken; where the two differ, a person chooses. Ids come from this turn's look-ups; an
id is accepted when its wording is in the words up to a slip, otherwise it is a suggestion. Nothing
may contradict what was said before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agents.gemini.answers import Claim
from agents.gemini.conflicts import contradicts, standing
from agents.gemini.lookups import LookUps
from agents.gemini.quotes import align, overlap
from agents.gemini.roles import clause_of, negated, other_role
from agents.gemini.sameness import same
from agents.gemini.verdict import Disagreement, Rejected, Suggestion, Verdict
from agents.readers import ReadContext, Reading, read
from agents.readers.findings.proposals import BudgetValue, Dated, PlaceValue, Proposal
from media.brief import Brief
from media.evidence import Evidence

CERTAINTY = 0.8
"""How sure an accepted claim is: a reader checked its value, but a model chose its role."""
_READ = frozenset(
    ("/budget", "/flight", "/kpis", "/frequency_cap", "/audience/age", "/constraints")
)
"""Paths whose values are numbers or dates."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The message, how our readers read it and against what, and the ids there are."""

    message: str
    reading: Reading
    context: ReadContext
    look_ups: LookUps


def accept(claims: Iterable[Claim], turn: Turn) -> tuple[Verdict, ...]:
    """A verdict for each claim, in order. Of two that fill the same slot the first one counts."""
    verdicts: list[Verdict] = []
    for claim in claims:
        verdict = _judge(claim, turn)
        for proposal in verdict if isinstance(verdict, tuple) else ():
            if not any(_same_slot(proposal, v) for v in verdicts if isinstance(v, Proposal)):
                verdicts.append(proposal)
        if not isinstance(verdict, tuple):
            verdicts.append(verdict)
    return tuple(verdicts)


def _judge(claim: Claim, turn: Turn) -> tuple[Proposal, ...] | Verdict:
    words = align(claim.quote, turn.message, turn.context.message, turn.reading.unexplained)
    if words is None:
        return Rejected(claim, "no_quote")
    if not _open(words, turn.reading):
        return Rejected(claim, "explained")
    if claim.path in _READ:
        return _judge_read(claim, words, turn)
    return _judge_named(claim, words, turn)


def _open(words: Evidence, reading: Reading) -> bool:
    """Whether the words hold something unexplained, and nothing that a reader has used."""
    used = (span for proposal in reading.proposals for span in proposal.evidence)
    return any(overlap(words, span) for span in reading.unexplained) and not any(
        overlap(words, span) for span in used
    )


# --- numbers and dates ----------------------------------------------------------------------


def _judge_read(claim: Claim, words: Evidence, turn: Turn) -> tuple[Proposal, ...] | Verdict:
    if other_role(turn.message, words, claim.path) or negated(turn.message, words):
        return Rejected(claim, "background")
    ours = _in_context(claim.path, words, turn) or _readings(words, turn)
    values = [p for p in ours if p.path == claim.path]
    if not values:
        return Rejected(claim, "unread")
    if any(other_role(turn.message, span, claim.path) for p in values for span in p.evidence):
        return Rejected(claim, "background")
    countries = _countries(turn)
    agreed = next((p for p in values if same(p, claim, ours, countries)), None)
    if agreed is None:
        return _disagreement(claim, values[0], words) or Rejected(claim, "read_otherwise")
    return _stand_in_the_way(claim, agreed, words, turn) or _with_currency(agreed, ours)


def _stand_in_the_way(
    claim: Claim, agreed: Proposal, words: Evidence, turn: Turn
) -> Verdict | None:
    """What an agreed value meets: a stated one (a person chooses), a past date, a hard rule."""
    if isinstance(agreed.value, Dated) and _over(agreed.value, turn):
        return Rejected(claim, "background")
    before = standing(claim.path, turn.context.brief, turn.reading)
    if before is not None and isinstance(agreed.value, BudgetValue | Dated):
        return _dispute(before, agreed.value, words) or Rejected(claim, "against_the_brief")
    if contradicts(agreed, turn.context.brief, turn.reading):
        return Rejected(claim, "against_the_brief")
    return None


def _in_context(path: str, words: Evidence, turn: Turn) -> tuple[Proposal, ...]:
    """What our readers read from the whole clause, if that gives the words a value at the path:
    a piece torn out of "March to May" must not pass for the whole.
    """
    found = _readings(clause_of(turn.message, words), turn)
    told = (p for p in found if p.path == path for span in p.evidence if overlap(span, words))
    return found if any(True for _ in told) else ()


def _readings(words: Evidence, turn: Turn) -> tuple[Proposal, ...]:
    """What our readers read from the words alone, with offsets into the message."""
    brief = Brief(geo=turn.context.brief.geo)
    context = ReadContext(
        turn.context.today, words.message, brief, ("budget",), turn.reading.language
    )
    return tuple(
        replace(p, evidence=tuple(_moved(e, words) for e in p.evidence), certainty=CERTAINTY)
        for p in read(words.text, context).proposals
    )


def _moved(span: Evidence, words: Evidence) -> Evidence:
    return span.model_copy(
        update={"start": words.start + span.start, "end": words.start + span.end}
    )


def _with_currency(agreed: Proposal, ours: Sequence[Proposal]) -> tuple[Proposal, ...]:
    if agreed.path != "/budget":
        return (agreed,)
    return (agreed, *(p for p in ours if p.path == "/budget/currency"))


def _disagreement(claim: Claim, ours: Proposal, words: Evidence) -> Disagreement | None:
    if isinstance(claim.value, BudgetValue | Dated) and isinstance(ours.value, BudgetValue | Dated):
        return _dispute(ours.value, claim.value, words)
    return None


def _dispute(
    ours: BudgetValue | Dated, theirs: BudgetValue | Dated, words: Evidence
) -> Disagreement | None:
    if isinstance(ours, BudgetValue) and isinstance(theirs, BudgetValue):
        return Disagreement("budget", ours, theirs, words)
    if isinstance(ours, Dated) and isinstance(theirs, Dated):
        return Disagreement("flight", ours, theirs, words)
    return None


def _over(dates: Dated, turn: Turn) -> bool:
    last = dates.end or dates.start
    return last is not None and last < turn.context.today


def _countries(turn: Turn) -> tuple[str, ...]:
    said = (
        str(getattr(p.value, "code", ""))
        for p in turn.reading.proposals
        if p.path == "/geo/countries" and p.op == "add"
    )
    return tuple(dict.fromkeys((*turn.context.brief.geo.countries, *said)))


# --- names ----------------------------------------------------------------------------------


def _judge_named(claim: Claim, words: Evidence, turn: Turn) -> Verdict:
    id = str(claim.value)
    if id not in turn.look_ups.ids(claim.path):
        return Rejected(claim, "unknown_id")
    if negated(turn.message, words) == _wanted(claim):
        return Rejected(claim, "opposite")
    proposal = _proposal(claim, words, turn)
    if contradicts(proposal, turn.context.brief, turn.reading):
        return Rejected(claim, "against_the_brief")
    if _read_otherwise(claim, words, turn):
        return Rejected(claim, "read_otherwise")
    misspelt = turn.look_ups.nearest(claim.path, words.text) == id
    known = any(p.path == claim.path for p in _readings(words, turn))
    return proposal if misspelt and not known and _wanted(claim) else Suggestion(proposal)


def _proposal(claim: Claim, words: Evidence, turn: Turn) -> Proposal:
    value = claim.value
    if claim.path == "/geo/countries":
        value = PlaceValue("countries", str(value), (str(value),))
    return Proposal(claim.path, claim.op, value, (words,), CERTAINTY)


def _wanted(claim: Claim) -> bool:
    """Whether the claim asks for its value, rather than for going without it."""
    return claim.op in ("set", "add") and not claim.path.endswith(("/exclude", "/brand_safety"))


def _read_otherwise(claim: Claim, words: Evidence, turn: Turn) -> bool:
    """Whether our readers know these words as another value of the same slot."""
    read_ids = {_id(p) for p in _readings(words, turn) if p.path == claim.path}
    return bool(read_ids) and str(claim.value) not in read_ids


def _id(proposal: Proposal) -> str:
    value = proposal.value
    return value.code if isinstance(value, PlaceValue) else str(value)


def _same_slot(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals would write to the same place."""
    if one.path != other.path:
        return False
    return one.op == "set" or one.value == other.value
