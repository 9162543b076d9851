"""Ages: ranges, open ends, generations and decades."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from agents.readers.amounts import magnitude_or_currency
from agents.readers.corrections import corrects
from agents.readers.message import Message
from agents.readers.name_words import ordinary
from agents.readers.phrases import Phrases, folded, words
from agents.readers.traits import people_words
from media.brief import AgeRange

YOUNGEST, OLDEST = 6, 99


@dataclass(frozen=True, slots=True)
class AgeSpan:
    """Ages at tokens [first, last]; `weak` yields to any other age ("adults 25-54")."""

    ages: AgeRange
    first: int
    last: int
    weak: bool = False


@cache
def _table(tag: str) -> Phrases[str]:
    return Phrases((w, tag) for w in words("ages")[tag])


@cache
def _generations() -> Phrases[str]:
    return Phrases((w, ages) for ages, ws in words("generations").items() for w in ws)


def read_ages(message: Message) -> list[AgeSpan]:
    """All ages of a message."""
    found: list[AgeSpan] = []
    i = 0
    while i < len(message.tokens):
        span = _at(message, i) if message.free(i, i) else None
        if span is not None:
            message.claim(span.first, span.last)
            found.append(span)
            i = span.last
        i += 1
    found += _named(message)
    strong = [span for span in found if not span.weak] or found
    strong.sort(key=lambda span: span.first)
    last = len(strong) - 1
    return [
        span
        for n, span in enumerate(strong)
        if n == last or not corrects(message, span.last, strong[n + 1].first)
    ]


def _named(message: Message) -> list[AgeSpan]:
    found = []
    for hit in message.find(_generations()):
        low, _, high = hit.entry.partition("-")
        weak = hit.entry in ("18-", "13-17")
        ages = AgeRange(min=int(low), max=int(high) if high else None)
        message.claim(hit.first, hit.last)
        found.append(AgeSpan(ages, hit.first, hit.last, weak))
    return found


def _age(message: Message, i: int) -> int | None:
    if not 0 <= i < len(message.tokens) or not message.free(i, i):
        return None
    token = message.tokens[i]
    if token.kind != "number" or not token.text.isdigit() or len(token.text) > 2:
        return None
    value = int(token.text)
    return value if YOUNGEST <= value <= OLDEST else None


def _at(message: Message, i: int) -> AgeSpan | None:
    low = _age(message, i)
    if low is None:
        return None
    return _range(message, i, low) or _decade(message, i, low) or _open(message, i, low)


def _years_after(message: Message, last: int) -> int | None:
    """The last token of "years old" and the like behind `last`."""
    j = last + 1
    if j < len(message.tokens) and message.fold(j) == "-":
        j += 1
    hit = _table("years").at(message.tokens, j) if j < len(message.tokens) else None
    return hit.last if hit else None


def _range(message: Message, i: int, low: int) -> AgeSpan | None:
    j = _years_after(message, i)
    j = i + 1 if j is None else j + 1
    if message.fold(j) == "-" and message.fold(j + 1) in ("bis", "till", "tot", "to"):
        j += 1
    hit = _table("to").at(message.tokens, j) if j < len(message.tokens) else None
    if hit is None and message.fold(j) == "/" and message.tokens[j].glued:
        return None
    if hit is None:
        return None
    k = hit.last + 1
    high = _age(message, k)
    if high is None or high <= low or _other_unit(message, k):
        return None
    dashed = message.fold(hit.first) == "-"
    years = _years_after(message, k)
    if (
        message.fold(hit.first) in folded("guards", "ages_range")
        and not _cued(message, i)
        and years is None
    ):
        return None
    if not dashed and years is None and low < 12:
        return None
    if low < 10 and years is None and not _cued(message, i):
        return None
    last = k if years is None else years
    return AgeSpan(AgeRange(min=low, max=high), _start(message, i), last)


def _other_unit(message: Message, last: int) -> bool:
    """Whether the number behind counts something else: money, per cent, days, seconds."""
    j = last + 1
    if j >= len(message.tokens):
        return False
    token = message.tokens[j]
    if magnitude_or_currency(message.tokens, j):
        return True
    if token.fold in folded("guards", "ages_other_unit"):
        return True
    return (
        token.fold in ("'", ":")
        and token.glued
        and j + 1 < len(message.tokens)
        and message.tokens[j + 1].glued
        and message.tokens[j + 1].kind == "number"
    )


def _cued(message: Message, i: int) -> bool:
    return any(
        message.fold(i - 1) == w
        or message.folds(i - 2, i - 1) == w
        or message.folds(i - 3, i - 1) == w
        for w in _age_words()
    )


@cache
def _age_words() -> frozenset[str]:
    from agents.readers.tokens import fold

    return frozenset(fold(w) for w in words("ages")["ages"])


def _start(message: Message, i: int) -> int:
    """Takes "aged", "ages" and the like into the evidence."""
    start = i
    while (
        start > 0
        and message.fold(start - 1) in folded("guards", "ages_start")
        and message.tokens[start - 1].kind == "word"
        and message.fold(start - 1) != "a"
    ):
        start -= 1
    return start


def _decade(message: Message, i: int, low: int) -> AgeSpan | None:
    if (
        low % 10 == 0
        and message.fold(i + 1) == "s"
        and message.tokens[i + 1].glued
        and 10 < low < 90
    ):
        if message.fold(i - 1) in ("over", "under"):
            return None
        if message.fold(i - 1) in ("the",) or _other_unit(message, i + 1):
            return None
        if message.fold(i - 1) in ("their", "your", "to") or message.fold(i - 2) in ("their",):
            return AgeSpan(AgeRange(min=low, max=low + 9), i, i + 1)
    return None


def _open(message: Message, i: int, low: int) -> AgeSpan | None:
    years = _years_after(message, i)
    if message.fold(i + 1) == "+" and message.tokens[i + 1].glued and low >= 10:
        if _other_unit(message, i + 1):
            return None
        follow = _years_after(message, i + 1)
        return AgeSpan(AgeRange(min=low), _start(message, i), follow or i + 1)
    plus = _table("plus").at(message.tokens, i + 1) if i + 1 < len(message.tokens) else None
    if plus is None and years is not None and years + 1 < len(message.tokens):
        plus = _table("plus").at(message.tokens, years + 1)
    if (
        plus is not None
        and low >= 10
        and not (
            message.fold(plus.first) == "plus"
            and not message.tokens[plus.first].glued
            and years is None
            and not _cued(message, i)
        )
    ):
        return AgeSpan(AgeRange(min=low), _start(message, i), plus.last)
    plural = message.fold(i + 1) == "s" and message.tokens[i + 1].glued
    if (
        plural
        and _cue_before(message, i, "over") is None
        and _cue_before(message, i, "under") is None
    ):
        return None
    if (not plural and _other_unit(message, i)) or (
        i + 1 < len(message.tokens) and message.tokens[i + 1].fold in ("/",)
    ):
        return None
    return _bounded(message, i, low, years)


def _bounded(message: Message, i: int, age: int, years: int | None) -> AgeSpan | None:
    """Over 25, under 35, mayores de 18, ab 18 Jahren, u30."""
    last = i if years is None else years
    if message.fold(last + 1) == "s" and message.tokens[last + 1].glued:
        last += 1
    for tag in ("over", "under", "upto"):
        first = _cue_before(message, i, tag)
        if first is None or not (12 <= age <= 80):
            continue
        sure = years is not None or message.folds(first, i - 1) in _SURE or last > i
        sure = sure or _excluding(message, first) is not None
        sure = sure or message.fold(first - 1) in people_words()
        if not sure and (tag == "upto" or not _person_near(message, first, last)):
            continue
        start = _excluding(message, first)
        low = AgeRange(min=age + 1 if tag == "upto" else age)
        high = AgeRange(max=age if tag == "upto" else age - 1)
        wanted = (high, low) if start is None else (low, high)
        ages = wanted[1] if tag == "over" else wanted[0]
        return AgeSpan(ages, first if start is None else start, last)
    return None


def _excluding(message: Message, first: int) -> int | None:
    """Where "no", "exclude", "excluí quem tem" before open ages begins: they turn around."""
    for i in range(first - 1, max(first - 6, -1), -1):
        hit = message.before.get(i)
        if hit is not None:
            return hit.first if hit.entry in ("not", "remove") else None
        if message.fold(i) not in _THOSE:
            return None
    return None


_THOSE = folded("guards", "ages_those")
_SURE = frozenset(folded("guards", "ages_module")) - {"mas de"}
_PEOPLE = folded("guards", "ages_people")


def _person_near(message: Message, first: int, last: int) -> bool:
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
    return bool(near & _PEOPLE) or (led and closed and not _money_near(message, first))


def _people_before(message: Message, i: int) -> bool:
    """Whether a word that can be one for people stands at token i ("Angler ab 30")."""
    word = message.fold(i)
    known = word in ordinary() or word in folded("fillers", "words")
    return message.tokens[i].kind == "word" and len(word) >= _SHORTEST_NOUN and not known


_SHORTEST_NOUN = 5


def _money_near(message: Message, first: int) -> bool:
    near = {message.fold(k) for k in range(first - 4, first)}
    return bool(near & folded("guards", "ages_money_near"))


def _cue_before(message: Message, i: int, tag: str) -> int | None:
    j = i - 1
    if message.fold(j) == "-" and j > 0:
        j -= 1
    for first in range(max(0, j - 3), j + 1):
        hit = _table(tag).at(message.tokens, first)
        if hit is not None and hit.last == j:
            return first
    return None
