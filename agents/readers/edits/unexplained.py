"""What looks material and no reader has explained: numbers, and words for whom the ads are meant.

It is named in the reply ("I did not use: ..."), and it is what a language model may be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from agents.readers.audience.people import skews
from agents.readers.kpis.caps import least_contacts
from agents.readers.places.places import PlaceSpan
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from media.evidence import Evidence

_SIGNS = frozenset("€$£¥%")
_MAGNITUDES = frozenset({"k", "m"})
_LETTERS = frozenset({"r", "us", "a", "c", "mx", "hk", "nz", "s"})
"""What stands before a sign in the names of currencies (R$, US$, A$)."""
_AND = folded("guards", "message_governs_next")
_MOST_WORDS = 6
_SHORTEST = 4
_SMALL_WORDS = folded("fillers", "small_words")


def unexplained(
    message: Message, places: Sequence[PlaceSpan] = (), flights: int = 0
) -> tuple[Evidence, ...]:
    """The words, in the order of the message, which names so many places and flights."""
    told = (least_contacts(message), skews(message))
    named = (_listed(message, places), _parts(message, places), *told)
    counted = {*_told(message, len({p.place.code for p in places}), flights)}
    numbers = (span for span in _numbers(message) if span not in counted)
    found = sorted({*numbers, *_audiences(message), *chain(*named)})
    return tuple(message.evidence(*span) for span in found if not _inside(span, found))


def _inside(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in others if (a, b) != span)


def _told(message: Message, places: int, flights: int) -> Iterator[tuple[int, int]]:
    """How many places or flights there are, where just so many are named ("3 markets: ...")."""
    for words_of, count in (("places_counted", places), ("flights_counted", flights)):
        for i, token in enumerate(message.tokens[:-1]):
            if token.text == str(count) and message.fold(i + 1) in folded("guards", words_of):
                yield i, i + 1


def _numbers(message: Message) -> Iterator[tuple[int, int]]:
    """Numbers that look like money or shares, or count something that nobody knows."""
    for i, token in enumerate(message.tokens):
        if token.kind != "number" or message.claimed[i] or i in message.signature:
            continue
        before, after = message.fold(i - 1), message.fold(i + 1)
        last = i + 1 if after in _SIGNS | _MAGNITUDES else i
        if before in _SIGNS:
            yield i - (2 if message.fold(i - 2) in _LETTERS else 1), last
        elif last > i or _counts(message, i):
            yield i, i + 1


def _counts(message: Message, i: int) -> bool:
    """Whether an unknown word follows that the number may count ("45 large")."""
    return i + 1 < len(message.tokens) and _is_unknown(message, i + 1)


def _audiences(message: Message) -> Iterator[tuple[int, int]]:
    """Unknown words behind "target:", "aimed at" and the like, up to the next thing known."""
    for hit in _markers().find(message.tokens):
        first = last = None
        for i in range(hit.last + 1, min(hit.last + 1 + _MOST_WORDS, len(message.tokens))):
            if message.claimed[i] or message.tokens[i].kind not in ("word", "sign"):
                break
            if _is_unknown(message, i):
                first, last = i if first is None else first, i
        if first is not None and last is not None:
            yield first, last


def _listed(message: Message, places: Sequence[PlaceSpan]) -> Iterator[tuple[int, int]]:
    """An unknown name at the end of a list of places ("Germany, France and Atlantis")."""
    size = len(message.tokens)
    for span in places:
        first = end = span.last + 2
        if message.fold(span.last + 1) not in _AND:
            continue
        while end < size and message.tokens[end].capital and _is_unknown(message, end):
            end += 1
        closed = end >= size or message.tokens[end].kind != "word" or message.claimed[end]
        if end > first and (closed or end in message.glue):
            yield first, end - 1


def _parts(message: Message, places: Sequence[PlaceSpan]) -> Iterator[tuple[int, int]]:
    """A part of a country that stands for no regions ("sud de la France"), with the country."""
    for span in places:
        i = span.first - 1
        while message.fold(i) in _OF:
            i -= 1
        if span.place.level == "country" and message.fold(i) in _COMPASS and message.free(i, i):
            yield i, span.last


_COMPASS = folded("place_words", "compass")
_OF = folded("place_words", "compass_of")


def _is_unknown(message: Message, i: int) -> bool:
    token = message.tokens[i]
    return (
        token.kind == "word"
        and not message.claimed[i]
        and i not in message.glue
        and len(token.fold) >= _SHORTEST
        and token.fold not in _SMALL_WORDS
    )


@cache
def _markers() -> Phrases[str]:
    return Phrases((w, "audience") for w in words("fillers")["audience_follows"])
