"""A Brief while it is being changed, and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from media.brief import Brief
from media.evidence import Evidence

T = TypeVar("T")


STEPPED = "/budget/step"
"""The path that a budget raised or cut, and not set, is written to."""
_SHOWN = 200
"""So many pieces of evidence of one slot are kept; nobody names more places than that."""


@dataclass(slots=True)
class Draft:
    """A Brief while it is being changed."""

    brief: Brief
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    """Paths that this reading has written to already."""

    def put(self, **slots: object) -> None:
        """Writes slots of the Brief."""
        self.brief = self.brief.model_copy(update=slots)

    def cite(self, pointer: str, words: Iterable[Evidence], replace: bool = False) -> None:
        """Adds the words of a slot; with `replace` instead of those of earlier messages."""
        before = () if replace and pointer not in self.fresh else self.evidence.get(pointer, ())
        self.fresh.add(pointer)
        if len(before) >= _SHOWN:
            return
        merged = dict.fromkeys((*before, *words))
        self.evidence[pointer] = tuple(merged)

    def forget(self, pointer: str) -> None:
        """Drops the words of a slot."""
        self.evidence.pop(pointer, None)


def merged(
    held: tuple[T, ...], value: T, key: Callable[[T], object] | None = None
) -> tuple[T, ...]:
    """The tuple with the value in it, sorted, so that the order of messages leaves no trace."""
    return tuple(sorted({*held, value} if key is None else [*held, value], key=key or str))  # type: ignore[arg-type]
