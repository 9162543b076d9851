"""Whether a target is the most, the least or about what is wanted: "under", "min", "or more"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agents.readers.numbers.amounts import Amount
from agents.readers.text.denials import refused
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, contracted, words

Comparison = Literal["<=", ">=", "=="]
TAGS: dict[str, Comparison] = {"le": "<=", "ge": ">=", "eq": "=="}
_TURNED: dict[Comparison, Comparison] = {"<=": ">=", ">=": "<=", "==": "=="}
"""What is asked for where a comparison is what nobody accepts."""
_BEFORE = 4
_BEHIND = 3


@dataclass(frozen=True, slots=True)
class Bound:
    """How a target is compared, None if nobody says, at tokens [first, last] with it."""

    op: Comparison | None
    first: int
    last: int


@cache
def comparisons() -> Phrases[str]:
    """The comparing words, by what they mean: `le`, `ge` or `eq`."""
    return Phrases(
        (form, tag) for tag in TAGS for w in words("kpis")[tag] for form in contracted(w)
    )


def bound(message: Message, hit: Hit[str], amount: Amount, compared: Sequence[Hit[str]]) -> Bound:
    """The comparing word near the number or the metric, and what it widens the target to."""
    first, last = min(hit.first, amount.first), max(hit.last, amount.last)
    sign = _signed(message, hit, amount)
    if sign is not None:
        return Bound(sign, min(first, amount.first - 1), last)
    near = [*_before(message, compared, amount, first), *_behind(message, compared, amount)]
    strict = [h for h in near if h.entry != "eq" and not h.first <= hit.first <= h.last]
    if strict:
        chosen = min(strict, key=lambda h: abs(h.last - amount.first))
        first, last = min(first, chosen.first), max(last, chosen.last)
        op = TAGS[chosen.entry]
        return Bound(_TURNED[op] if refused(message, chosen, last) else op, first, last)
    if hit.entry == "FREQUENCY" and any(h.entry == "eq" for h in near):
        return Bound("==", first, last)
    if message.fold(amount.last + 1) == "+" and message.tokens[amount.last + 1].glued:
        return Bound(">=", first, max(last, amount.last + 1))
    return Bound(None, first, last)


def _signed(message: Message, hit: Hit[str], amount: Amount) -> Comparison | None:
    """A sign between the metric and the number, or right before the number."""
    signs = {message.fold(i) for i in range(hit.last + 1, amount.first)}
    signs.add(message.fold(amount.first - 1)[:1])
    if signs & {"<", "≤"}:
        return "<="
    return ">=" if signs & {">", "≥"} else None


def _before(
    message: Message, compared: Sequence[Hit[str]], amount: Amount, first: int
) -> Iterator[Hit[str]]:
    low = max(0, first - _BEFORE)
    for h in compared:
        near = low <= h.first and first - 2 <= h.last < amount.first
        if near and not any(_parts(message, i) for i in range(h.last + 1, first)):
            yield h


def _behind(message: Message, compared: Sequence[Hit[str]], amount: Amount) -> Iterator[Hit[str]]:
    for h in compared:
        near = 0 < h.first - amount.last <= _BEHIND
        if not near or h.entry == "eq" or not message.free(h.first, h.last):
            continue
        if not _starts_other(message, h, amount):
            yield h


def _parts(message: Message, i: int) -> bool:
    """Whether token i parts the pieces of a brief."""
    return message.fold(i) in (",", "|") or message.tokens[i].kind == "break"


def _starts_other(message: Message, h: Hit[str], amount: Amount) -> bool:
    """Whether the comparing word behind the number belongs to the next number."""
    gap = range(amount.last + 1, h.first)
    if any(_parts(message, i) for i in gap):
        return True
    following = h.last + 1
    return following < len(message.tokens) and (
        message.tokens[following].kind == "number" or message.fold(following) in ("$", "€", "£")
    )
