"""Words and checks around ages that ranges and open ends share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from agents.readers.audience.interests import divides_at
from agents.readers.findings.traits import people_words
from agents.readers.names.name_words import ordinary
from agents.readers.numbers.amounts import currency_ahead, magnitude_or_currency
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from agents.readers.text.tokens import fold
from media.brief import AgeRange

YOUNGEST, OLDEST = 6, 99
_LONGEST_CUE = 4
_SHORTEST_NOUN = 5
_PEOPLE = folded("guards", "ages_people")


@dataclass(frozen=True, slots=True)
class AgeSpan:
    """Ages at tokens [first, last]; `weak` yields to any other age ("adults 25-54")."""

    ages: AgeRange
    first: int
    last: int
    weak: bool = False


@cache
def age_words(tag: str) -> Phrases[str]:
    """The wordings of a tag of the table of ages."""
    return Phrases((w, tag) for w in words("ages")[tag])


@cache
def _cues() -> frozenset[str]:
    return frozenset(fold(w) for tag in ("ages", "between") for w in words("ages")[tag])


@cache
def aged_words() -> frozenset[str]:
    """Single words for people and for their age, behind which a bare number is an age."""
    return people_words() | _PEOPLE | folded("guards", "ages_of_people")


def age_at(message: Message, i: int) -> int | None:
    """The number at token i if it can be an age."""
    if not 0 <= i < len(message.tokens) or not message.free(i, i):
        return None
    token = message.tokens[i]
    if token.kind != "number" or not token.text.isdigit() or len(token.text) > 2:
        return None
    value = int(token.text)
    return value if YOUNGEST <= value <= OLDEST else None


def years_after(message: Message, last: int) -> int | None:
    """The last token of "years old" and the like behind `last`."""
    j = last + 1
    if j < len(message.tokens) and message.fold(j) == "-":
        j += 1
    hit = age_words("years").at(message.tokens, j) if j < len(message.tokens) else None
    return hit.last if hit else None


def cued(message: Message, i: int) -> bool:
    """Whether a word for ages ("aged", "between", "edad") stands right before token i."""
    return any(message.folds(i - n, i - 1) in _cues() for n in range(1, _LONGEST_CUE + 1))


def priced(message: Message, i: int) -> bool:
    """Whether a metric stands shortly before token i ("CPM between 15 and 20")."""
    return any(message.fold(k) in _METRICS for k in range(i - 3, i))


_METRICS = folded("guards", "ages_metrics")


def evidence_start(message: Message, i: int) -> int:
    """Takes "aged", "ages" and the like before token i into the evidence."""
    start = i
    while (
        start > 0
        and message.fold(start - 1) in folded("guards", "ages_start")
        and message.tokens[start - 1].kind == "word"
        and message.fold(start - 1) != "a"
    ):
        start -= 1
    return start


def other_unit(message: Message, last: int) -> bool:
    """Whether the number behind counts something else: money, per cent, days, seconds."""
    j = last + 1
    if j >= len(message.tokens) or message.claimed[j]:
        return False
    token = message.tokens[j]
    if token.text == "M" and not token.glued and ends_at(message, j + 1):
        return False
    if magnitude_or_currency(message.tokens, j):
        return True
    if currency_ahead(message.tokens, j):
        return False
    if token.fold in folded("guards", "ages_other_unit"):
        return True
    return (
        token.fold in ("'", ":")
        and token.glued
        and j + 1 < len(message.tokens)
        and message.tokens[j + 1].glued
        and message.tokens[j + 1].kind == "number"
    )


def ends_at(message: Message, i: int) -> bool:
    """Whether a piece of the sentence ends before token i."""
    return i >= len(message.tokens) or divides_at(message, i)


def person_near(message: Message, first: int, last: int) -> bool:
    """Whether people are spoken of around tokens [first, last], or nothing else at all."""
    near = {message.fold(k) for k in (*range(first - 3, first), last + 1, last + 2)}
    before, after = message.fold(first - 1), message.fold(last + 1)
    alone = (
        before in {"", *folded("guards", "ages_person_near")}
        or message.tokens[first - 1].kind == "break"
    )
    closed = after in {"", *folded("guards", "ages_person_near_2")} or (
        last + 1 < len(message.tokens) and message.tokens[last + 1].kind == "break"
    )
    led = alone or _people_before(message, first - 1)
    return bool(near & _PEOPLE) or (led and closed and not money_near(message, first))


def _people_before(message: Message, i: int) -> bool:
    """Whether a word that can be one for people stands at token i ("Angler ab 30")."""
    word = message.fold(i)
    known = word in ordinary() or word in folded("fillers", "words")
    return message.tokens[i].kind == "word" and len(word) >= _SHORTEST_NOUN and not known


def money_near(message: Message, first: int) -> bool:
    """Whether a word for money stands shortly before token `first`."""
    near = {message.fold(k) for k in range(first - 4, first)}
    return bool(near & folded("guards", "ages_money_near"))
