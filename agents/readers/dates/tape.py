"""The tape that date patterns are read from: one letter per wording, with its value and tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.readers.dates.month_compounds import compound, part_first
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import Token, fold

NUMBERS = {fold(w): int(n) for n, group in words("numbers").items() for w in group}
"""Number words of all languages."""

LETTERS = {
    "from": "f", "to": "t", "between": "b", "and": "a", "of": "i", "for": "r", "early": "E",
    "mid": "I", "late": "L", "first": "1", "second": "2", "third": "3", "fourth": "4", "last": "l",
    "next": "n", "this": "c", "rest": "R", "whole": "w", "half": "h", "quarter": "q", "day": "z",
    "week": "u", "fortnight": "g", "weekend": "e", "month": "o", "year": "v", "today": "T",
    "tomorrow": "O", 
    "eoy": "K", "eoq": "K", "eom": "K", "before": "B", "after": "A",
    "within": "k", "wd0": "W", "wd1": "W", "wd2": "W", "wd3": "W", "wd4": "W",
    "wd5": "W", "wd6": "W", "spring": "S", "summer": "S", "autumn": "S", "winter": "S",
    "holidays": "H",
}  # fmt: skip
_ORDINAL_SUFFIX = folded("guards", "tape_ordinal_suffix")
_WEEK_ENDS = ("woche", "swoche", "nwoche", "veckan", "sveckan", "vecka", "week")
_WEAK_ALONE = folded("guards", "tape_weak_alone")


@dataclass(frozen=True, slots=True)
class Item:
    """A wording on the tape: its letter, its value and its tokens [first, last]."""

    letter: str
    value: int | str
    first: int
    last: int


def _table() -> Phrases[tuple[str, int | str]]:
    entries: list[tuple[str, tuple[str, int | str]]] = []
    for name, group in words("holidays").items():
        entries += [(wording, ("P", name)) for wording in group]
        entries += [(wording + end, ("p", name)) for wording in group for end in _WEEK_ENDS]
    entries += [("julveckan", ("p", "christmas")), ("julvecka", ("p", "christmas"))]
    for name, group in words("months").items():
        letter = "m" if name.startswith("weak") else "M"
        number = int(name.removeprefix("weak"))
        entries += [(wording, (letter, number)) for wording in group if wording]
    for name, group in words("dates").items():
        entries += [(wording, (LETTERS[name], name)) for wording in group]
    return Phrases(entries)


_SINCE = 6
"""How many tokens before its "do" the Polish "od" may stand."""
_TABLE: list[Phrases[tuple[str, int | str]]] = []
Wording = Hit[tuple[str, int | str]]


def tape(tokens: Sequence[Token]) -> list[Item]:
    """All tokens as items, left to right; what is unknown gets the letter "?"."""
    if not _TABLE:
        _TABLE.append(_table())
    items: list[Item] = []
    i = 0
    while i < len(tokens):
        if _weekday_of_date(tokens, i):
            i += 1
            continue
        items += _compound(tokens, i) or [_item(tokens, i)]
        i = items[-1].last + 1
    return _parts_first(items)


def _compound(tokens: Sequence[Token], i: int) -> list[Item]:
    """The part and the month of "Märzwochen", as of "Wochen im März"; empty where none is."""
    joined = compound(tokens[i])
    if joined is None or (i + 1 < len(tokens) and tokens[i + 1].kind == "number"):
        return []
    letter, month = joined
    return [Item(letter, letter, i, i), Item("M", month, i, i)]


def _parts_first(items: list[Item]) -> list[Item]:
    """The items with "first two March weeks" in the order of "first two weeks of March"."""
    letters = [item.letter for item in items]
    for i in reversed([*part_first(letters)]):
        end = i + 1 + (letters[i + 1] == "-")
        both = items[end], items[i]
        first, last = items[i].first, items[end].last
        items[i : end + 1] = [replace(item, first=first, last=last) for item in both]
    return items


def _item(tokens: Sequence[Token], i: int) -> Item:
    token = tokens[i]
    if token.kind == "date":
        return Item("X", token.text, i, i)
    special = _polish(tokens, i) or _french_week(tokens, i) or _quarter(tokens, i)
    if special is not None:
        return special
    if token.kind == "number":
        return _number(tokens, i)
    if token.kind == "break" or _quotes(tokens, i):
        return Item("\n" if token.kind == "break" else "?", "", i, i)
    if _yule(tokens, i):
        return Item("P", "christmas", i, i)
    after_all = _after_all(tokens, i)
    if after_all is not None:
        return Item("?", "", i, after_all)
    hit = None if _without(tokens, i) else _up_to_moment(tokens, _TABLE[0].at(tokens, i))
    if hit is not None and token.text.lower() not in _UNACCENTED and not _generation(tokens, i):
        return Item(hit.entry[0], hit.entry[1], hit.first, hit.last)
    if token.fold in NUMBERS:
        return Item("C", token.fold, i, i)
    if len(token.fold) == 1 and token.fold in "-,.:;()/":
        return Item(token.fold, "", i, i)
    return Item("?", "", i, i)


def _quotes(tokens: Sequence[Token], i: int) -> bool:
    """Whether the sign begins a line, so that it quotes the line and is no "to"."""
    return tokens[i].fold == ">" and (i == 0 or tokens[i - 1].kind == "break")


def _without(tokens: Sequence[Token], i: int) -> bool:
    """The Portuguese "sem" that is "without", and no short week ("2 sem", "sem. 12")."""
    if tokens[i].fold != "sem" or i + 1 >= len(tokens):
        return False
    counted = i > 0 and tokens[i - 1].kind == "number"
    behind = tokens[i + 1]
    return behind.kind == "word" and behind.fold not in _OF_WEEK and not counted


_OF_WEEK = frozenset(("de", "del", "du", "des", "que", "pasada", "passada", "proxima", "prochaine"))


def _up_to_moment(tokens: Sequence[Token], hit: Wording | None) -> Wording | None:
    """The wording, shortened where a moment begins in it: the "do" of "do dia das mães"."""
    if hit is None or hit.entry[0] != "f":
        return hit
    for k in range(hit.first + 1, hit.last + 1):
        inner = _TABLE[0].at(tokens, k)
        if inner is not None and inner.entry[0] in "Pp" and inner.last >= hit.last:
            short = _TABLE[0].at(tokens[hit.first : k], 0)
            return None if short is None else Hit(hit.first, k - 1, short.entry)
    return hit


def _after_all(tokens: Sequence[Token], i: int) -> int | None:
    """The last token of "alla fine finisce il 24", "am Ende endet es", where no end is meant."""
    begins = i == 0 or tokens[i - 1].kind in ("break", "sign")
    hit = _AFTER_ALL.at(tokens, i) if begins else None
    if hit is None or hit.last + 1 >= len(tokens):
        return None
    behind = tokens[hit.last + 1]
    plain = behind.kind == "word" and _table_at(tokens, hit.last + 1) not in _OF_TIME
    return hit.last if plain else None


def _table_at(tokens: Sequence[Token], i: int) -> str:
    hit = _TABLE[0].at(tokens, i)
    return "" if hit is None else hit.entry[0]


_AFTER_ALL = Phrases((w, "after_all") for w in words("day_words")["after_all"])
_OF_TIME = frozenset("iMmQSPpvoqhu")
"""Letters of what an end may be of: "am Ende der Woche", "alla fine di maggio"."""


def _polish(tokens: Sequence[Token], i: int) -> Item | None:
    """The "do" and the "marca" of "od 1 do 31 marca": a weekday and a brand in other languages."""
    before = [t.fold for t in tokens[max(0, i - _SINCE) : i]]
    if tokens[i].fold == "do" and "od" in before:
        return Item("t", "to", i, i)
    if tokens[i].fold == "marca" and i > 0 and tokens[i - 1].kind == "number":
        return Item("M", 3, i, i)
    return None


def _yule(tokens: Sequence[Token], i: int) -> bool:
    """The Christmas of "fram till jul", where "jul" alone is a month of other languages."""
    if tokens[i].fold != "jul" or i == 0:
        return False
    before = " ".join(t.fold for t in tokens[max(0, i - 2) : i])
    return before == "fram till" or tokens[i - 1].fold in ("innan", "fore", "infor")


def _generation(tokens: Sequence[Token], i: int) -> bool:
    """The "gen" of "4. Gen X", which is short for January in Italian."""
    following = tokens[i + 1].fold if i + 1 < len(tokens) else ""
    return tokens[i].fold == "gen" and following in ("x", "z", "y", "alpha", "alfa")


_UNACCENTED = ("host",)
"""English words that fold to Swedish ones for a season ("host reads" and "höst")."""


def _weekday_of_date(tokens: Sequence[Token], i: int) -> bool:
    """Whether a short weekday only comes with its date ("Mo 1. März", "vr 5 maart")."""
    if tokens[i].fold not in _SHORT_DAYS or i + 2 >= len(tokens) or _polish(tokens, i):
        return False
    j = i + 1 if tokens[i + 1].fold not in (".", ",") else i + 2
    day = tokens[j]
    return day.kind == "date" or (day.kind == "number" and len(day.text) <= 2 and not day.glued)


_SHORT_DAYS = folded("guards", "tape_short_days")


def _number(tokens: Sequence[Token], i: int) -> Item:
    text, last = tokens[i].text, i
    if not text.isdigit():
        return Item("#", text, i, i)
    compact = _COMPACT.fullmatch(text)
    if compact is not None:
        return Item("X", "-".join(compact.groups()), i, i)
    value = int(text) if len(text) < 6 else 0
    if i + 1 < len(tokens) and tokens[i + 1].glued and tokens[i + 1].fold in _ORDINAL_SUFFIX:
        return Item("D" if 1 <= value <= 31 else "#", value, i, i + 1)
    if _dotted_ordinal(tokens, i):
        return Item("D" if 1 <= value <= 31 else "#", value, i, i + 2)
    if (
        i + 2 < len(tokens)
        and tokens[i + 1].fold == ":"
        and tokens[i + 2].fold in ("a", "e")
        and tokens[i + 2].glued
    ):
        return Item("D" if 1 <= value <= 31 else "#", value, i, i + 2)
    if i + 1 < len(tokens) and tokens[i + 1].glued and tokens[i + 1].fold == "%":
        return Item("#", value, i, i + 1)
    if len(text) == 4 and 2020 <= value <= 2039:
        return Item("Y", value, i, i)
    return Item(
        "D" if 1 <= value <= 31 and len(text) <= 2 else "N" if len(text) <= 3 else "#",
        value,
        i,
        last,
    )


def _french_week(tokens: Sequence[Token], i: int) -> Item | None:
    """S48: "semaine" where the number is none of a half-year, and no model's ("Galaxy S27")."""
    if (
        tokens[i].text != "S"
        or (i > 0 and tokens[i - 1].capital)
        or i + 1 >= len(tokens)
        or not tokens[i + 1].glued
    ):
        return None
    week = tokens[i + 1].text.isdigit() and 3 <= int(tokens[i + 1].text[:3]) <= 53
    return Item("u", "week", i, i) if week else None


