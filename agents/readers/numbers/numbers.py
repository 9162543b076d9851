"""Numbers in digits or words, in any usual notation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from agents.readers.numbers.currency_words import currency_after, number_table
from agents.readers.text.phrases import Phrases, folded, words
from agents.readers.text.tokens import Token, fold

MAGNITUDES = {
    "thousand": Decimal(1000),
    "million": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
    "lakh": Decimal(100_000),
    "crore": Decimal(10_000_000),
}


_NUMBERS = {fold(w): Decimal(n) for n, group in words("numbers").items() for w in group}


_FRACTIONS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "one_half": Decimal("1.5"),
    "two_halves": Decimal("2.5"),
}


_ARTICLES = folded("guards", "amounts_articles")


_COMPOUND = re.compile(r"^(.{3,40}?)(tausend|mila|mille|duizend|tusen|mille)$")


@cache
def magnitude_table() -> Phrases[str]:
    """Thousand, million and the like, in all languages."""
    return Phrases((w, tag) for tag in MAGNITUDES for w in words("money")[tag])


@cache
def _fractions() -> Phrases[str]:
    return Phrases((w, tag) for tag in _FRACTIONS for w in words("money")[tag])


@cache
def _and_half() -> Phrases[str]:
    return Phrases((w, "half") for w in words("money")["and_half"])


def half_more(tokens: Sequence[Token], i: int) -> int | None:
    """The last token of "and a half", "y medio", "et demi" at token i."""
    hit = _and_half().at(tokens, i) if i < len(tokens) else None
    return None if hit is None else hit.last


def read_number(tokens: Sequence[Token], i: int) -> tuple[Decimal, int, bool] | None:
    """A number at token i: its value, last token, and whether it was written in words."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind == "number":
        return (value, i, False) if (value := number_value(tokens, i)) is not None else None
    if token.kind == "date" and re.fullmatch(r"\d{1,2}\.\d{1,2}\.", token.text):
        return Decimal(token.text[:-1]), i, False
    if token.kind != "word":
        return None
    return _worded(tokens, i)


def _worded(tokens: Sequence[Token], i: int) -> tuple[Decimal, int, bool] | None:
    """A number in words: "half a" million, "zwanzigtausend", "doscientos cincuenta", "mil"."""
    part = _fraction(tokens, i)
    if part is not None:
        return part
    compound = _compound(tokens[i].fold)
    if compound is not None:
        return compound, i, True
    total, last = _summed_words(tokens, i)
    if last < i:
        return _lone_magnitude(tokens, i)
    half = half_more(tokens, last + 1)
    if half is not None and _real_magnitude(tokens, half + 1):
        return total + Decimal("0.5"), half, True
    if total == 1 and tokens[i].fold in _ARTICLES and not _real_magnitude(tokens, last + 1):
        return None
    return total, last, True


def _fraction(tokens: Sequence[Token], i: int) -> tuple[Decimal, int, bool] | None:
    """Half a million, una media, a quarter of a million: the part that a magnitude follows."""
    fraction = _fractions().at(tokens, i)
    if fraction is None or fraction.last + 1 >= len(tokens):
        return None
    last = fraction.last + (tokens[fraction.last + 1].fold == "-")
    magnitude = magnitude_table().at(tokens, last + 1) if last + 1 < len(tokens) else None
    word = tokens[min(last + 1, len(tokens) - 1)]
    if magnitude is None or word.kind != "word" or len(word.fold) <= 2:
        return None
    part = _FRACTIONS[fraction.entry]
    if word.fold == "mil":
        part *= 1000  # nobody halves a thousand: "half a mil" is short for a million
    return part, last, True


