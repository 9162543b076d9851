"""Words between what is ruled out and the places that it is ruled out in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile

from agents.readers.text.phrases import folded

IN = folded("guards", "scopes_in")
ARTICLES = folded("guards", "scopes_articles")
JOINTS = folded("guards", "scopes_joints")
_NOT = folded("guards", "budgets_not")


def places_in(inside: Sequence[str]) -> bool:
    """Whether words between a wish and a place only put the one into the other."""
    return bool(inside) and inside[0] in IN and all(w in IN | ARTICLES for w in inside)


def denies(inside: Sequence[str]) -> bool:
    """ "Not in", "aber nicht in", "ne marche pas en": a negation and a word for in."""
    rest = list(dropwhile(lambda w: w not in _NOT, inside))
    return len(rest) > 1 and not JOINTS & {*inside} and places_in(rest[1:])
