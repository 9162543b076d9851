"""Places that only limit what is sold: "protect video too, but only in Germany".

The campaign runs in the other countries all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from agents.readers.findings.targets import Target
from agents.readers.places.places import PlaceSpan
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded
from media.brief import Brief

_NEAR = 9
"""How many tokens may stand between what is sold and the place."""


def only_there(
    message: Message, brief: Brief, targets: Sequence[Target], places: Sequence[PlaceSpan]
) -> dict[int, int]:
    """The first tokens of such places, each with that of what is sold before it."""
    pairs = ((place, _limited(message, targets, place)) for place in places)
    held = set(brief.geo.countries)
    return {
        place.first: sold.first
        for place, sold in pairs
        if sold is not None and held - set(place.place.countries)
    }


def _limited(message: Message, targets: Sequence[Target], place: PlaceSpan) -> Target | None:
    before = [t for t in targets if t.last < place.first]
    if not before or not before[-1].sold:
        return None
    gap = range(before[-1].last + 1, place.first)
    behind = message.after.get(place.last + 1)
    closed = behind is not None and behind.entry == "post_only"
    said = {message.fold(i) for i in gap}
    led = any(message.fold(i) in _IN for i in gap[-2:])
    plain = len(gap) <= _NEAR and all(_links(message, i) for i in gap)
    return before[-1] if plain and led and (closed or said & _ONLY) else None


def _links(message: Message, i: int) -> bool:
    """Whether token i may stand between: "too, but only in", "schützen, aber nur in"."""
    return message.fold(i) in _LINKS or i in _operators(message)


def _operators(message: Message) -> set[int]:
    return {i for h in message.after.values() for i in range(h.first, h.last + 1)}


_IN = folded("guards", "scopes_in")
_ONLY = folded("guards", "scopes_only")
_ALSO = folded("guards", "only_there_also")
_LINKS = (
    _IN
    | _ONLY
    | _ALSO
    | folded("guards", "scopes_articles")
    | folded("guards", "part_links")
    | {","}
)
