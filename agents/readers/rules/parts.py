"""Parts of a Brief that a message names: neighbours of one kind, joined by "and"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from agents.readers.findings.targets import Target, where_of
from agents.readers.places.places import PlaceSpan
from agents.readers.text.message import Message, same_as
from agents.readers.text.operators import Operator
from agents.readers.text.phrases import Hit, folded
from media.brief import Brief, Where
from media.policies.selection import kept_channels, kept_formats

_AND = folded("guards", "message_governs_next")
_AROUND = _AND | folded("place_words", "list_articles") | {","}
_GAP = 3
"""How many tokens stand between neighbours at most."""
_ARTICLES = folded("everyday", "articles")
INSIDE = folded("place_words", "within") | _ARTICLES
"""Words that lead from what is sold to the place that it is sold in."""
_OPENERS = _AND | folded("operators", "but") | {",", "(", "-"}


@dataclass(frozen=True, slots=True)
class Part:
    """Tokens [first, last], what they name, the countries it lies in, and what is to happen."""

    first: int
    last: int
    wheres: tuple[Where, ...]
    countries: frozenset[str]
    operator: Operator = ""
    crossed: tuple[Part, ...] = ()
    """What is sold and the place that it is sold in, where the part is both: "video in Spain"."""

    @property
    def kind(self) -> str:
        """A "market", "format" or "channel", a "place" in a market, or a "cell" of two."""
        if self.crossed:
            return "cell"
        named = next(key for key, value in self.wheres[0] if value is not None)
        return "place" if named in ("region", "city") else named

    @property
    def sold(self) -> bool:
        """Whether it is a format or a channel, wherever that is sold."""
        return self.kind in ("format", "channel")

    @property
    def names(self) -> frozenset[str]:
        """The codes of the markets, formats ... in it."""
        return frozenset(str(v) for where in self.wheres for _, v in where if v is not None)

    @property
    def places(self) -> frozenset[str]:
        """The codes of its markets, regions and cities alone."""
        found = (v for w in self.wheres for v in (w.market, w.region, w.city))
        return frozenset(v for v in found if v is not None)


class Parts:
    """The parts that one message names.

    `runs` are those that "and" joins, and formats with the place they are in, in their order.
    """

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
        sold = [t for t in targets if t.where.format or t.where.channel]
        inside = same_as(Hit(t.first, t.last, "") for t in sold)
        others = [_of_target(message, t, inside) for t in sold]
        self.single = sorted([*placed, *others], key=lambda part: part.first)
        self.runs = self._crossed([*self._runs()])
        self.kept = [p for p in self.single if p.sold or p.operator not in ("not", "remove")]
        self.named = {kind: self._named(kind) for kind in ("format", "channel", "place")}
        self.countries = frozenset(c for p in self.kept for c in p.countries)
        self.ends = {name: p.last for p in reversed(self.single) for name in p.names}

    def before(self, i: int) -> Part | None:
        """The last of the runs that ends before token i."""
        at = bisect_left(self.runs, i, key=lambda part: part.last)
        return self.runs[at - 1] if at else None

    def behind(self, i: int) -> Part | None:
        """The first of the runs that begins behind token i."""
        at = bisect_right(self.runs, i, key=lambda part: part.first)
        return self.runs[at] if at < len(self.runs) else None

    def leave_some(self, part: Part) -> bool:
        """Whether the Brief and the message have more than the part."""
        if part.crossed:
            return any(map(self.leave_some, part.crossed))
        if part.sold:
            kept = kept_formats(self.brief) if part.kind == "format" else kept_channels(self.brief)
            return bool((kept or self.named[part.kind].union(self._held(part.kind))) - part.names)
        countries = self.countries.union(self.brief.geo.countries)
        if part.kind == "market":
            return bool(countries - part.countries)
        named = self.named["place"].union(self.brief.geo.regions, self.brief.geo.cities)
        return bool(countries - part.countries or named - part.names)

    def _named(self, kind: str) -> frozenset[str]:
        """The codes of one kind that the message names, without places that are ruled out."""
        return frozenset(name for p in self.kept if p.kind == kind for name in p.names)

    def _held(self, kind: str) -> Iterator[str]:
        """The formats or channels that have a share or an amount of their own."""
        bounds = (c for c in self.brief.constraints if c.kind in ("share", "amount"))
        return (value for c in bounds if (value := getattr(c.where, kind)) is not None)

    def named_before(self, part: Part) -> bool:
        """Whether the message has named all of the part once already."""
        return all(self.ends.get(name, part.first) < part.first for name in part.names)

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

    def _crossed(self, runs: Sequence[Part]) -> list[Part]:
        """ "Video in Spain", "in Spain, video", "Spain: video ..., audio": the cells of both."""
        found: list[Part] = []
        head: Part | None = None
        for part in runs:
            if found and self._within(found[-1], part):
                found[-1] = crossed(found[-1], part)
            elif head is not None and part.sold and self._headed(head, part):
                found.append(replace(crossed(head, part), first=part.first))
            else:
                found.append(part)
            if not part.sold:
                head = part if self.message.fold(part.last + 1) == ":" else None
        return found

    def _headed(self, head: Part, part: Part) -> bool:
        """Whether a part stands in the sentence that a place and a colon begin."""
        return part.first <= self.message.clause(head.first)[1]

    def _within(self, one: Part, two: Part) -> bool:
        """Whether one of two neighbours is sold in the other, by the words between them."""
        if one.crossed or one.sold == two.sold:
            return False
        gap = [self.message.fold(i) for i in range(one.last + 1, two.first)]
        if one.sold:
            return len(gap) <= _GAP and not set(gap) - INSIDE
        pauses = {":", ","} if self._opens(one) else {":"}
        return len(gap) <= _GAP and not set(gap) - _ARTICLES - pauses

    def _opens(self, place: Part) -> bool:
        """Whether "in" or the like begins a piece with a place."""
        lead = place.first - 1
        if self.message.fold(lead) not in INSIDE:
            return False
        return lead == self.message.clause(lead)[0] or self.message.fold(lead - 1) in _OPENERS

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


def crossed(one: Part, two: Part) -> Part:
    """What is sold and the place that it is sold in as one part, in the order of the text."""
    wheres = tuple(
        Where.model_validate(a.model_dump(exclude_none=True) | b.model_dump(exclude_none=True))
        for a in one.wheres
        for b in two.wheres
    )
    operator = one.operator or two.operator
    return Part(one.first, two.last, wheres, one.countries | two.countries, operator, (one, two))


def _of_target(message: Message, target: Target, inside: Callable[[int], bool]) -> Part:
    operator = message.operator(target.first, target.last, inside)
    return Part(target.first, target.last, (target.where,), frozenset(), operator)
