"""Amounts: numbers in digits or words with magnitudes and currencies, in any usual notation.

Reading an amount says what was written; what it is for (a budget, a KPI, a count) is decided in
`agents/readers/budgets.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from agents.readers.phrases import Hit, Phrases, folded, words
from agents.readers.tokens import Token, fold

MAGNITUDES = {
    "thousand": Decimal(1000),
    "million": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
    "lakh": Decimal(100_000),
    "crore": Decimal(10_000_000),
}
GROUPS = folded("guards", "amounts_groups")
"""Currency words that several countries use."""

_NUMBERS = {fold(w): Decimal(n) for n, group in words("numbers").items() for w in group}
_ARTICLES = folded("guards", "amounts_articles")
_COMPOUND = re.compile(r"^(.{3,40}?)(tausend|mila|mille|duizend|tusen|mille)$")
_CODE_IN_SUFFIX = {
    "tkr": "krona",
    "tsek": "SEK",
    "mkr": "krona",
    "msek": "SEK",
    "mnok": "NOK",
    "mdkk": "DKK",
    "meur": "EUR",
    "musd": "USD",
    "mnkr": "krona",
    "teur": "EUR",
    "t€": "EUR",
    "mdp": "peso",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what stood around it. `currency` is an ISO code or one of GROUPS."""

    value: Decimal
    currency: str | None
    scaled: bool
    first: int
    last: int
    number: int
    """The token that holds the number."""
    code: tuple[int, int] | None = None
    """The tokens of the currency word."""


@cache
def _currencies() -> Phrases[str]:
    from babel import Locale

    table = words("money")
    named = [(w, tag) for tag, ws in table.items() if tag.isupper() or tag in GROUPS for w in ws]
    codes = [str(code) for code in Locale("en").currencies]
    return Phrases([*named, *((code, code) for code in codes if len(code) == 3)])


@cache
def _magnitudes() -> Phrases[str]:
    return Phrases((w, tag) for tag in MAGNITUDES for w in words("money")[tag])


@cache
def _fractions() -> Phrases[str]:
    return Phrases((w, tag) for tag in ("half", "quarter") for w in words("money")[tag])


@cache
def _number_words() -> Phrases[str]:
    return Phrases((w, n) for n, ws in words("numbers").items() for w in ws)


def read_amounts(tokens: Sequence[Token]) -> list[Amount]:
    """All numbers that could be amounts, left to right."""
    found: list[Amount] = []
    i = 0
    while i < len(tokens):
        amount = _at(tokens, i)
        if amount is not None:
            found.append(amount)
            i = amount.last + 1
        else:
            i += 1
    return found


def _at(tokens: Sequence[Token], i: int) -> Amount | None:
    if _magnitude_first(tokens, i):
        amount = _plain(tokens, i + 1)
        factor = 1000 if tokens[i].fold == "k" else 1_000_000
        if amount is not None and not amount.scaled:
            return replace(amount, value=amount.value * factor, scaled=True, first=i)
    return _plain(tokens, i)


def _magnitude_first(tokens: Sequence[Token], i: int) -> bool:
    """ "k€ 40", "M$ 2": the magnitude glued to a currency sign before the number."""
    if tokens[i].fold not in ("k", "m") or i + 1 >= len(tokens):
        return False
    return tokens[i + 1].glued and tokens[i + 1].fold in ("€", "$", "£")


def _plain(tokens: Sequence[Token], i: int) -> Amount | None:
    before = _currency_before(tokens, i)
    start = before.last + 1 if before else i
    if (
        before
        and start < len(tokens)
        and tokens[start].fold in (":", "-")
        and len(tokens) > start + 1
        and tokens[start + 1].kind == "number"
    ):
        start += 1
    number = _number(tokens, start)
    if number is None:
        return None
    value, last, worded = number
    value, last, scaled, suffix = _scaled(tokens, value, last, tokens[start])
    if worded and not scaled and before is None and value < 100:
        after_word = _currency_after(tokens, last)
        if after_word is None:
            return None
    after = _currency_after(tokens, last) if before is None or before.entry in GROUPS else None
    hit = before if before and (after is None or after.entry in GROUPS) else after
    currency = hit.entry if hit else suffix
    if after is not None:
        last = after.last
        if before is None and not scaled:
            value, last, scaled, _ = _scaled_after_currency(tokens, value, last)
    code = (hit.first, hit.last) if hit else (last, last) if suffix else None
    return Amount(value, currency, scaled or worded, i, last, start, code)


