"""Places named again by "there": "Germany is important, at least 40k there"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from agents.readers.findings.targets import Target
from agents.readers.places.places import PlaceSpan
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words

_FAR = 24
"""How many tokens before the word its place may stand."""


def named_again(
    message: Message, places: Sequence[PlaceSpan], sold: Sequence[Target]
) -> Iterator[tuple[PlaceSpan, PlaceSpan]]:
    """The last place before each "there", and the place once more at that word.

    None where that is one of a list, or is dropped. `sold` are the formats and channels.
    """
    listed = _listed(message, places)
    spans = iter(places)
    last, following = None, next(spans, None)
    for hit in _there().find(message.tokens):
        while following is not None and following.first < hit.first:
            last, following = following, next(spans, None)
        if last is None or last.first in listed or _dropped(message, last, sold):
            continue
        if hit.first - last.last <= _FAR and not _only_says(message, hit):
            yield last, PlaceSpan(last.place, hit.first, hit.last, "")


def _dropped(message: Message, place: PlaceSpan, sold: Sequence[Target]) -> bool:
    """Whether a place is ruled out, and not only something in it ("audio läuft nicht in Wien")."""
    start, _ = message.clause(place.first)
    told = any(start <= target.first < place.first for target in sold)
    return place.operator == "remove" or (place.operator == "not" and not told)


def _listed(message: Message, places: Sequence[PlaceSpan]) -> set[int]:
    """The first tokens of the places that conjunctions and commas join."""
    found: set[int] = set()
    for one, two in pairwise(places):
        gap = [message.fold(i) for i in range(one.last + 1, two.first)]
        if all(word in _LISTING for word in gap):
            found |= {one.first, two.first}
    return found


def _only_says(message: Message, hit: Hit[str]) -> bool:
    """ "There is", "hi there", and words that accents tell from others ("la", "li")."""
    if message.words(hit.first, hit.last).lower() not in words("pronouns")["there"]:
        return True
    if message.fold(hit.first) != "there":
        return False
    return message.fold(hit.last + 1) in _IS or message.fold(hit.first - 1) in _GREETS


_IS = folded("pronouns", "there_is")
_GREETS = folded("pronouns", "there_greets")
_LISTING = folded("guards", "message_governs_next") | folded("place_words", "list_articles") | {","}


@cache
def _there() -> Phrases[str]:
    return Phrases((w, "there") for w in words("pronouns")["there"])
