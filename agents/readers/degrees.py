"""More or less of a format or channel with no number: how much of it has to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from agents.readers.message import Message
from agents.readers.phrases import Phrases, folded, words
from agents.readers.proposals import Proposal
from agents.readers.wishes import Wish
from media.brief import AmountConstraint, Brief, ShareConstraint
from media.plan import Fact
from media.policies.selection import kept_channels, kept_formats

Degree = Literal["less", "more"]
_LINKS = frozenset(("of", "in", "on", "de", "di", "d", "'", "an", "auf", "för", "the", "el", "o"))
_NEAR = 2
"""How many linking words may stand between "less" and what there is to be less of."""
_DECIDED = ("remove", "protect")
"""What is said of a wish beside its degree; "not too much of it" is less of it."""


class Degrees:
    """The wishes of one message that ask for more or less of what the Brief allows already."""

    def __init__(self, message: Message, brief: Brief, wishes: Sequence[Wish]) -> None:
        """`wishes` are those of the message, in its order."""
        self.message, self.brief = message, brief
        self.found = dict(self._found(wishes))

    def questions(self, said: Sequence[Proposal]) -> list[Fact]:
        """A question for each that nothing of what was `said` bounds."""
        values = [p.value for p in said]
        bounds = [v.where for v in values if isinstance(v, ShareConstraint | AmountConstraint)]
        bounded = {name for where in bounds for _, name in where if name is not None}
        return [
            Fact(code="how_much", values={"kind": wish.kind, "value": wish.value, "degree": degree})
            for wish, degree in self.found.items()
            if wish.value not in bounded
        ]

    def _found(self, wishes: Sequence[Wish]) -> Iterator[tuple[Wish, Degree]]:
        degree: Degree | None = None
        for before, wish in pairwise((None, *wishes)):
            assert wish is not None
            listed = before is not None and self._joined(before, wish)
            degree = self._said(wish) or (degree if listed else None)
            if degree is not None and self._counts(wish, degree):
                yield wish, degree

    def _said(self, wish: Wish) -> Degree | None:
        for hit in _degrees().find(self.message.tokens[: wish.first]):
            gap = range(hit.last + 1, wish.first)
            if len(gap) <= _NEAR and all(self.message.fold(i) in _LINKS for i in gap):
                return hit.entry
        return None

    def _joined(self, one: Wish, two: Wish) -> bool:
        gap = self.message.folds(one.last + 1, two.first - 1)
        return gap in folded("guards", "message_governs_next")

    def _counts(self, wish: Wish, degree: Degree) -> bool:
        """Whether it is no wish to begin with something, or to leave it out altogether."""
        if degree == "less":
            return wish.operator not in _DECIDED
        return wish.operator in ("", "add") and self._planned() and self._allowed(wish)

    def _planned(self) -> bool:
        return self.brief.budget is not None and bool(self.brief.geo.countries)

    def _allowed(self, wish: Wish) -> bool:
        kept = kept_formats(self.brief) if wish.kind == "formats" else kept_channels(self.brief)
        ruled_out = wish.value in getattr(self.brief, wish.kind).exclude
        return not ruled_out and (not kept or wish.value in kept)


@cache
def _degrees() -> Phrases[Degree]:
    tags: tuple[Degree, ...] = ("less", "more")
    return Phrases((w, tag) for tag in tags for w in words("edits")[f"{tag}_of"])
