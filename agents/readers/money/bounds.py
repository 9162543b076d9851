"""Bounds of parts set free again ("drop the Mexico minimum", "forget the 50k for Mexico").

Only shares and amounts that stand can be set free. What they are of may be named; without a name
all of them go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from agents.readers.findings.proposals import Proposal
from agents.readers.findings.targets import Target
from agents.readers.numbers.amounts import read_amounts
from agents.readers.numbers.budget_words import micros_of
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.valued import takes_number
from media.brief import AmountConstraint, Brief, ShareConstraint

Bound = AmountConstraint | ShareConstraint

_NEAR = 5
"""How many tokens may stand between the verb and the bound, or the bound and its target."""


@dataclass(frozen=True, slots=True)
class Release:
    """A bound set free, and the first tokens of the names that only say which one."""

    proposal: Proposal
    named: frozenset[int]


def lifted_bounds(message: Message, brief: Brief, targets: Sequence[Target]) -> Iterator[Release]:
    """The bounds that the message sets free; claims their words."""
    standing = [c for c in brief.constraints if isinstance(c, AmountConstraint | ShareConstraint)]
    for noun in _nouns(message, standing) if standing else ():
        verb = _verb(message, noun, targets)
        if verb is None or (noun.entry != "amount" and takes_number(message, noun.last)):
            continue
        near = [t for t in targets if _joined(message, verb, noun, t)]
        if noun.entry == "ceilings" and not near:
            continue
        meant = [b for b in standing if not near or any(b.where == t.where for t in near)]
        first, last = verb.first, max([noun.last, *(t.last for t in near)])
        for bound in meant:
            words_ = (message.evidence(first, last),)
            proposal = Proposal("/constraints", "remove", bound, words_)
            yield Release(proposal, frozenset(t.first for t in near))
        if meant:
            message.claim(first, last)


def _nouns(message: Message, standing: Sequence[Bound]) -> list[Hit[str]]:
    """Words for a bound, and amounts that are one."""
    held = {m for b in standing if isinstance(b, AmountConstraint) for m in (b.min, b.max)}
    found = message.find(_table("bounds", "ceilings")) if message.tokens else []
    found += [
        Hit(a.first, a.last, "amount")
        for a in read_amounts(message.tokens)
        if micros_of(a.value) in held and message.fold(a.first - 1) not in _AT
    ]
    return sorted(found, key=lambda hit: hit.first)


def _verb(message: Message, noun: Hit[str], targets: Sequence[Target]) -> Hit[str] | None:
    """The word before that lifts; between stand only small words and what the bound is of."""
    named = {i for t in targets for i in range(t.first, t.last + 1)}
    i = noun.first - 1
    while i >= 0 and noun.first - i <= _NEAR:
        hit = next((h for h in _ending(message, i)), None)
        if hit is not None:
            return hit
        if i not in named and not _loose(message, i):
            return None
        i -= 1
    return None


def _ending(message: Message, i: int) -> Iterator[Hit[str]]:
    """Words that lift and end at token i, the longest first."""
    for first in range(max(0, i - 3), i + 1):
        hit = _table("before").at(message.tokens, first)
        if hit is not None and hit.last == i:
            yield hit


def _joined(message: Message, verb: Hit[str], noun: Hit[str], target: Target) -> bool:
    """Whether the bound is of the target: between verb and bound, or right behind it."""
    if verb.last < target.first and target.last < noun.first:
        return True
    gap = range(noun.last + 1, target.first)
    return target.first > noun.last and len(gap) <= _NEAR and all(_loose(message, i) for i in gap)


def _loose(message: Message, i: int) -> bool:
    return message.fold(i) in _LOOSE or i in message.glue


_AT = folded("guards", "shares_kept_at")
_LOOSE = folded("lifting", "loose")


@cache
def _table(*tags: str) -> Phrases[str]:
    return Phrases((w, tag) for tag in tags for w in words("lifting")[tag])
