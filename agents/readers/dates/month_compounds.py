"""A month and its part in one wording: "Märzwochen", "marshalvan", "the first two March weeks"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from agents.readers.text.phrases import words
from agents.readers.text.tokens import Token, fold

_PARTS = {"week": "u", "half": "h", "early": "E", "mid": "I", "late": "L"}
_SHORTEST = 3
"""From so many letters on a month's wording makes compounds."""
_ORDINALS = frozenset("1234l")
_ORDINAL_NEAR = 3
"""So far before the month the ordinal may stand ("first two March weeks")."""


def compound(token: Token) -> tuple[str, int] | None:
    """The letter of the part and the number of the month that one word joins."""
    return _compounds().get(token.fold)


@cache
def _compounds() -> dict[str, tuple[str, int]]:
    return {
        fold(wording + ending): (_PARTS[part], month)
        for month, wording in _months()
        for part, endings in words("month_parts").items()
        for ending in endings
    }


def _months() -> Iterator[tuple[int, str]]:
    for name, group in words("months").items():
        if name.isdigit():
            yield from ((int(name), wording) for wording in group if len(wording) >= _SHORTEST)


def part_first(letters: Sequence[str]) -> Iterator[int]:
    """Where a month stands before its weeks or its half: "first two [March] weeks"."""
    for i, letter in enumerate(letters[:-1]):
        if letter != "M" or _ORDINALS.isdisjoint(letters[max(0, i - _ORDINAL_NEAR) : i]):
            continue
        behind = i + 2 if letters[i + 1] == "-" else i + 1
        counted = behind + 1 < len(letters) and letters[behind + 1] in "DN"
        if behind < len(letters) and letters[behind] in "uh" and not counted:
            yield i
