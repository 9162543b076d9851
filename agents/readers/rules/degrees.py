"""More or less of a format, a channel or a place with no number: how much has to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from agents.readers.findings.proposals import Change, Proposal
from agents.readers.findings.targets import where_of
from agents.readers.places.places import PlaceSpan
from agents.readers.rules.wishes import Wish
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from media.brief import AmountConstraint, Brief, ShareConstraint
from media.plan import Fact
from media.policies.selection import kept_channels, kept_formats

Degree = Literal["less", "more"]
Span = Wish | PlaceSpan
_LINKS = folded("guards", "degrees_links")
_NEAR = 2
"""How many linking words may stand between "less" and what there is to be less of."""
_WANTED = ("", "add", "mostly")
"""What is said of a thing that there is to be more of; "más" is "mostly" in a first brief."""
_BOUNDS = (ShareConstraint, AmountConstraint, Change)
_DECIDED = ("remove", "protect")
"""What is said of a thing beside its degree; "not too much of it" is less of it."""


class Degrees:
    """The things of one message that there is to be more or less of, in the Brief that stands."""

    def __init__(
        self, message: Message, brief: Brief, wishes: Sequence[Wish], places: Sequence[PlaceSpan]
    ) -> None:
        """`wishes` and `places` are those of the message, each in its order."""
        self.message, self.brief = message, brief
        single = (p for p in places if p.place.level != "trade")
        named: list[Span] = [*wishes, *single]
        spans = sorted(named, key=lambda span: span.first)
        alone = self._planned() and _nothing_but_less(message, spans)
        self.ends = degree_ends(message, self._planned(), alone)
        self.found = dict(self._found(spans))

    def questions(self, said: Sequence[Proposal]) -> list[Fact]:
        """A question for each that nothing of what was `said` bounds."""
        values = [p.value for p in said]
        bounds = [v.where for v in values if isinstance(v, _BOUNDS) and v.where is not None]
        bounded = {name for where in bounds for _, name in where if name is not None}
        return [
            Fact(code="how_much", values={"kind": kind, "value": value, "degree": degree})
            for span, degree in self.found.items()
            for kind, value in [_named(span)]
            if value not in bounded
        ]

    def _found(self, spans: Sequence[Span]) -> Iterator[tuple[Span, Degree]]:
        degree: Degree | None = None
        for before, span in pairwise((None, *spans)):
            assert span is not None
            listed = before is not None and self._joined(before, span)
            degree = degree_before(self.message, self.ends, span.first) or (
                degree if listed else None
            )
            if degree is not None and self._counts(span, degree):
                yield span, degree

    def _joined(self, one: Span, two: Span) -> bool:
        if type(one) is not type(two):
            return False
        gap = self.message.folds(one.last + 1, two.first - 1)
        return gap in folded("guards", "message_governs_next")

    def _counts(self, span: Span, degree: Degree) -> bool:
        """Whether it is no wish to begin with something, or to leave it out altogether."""
        if degree == "less":
            return span.operator not in _DECIDED
        return span.operator in _WANTED and self._planned() and self._allowed(span)

    def _planned(self) -> bool:
        return self.brief.budget is not None and bool(self.brief.geo.countries)

    def _allowed(self, span: Span) -> bool:
        """Whether the Brief has it already, so that more of it is a matter of how much."""
        if isinstance(span, PlaceSpan):
            return set(span.place.countries) <= set(self.brief.geo.countries)
        kept = kept_formats(self.brief) if span.kind == "formats" else kept_channels(self.brief)
        ruled_out = span.value in getattr(self.brief, span.kind).exclude
        return not ruled_out and (not kept or span.value in kept)


def degree_ends(message: Message, standing: bool = False, alone: bool = False) -> dict[int, Degree]:
    """The last tokens of all wordings.

    Spanish "menos" is "except", but for a Brief that is `standing` and has more of something too,
    or where it stands `alone` with a format.
    """
    hits = list(_degrees().find(message.tokens))
    if alone or (standing and any(hit.entry == "more" for hit in hits)):
        hits += _beside_more().find(message.tokens)
    return {hit.last: hit.entry for hit in hits}


def _nothing_but_less(message: Message, spans: Sequence[Span]) -> bool:
    """ "Menos video", "menos en Francia, por favor": it may be less of it as well as without it.

    "Menos Francia" is without it.
    """
    hits = list(_beside_more().find(message.tokens))
    if len(hits) != 1 or not spans or hits[0].last > spans[0].first:
        return False
    bare = isinstance(spans[0], PlaceSpan) and spans[0].first == hits[0].last + 1
    told = {i for s in (*hits, *spans) for i in range(s.first, s.last + 1)}
    rest = (i for i, t in enumerate(message.tokens) if i not in told and t.kind == "word")
    return not bare and all(i in message.glue or message.fold(i) in _LINKS for i in rest)


def degree_before(message: Message, ends: Mapping[int, Degree], first: int) -> Degree | None:
    """Whether less or more of what begins at token `first` is said right before it."""
    for i in range(first - 1, max(first - _NEAR - 2, -1), -1):
        if i in ends:
            return ends[i]
        if message.fold(i) not in _LINKS:
            return None
    return None


def complained(message: Message, first: int, last: int) -> bool:
    """Whether tokens [first, last] find that there is too much, or wish less, of something."""
    ends = degree_ends(message)
    return any(ends.get(i) == "less" for i in range(first, last + 1))


def _named(span: Span) -> tuple[str, str]:
    """What kind of thing a question is about, and which."""
    if isinstance(span, Wish):
        return span.kind, span.value
    return "places", next(str(name) for _, name in where_of(span.place) if name is not None)


@cache
def _degrees() -> Phrases[Degree]:
    tags: tuple[Degree, ...] = ("less", "more")
    return Phrases((w, tag) for tag in tags for w in words("edits")[f"{tag}_of"])


@cache
def _beside_more() -> Phrases[Degree]:
    return Phrases((w, "less") for w in words("edits")["less_beside_more"])
