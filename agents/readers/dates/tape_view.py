"""Looking along the tape: items, words and counts at a place."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from agents.readers.dates.periods import Period
from agents.readers.dates.stretches import EDGE, Clock, Found
from agents.readers.dates.tape import NUMBERS, Item
from agents.readers.text.tokens import Token

_SKIPPED = 8
"""At most so many words of no weight are passed over."""


class TapeView(ABC):
    """The tape of a message with the helpers that the patterns are written in."""

    def __init__(self, items: Sequence[Item], tokens: Sequence[Token], clock: Clock) -> None:
        """`items` are the tape of `tokens`."""
        self.items, self.tokens, self.clock = items, tokens, clock
        self.letters = "".join(item.letter for item in items)

    def skip(self, i: int, letters: str) -> int:
        """The first item from i on that is none of `letters`."""
        end = min(len(self.letters), i + _SKIPPED)
        while i < end and self.letters[i] in letters:
            i += 1
        return i

    def letter(self, i: int) -> str:
        """The letter of item i; EDGE, which no pattern names, outside the tape."""
        return self.letters[i] if 0 <= i < len(self.letters) else EDGE

    def word(self, i: int) -> str:
        """The folded first word of item i."""
        return self.tokens[self.items[i].first].fold if 0 <= i < len(self.items) else ""

    def said(self, i: int) -> str:
        """The folded words of item i with single spaces."""
        item = self.items[i]
        return " ".join(t.fold for t in self.tokens[item.first : item.last + 1])

    def glued(self, i: int) -> bool:
        """Whether item i stands directly behind the one before."""
        return 0 <= i < len(self.items) and self.tokens[self.items[i].first].glued

    def number(self, i: int) -> int | None:
        """A count at item i, in digits or as a word."""
        if self.letter(i) in ("D", "N"):
            return int(self.items[i].value)
        return NUMBERS.get(self.word(i)) if self.letter(i) not in (EDGE, "#") else None

    def with_year(self, period: Period, j: int) -> Found:
        """The period with a year written behind it, if there is one."""
        k = self.skip(j, "i,") if self.letter(j) in ("i", ",") else j
        if self.letter(k) == "Y":
            return Found(replace(period, year=int(self.items[k].value)), k + 1)
        if self.word(j) == "'" and self.letter(j + 1) in "DN" and self.glued(j + 1):
            return Found(replace(period, year=2000 + int(self.items[j + 1].value)), j + 2)
        if self.letter(j) in ("n", "v") and self.word(j) == "next" and self.letter(j + 1) == "v":
            return Found(replace(period, year=self.clock.today.year + 1), j + 2)
        return Found(period, j)

    @abstractmethod
    def at(self, i: int) -> Found | None:
        """The longest point that begins at item i."""