def _currency_before(tokens: Sequence[Token], i: int) -> Hit[str] | None:
    hit = _currencies().at(tokens, i)
    if hit is None or not _plainly(tokens, hit):
        return None
    j = hit.last + 1
    if j < len(tokens) and tokens[j].fold == ":" and j + 1 < len(tokens):
        return hit if tokens[j + 1].kind == "number" and hit.entry != "rand" else None
    if j >= len(tokens) or not (tokens[j].kind == "number" or _is_number_word(tokens, j)):
        return None
    if hit.entry == "rand" and not (tokens[j].glued and tokens[hit.first].text == "R"):
        return None
    if (
        tokens[hit.first].fold == "s"
        and hit.first > 0
        and tokens[hit.first].glued
        and tokens[hit.first - 1].fold == "'"
    ):
        return None
    if tokens[j].kind != "number" and not tokens[hit.first].fold.isalpha():
        return None
    if (
        tokens[hit.first].fold in _WORDY
        and tokens[j].kind == "number"
        and not tokens[hit.first].text.isupper()
    ):
        return None
    return hit


def _plainly(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """Codes that are rare, or are words, count in capitals only ("ALL", "TOP", "MAD")."""
    token = tokens[hit.first]
    if hit.first != hit.last or token.fold != hit.entry.lower() or hit.entry in _COMMON_CODES:
        return True
    return token.text.isupper()


_COMMON_CODES = frozenset(words("guards")["amounts_common_codes"])
_WORDY = folded("guards", "amounts_wordy")


def _is_number_word(tokens: Sequence[Token], j: int) -> bool:
    return _number_words().at(tokens, j) is not None


def _currency_after(tokens: Sequence[Token], last: int) -> Hit[str] | None:
    j = last + 1
    if (
        j < len(tokens)
        and tokens[j].fold in folded("guards", "amounts_currency_after")
        and j + 1 < len(tokens)
    ):
        j += 1
        if j < len(tokens) and tokens[j].fold == "'":
            j += 1
    if j >= len(tokens):
        return None
    hit = _currencies().at(tokens, j)
    if hit is None or hit.entry == "rand" or not _plainly(tokens, hit):
        return None
    follows = (
        hit.last + 1 < len(tokens)
        and tokens[hit.last + 1].kind == "number"
        and tokens[hit.last + 1].glued
    )
    if follows and not tokens[hit.last].fold.isalpha():
        return None
    if (
        tokens[hit.first].fold in folded("guards", "amounts_currency_after_2")
        and not tokens[hit.first].text.isupper()
        and tokens[hit.first].fold != "won"
    ):
        return None
    return hit


def _number(tokens: Sequence[Token], i: int) -> tuple[Decimal, int, bool] | None:
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
        return _lone_thousand(tokens, i)
    if total == 1 and tokens[i].fold in _ARTICLES and not _real_magnitude(tokens, last + 1):
        return None
    return total, last, True


def _fraction(tokens: Sequence[Token], i: int) -> tuple[Decimal, int, bool] | None:
    """Half a million, una media, a quarter of a million: the part that a magnitude follows."""
    fraction = _fractions().at(tokens, i)
    if fraction is None or fraction.last + 1 >= len(tokens):
        return None
    magnitude = _magnitudes().at(tokens, fraction.last + 1)
    word = tokens[fraction.last + 1]
    if magnitude is None or word.kind != "word" or len(word.fold) <= 2:
        return None
    part = Decimal("0.5") if fraction.entry == "half" else Decimal("0.25")
    if word.fold == "mil":
        part *= 1000  # nobody halves a thousand: "half a mil" is short for a million
    return part, fraction.last, True


def _summed_words(tokens: Sequence[Token], i: int) -> tuple[Decimal, int]:
    """The sum of the number words from token i on and its last token (i - 1 when there is none)."""
    total, last, j = Decimal(0), i - 1, i
    while j < len(tokens):
        hit = _number_words().at(tokens, j)
        if hit is None:
            break
        value = Decimal(hit.entry)
        if value == 100 and 0 < total < 10:
            total *= 100
        elif last < i or _adds(total, value):
            total += value
        else:
            break
        last = hit.last
        joined = _joined_word(tokens, last + 1, total)
        j = last + 1 if joined is None else joined
    return total, last


def _adds(total: Decimal, value: Decimal) -> bool:
    """Whether a further word is a lower digit: "cincuenta" and "cinco", "doscientos" and "diez"."""
    return total >= 20 and value < total and total % (10 if value < 10 else 100) == 0


def _joined_word(tokens: Sequence[Token], j: int, total: Decimal) -> int | None:
    """The token behind an "and" that joins number words ("treinta y cinco"), None without one."""
    if j + 1 >= len(tokens) or tokens[j].fold not in folded("guards", "amounts_worded"):
        return None
    following = _number_words().at(tokens, j + 1)
    fits = following is not None and Decimal(following.entry) < total and total >= 20
    return j + 1 if fits else None


def _lone_thousand(tokens: Sequence[Token], i: int) -> tuple[Decimal, int, bool] | None:
    """ "Mil euros", "tausend Euro": the magnitude itself is the number."""
    magnitude = _magnitudes().at(tokens, i)
    if magnitude is None or tokens[i].fold not in folded("guards", "amounts_worded_2"):
        return None
    return (Decimal(1), i - 1, True) if _currency_after(tokens, magnitude.last) else None


def _real_magnitude(tokens: Sequence[Token], i: int) -> bool:
    """Whether a written-out magnitude follows "a" or "one" ("a million", not "a m")."""
    magnitude = _magnitudes().at(tokens, i) if i < len(tokens) else None
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


def _scaled(
    tokens: Sequence[Token], value: Decimal, last: int, number: Token
) -> tuple[Decimal, int, bool, str | None]:
    j = last + 1
    if (
        j < len(tokens)
        and tokens[j].fold == "-"
        and tokens[j].glued
        and j + 1 < len(tokens)
        and tokens[j + 1].kind == "word"
    ):
        j += 1
    hit = _magnitudes().at(tokens, j) if j < len(tokens) else None
    if hit is None or not _is_magnitude(tokens, hit):
        return value, last, False, None
    factor = MAGNITUDES[hit.entry]
    if hit.entry == "million" and _three_decimals(number.text):
        value = Decimal(number.text.replace(",", "."))
    last = hit.last
    again = _magnitudes().at(tokens, last + 1) if last + 1 < len(tokens) else None
    if (
        again is not None
        and hit.entry == "thousand"
        and again.entry == "million"
        and len(tokens[again.first].fold) > 2
    ):
        factor, last = factor * MAGNITUDES["million"], again.last
    return value * factor, last, True, _CODE_IN_SUFFIX.get(tokens[hit.first].fold)


def _scaled_after_currency(
    tokens: Sequence[Token], value: Decimal, last: int
) -> tuple[Decimal, int, bool, None]:
    """ "250€k", "1,5 € Mio"."""
    hit = _magnitudes().at(tokens, last + 1) if last + 1 < len(tokens) else None
    if (
        hit is None
        or not _is_magnitude(tokens, hit)
        or not (tokens[hit.first].glued or len(tokens[hit.first].fold) > 2)
    ):
        return value, last, False, None
    return value * MAGNITUDES[hit.entry], hit.last, True, None


_LONE_LETTER = folded("guards", "amounts_lone_letter")


def _is_magnitude(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """One letter counts only when it is glued to the number, or stands before a currency or end."""
    word = tokens[hit.first].fold
    if word == "t" and not (hit.last + 1 < len(tokens) and _currencies().at(tokens, hit.last + 1)):
        return False
    if word in _LONE_LETTER or word in ("mi", "cr", "bi", "mm"):
        follower = tokens[hit.last + 1] if hit.last + 1 < len(tokens) else None
        if follower is not None and follower.glued and follower.kind == "number":
            return False
        return tokens[hit.first].glued or word in folded("guards", "amounts_is_magnitude")
    return True


def _three_decimals(text: str) -> bool:
    return re.fullmatch(r"\d{1,3}[.,]\d{3}", text) is not None


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


def scale_first(first: Amount, second: Amount) -> Amount:
    """The first of "20-30k" with the magnitude of the second."""
    if first.scaled or not second.scaled or first.value >= 1000:
        return first
    for factor in (Decimal(1_000_000_000), Decimal(1_000_000), Decimal(1000)):
        if second.value >= factor and (first.value * factor) <= second.value * 1000:
            return replace(first, value=first.value * factor, scaled=True)
    return first


def magnitude_or_currency(tokens: Sequence[Token], i: int) -> bool:
    """Whether a magnitude or a currency begins at token i."""
    hit = _magnitudes().at(tokens, i)
    if (
        hit is not None
        and _is_magnitude(tokens, hit)
        and tokens[i].fold not in ("m", "mi", "t", "b")
    ):
        return True
    currency = _currencies().at(tokens, i)
    return currency is not None and tokens[i].fold not in folded(
        "guards", "amounts_magnitude_or_currency"
    )


def bare_currency(tokens: Sequence[Token], start: int = 0) -> Hit[str] | None:
    """A currency named without an amount: "in euros", "it's SAR not AED"."""
    for i in range(start, len(tokens)):
        hit = _currencies().at(tokens, i)
        if hit is None or hit.entry in GROUPS - {"dollars"}:
            continue
        token = tokens[i]
        code = len(token.text) == 3 and (
            (token.text.isupper() and _plainly(tokens, hit)) or token.fold.upper() in _COMMON_CODES
        )
        named = hit.last > hit.first and hit.entry not in GROUPS and token.kind == "word"
        if code or named or token.fold in folded("guards", "amounts_bare_currency"):
            return hit
    return None
