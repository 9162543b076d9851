"""Bounds of parts set free again ("drop the Mexico minimum", "retire la contrainte des 40%").

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
from agents.readers.numbers.percents import read_percents
from agents.readers.text.message import Message
from agents.readers.text.money_words import BUDGETS
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
        verb = _verb(message, noun, targets) or _behind(message, noun, targets)
        if verb is None or _figured(message, verb, noun):
            continue
        near = [t for t in targets if _joined(message, verb, noun, t)]
        if noun.entry == "ceilings" and not near:
            continue
        meant = [b for b in standing if not near or any(b.where == t.where for t in near)]
        first = min(verb.first, noun.first)
        last = max([verb.last, noun.last, *(t.last for t in near)])
        for bound in meant:
            words_ = (message.evidence(first, last),)
            proposal = Proposal("/constraints", "remove", bound, words_)
            yield Release(proposal, frozenset(t.first for t in near))
        if meant:
            message.claim(first, last)


def _figured(message: Message, verb: Hit[str], noun: Hit[str]) -> bool:
    """Whether a figure says more: "drop the minimum to 20k", "quita el 40% del presupuesto"."""
    if noun.entry != "percent":
        return noun.entry != "amount" and takes_number(message, noun.last)
    of = {message.fold(i) for i in range(noun.last + 1, noun.last + 1 + _OF)}
    return verb.last == noun.first - 1 or bool(of & BUDGETS)


def _nouns(message: Message, standing: Sequence[Bound]) -> list[Hit[str]]:
    """Words for a bound, and amounts that are one."""
    held = {m for b in standing if isinstance(b, AmountConstraint) for m in (b.min, b.max)}
    shares = {m for b in standing if isinstance(b, ShareConstraint) for m in (b.min, b.max)}
    found = message.find(_table("bounds", "ceilings")) if message.tokens else []
    found += [
        Hit(a.first, a.last, "amount")
        for a in read_amounts(message.tokens)
        if micros_of(a.value) in held and message.fold(a.first - 1) not in _AT
    ]
    found += [
        Hit(p.first, p.last, "percent")
        for p in (read_percents(message) if shares else ())
        if p.upper is None and round(p.value, 6) in shares
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


def _behind(message: Message, noun: Hit[str], targets: Sequence[Target]) -> Hit[str] | None:
    """The word behind that lifts and ends the piece: "the Mexico minimum no longer applies".

    "30k off" is less money.
    """
    named = {i for t in targets for i in range(t.first, t.last + 1)}
    for i in range(noun.last + 1, min(noun.last + 1 + _NEAR, len(message.tokens))):
        hit = _table("behind", "frees").at(message.tokens, i)
        if hit is not None:
            short = hit.entry == "behind" and hit.first == hit.last
            moved = short and noun.entry in ("amount", "percent")
            return hit if _closes(message, hit.last + 1) and not moved else None
        if i not in named and not _loose(message, i):
            return None
    return None


def _closes(message: Message, i: int) -> bool:
    return i >= len(message.tokens) or message.tokens[i].kind in ("break", "sign")


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
    if target.last < noun.first < verb.first:
        owned = range(target.last + 1, noun.first)
        return all(_loose(message, i) or message.fold(i) in _OWNS for i in owned)
    gap = range(noun.last + 1, target.first)
    return target.first > noun.last and len(gap) <= _NEAR and all(_loose(message, i) for i in gap)


def _loose(message: Message, i: int) -> bool:
    return message.fold(i) in _LOOSE or i in message.glue


_OF = 3
"""How many tokens behind a percentage the whole that it is of may end."""
_OWNS = frozenset(("'", "s"))
_AT = folded("guards", "shares_kept_at")
_LOOSE = folded("lifting", "loose")


@cache
def _table(*tags: str) -> Phrases[str]:
    return Phrases((w, tag) for tag in tags for w in words("lifting")[tag])
