"""The last move of money once more, or by another amount: "encore 5k dans le même sens".

"Sorry, should be 5k moved, not 10" moves as much between the two parts that the last change moved
money between; behind a step back so does "sposta solo 5k invece".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from agents.readers.findings.proposals import Proposal
from agents.readers.numbers.amounts import Amount, read_amounts
from agents.readers.numbers.budget_words import micros_of
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from media.brief import AmountConstraint, Brief, Where

_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Move:
    """Micros that went from one part to another; `before` are the amounts until then."""

    source: Where
    target: Where
    micros: int
    before: dict[Where, int]


def last_move(before: Brief | None, after: Brief | None) -> Move | None:
    """What one change moved between two parts, None where it did anything else to amounts."""
    old, new = _exact(before), _exact(after)
    steps: dict[Where, int] = {w: new[w] - held for w, held in old.items() if w in new}
    changed = {where: step for where, step in steps.items() if step}
    if old.keys() != new.keys() or len(changed) != 2 or sum(changed.values()) != 0:
        return None
    source, target = sorted(changed, key=lambda where: changed[where])
    return Move(source, target, changed[target], old)


def moved_again(message: Message, brief: Brief, move: Move | None) -> Iterator[Proposal]:
    """The two parts with their new amounts; claims the amounts of the message."""
    if move is None:
        return
    amounts = [a for a in read_amounts(message.tokens) if message.free(a.first, a.last)]
    told = [a for a in amounts if not _replaced(message, a, move)]
    held = _held(message, brief, move)
    if len(told) != 1 or held is None:
        return
    (amount,) = told
    micros = micros_of(amount.value * (1 if amount.scaled or amount.currency else _scale(move)))
    if not micros or held[move.source] < micros:
        return
    for each in amounts:
        message.claim(each.first, each.last)
    said = (message.evidence(amount.first, amount.last),)
    for where, step in ((move.source, -micros), (move.target, micros)):
        part = AmountConstraint(where=where, min=held[where] + step, max=held[where] + step)
        yield Proposal("/constraints", "add", part, said)


def _exact(brief: Brief | None) -> dict[Where, int]:
    """The parts with one amount each."""
    rules: Sequence[object] = () if brief is None else brief.constraints
    bounds = (c for c in rules if isinstance(c, AmountConstraint))
    return {c.where: c.min for c in bounds if c.min is not None and c.min == c.max}


def _held(message: Message, brief: Brief, move: Move) -> dict[Where, int] | None:
    """The amounts to move from: as they stand, or as before a move that was wrong."""
    tags = {hit.entry for hit in _table().find(message.tokens)}
    if "same_way" in tags:
        return _exact(brief)
    return move.before if {"moved", "corrects"} <= tags else None


def _replaced(message: Message, amount: Amount, move: Move) -> bool:
    """Whether the amount is the one that was moved before ("5k moved, not 10")."""
    micros = micros_of(amount.value)
    small = amount.value * _THOUSAND if not amount.scaled else amount.value
    same = move.micros in (micros, micros_of(small))
    return same and message.fold(amount.first - 1) in _NOT


def _scale(move: Move) -> int:
    """ "Only 5" behind a move of thousands."""
    return _THOUSAND if move.micros % (_THOUSAND * 1_000_000) == 0 else 1


_NOT = folded("guards", "budgets_not") | folded("edits", "insteadof") | {"of", "de", "von", "di"}


@cache
def _table() -> Phrases[str]:
    said = words("moves")
    moving = [(w, "moved") for w in (*words("fillers")["moving"], *said["moved"])]
    right = [(w, "corrects") for w in (*words("edits")["sorry"], *said["corrects"])]
    return Phrases([*((w, "same_way") for w in said["same_way"]), *moving, *right])
