"""Things whose money goes to a level: "drop Norway to 30k", "lass Norwegen bei 40k".

What drops to a figure, or is left at it, is not dropped; and where only one thing goes to a figure
("just Norway to 50k") the others stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.readers.findings.targets import Target
from agents.readers.numbers.amounts import read_amounts
from agents.readers.numbers.budget_words import edit_words
from agents.readers.text.message import Message
from agents.readers.text.operators import Operator
from agents.readers.text.phrases import folded

_NEAR = 5
"""How many tokens may stand between a thing and its figure."""


def levels(
    message: Message, targets: Sequence[Target], sole: Sequence[Target] = ()
) -> dict[int, Operator]:
    """The first tokens of the things that go to a figure, with no operator left to them.

    `sole` are those of which alone something changes: the others stay.
    """
    figures = set(_figures(message)) if targets else set()
    plain: Operator = ""
    alone = {t.where for t in sole}
    return {t.first: plain for t in targets if t.where in alone or _levelled(message, t, figures)}


def _figures(message: Message) -> Iterator[int]:
    """Where amounts of money and percentages begin."""
    for amount in read_amounts(message.tokens):
        percent = message.fold(amount.last + 1) == "%"
        if amount.scaled or amount.currency is not None or percent:
            yield amount.first


def _levelled(message: Message, target: Target, figures: set[int]) -> bool:
    at = next((i for i in range(target.last + 2, target.last + _NEAR) if i in figures), None)
    if at is None:
        return False
    gap = range(target.last + 1, at)
    said = message.operator(target.first, target.last, lambda _: False)
    if said not in _GOING:
        return False
    ways = _TO if said == "only" else _TO | _AT
    led = message.fold(gap[-1]) in ways or (len(gap) > 1 and message.fold(gap[-2]) in ways)
    return led and all(_leads(message, i) for i in gap)


def _leads(message: Message, i: int) -> bool:
    """Whether token i leads to a level: "up to", "down to", "goes to"."""
    return message.fold(i) in _TO | _AT | _AROUND or _steps(message, i)


def _steps(message: Message, i: int) -> bool:
    return edit_words("raise", "cut").at(message.tokens, i) is not None


_GOING = ("not", "remove", "only")
"""What a figure behind a thing takes back."""
_TO = folded("guards", "budgets_towards") | {"à", "a"}
_AT = folded("guards", "shares_kept_at") | folded("guards", "levels_at")
_AROUND = folded("place_words", "list_articles") | folded("guards", "levels_around")
