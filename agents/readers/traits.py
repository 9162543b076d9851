"""A trait of the audience: what the readers of people, interests and languages give back."""

from __future__ import annotations

from dataclasses import dataclass

from agents.readers.message import Operator


@dataclass(frozen=True, slots=True)
class Trait:
    """A trait of the audience at tokens [first, last]; `slot` is the list under /audience."""

    slot: str
    value: str
    first: int
    last: int
    operator: Operator
