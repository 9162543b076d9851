"""Formats within places: "in the US at least 50k on video", "Spain: 25k display, 15k video".

A share or an amount of a format is of one place alone where that place heads the piece of the
sentence ("in Spain", "of the UK budget", "Spain:") or stands right behind it ("video in Spain").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from agents.readers.findings.targets import Target
from agents.readers.rules.cell_rows import Cell, Figure, cell_rows
from agents.readers.text.message import Message
from agents.readers.text.money_words import BUDGETS
from agents.readers.text.phrases import folded
from media.brief import Where

_BEHIND = 3
"""How far behind a format its place may begin."""
_BESIDE = 3
"""How far from a figure the format may be that it is of."""


class Cells:
    """The places that figures for formats and channels are in."""

    def __init__(
        self,
        message: Message,
        targets: Sequence[Target],
        figures: Sequence[Figure],
        markets: Collection[str],
    ) -> None:
        """`targets` and `figures` in the order of the text; `markets` are all that are planned."""
        self.message, self.figures = message, figures
        self.sold = [t for t in targets if t.sold]
        self.runs = [*self._runs([t for t in targets if not t.sold])]
        self.markets = set(markets)
        self.rows = cell_rows(message, targets, figures) if len(self.markets) >= _SEVERAL else {}

    def places(self, part: Target, figure: Figure, bound: bool) -> Sequence[Target]:
        """The places of a figure for `part`, none where it is of everywhere.

        `bound`: it says "at least" or "at most", so that it cannot be what the place has in all.
        """
        if len(self.markets) < _SEVERAL or not part.sold:
            return ()
        first, last = min(part.first, figure[0]), max(part.last, figure[1])
        rows = self.rows.values()
        listed = [place for sold, place in rows if sold.first == part.first]
        run = self._limited(part) or listed or self._behind(last)
        run = run or self._bracketed(first) or self._heading(first, figure, bound)
        everywhere = {t.where.market for t in run} >= self.markets
        return () if everywhere else run

    def _limited(self, part: Target) -> list[Target]:
        """The places that say where alone something of `part` holds."""
        limits = self.message.limiting
        return next((run for run in self.runs if limits.get(run[0].first) == part.first), [])

    def _bracketed(self, first: int) -> list[Target]:
        """The place whose money is told in brackets behind it: "Germany 50k (30k video, ...)"."""
        low = first
        while low >= 0 and self.message.fold(low) not in _BRACKETS:
            low -= 1
        whole = next((f for f, last in self.figures if last == low - 1), None)
        if low < 0 or self.message.fold(low) != "(" or whole is None:
            return []
        whole -= self.message.fold(whole - 1) == ":"
        return next((run for run in self.runs if run[-1].last == whole - 1), [])

    def across(self, figure: Figure) -> Cell | None:
        """A part and its place in "20k of the UK budget on audio"."""
        run = next((r for r in self.runs if r[0].first > figure[1]), None)
        if run is None or len(run) > 1 or not self._all(figure[1] + 1, run[0].first, _INSIDE):
            return None
        place = run[0]
        part = next((t for t in self.sold if 0 < t.first - place.last <= _ACROSS), None)
        between = range(place.last + 1, 0 if part is None else part.first)
        if part is None or not self._leads(place.first) or not self._spent(between):
            return None
        return None if {place.where.market} >= self.markets else (part, place)

    def _spent(self, between: range) -> bool:
        """ "... budget on", "... money for": no other amount, no mark."""
        words = [self.message.fold(i) for i in between]
        return len(words) > 1 and bool(set(words) & BUDGETS) and not set(words) & _PAUSES

    def _runs(self, places: Sequence[Target]) -> Iterator[list[Target]]:
        """The places, with those together that conjunctions and commas join.

        One that is named again begins something new: "Germany and France, Germany 50k".
        """
        run: list[Target] = []
        named: set[Where] = set()
        for place in places:
            joined = run and self._all(run[-1].last + 1, place.first, _JOINTS)
            if run and (place.where in named or not joined):
                yield run
                run, named = [], set()
            run.append(place)
            named.add(place.where)
        if run:
            yield run

    def _behind(self, last: int) -> list[Target]:
        """ "... on video in the US"; a place with a figure of its own begins something else."""
        run = next((r for r in self.runs if r[0].first > last), None)
        if run is None or not 1 < run[0].first - last <= _BEHIND:
            return []
        after = run[-1].last + 1
        starts = {first for first, _ in self.figures}
        own = after in starts or self.message.fold(after) in _OWNING
        led = self._all(last + 1, run[0].first, _INSIDE) and self._leads(run[0].first)
        return run if led and not own else []

    def _heading(self, first: int, figure: Figure, bound: bool) -> list[Target]:
        """ "In the US at least 50k on video", "Spain: 25k display, 15k video"."""
        low, high = self._clause(first)
        run = next((r for r in reversed(self.runs) if low <= r[0].first and r[-1].last < first), [])
        if not run:
            return []
        inside = [f for f in self.figures if run[-1].last < f[0] <= high]
        between = [f for f in inside if f[0] <= figure[0]]
        if not all(self._of_sold(f) for f in between):
            return []
        listed = self.message.fold(run[-1].last + 1) == ":"
        split = bound or self._percentage(figure) or sum(map(self._of_sold, inside)) > 1
        return run if split and (listed or self._opens(run[0].first)) else []

    def _clause(self, first: int) -> tuple[int, int]:
        """The clause of a token; a name with full stops ("EE.UU.") ends none."""
        low, high = self.message.clause(first)
        dotted = next((r for r in self.runs if r[-1].last in (low - 1, low - 2)), None)
        if dotted is not None and self.message.fold(low - 1) == ".":
            low = self.message.clause(dotted[0].first)[0]
        return low, high

    def _opens(self, first: int) -> bool:
        """Whether "in", "of" or the like stands before a place and begins the piece with it."""
        i = first - 1
        while i >= 0 and self.message.fold(i) in _INSIDE:
            i -= 1
        begins = i < 0 or self.message.tokens[i].kind == "break" or self.message.fold(i) in _PAUSES
        return begins and self._leads(first)

    def _leads(self, first: int) -> bool:
        """Whether the word that leads to a place says that something is within it."""
        near = (self.message.fold(first - 1), self.message.fold(first - 2))
        return near[0] in _LEADING or (near[0] in _ARTICLES and near[1] in _LEADING)

    def _of_sold(self, figure: Figure) -> bool:
        """Whether a format or channel stands beside the figure."""
        first, last = figure
        return any(
            0 < t.first - last <= _BESIDE or 0 < first - t.last <= _BESIDE for t in self.sold
        )

    def _percentage(self, figure: Figure) -> bool:
        return self.message.fold(figure[1]) == "%"

    def _all(self, start: int, end: int, allowed: frozenset[str]) -> bool:
        return all(self.message.fold(i) in allowed for i in range(start, end))


_SEVERAL = 2
_BRACKETS = frozenset("()")
_ACROSS = 8
"""How far behind a place the format may begin that its money is for."""
_OWNING = frozenset(":-–=(")
_LEADING = folded("place_words", "within")
_ARTICLES = folded("everyday", "articles") | frozenset(("the",))
_INSIDE = _LEADING | _ARTICLES
_JOINTS = folded("guards", "budgets_and") | frozenset((",", "/"))
_PAUSES = folded("guards", "intents_pieces") | frozenset("!?():")
