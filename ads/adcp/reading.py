"""From what an AdCP seller has to how lines stand."""

from __future__ import annotations

from collections.abc import Iterator

from ads.adcp.answers import MediaBuy, Package, Task
from ads.money import from_units
from media.booking import Booked, BookedLine, Order, OrderLine, Problem
from media.sentences import Sentence

_RUNS = ("active", "pending_start")


def booked_of(order: Order, known: Booked, buy: MediaBuy) -> Booked:
    """How an order stands whose buy was found."""
    lines = tuple(
        _line(order, line, buy, _packages(line, buy), known.line(line.line)) for line in order.lines
    )
    return Booked(campaign_id=buy.media_buy_id, lines=lines, url=known.url, version=buy.revision)


def sent_of(order: Order, known: Booked, buy: MediaBuy) -> Booked:
    """How an order stands that the seller has taken but does not list yet."""
    ids = {package.context.reference: package.package_id for package in buy.packages}
    for line in order.lines:
        if line.reference in ids:
            id = ids[line.reference]
            known = known.with_line(BookedLine(line=line.line, state="sent", external_id=id))
    return known.model_copy(update={"campaign_id": buy.media_buy_id})


def waiting_of(order: Order, known: Booked, task: str | None) -> Booked:
    """How an order stands that somebody at the seller has to decide on."""
    lines = tuple(
        line
        if line.state == "rejected"
        else BookedLine(line=line.line, state="sent", waiting_for="person")
        for line in known.lines
    )
    return known.model_copy(update={"lines": lines, "waiting": True, "task": task})


def declined(order: Order, known: Booked, task: Task) -> Booked:
    """How an order stands that the seller has turned down."""
    lines = tuple(
        BookedLine(line=line.line, state="rejected", problem=_declined(line.line))
        for line in known.lines
    )
    return known.model_copy(update={"lines": lines, "waiting": False, "task": task.task_id})


def _packages(line: OrderLine, buy: MediaBuy) -> list[Package]:
    """Those of a line: one, unless the seller took it more than once."""
    found = [package for package in buy.packages if package.context.reference == line.reference]
    return [package for package in found if not package.canceled] or found[-1:]


def _line(
    order: Order, line: OrderLine, buy: MediaBuy, packages: list[Package], known: BookedLine
) -> BookedLine:
    if not packages:
        missing = known.state in ("sent", "unknown", "confirmed")
        return known.model_copy(update={"state": "intended"}) if missing else known
    package = packages[0]
    problem = _problem(order, line, buy, packages)
    archived = buy.status == "canceled" or package.canceled
    return BookedLine(
        line=line.line,
        state="rejected" if problem else "confirmed",
        external_id=package.package_id,
        problem=problem,
        waiting_for="ads" if buy.status == "pending_creatives" else None,
        live=buy.status in _RUNS and not package.paused and not archived,
        archived=archived,
    )


def _problem(
    order: Order, line: OrderLine, buy: MediaBuy, packages: list[Package]
) -> Problem | None:
    if buy.status == "rejected":
        return _declined(line.line)
    if len(packages) > 1:
        return Problem.of(
            line.line,
            "The seller has this line {n} times.",
            "Undo the booking and approve a new version.",
            n=len(packages),
        )
    return _wrong(line, tuple(_differences(order, line, buy, packages[0])))


def _differences(order: Order, line: OrderLine, buy: MediaBuy, package: Package) -> Iterator[str]:
    if buy.currency not in (None, order.currency):
        yield "the currency"
    if package.budget is not None and from_units(package.budget) != line.budget:
        yield "the budget"
    if package.bid_price is not None and from_units(package.bid_price) > line.cpm:
        yield "the bid"
    if package.start_time is not None and package.start_time.date() != line.start:
        yield "the start"
    if package.end_time is not None and package.end_time.date() != line.end:
        yield "the end"
    overlay = package.targeting_overlay
    if overlay is not None and overlay.geo_countries != (line.market,):
        yield "the country"
    if overlay is not None and (overlay.geo_regions or ()) != (
        (line.region,) if line.region else ()
    ):
        yield "the region"


def _wrong(line: OrderLine, wrong: tuple[str, ...]) -> Problem | None:
    if not wrong:
        return None
    return Problem.of(
        line.line,
        "The seller has stored {wrong} otherwise than approved.",
        "Undo the booking, or have it set right at the seller.",
        wrong=tuple(map(Sentence, wrong)),
    )


def _declined(line: str) -> Problem:
    return Problem(
        line=line,
        message="The seller has declined the order.",
        remedy="Ask the seller why, or plan without this seller.",
    )
