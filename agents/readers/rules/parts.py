"""Parts of a Brief that a message names: neighbours of one kind, joined by "and"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agents.readers.findings.targets import Target, where_of
from agents.readers.places.places import PlaceSpan
from agents.readers.text.message import Message
from agents.readers.text.operators import Operator
from agents.readers.text.phrases import folded
from media.brief import Brief, Where
from media.policies.selection import kept_channels, kept_formats

_AND = folded("guards", "message_governs_next")
_AROUND = _AND | folded("place_words", "list_articles") | {","}
_GAP = 3
"""How many tokens stand between neighbours at most."""


@dataclass(frozen=True, slots=True)
class Part:
    """Tokens [first, last], what they name, the countries it lies in, and what is to happen."""

    first: int
    last: int
    wheres: tuple[Where, ...]
    countries: frozenset[str]
    operator: Operator = ""

    @property
    def kind(self) -> str:
        """Whether it is a "market", a "format", a "channel" or a "place" inside a market."""
        named = next(key for key, value in self.wheres[0] if value is not None)
        return "place" if named in ("region", "city") else named

    @property
    def names(self) -> frozenset[str]:
        """The codes of the markets, formats ... in it."""
        return frozenset(str(v) for where in self.wheres for _, v in where if v is not None)


class Parts:
    """The parts that one message names; `runs` are those that "and" joins, in their order."""

    def __init__(
        self,
        message: Message,
        brief: Brief,
        targets: Sequence[Target],
        places: Sequence[PlaceSpan],
    ) -> None:
        """`brief` is the one that stands before the message."""
        self.message, self.brief = message, brief
        placed = [_of_place(p) for p in places]
        others = [_of_target(t) for t in targets if t.where.format or t.where.channel]
        self.single = sorted([*placed, *others], key=lambda part: part.first)
        self.runs = list(self._runs())

    def leave_some(self, part: Part) -> bool:
        """Whether the Brief and the message have more than the part."""
        if part.kind in ("format", "channel"):
            kept = kept_formats(self.brief) if part.kind == "format" else kept_channels(self.brief)
            listed = [p.names for p in self.single if p.kind == part.kind]
            return bool((kept or frozenset(self._held(part.kind)).union(*listed)) - part.names)
        said = [p for p in self.single if p.kind in ("market", "place") and not self._out(p, part)]
        countries = {*self.brief.geo.countries}.union(*(p.countries for p in said))
        if part.kind == "market":
            return bool(countries - part.countries)
        named = {*self.brief.geo.regions, *self.brief.geo.cities}
        named = named.union(*(p.names for p in said if p.kind == "place"))
        return bool(countries - part.countries or named - part.names)

    def _held(self, kind: str) -> Iterator[str]:
        """The formats or channels that have a share or an amount of their own."""
        bounds = (c for c in self.brief.constraints if c.kind in ("share", "amount"))
        return (value for c in bounds if (value := getattr(c.where, kind)) is not None)

    def named_before(self, part: Part) -> bool:
        """Whether the message has named all of the part once already."""
        before = (p.names for p in self.single if p.last < part.first)
        return part.names <= frozenset().union(*before)

    def _out(self, one: Part, part: Part) -> bool:
        inside = part.first <= one.first <= part.last
        return one.operator in ("not", "remove") and not inside

    def _runs(self) -> Iterator[Part]:
        """ "Spain and Italy", "Spain, France and Italy"; a comma alone joins nothing."""
        listed: list[Part] = []
        closed = False
        for part in self.single:
            again = any(part.names <= other.names for other in listed)
            joint = self._joint(listed[-1], part) if listed and not again else ""
            if listed and not joint:
                yield from self._listed(listed, closed)
                listed = []
            closed = joint in _AND
            listed.append(part)
        yield from self._listed(listed, closed)

    def _listed(self, parts: Sequence[Part], closed: bool) -> Iterator[Part]:
        if not closed:
            yield from parts
            return
        first, last = parts[0], parts[-1]
        operator: Operator = next((p.operator for p in parts if p.operator), "")
        wheres = dict.fromkeys(where for part in parts for where in part.wheres)
        inside = first.countries.union(*(p.countries for p in parts))
        yield Part(first.first, last.last, tuple(wheres), inside, operator)

    def _joint(self, one: Part, two: Part) -> str:
        """The comma or the "and" between two neighbours of a kind; empty when they are apart."""
        gap = [self.message.fold(i) for i in range(one.last + 1, two.first)]
        if one.kind != two.kind or not 0 < len(gap) <= _GAP:
            return ""
        joint = gap[1] if gap[0] == "," and gap[1:2] and gap[1] in _AND else gap[0]
        plain = all(word in _AROUND for word in gap)
        return joint if plain and joint in _AND | {","} else ""


def _of_place(span: PlaceSpan) -> Part:
    place = span.place
    wheres: tuple[Where, ...] = tuple(Where(region=code) for code in place.regions)
    if place.level != "trade":
        wheres = (where_of(place),)
    elif not wheres:
        wheres = tuple(Where(market=code) for code in place.countries)
    return Part(span.first, span.last, wheres, frozenset(place.countries), span.operator)


def _of_target(target: Target) -> Part:
    return Part(target.first, target.last, (target.where,), frozenset())
