"""A trait of the audience: what the readers of people, interests and languages give back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from agents.readers.text.operators import Operator
from agents.readers.text.phrases import words
from agents.readers.text.tokens import fold


@dataclass(frozen=True, slots=True)
class Trait:
    """A trait of the audience at tokens [first, last]; `slot` is the list under /audience."""

    slot: str
    value: str
    first: int
    last: int
    operator: Operator


@cache
def people_words() -> frozenset[str]:
    """Single words for people: genders, segments, generations, those who love something."""
    tables = ("audience", "generations", "interests")
    wordings = (fold(w) for table in tables for group in words(table).values() for w in group)
    return frozenset(w for w in wordings if w.isalpha())


@cache
def gender_words() -> frozenset[str]:
    """Single words for women and men."""
    return frozenset(fold(w) for tag in ("FEMALE", "MALE") for w in words("audience")[tag])
