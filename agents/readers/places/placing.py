"""What the places of a message do to the Brief: wanted, unwanted, exchanged, or only mentioned."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from agents.readers.findings.corrections import corrects
from agents.readers.findings.proposals import Op, PlaceValue, Proposal
from agents.readers.findings.targets import where_of
from agents.readers.places.places import PlaceSpan
from agents.readers.text.exchanges import Exchanges
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded
from media.brief import AmountConstraint, Brief, Constraint, ShareConstraint
from media.evidence import Evidence

MOSTLY = 0.5
"""The share that "mostly" promises."""
_NARROW = ("region", "city")
_LISTS = {"countries": "/geo/countries", "regions": "/geo/regions", "cities": "/geo/cities"}
_OPS: dict[str, Op] = {"not": "exclude", "remove": "remove", "only": "only"}


_DENIED = frozenset(f"{word} ," for word in ("no", "nein", "non", "nee", "nej", "nao"))
"""How a message opens that puts its place for the one that stands ("no, Portugal")."""


class Placing:
    """Turns the places of one message into proposals, against the Brief that stands."""

    def __init__(
        self,
        message: Message,
        brief: Brief,
        spans: Sequence[PlaceSpan],
        constraints: Sequence[Constraint],
        limiting: Collection[int] = (),
        guarding: Collection[int] = (),
    ) -> None:
        """`constraints` are the shares and amounts so far.

        `limiting`: first tokens of places that only say where a format or channel is ruled out;
        `guarding`: those of places that only say where one is protected.
        """
        self.message, self.brief, self.spans = message, brief, spans
        self.limiting, self.guarding = limiting, guarding
        self.parts = {
            str(c.where) for c in constraints if isinstance(c, AmountConstraint | ShareConstraint)
        }
        self.named = {s.place.code for s in spans} | set(brief.geo.countries)
        self.only = [s for s in spans if s.operator == "only"]
        self.exchanges = Exchanges(message, brief)
        self.plain = not any(s.operator in ("not", "remove") for s in spans)

    def proposals(self) -> list[Proposal]:
        """All proposals, in the order of the text."""
        return [p for span in self.spans if self._meant(span) for p in self._of(span)]

    def _meant(self, span: PlaceSpan) -> bool:
        """Whether the place says something of the geo, and not of a part or of a slip."""
        aside = self._scoped(span) or self._taken_back(span) or self._narrowed(span)
        guards = span.place.level in _NARROW and span.first in self.guarding
        return not aside and not guards and not self._part_of_whole(span)

    def _of(self, span: PlaceSpan) -> list[Proposal]:
        op = _OPS.get(span.operator) or self._wanted(span)
        words = (self.message.evidence(span.first, span.last),)
        found = []
        if op == "only" and self._within_named(span):
            op, found = "add", [*self._others_inside(span, words)]
        found += [Proposal(_LISTS[v.level], op, v, words) for v in place_values(span)]
        if span.operator == "mostly" and span.place.level != "trade" and not self._shared(span):
            share = ShareConstraint(where=where_of(span.place), min=MOSTLY)
            found.append(Proposal("/constraints", "add", share, words))
        return found

    def _within_named(self, span: PlaceSpan) -> bool:
        """ "In Belgium only Flanders": the other countries that stand stay."""
        home = span.place.countries[0]
        named = (s for s in self.spans if s.place.level == "country" and not s.operator)
        return span.place.level in _NARROW and any(s.place.code == home for s in named)

    def _others_inside(self, span: PlaceSpan, words: tuple[Evidence, ...]) -> Iterator[Proposal]:
        """What stands of the same country goes."""
        home, geo = span.place.countries[0], self.brief.geo
        named = {s.place.code for s in self.only}
        for region in geo.regions:
            if region[:2] == home and region not in named:
                yield Proposal(
                    "/geo/regions", "remove", PlaceValue("regions", region, (home,)), words
                )

    def _wanted(self, span: PlaceSpan) -> Op:
        if self._turned_to(span):
            return "only"
        return "set" if span.place.level == "country" and self._whole(span) else "add"

    def _whole(self, span: PlaceSpan) -> bool:
        """Whether all of a country is meant, not the cities named before ("toute la France").

        In "all'Italia" it is an article that is elided, no "all".
        """
        first = span.first - 2 if self.message.fold(span.first - 1) == "'" else span.first
        near = {self.message.fold(first - 1), self.message.fold(first - 2)}
        elides = self.message.fold(span.last + 2) == "'"
        if span.last - span.first < _SHORT and not elides:
            near.add(self.message.fold(span.last + 1))
        return bool(near & _WHOLE)

    def _shared(self, span: PlaceSpan) -> bool:
        """ "Focus on Paris and Lyon" says nothing about either alone."""
        later = next((s for s in self.spans if s.first > span.last), None)
        if later is None:
            return False
        return self.message.folds(span.last + 1, later.first - 1) in _PAIRED

    def _turned_to(self, span: PlaceSpan) -> bool:
        """ "Make that Austria", "switch to Korea": the place instead of those that stand."""
        if not self.brief.geo.countries or span.place.level == "trade":
            return False
        if span.operator or not self.plain:
            return False
        alone = len(self.spans) == 1 == len(self.brief.geo.countries)
        denied = alone and span.first == 2 and self.message.folds(0, 1) in _DENIED
        return denied or self.exchanges.turned_to(span.first, span.last)

    def _taken_back(self, span: PlaceSpan) -> bool:
        """Whether "no wait, just Brazil" behind the place leaves only what follows."""
        later = next((s for s in self.only if s.first > span.last), None)
        return later is not None and corrects(self.message, span.last, later.first)

    def _narrowed(self, span: PlaceSpan) -> bool:
        """Whether a trade region is only named to be narrowed ("LATAM (solo México)")."""
        if span.place.level != "trade" or not self.only:
            return False
        inside = any(s.place.countries[0] in span.place.countries for s in self.only)
        return span.operator == "not" or inside

    def _part_of_whole(self, span: PlaceSpan) -> bool:
        """Whether a city or region only has a part of the money of a country named whole."""
        home = span.place.countries[0]
        if span.place.level not in ("city", "region") or home not in self.named:
            return False
        geo = self.brief.geo
        narrow = bool(geo.cities) or any(region[:2] == home for region in geo.regions)
        return not narrow and str(where_of(span.place)) in self.parts

    def _scoped(self, span: PlaceSpan) -> bool:
        """Whether the place only limits an unwanted format ("no video in Guatemala")."""
        stands = span.place.countries[0] in self.brief.geo.countries
        return stands and span.first in self.limiting


_SHORT = 2
"""Names of no more tokens than one above this may be followed by "whole" ("Italia entera")."""
_WHOLE = folded("guards", "placing_whole")
_PAIRED = folded("guards", "message_governs_next")


def place_values(span: PlaceSpan) -> list[PlaceValue]:
    """The countries or regions of a trade region, or the one place."""
    place = span.place
    if place.regions:
        return [PlaceValue("regions", code, place.countries) for code in place.regions]
    if place.level == "trade":
        return [PlaceValue("countries", code, (code,)) for code in place.countries]
    level = {"country": "countries", "region": "regions", "city": "cities"}[place.level]
    return [PlaceValue(level, place.code, place.countries)]  # type: ignore[arg-type]
