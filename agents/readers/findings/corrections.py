"""Corrections inside one message: "30k, sorry, 40k", "18+ no scusate 21+"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from agents.readers.findings.proposals import Proposal
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from agents.readers.text.tokens import Token

_NEAR = 14
"""How many tokens may stand between what was said first and what is meant."""


def corrects(message: Message, last: int, first: int) -> bool:
    """Whether words of correction stand between token `last` and token `first`."""
    if not 0 < first - last <= _NEAR:
        return False
    return next(iter(_sorry().find(message.tokens[last + 1 : first])), None) is not None


def retells(message: Message, last: int, first: int) -> bool:
    """Whether nothing but words of correction and pauses stands between the two tokens."""
    gap = message.tokens[last + 1 : first]
    said = sum(hit.last - hit.first + 1 for hit in _sorry().find(gap))
    return said > 0 and said + sum(t.fold in _PAUSES for t in gap) == len(gap)


def corrected_day(tokens: Sequence[Token], first: int) -> bool:
    """Whether token `first` stands right behind words of correction: "sorry, the 26th"."""
    while first > 0 and tokens[first - 1].fold in _BEFORE_DAY:
        first -= 1
    return _sorry().before(tokens, first) is not None


def marked(message: Message, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals, with those marked that words of correction stand right before."""
    starts = {token.start: i for i, token in enumerate(message.tokens)}
    return tuple(
        replace(p, corrects=True)
        if p.evidence and corrected_by(message, starts.get(p.evidence[0].start, 0))
        else p
        for p in proposals
    )


def corrected_by(message: Message, first: int) -> bool:
    """Whether token `first` is what was meant all along ("sorry, I meant women").

    "Sorry, women too" and "oops, forgot Spain" only add.
    """
    low = max(0, first - _RIGHT)
    hit = next(iter(_sorry().find(message.tokens[low:first])), None)
    if hit is None:
        return False
    between = {message.fold(i) for i in range(low + hit.last + 1, first)}
    adds = range(low + hit.last + 1, min(first + _RIGHT, len(message.tokens)))
    return not between & _FORGOTTEN and not any(_adding(message, i) for i in adds)


def _adding(message: Message, i: int) -> bool:
    before, after = message.before.get(i), message.after.get(i)
    return (before is not None and before.entry == "add") or (
        after is not None and after.entry == "post_add"
    )


_BEFORE_DAY = folded("guards", "month_days_articles") | frozenset((",", "am", "on", "op"))
_PAUSES = frozenset((",", "-", ".", "(", "no"))
_FORGOTTEN = folded("guards", "corrections_forgotten")


_RIGHT = 4
"""How many tokens before a value its correction may begin."""


@cache
def _sorry() -> Phrases[str]:
    return Phrases((w, "sorry") for w in words("edits")["sorry"])
