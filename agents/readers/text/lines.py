"""The lines of a message with their offsets, without the signs that quote or list them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.readers.text.tokens import fold

_LINE = re.compile(r"[^\n]+")
_QUOTING = re.compile(r"[\s>|*_]*")

Stretch = tuple[int, int]
"""Where a piece of the text begins, and where it ends (exclusive)."""


@dataclass(frozen=True, slots=True)
class Line:
    """`text` stands at [start, end) of the message; `number` counts the line breaks before it."""

    text: str
    start: int
    number: int

    @property
    def end(self) -> int:
        """Where the line ends (exclusive)."""
        return self.start + len(self.text)

    @property
    def fold(self) -> str:
        """Its text in lower case without accents."""
        return fold(self.text)


def lines_of(text: str) -> list[Line]:
    """The lines that hold anything."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    number, counted = 0, 0
    for match in _LINE.finditer(text):
        number += text.count("\n", counted, match.start())
        counted = match.start()
        start = _QUOTING.match(text, match.start(), match.end()).end()  # type: ignore[union-attr]
        inside = text[start : match.end()].rstrip()
        if inside:
            yield Line(inside, start, number)