def _summed_words(tokens: Sequence[Token], i: int) -> tuple[Decimal, int]:
    """The sum of the number words from token i on and its last token (i - 1 when there is none)."""
    total, last, j = Decimal(0), i - 1, i
    while j < len(tokens):
        hit = number_table().at(tokens, j)
        if hit is None:
            break
        value = Decimal(hit.entry)
        if value == 100 and 0 < total < 10:
            total *= 100
        elif last == j - 1 and 0 < total < 10 <= value < 100 and _of_hundreds(tokens, hit.last):
            total = total * 100 + value
        elif last < i or _adds(total, value):
            total += value
        else:
            break
        last = hit.last
        joined = _joined_word(tokens, last + 1, total)
        j = last + 1 if joined is None else joined
    return total, last


def _of_hundreds(tokens: Sequence[Token], last: int) -> bool:
    """Whether thousands follow, so that "one eighty" is short for a hundred and eighty."""
    j, unit = last + 1, number_table().at(tokens, last + 1) if last + 1 < len(tokens) else None
    if unit is not None and 0 < Decimal(unit.entry) < 10:
        j = unit.last + 1
    magnitude = magnitude_table().at(tokens, j) if j < len(tokens) else None
    return magnitude is not None and magnitude.entry == "thousand"


def _adds(total: Decimal, value: Decimal) -> bool:
    """Whether a further word is a lower digit: "cincuenta" and "cinco", "doscientos" and "diez"."""
    return total >= 20 and value < total and total % (10 if value < 10 else 100) == 0


def _joined_word(tokens: Sequence[Token], j: int, total: Decimal) -> int | None:
    """The token behind an "and" that joins number words ("treinta y cinco"), None without one."""
    if j + 1 >= len(tokens) or tokens[j].fold not in folded("guards", "amounts_worded"):
        return None
    following = number_table().at(tokens, j + 1)
    fits = following is not None and Decimal(following.entry) < total and total >= 20
    return j + 1 if fits else None


def _lone_magnitude(tokens: Sequence[Token], i: int) -> tuple[Decimal, int, bool] | None:
    """ "Mil euros", "tausend Euro", "millón y medio": the magnitude itself is the number."""
    magnitude = magnitude_table().at(tokens, i)
    if magnitude is not None and half_more(tokens, magnitude.last + 1) is not None:
        return (Decimal(1), i - 1, True) if len(tokens[i].fold) > _ABBREVIATED else None
    if magnitude is None or tokens[i].fold not in folded("guards", "amounts_worded_2"):
        return None
    return (Decimal(1), i - 1, True) if currency_after(tokens, magnitude.last) else None


def _real_magnitude(tokens: Sequence[Token], i: int) -> bool:
    """Whether a written-out magnitude follows "a" or "one" ("a million", not "a m")."""
    magnitude = magnitude_table().at(tokens, i) if i < len(tokens) else None
    if magnitude is None:
        return False
    word = tokens[magnitude.first].fold
    return len(word) >= 3 and word != "mil"


def _compound(word: str) -> Decimal | None:
    match = _COMPOUND.match(word)
    if match is None:
        return None
    value = _NUMBERS.get(match[1])
    return None if value is None else value * 1000


_ABBREVIATED = 2
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’\s]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")


def number_value(tokens: Sequence[Token], i: int) -> Decimal | None:
    """What a number token says: 1.500 and 1,500 are 1500, 1.5 and 1,5 are one and a half."""
    text = re.sub(r"\s", " ", tokens[i].text)
    if len(text) > 30:
        return None
    if text.isdigit():
        return Decimal(text) if text.isascii() else Decimal(int(text))
    if _GROUPED.fullmatch(text) and not re.fullmatch(r"0[.,]\d{3}", text):
        return Decimal(re.sub(r"[^\d]", "", text))
    marks = [c for c in text if not c.isdigit()]
    if marks[-1] in ".," and (len(set(marks)) > 1 or len(marks) == 1):
        whole, _, decimals = text.rpartition(marks[-1])
        return Decimal(re.sub(r"[^\d]", "", whole) + "." + decimals)
    digits = re.sub(r"[^\d]", "", text)
    return Decimal(digits)
