"""Rows of figures for formats within places: "Germany video 30k", "video Germany 30k".

One may be anything; two of them are a table. The place may also head the rows on a line of its own
("Germany", then "- video: 30k").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agents.readers.findings.targets import Target
from agents.readers.text.message import Message

Figure = tuple[int, int]
"""The first and last token of an amount or a percentage."""
Cell = tuple[Target, Target]
"""A format or channel, and the place that it is in."""
_FEWEST = 2
_LONGEST = 20
"""How many rows one head may have."""
_RULES = frozenset(":-–—/|=,;•*·")
_BULLETS = frozenset("-–—•*·")


def cell_rows(
    message: Message, targets: Sequence[Target], figures: Sequence[Figure]
) -> Mapping[int, Cell]:
    """The cells of the rows of a table, by the first tokens of their figures."""
    rows = _Rows(message, targets)
    found = {first: cell for first, _ in figures if (cell := rows.cell(first)) is not None}
    return found if len(found) >= _FEWEST else {}


class _Rows:
    def __init__(self, message: Message, targets: Sequence[Target]) -> None:
        self.message = message
        self.ends = {target.last: target for target in targets}
        self.starts = {target.first: target for target in targets}

    def cell(self, figure: int) -> Cell | None:
        """What the figure that begins at a token is of."""
        row = [*self._before(figure)]
        head = self._head(row[-1].first) if len(row) == 1 and row[0].sold else None
        row += [] if head is None else [head]
        sold, places = [t for t in row if t.sold], [t for t in row if not t.sold]
        return (sold[0], places[0]) if len(sold) == len(places) == 1 else None

    def _before(self, i: int) -> Iterator[Target]:
        """The targets that stand in a row before token i, the nearest first."""
        target = self._ending(i)
        while target is not None:
            yield target
            target = self._ending(target.first)

    def _ending(self, i: int) -> Target | None:
        """The target right before token i, be it behind a sign that rules columns."""
        ruled = self.message.fold(i - 1) in _RULES
        comma = ruled and self.message.fold(i - 1) in (",", ";")
        target = self.ends.get(i - 2 if ruled else i - 1)
        return None if target is None or (comma and not self._begins(target)) else target

    def _begins(self, target: Target) -> bool:
        """Whether a line begins with the target, or with another and a sign."""
        first = target.first
        if self.message.fold(first - 1) in (",", ";") and (before := self.ends.get(first - 2)):
            first = before.first
        return self._line_start(first)

    def _line_start(self, i: int) -> bool:
        """Whether nothing but a bullet stands before token i in its line."""
        i -= self.message.fold(i - 1) in _BULLETS
        return i <= 0 or self.message.tokens[i - 1].kind == "break"

    def _head(self, first: int) -> Target | None:
        """The place on a line of its own above the rows, the last of which begins at a token."""
        for _ in range(_LONGEST):
            if first <= 0 or not self._line_start(first):
                break
            end = first - 1 - (self.message.fold(first - 1) in _BULLETS)
            above = end - 1 - (self.message.fold(end - 1) == ":")
            head = self.ends.get(above)
            if head is not None and not head.sold and self._line_start(head.first):
                return head
            first = self._row_start(above)
        return None

    def _row_start(self, last: int) -> int:
        """The first token of the row that ends at a token; 0 where that is none."""
        first = last
        while first > 0 and self.message.tokens[first - 1].kind != "break":
            first -= 1
        first += self.message.fold(first) in _BULLETS
        row = self.starts.get(first)
        return first if row is not None and row.sold else 0