def _dotted_ordinal(tokens: Sequence[Token], i: int) -> bool:
    """2.º, 1.ª, 3.er"""
    if i + 2 >= len(tokens) or tokens[i + 1].fold != "." or not tokens[i + 1].glued:
        return False
    return tokens[i + 2].glued and tokens[i + 2].text in ("º", "ª", "°", "er", "o", "a")


_COMPACT = re.compile(r"(20[2-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
"""A date without signs, as in file names and exports: 20270104."""
_QUARTER = frozenset({"q", "t"})
_HALF = frozenset({"h", "s", "hj"})
_YEAR_BEHIND = re.compile(r"(20)?(2[4-9]|3\d)")


def _quarter(tokens: Sequence[Token], i: int) -> Item | None:
    """Q1, T1, 1Q, 1T, H2, S1, 2H, 1S, HJ1."""
    if i + 1 >= len(tokens) or not tokens[i + 1].glued:
        return None
    one, two = tokens[i], tokens[i + 1]
    letter, number = (one, two) if one.kind == "word" else (two, one)
    if letter.kind != "word" or number.kind != "number" or number.text not in ("1", "2", "3", "4"):
        return None
    if not _ends_there(tokens, i + 2):
        return None
    dollars = i > 0 and one.glued and tokens[i - 1].fold == "$"
    if letter.fold in _QUARTER and not dollars:
        return Item("Q", int(number.text), i, i + 1)
    loud = letter.text.isupper() or letter.fold == "h"
    if letter.fold in _HALF and number.text in ("1", "2") and loud:
        return Item("h", int(number.text), i, i + 1)
    return None


def _ends_there(tokens: Sequence[Token], i: int) -> bool:
    """Whether no more digits follow but those of a year ("1T27", not "1Q5")."""
    if i >= len(tokens) or not tokens[i].glued or tokens[i].kind != "number":
        return True
    return _YEAR_BEHIND.fullmatch(tokens[i].text) is not None
