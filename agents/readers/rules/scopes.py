"""Scopes: formats and channels that are ruled out in some places alone.

"No podcasts in Austria and Switzerland", "in Österreich kein Podcast", "podcasts not in Austria",
"Chile (no video)". The places stand on either side; they stay wanted themselves. "In Austria only
video" rules out whatever else there is in Austria, "video only in Austria" video elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from agents.readers.findings.targets import where_of
from agents.readers.places.places import PlaceSpan
from agents.readers.rules.scope_words import ARTICLES, IN, JOINTS, denies, places_in
from agents.readers.rules.shares import STAYING
from agents.readers.rules.wholly import goes_wholly
from agents.readers.rules.wishes import Wish
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded, words
from media.brief import Brief, Where

_BEHIND = 4
"""How far behind an unwanted format the place may stand that it is unwanted in."""
_BETWEEN = 7
"""How many tokens may stand between a place and what is ruled out there."""
_UNWANTED = frozenset(("not", "remove"))
_PLAIN = frozenset(("", "add"))


class Scopes:
    """Which wishes of one message are ruled out in which places alone."""

    def __init__(
        self, message: Message, brief: Brief, places: Sequence[PlaceSpan], wishes: Sequence[Wish]
    ) -> None:
        """The operators of `places` and `wishes` are those that verdicts left them."""
        self.message, self.brief = message, brief
        self.all_places, self.all_wishes = list(places), list(wishes)
        single = [p for p in places if p.place.level != "trade"]
        self.runs = list(self._runs(single))
        self.held: dict[int, list[PlaceSpan]] = {}
        self.elsewhere: set[int] = set()
        self.closed: set[int] = set()
        for i, wish in enumerate(wishes):
            run = self._wholly(wish) or self._behind(i) or self._before(wish)
            if run is not None:
                self.held[wish.first] = run
        self._spread()
        self.limiting = {p.first for run in self.held.values() for p in run}

    def of(self, wish: Wish) -> list[Where] | None:
        """Where the wish rules something out, None where it is about everywhere."""
        run = self.held.get(wish.first)
        if run is None:
            return None
        if wish.first in self.elsewhere:
            inside = {c for p in run for c in p.place.countries}
            rest = [c for c in self.brief.geo.countries if c not in inside]
            return [Where.model_validate({"market": c, wish.key: wish.value}) for c in rest]
        values = self._others_than(wish, run) if wish.operator == "only" else [wish.value]
        places = [where_of(p.place) for p in run]
        return [where.model_copy(update={wish.key: v}) for where in places for v in values]

    def denied_there(self, wish: Wish) -> bool:
        """Whether the same is unwanted where it stands: "video in Spain sells out, none there"."""
        if wish.operator not in (*_PLAIN, *_UNWANTED):
            return False
        held = (w for w in self.all_wishes if w.first in self.held and w.first != wish.first)
        out = {where for w in held for where in self.of(w) or ()}
        here = (r for r in self.runs if out and self._one_piece(wish, r))
        cells = (
            [where_of(p.place).model_copy(update={wish.key: wish.value}) for p in r] for r in here
        )
        return any(out.issuperset(cell) for cell in cells)

    def _one_piece(self, wish: Wish, run: Sequence[PlaceSpan]) -> bool:
        """Whether a wish and places stand in one piece of a sentence, no sign between."""
        gap = range(min(wish.last, run[-1].last) + 1, max(wish.first, run[0].first))
        return len(gap) <= _BETWEEN and all(self._worded(i) for i in gap)

    def _others_than(self, wish: Wish, run: list[PlaceSpan]) -> list[str]:
        """What else is sold than what alone is wanted in the places of a run."""
        same = [w for w in self.all_wishes if self.held.get(w.first) is run and w.kind == wish.kind]
        wanted = {w.value for w in same}
        return sorted(set(words(wish.kind)) - wanted) if same[0].first == wish.first else []

    @property
    def places(self) -> list[PlaceSpan]:
        """The places; those that only limit a wish are not unwanted themselves."""
        return [replace(p, operator="") if p.first in self.limiting else p for p in self.all_places]

    @property
    def wishes(self) -> list[Wish]:
        """The wishes; those that are limited are unwanted, or the only ones, in their places."""
        return [self._limited(wish) for wish in self.all_wishes]

    def _limited(self, wish: Wish) -> Wish:
        if wish.first not in self.held:
            return wish
        alone = wish.first in self.closed and wish.first not in self.elsewhere
        return replace(wish, operator="only" if alone else "not")

    def _runs(self, places: Sequence[PlaceSpan]) -> Iterator[list[PlaceSpan]]:
        """The places, with those together that conjunctions join."""
        run: list[PlaceSpan] = []
        for place in places:
            if run and not self._joined(run[-1].last, place.first):
                yield run
                run = []
            run.append(place)
        if run:
            yield run

    def _joined(self, last: int, first: int) -> bool:
        gap = [self.message.fold(i) for i in range(last + 1, first)]
        return 0 < len(gap) <= 3 and gap[0] in JOINTS and all(w in _AROUND for w in gap[1:])

    def _behind(self, i: int) -> list[PlaceSpan] | None:
        """ "No podcasts in Austria", "podcasts not in Austria"."""
        wish = self.all_wishes[i]
        run = next((run for run in self.runs if run[0].first > wish.last), None)
        if run is None:
            return None
        if self.message.limiting.get(run[0].first) == wish.first and not self._protected(wish):
            out = wish.operator in _UNWANTED
            return run if out else self._close(wish, run, elsewhere=not self._led_by_only(wish))
        if run[0].first - wish.last > _BEHIND:
            return None
        inside = self.message.folds(wish.last + 1, run[0].first - 1).split()
        if self.message.fold(run[0].first) in _THERE:
            inside = [*inside, "in"]
        if wish.operator in _UNWANTED:
            return run if places_in(inside) or self._taken_from(run, inside) else None
        if run[0].operator in _UNWANTED and self._taken_from(run, inside):
            return run
        if self._alone(wish, inside) and self._others(run):
            return self._close(wish, run, elsewhere=wish.operator != "only")
        denied = run[0].operator in _UNWANTED and wish.operator in _PLAIN
        return run if denied and denies(inside) and self._stand(run) else None

    def _protected(self, wish: Wish) -> bool:
        """Whether a wish is to be spared, not just to stay ("keep video for France only")."""
        start = self.message.operator_start(wish.first, lambda _: False)
        stays = start is not None and self.message.fold(start) in STAYING
        return wish.operator == "protect" and not stays

    def _led_by_only(self, wish: Wish) -> bool:
        """Whether "only" stands before a wish: "only video, but only in Germany"."""
        start = self.message.operator_start(wish.first, lambda _: False)
        return wish.operator == "only" and start is not None

    def _taken_from(self, run: Sequence[PlaceSpan], inside: Sequence[str]) -> bool:
        """ "Take video out of France": of several markets, from that one."""
        led = bool(inside) and all(w in _FROM | ARTICLES | {"'"} for w in inside)
        return led and self._standing() and self._others(run)

    def _alone(self, wish: Wish, inside: Sequence[str]) -> bool:
        """ "Only video in Austria", "video only in Austria"."""
        if wish.operator == "only" and places_in(inside):
            return True
        placed = bool(inside) and inside[0] in _ONLY and places_in(inside[1:])
        return placed and wish.operator in (*_PLAIN, "only") and self._standing()

    def _close(self, wish: Wish, run: list[PlaceSpan], elsewhere: bool) -> list[PlaceSpan]:
        self.closed.add(wish.first)
        if elsewhere:
            self.elsewhere.add(wish.first)
        return run

    def _wholly(self, wish: Wish) -> list[PlaceSpan] | None:
        """ "Everything in Austria to video"."""
        run = next((run for run in reversed(self.runs) if run[-1].last < wish.first), None)
        if run is None or wish.operator not in (*_PLAIN, "only") or not self._others(run):
            return None
        if any(run[-1].last < w.first < wish.first for w in self.all_wishes):
            return None
        whole = goes_wholly(self.message, run, wish)
        return self._close(wish, run, elsewhere=False) if whole else None

    def _before(self, wish: Wish) -> list[PlaceSpan] | None:
        """ "In Austria no podcasts", "Austria: no podcasts"."""
        earlier = [run for run in self.runs if run[-1].last < wish.first]
        if not earlier or any(earlier[-1][-1].last < w.first < wish.first for w in self.all_wishes):
            return None
        run = earlier[-1]
        operators = {wish.operator, run[-1].operator if wish.operator == "" else ""}
        alone = "only" in operators and self._only_between(run[-1].last, wish)
        if not alone and not operators & _UNWANTED:
            return None
        near = self._opens(run, wish) and self._near(run[-1].last + 1, wish.first)
        if not near or not self._others(run):
            return None
        return self._close(wish, run, elsewhere=False) if alone else run

    def _only_between(self, last: int, wish: Wish) -> bool:
        """Whether the word for "only" stands behind the place, before or behind the wish."""
        gap = range(last + 1, wish.first)
        hits = [self.message.before[i] for i in gap if i in self.message.before]
        return any(h.entry == "only" for h in hits) or wish.last + 1 in self.message.after

    def _near(self, first: int, end: int) -> bool:
        """Whether tokens [first, end) hold nothing but what rules out."""
        gap = range(first, end)
        begins = self.message.fold(first) in _SIGNS
        return len(gap) <= _BETWEEN and all((begins and i == first) or self._links(i) for i in gap)

    def _links(self, i: int) -> bool:
        joins = self.message.fold(i) in JOINTS and not self._denies(i)
        return self._worded(i) and not joins and self.message.free(i, i)

    def _worded(self, i: int) -> bool:
        return self.message.tokens[i].kind == "word" or self.message.fold(i) in ("'", "/")

    def _denies(self, i: int) -> bool:
        """Whether token i ends the words that rule out ("rien en")."""
        hit = self.message.before.get(i)
        return hit is not None and hit.entry in _UNWANTED

    def _opens(self, run: Sequence[PlaceSpan], wish: Wish) -> bool:
        """Whether the places are what the sentence is about, and no list that ends there."""
        if self.message.fold(run[0].first) in _THERE:
            return True
        sign = self.message.fold(run[-1].last + 1)
        i = run[0].first - 1
        while self.message.fold(i) in ARTICLES:
            i -= 1
        placed = self.message.fold(i + 1) in IN or self.message.fold(i) in IN
        if sign == "(":
            return True
        if sign == ",":
            return placed and self._standing() and self._starts(i - 1)
        if sign == "-" and not self._standing():
            return False
        added = i in self.message.before and self.message.before[i].entry == "add"
        return placed or sign == ":" or (self._standing() and (added or self._starts(i)))

    def _starts(self, i: int) -> bool:
        """Whether a piece of the sentence begins behind token i."""
        if i < 0 or self.message.tokens[i].kind in ("break", "sign"):
            return True
        return self.message.fold(i) in _OPENERS

    def _standing(self) -> bool:
        return bool(self.brief.geo.countries)

    def _stand(self, run: Sequence[PlaceSpan]) -> bool:
        """Whether the places of a run are wanted already."""
        inside = {p.first for p in run}
        named = {p.place.code for p in self.all_places if p.first not in inside} | self._wanted()
        return all(p.place.code in named or p.place.countries[0] in named for p in run)

    def _wanted(self) -> set[str]:
        geo = self.brief.geo
        return {*geo.countries, *geo.regions, *geo.cities}

    def _others(self, run: Sequence[PlaceSpan]) -> bool:
        """Whether the campaign runs anywhere but in the places of a run."""
        inside = {p.place.code for p in run}
        home = {p.place.countries[0] for p in run}
        named = self._wanted() | {
            c for p in self.all_places for c in (*p.place.countries, p.place.code)
        }
        rest = named - inside - home
        narrow = any(p.place.level in ("region", "city") for p in run)
        return bool(rest) or (narrow and self._whole(home))

    def _whole(self, home: set[str]) -> bool:
        """Whether a country of the Brief is wanted as a whole."""
        geo = self.brief.geo
        return bool(home & set(geo.countries)) and not geo.regions and not geo.cities

    def _spread(self) -> None:
        """ "In Austria no podcast and no display", "no podcast or display in Austria"."""
        for first, second in pairwise(self.all_wishes):
            if first.first in self.held and self._paired(first, second):
                self.held.setdefault(second.first, self.held[first.first])
        for first, second in reversed(list(pairwise(self.all_wishes))):
            if second.first in self.held and self._paired(first, second):
                self.held.setdefault(first.first, self.held[second.first])

    def _paired(self, first: Wish, second: Wish) -> bool:
        """Whether two unwanted wishes stand side by side, joined by a conjunction."""
        gap = [self.message.fold(i) for i in range(first.last + 1, second.first)]
        operators = {first.operator, second.operator}
        both = operators <= _UNWANTED or (
            operators <= {"only", "", "add"} and self._closes(first, second)
        )
        return both and 0 < len(gap) <= 3 and gap[0] in JOINTS

    def _closes(self, first: Wish, second: Wish) -> bool:
        """Whether one of two wishes is alone wanted in some places, and the other with it."""
        alone = self.closed & {first.first, second.first} - self.elsewhere
        apart = first.first in self.held and second.first in self.held
        if not alone or apart or first.kind != second.kind:
            return False
        self.closed |= {first.first, second.first}
        return True


_FROM = folded("guards", "scopes_from")
_THERE = folded("pronouns", "there")
_AROUND = IN | ARTICLES | folded("place_words", "list_articles")
_ONLY = folded("guards", "scopes_only")
_OPENERS = folded("guards", "inquiries_fillers")
_SIGNS = frozenset((":", "-", "–", "(", ",", "="))
