"""Money that refers back: "take those 5k off the other market", "quei 10k mettili sull'Italia"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from agents.readers.findings.proposals import Change, Proposal
from agents.readers.findings.targets import Target
from agents.readers.money.bounds import Release
from agents.readers.money.moved_again import last_move, moved_again
from agents.readers.numbers.amounts import Amount, read_amounts
from agents.readers.numbers.budget_words import micros_of
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from media.brief import AmountConstraint, Brief, Where

_PAIR = 2
_NEAR = 6
"""How many tokens may stand between an amount and the part that gets it or loses it."""


def referred_money(
    message: Message,
    brief: Brief,
    former: Brief | None,
    undone: Brief | None,
    targets: Sequence[Target],
) -> Iterator[Release]:
    """What the message does with amounts that were spoken of before; claims those.

    `former` is the Brief before the last change, `undone` the one that a step back left.
    """
    if not targets:
        move = last_move(former, brief) if undone is None else last_move(brief, undone)
        moved = moved_again(message, brief, move)
        yield from (Release(proposal, frozenset()) for proposal in moved)
    elif (pair := _those(message, targets)) is not None:
        yield from _handed(message, brief, *pair)


def other_market(
    message: Message, brief: Brief, former: Brief | None, targets: Sequence[Target]
) -> list[Target]:
    """ "The other market" of two: the one that is not named, or that was not changed last.

    Where nobody can tell which it is, the amounts of the message are nobody's: they are claimed.
    """
    hits = [*_others().find(message.tokens)]
    named = {t.where.market for t in targets if t.where.market} or _changed(former, brief)
    left = [country for country in brief.geo.countries if country not in named]
    if len(hits) != 1 or len(brief.geo.countries) != _PAIR or len(left) != 1:
        for amount in read_amounts(message.tokens) if hits and brief.geo.countries else ():
            message.claim(amount.first, amount.last)
        return []
    message.claim(hits[0].first, hits[0].last)
    return [Target(Where(market=left[0]), hits[0].first, hits[0].last)]


def _changed(former: Brief | None, brief: Brief) -> set[str | None]:
    """The markets whose amounts the last change changed."""
    before = () if former is None else former.constraints
    bounds = [c for c in brief.constraints if isinstance(c, AmountConstraint)]
    return {c.where.market for c in bounds if c not in before}


def _those(message: Message, targets: Sequence[Target]) -> tuple[Amount, Target] | None:
    """The one amount that "those" stands before, and the one part behind it."""
    amounts = read_amounts(message.tokens)
    if len(amounts) != 1 or len(targets) != 1 or message.fold(amounts[0].first - 1) not in _THOSE:
        return None
    (amount,), (target,) = amounts, targets
    return (amount, target) if 0 < target.first - amount.last <= _NEAR else None


def _handed(message: Message, brief: Brief, amount: Amount, target: Target) -> Iterator[Release]:
    """The part with more, or less, where nothing but the verb stands beside the two."""
    low, _ = message.clause(amount.first)
    beside = [*range(low, amount.first - 1), *range(amount.last + 1, target.first)]
    ways = [way for i in beside if (way := _way(message.fold(i)))]
    plain = all(message.fold(i) in _AROUND or _way(message.fold(i)) for i in beside)
    held = any(isinstance(c, AmountConstraint) and c.where == target.where and c.min == c.max
               for c in brief.constraints)  # fmt: skip
    micros = micros_of(amount.value)
    if not (held and plain and micros) or len(ways) != 1:
        return
    message.claim(amount.first, amount.last)
    message.claim(target.first, target.last)
    said = (message.evidence(amount.first, target.last),)
    change = Change(micros=ways[0] * micros, where=target.where)
    proposal = Proposal("/constraints", "raise" if ways[0] > 0 else "cut", change, said)
    yield Release(proposal, frozenset((target.first,)))


def _way(word: str) -> int:
    """+1 for a word that gives, -1 for one that takes, 0 for others."""
    if word in _AROUND:
        return 0
    return -1 if word.startswith(_TAKES) else int(word.startswith(_GIVES))


_THOSE = folded("moves", "those")
_GIVES, _TAKES = tuple(folded("moves", "gives")), tuple(folded("moves", "takes"))
_AROUND = folded("moves", "around")


@cache
def _others() -> Phrases[str]:
    return Phrases((w, "other") for w in words("moves")["other_market"])
