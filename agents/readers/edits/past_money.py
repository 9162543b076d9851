"""Figures that a brief tells of the past: "in 2025 it was 48k at a CPM of 12.30".

Beside what there is to spend now they are neither budget nor target.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from agents.readers.edits.told_past import told_past
from agents.readers.numbers.amounts import Amount, read_amounts
from agents.readers.text.brackets import bracketed
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words

_NEAR = 14
"""How many tokens of its sentence a time that is over speaks of, to either side."""
_WANTING = folded("fillers", "wanting")
_EARLIEST, _DIGITS = 2000, 4


def claim_past_money(message: Message, today: date) -> None:
    """Claims the amounts that stand with a time that is over, where others do not."""
    amounts = read_amounts(message.tokens)
    spoken = {*_told(message), *_beside_years(message, today)}
    past = [a for a in amounts if a.first in spoken and not _is_year(message, a)]
    if any((a.scaled or a.currency) and a not in past for a in amounts):
        spent = (hit for hit in _spending().find(message.tokens) if hit.first in spoken)
        said = [(a.first, a.last) for a in past] + [(h.first, h.last) for h in spent]
        for first, last in said:
            message.claim(first, last)


@cache
def _spending() -> Phrases[str]:
    """What is said of money that is spent."""
    return Phrases((w, "background") for w in words("money")["background"])


def _told(message: Message) -> Iterator[int]:
    """The tokens of pieces of sentences that tell of the past."""
    for start, end in told_past(message):
        yield from (i for i, t in enumerate(message.tokens) if start <= t.start < end)


def _beside_years(message: Message, today: date) -> Iterator[int]:
    """The tokens around years that are over."""
    for i, token in enumerate(message.tokens):
        if token.kind != "number" or not token.text.isdigit() or len(token.text) != _DIGITS:
            continue
        first, last = message.clause(i)
        around = range(max(first, i - _NEAR), min(last, i + _NEAR) + 1)
        near = bracketed(message, i) or around
        wanted = any(message.fold(k) in _WANTING for k in near)
        if not wanted and _is_over(message, i, near, today):
            yield from near


def _is_over(message: Message, i: int, near: range, today: date) -> bool:
    """Whether the year at token i is over, or is this one in a month or with a verb of the past."""
    year, month = int(message.tokens[i].text), _MONTHS.get(message.fold(i - 1))
    if year != today.year or month is not None:
        return _EARLIEST <= year < today.year or (
            year == today.year and (month or 12) < today.month
        )
    return any(message.fold(k) in folded("past", "verbs") for k in near)


_MONTHS = {name: n for n in range(1, 13) for name in folded("months", str(n))}


def _is_year(message: Message, amount: Amount) -> bool:
    said = message.tokens[amount.first].text
    return amount.first == amount.last and len(said) == _DIGITS and said.startswith("20")
