"""Which inventory a line takes: its impressions over its days, where there is some left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from media.errors import SoldOut
from media.inventory import Cell
from media.money import split
from media.plan import LineItem
from media.sentences import Place, Sentence
from storage.holds import Hold
from storage.store import Transaction


async def daily_holds(tx: Transaction, line: LineItem) -> list[Hold]:
    """A line's impressions spread over its days, in proportion to what is unsold on each.

    Raises SoldOut when the whole flight has less than the line needs.
    """
    stock = await tx.inventory.by_day(line.start, line.end, markets=[line.market])
    return spread(line, {cell: day.unsold for cell, day in stock.items()})


def cells_of(line: LineItem) -> Iterator[Cell]:
    """The cells that a line may use, by day."""
    return (Cell(line.market, line.format, line.channel, day) for day in line.flight.dates())


def spread(line: LineItem, unsold: Mapping[Cell, int]) -> list[Hold]:
    """A line's impressions over its cells, in proportion to `unsold`. Raises SoldOut."""
    free = {cell: left for cell in cells_of(line) if (left := unsold.get(cell, 0)) > 0}
    if sum(free.values()) < line.impressions:
        raise SoldOut(
            "There is less {format} left in {place} than the plan needs.",
            "Plan again: the new plan uses what is still unsold.",
            format=Sentence(line.format),
            place=Place(line.market),
        )
    if line.impressions == 0:
        return []
    parts = split(line.impressions, list(free.values()), 1)
    taken = zip(free, parts, strict=True)
    return [Hold(line.id, cell, amount) for cell, amount in taken if amount > 0]
