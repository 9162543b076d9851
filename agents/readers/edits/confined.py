"""What is said of one country alone and a Brief holds for all: "18-34 in Spain", "women only in
France", "cap 2 a day in Italy".

It changes nothing, and the reply names it: anything else would change the other countries, too.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from agents.readers.findings.proposals import Proposal
from agents.readers.places.places import PlaceSpan
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded
from media.brief import Brief
from media.plan import Fact

_PATHS = ("/audience", "/frequency_cap", "/kpis")
"""The slots that are the same in all countries."""


def unconfined(
    message: Message, brief: Brief, places: Sequence[PlaceSpan], proposals: Sequence[Proposal]
) -> tuple[list[Proposal], list[Fact]]:
    """The proposals without those of one country alone, and a fact that names their words."""
    held = {*brief.geo.countries}
    unnamed = held - {c for p in places for c in p.place.countries}
    some = [p for p in places if _is_one(p, held)] if unnamed else []
    ends = {end: place for place in some if (end := _led_up_to(message, place)) is not None}
    last = {token.end: i for i, token in enumerate(message.tokens)}
    confined = [
        (proposal, ends[i])
        for proposal in proposals
        if proposal.path.startswith(_PATHS)
        and proposal.op != "remove"
        and proposal.evidence
        and (i := last.get(proposal.evidence[-1].end)) in ends
    ]
    if not confined:
        return list(proposals), []
    gone = {id(proposal) for proposal, _ in confined}
    kept = [p for p in proposals if id(p) not in gone and not _places_only(p)]
    named = [
        message.text[p.evidence[0].start : message.tokens[place.last].end] for p, place in confined
    ]
    words = list(dict.fromkeys(named))
    return kept, [Fact(code="words_not_used", values={"words": list(words)})]


def _is_one(place: PlaceSpan, held: Set[str]) -> bool:
    return place.place.level == "country" and held >= {*place.place.countries}


def _led_up_to(message: Message, place: PlaceSpan) -> int | None:
    """The last token before "in Spain", "only in Spain", ", but only in Spain".

    ", and only in Spain" is said of everything.
    """
    i = place.first - 1
    while message.fold(i) in _ARTICLES:
        i -= 1
    if message.fold(i) not in _IN:
        return None
    i -= 1
    only = message.fold(i) in _ONLY
    i -= only
    if only and message.fold(i) in _AND and message.fold(i - 1) == ",":
        return None
    while only and message.fold(i) in _TURNS:
        i -= 1
    return i


def _places_only(proposal: Proposal) -> bool:
    return proposal.path == "/geo/countries" and proposal.op == "only"


_IN = folded("guards", "scopes_in")
_ONLY = folded("guards", "scopes_only")
_AND = folded("guards", "message_governs_next")
_TURNS = folded("operators", "but") | _AND | {","}
_ARTICLES = folded("guards", "scopes_articles") - _IN
