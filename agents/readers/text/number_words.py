"""The value of numbers in words, of several words or glued, in all languages.

"Two hundred fifty", "quatre-vingt-quinze", "hundertzwanzigtausend", "doce mil quinientos".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from agents.readers.text.phrases import Phrases, folded, words
from agents.readers.text.tokens import Token, fold

_JOINED = folded("guards", "amounts_worded")
_HUNDREDS = frozenset(("hundert", "honderd", "hundra", "cento"))
_THOUSANDS = ("tausend", "duizend", "tusen", "mila")
_AND = ("und", "en")
"""Between unit and ten in one word: "fünfundzwanzig", "vijfentwintig"."""
_WHOLE = folded("guards", "amounts_worded_2") - {"hundred"} | {"thousand"}
_ORDINALS = {w: n for n, w in enumerate(words("guards")["figures_ordinals"], start=1)}
_LONGEST = 12
"""How many letters the first part of a number below a hundred has at most."""
_ARTICLES = folded("guards", "amounts_articles")
_THIS_CENTURY = range(20, 50)


def number_in_words(tokens: Sequence[Token], first: int) -> tuple[int | None, int]:
    """The number in words that begins at a token, None without one, and its last token."""
    total, last = _below_thousands(tokens, first)
    rest, end = _hundreds_behind(tokens, last + 1)
    if rest is not None:
        return (total or 1) * 1000 + rest, end
    if total is None:
        return None, last
    return _dated(tokens, total, last)


def _hundreds_behind(tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    """The hundreds behind a thousand at token i: "(twelve) thousand five hundred"."""
    if i >= len(tokens) or tokens[i].fold not in _WHOLE:
        return None, i
    start = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].fold in _JOINED)
    rest, end = _below_thousands(tokens, start)
    return (rest, end) if rest is not None and rest >= 100 and rest % 50 == 0 else (None, i)


def _dated(tokens: Sequence[Token], total: int, last: int) -> tuple[int, int]:
    """ "Thirty first", "twenty twenty seven": a day and a year in words."""
    behind = tokens[last + 1].fold if last + 1 < len(tokens) else ""
    if total in (20, 30) and behind in _ORDINALS:
        return total + _ORDINALS[behind], last + 1
    year, end = _below_thousands(tokens, last + 1) if total == 20 else (None, last)
    century = year is not None and year in _THIS_CENTURY
    return (2000 + (year or 0), end) if century else (total, last)


def _below_thousands(tokens: Sequence[Token], first: int) -> tuple[int | None, int]:
    """The sum of the number words from a token on; an article is a number in "a hundred" alone."""
    if _is_article(tokens, first):
        return None, first - 1
    total, last, i = 0, first - 1, first
    while i < len(tokens) and tokens[i].kind == "word":
        value, end = _word(tokens, i)
        loose = last == i - 1 >= first and tokens[i].fold in _ARTICLES
        if value is None or loose or not (last < first or _fits(total, value)):
            break
        total = total * 100 if value == 100 and 1 <= total < 10 else total + value
        last, i = end, end + 1
        if i + 1 < len(tokens) and tokens[i].fold in _JOINED and total >= 20:
            following, _ = _word(tokens, i + 1)
            i += following is not None and _fits(total, following)
    return (total if last >= first else None), last


def _is_article(tokens: Sequence[Token], i: int) -> bool:
    behind = tokens[i + 1].fold if i + 1 < len(tokens) else ""
    return i < len(tokens) and tokens[i].fold in _ARTICLES and behind != "hundred"


def _fits(total: int, value: int) -> bool:
    """Whether a word goes on with a number: "two" "hundred", "quatre-vingt" "quinze"."""
    if value == 100:
        return 1 <= total < 10
    if total in (60, 80) and 10 <= value < 20:
        return True
    return total >= 20 and value < total and total % (10 if value < 10 else 100) == 0


def _word(tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    """The value of the number word at token i, of several parts or glued, and its last token."""
    if tokens[i].kind != "word":
        return None, i
    hit = _table().at(tokens, i)
    if hit is not None:
        return hit.entry, hit.last
    return _glued(tokens[i].fold), i


@lru_cache(maxsize=4096)
def _glued(word: str) -> int | None:
    """A number in one word: "hundertzwanzigtausend", "vijfentwintig", "centoventimila"."""
    for thousand in _THOUSANDS:
        head, found, tail = word.partition(thousand)
        if found and head + tail:
            times, rest = (_below_thousand(head) if head else 1), _rest(tail)
            return None if times is None or rest is None else times * 1000 + rest
    return _below_thousand(word)


def _rest(word: str) -> int | None:
    return _below_thousand(word.removeprefix("und")) if word else 0


def _below_thousand(word: str) -> int | None:
    value = _single(word)
    if value is not None:
        return value
    for hundred in _HUNDREDS:
        head, found, tail = word.partition(hundred)
        if found:
            times, rest = _single(head) if head else 1, _rest_of_hundred(tail)
            return None if times is None or rest is None else times * 100 + rest
    return _below_hundred(word)


def _rest_of_hundred(word: str) -> int | None:
    return _below_hundred(word.removeprefix("und").removeprefix("en")) if word else 0


def _below_hundred(word: str) -> int | None:
    """A unit before or behind its ten: "fünfundzwanzig", "venticinque", "tjugofem"."""
    value = _single(word)
    if value is not None:
        return value
    for cut in range(3, min(len(word) - 1, _LONGEST)):
        head, tail = word[:cut], word[cut:]
        for joint in _AND:
            unit, ten = _single(head), _single(tail.removeprefix(joint))
            if tail.startswith(joint) and unit and ten and unit < 10 and ten % 10 == 0 < 20 <= ten:
                return unit + ten
        ten, unit = _single(head) or _single(head + "i") or _single(head + "a"), _single(tail)
        if ten and unit and 20 <= ten < 100 and ten % 10 == 0 and unit < 10:
            return ten + unit
    return None


def _single(word: str) -> int | None:
    value = _values().get(word)
    return value if value is not None and value <= 900 else None


@cache
def _values() -> dict[str, int]:
    return {fold(w): int(n) for n, group in words("numbers").items() for w in group}


@cache
def _table() -> Phrases[int]:
    return Phrases((w, int(n)) for n, group in words("numbers").items() for w in group)
