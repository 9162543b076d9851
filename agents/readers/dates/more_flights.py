"""Flights put to those that stand, or one of them meant: "a second flight 10-23 May"."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cache

from agents.readers.dates.tape import NUMBERS
from agents.readers.findings.dates import Dates
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import fold

ANOTHER = 0
"""The number of a flight that is none of those that stand."""
_NEAR = 5
"""How many tokens may stand between dates and the word for the flight that they are of."""
_SIGNS = frozenset(".;!?")
_FURTHER = folded("guards", "flights_further")
_UNITS = folded("dates", "day") | folded("dates", "week")
_NUMBERS = {"flight_1": 1, "flight_2": 2, "flight_3": 3, "flight_more": ANOTHER,
            "flight_again": ANOTHER}  # fmt: skip
FLIGHTS = (*_NUMBERS, "flight_any")
"""The tags of the wordings for one of several flights."""


def numbered(message: Message, dates: Sequence[Dates]) -> dict[int, int]:
    """The first tokens of dates, with the number of the flight that they are said to be of."""
    found = {span.first: ANOTHER for span in dates if _lasts_further(message, span)}
    for hit in (*_flights().find(message.tokens), *_described(message)):
        number = _number(message, hit)
        span = beside(message, hit, dates)
        if hit.entry == "flight_again" and (span is None or span.first - hit.last not in (1, 2)):
            continue
        if number is not None and span is not None:
            found[span.first] = number
    return found


def _lasts_further(message: Message, span: Dates) -> bool:
    """ "Another week from 10 May", "noch zwei Wochen ab dem 10. Mai": a start and a length."""
    if span.start is None or span.end is None or span.duration is not None:
        return False
    for first, last in span.pieces:
        folds = {message.fold(i) for i in range(first - 1, last + 2)}
        if folds & _UNITS and folds & _FURTHER:
            return True
    return False


def dropped(message: Message, dates: Sequence[Dates]) -> Iterator[tuple[Hit[str], int]]:
    """Flights without dates that are to go, with their numbers: "drop the second flight"."""
    for hit in _flights().find(message.tokens):
        number = _number(message, hit) or ANOTHER
        off = message.operator(hit.first, hit.last, lambda _: False) in ("not", "remove")
        if number != ANOTHER and off and beside(message, hit, dates) is None:
            yield hit, number


def beside(message: Message, hit: Hit[str], dates: Sequence[Dates]) -> Dates | None:
    """The dates that a wording is said of: those around it, behind it, or right before it."""
    ordered = sorted(dates, key=lambda d: d.first)
    around = (d for d in ordered if any(a <= hit.last and hit.first <= b for a, b in d.pieces))
    if (span := next(around, None)) is not None:
        return span
    at = bisect([d.first for d in ordered], hit.last)
    if at < len(ordered) and _joined(message, hit.last + 1, ordered[at].first):
        return ordered[at]
    if at and _joined(message, ordered[at - 1].last + 1, hit.first):
        return ordered[at - 1]
    return None


def _joined(message: Message, first: int, end: int) -> bool:
    """Whether tokens [first, end) are few and of one sentence."""
    between = message.tokens[first:end]
    return len(between) <= _NEAR and not any(t.kind == "break" or t.fold in _SIGNS for t in between)


def _number(message: Message, hit: Hit[str]) -> int | None:
    """ "A burst" is another one only where it is put to what stands ("plus a burst")."""
    if hit.entry != "flight_any":
        return _NUMBERS[hit.entry]
    put_to = message.before.get(hit.first - 1)
    return ANOTHER if put_to is not None and put_to.entry == "add" else None


def _described(message: Message) -> Iterator[Hit[str]]:
    """ "Second video burst", "zweite Videowelle": a flight and what it is said to be of."""
    for i, token in enumerate(message.tokens):
        tag = _ordinals().get(token.fold)
        if tag is None:
            continue
        lasting = _lasting(message, i + 1)
        inner = range(lasting, min(lasting + 1 + _WORDS, len(message.tokens)))
        last = next((k for k in inner if not _describes(message, k)), inner.stop)
        for k in range(lasting, min(last + 1, len(message.tokens))):
            if _names_flight(message.fold(k), compound=k == i + 1):
                yield Hit(i, k, tag)
                break


def _lasting(message: Message, i: int) -> int:
    """The token behind a length that begins at token i: "another two-week burst"."""
    counted = message.fold(i) in NUMBERS or message.fold(i).isdigit()
    unit = i + 1 + (message.fold(i + 1) == "-")
    return unit + 1 if counted and message.fold(unit) in _UNITS else i


def _describes(message: Message, i: int) -> bool:
    """Whether token i is a word that tells no time ("the first two weeks run ...")."""
    token = message.tokens[i]
    return token.kind == "word" and token.fold not in _TIMES


def _names_flight(word: str, compound: bool) -> bool:
    """Whether a word is one for a flight; a compound ends with one ("Videowelle")."""
    if word in _nouns():
        return not compound
    return any(word.endswith(noun) for noun in _nouns() if _LONG <= len(noun) < len(word))


_WORDS = 2
"""How many words tell what a flight is of, between its number and its noun."""
_LONG = 4
"""How long the noun is that ends a compound."""
_TIMES = frozenset().union(*(folded("dates", tag) for tag in ("day", "week", "month", "quarter")))


@cache
def _nouns() -> frozenset[str]:
    """Words for a flight: "burst", "wave", "Welle"."""
    lasts = (last for _, last in _pairs("flight_1"))
    return frozenset(w for w in lasts if w not in folded("numbers", "1") and not w.isdigit())


@cache
def _ordinals() -> dict[str, str]:
    """Words that a number of a flight begins with, with their tags."""
    return {
        first: tag
        for tag in ("flight_more", "flight_3", "flight_2", "flight_1")
        for first, last in _pairs(tag)
        if last in _nouns() and first not in _nouns()
    }


def _pairs(tag: str) -> Iterator[tuple[str, str]]:
    """The words of the wordings of two."""
    for wording in words("flight_parts")[tag]:
        first, _, last = fold(wording).partition(" ")
        if last and " " not in last:
            yield first, last


@cache
def _flights() -> Phrases[str]:
    return Phrases((w, tag) for tag in FLIGHTS for w in words("flight_parts")[tag])
