"""The new figure of a target on a count, said without its name: "reach 2M people", then "2.5M".

A bare figure may be of the budget as well. Whichever it is near is meant; where it is near both,
or neither, that is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import JsonValue

from agents.readers.kpis.kpi_bounds import comparisons
from agents.readers.kpis.repeats import table
from agents.readers.numbers.amounts import Amount, read_amounts, times_apart
from agents.readers.numbers.budget_words import edit_words
from agents.readers.numbers.metrics import COUNTS
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from media.brief import Brief, Kpi
from media.plan import Fact

Meant = Literal["target", "budget", "either"]
_NEAR = 3.0
"""How many times the old figure a new one mostly is, up or down."""
_NEARER = 5.0
"""How many times nearer one of two far figures is than the other, so that it is the one meant."""
_FEW = 100
"""Fewer people, clicks or impressions are no target."""
_SHORT = 9
_AROUND = folded("guards", "shares_again_around")


@dataclass(frozen=True, slots=True)
class CountAgain:
    """The target with its new figure at tokens [first, last], `sure` unless money may be meant."""

    kpi: Kpi
    first: int
    last: int
    sure: bool = True

    @property
    def question(self) -> Fact:
        """Whether the target or the budget is meant."""
        values: dict[str, JsonValue] = {"metric": self.kpi.counted, "value": self.kpi.value}
        return Fact(code="budget_or_target", values=values)


def read_count_again(message: Message, brief: Brief) -> CountAgain | None:
    """The one target on a count that stands, with a message that is a figure and no more."""
    held = [k for k in brief.kpis if k.metric in COUNTS and k.value >= _FEW]
    if len(held) != 1 or brief.budget is None or len(message.tokens) > _SHORT:
        return None
    amounts = [a for a in read_amounts(message.tokens) if message.free(a.first, a.last)]
    if len(amounts) != 1 or amounts[0].currency is not None or amounts[0].value < _FEW:
        return None
    people = _people(message, amounts[0]) if held[0].metric == "REACH" else None
    last = amounts[0].last if people is None else people.last
    if not _alone(message, amounts[0].first, last):
        return None
    value = float(amounts[0].value)
    meant = "target" if people is not None else _meant(value, held[0], brief, message.number - 1)
    if meant == "budget":
        return None
    kpi = held[0].model_copy(update={"value": value})
    return CountAgain(kpi, amounts[0].first, last, meant == "target")


def _meant(value: float, kpi: Kpi, brief: Brief, before: int) -> Meant:
    """What the figure is of; message `before` has the last word where it could be of both."""
    assert brief.budget is not None
    target, money = (
        times_apart(value, kpi.value),
        times_apart(value, brief.budget.amount / 1_000_000),
    )
    far = min(target, money) > _NEAR
    if max(target, money) > (_NEARER * min(target, money) if far else _NEAR):
        return "target" if target < money else "budget"
    said = {name for name in ("budget", "kpis") if _in_message(brief, f"/{name}", before)}
    if len(said) == 1:
        return "target" if said == {"kpis"} else "budget"
    return "either"


def _in_message(brief: Brief, pointer: str, number: int) -> bool:
    return any(words.message == number for words in brief.evidence.get(pointer, ()))


def _people(message: Message, amount: Amount) -> Hit[str] | None:
    behind = amount.last + 1
    return table("people").at(message.tokens, behind) if behind < len(message.tokens) else None


def _alone(message: Message, first: int, last: int) -> bool:
    """Whether nothing stands around the figure but words that put it in another's place."""
    before = message.tokens[:first]
    changes = [*edit_words("raise", "cut").find(before)]
    towards = any(hit.last == first - 1 for hit in edit_words("setto").find(before))
    if (changes and not towards) or any(_budget().find(message.tokens)):
        return False
    hits = [*changes, *_again().find(message.tokens), *comparisons().find(message.tokens)]
    known = {i for hit in hits for i in range(hit.first, hit.last + 1)} | {*range(first, last + 1)}
    rest = (i for i in range(len(message.tokens)) if i not in known)
    return all(message.fold(i) in _AROUND or i in message.glue for i in rest)


@cache
def _again() -> Phrases[str]:
    tags = ("sorry", "budgetverb", "setto")
    return Phrases((w, tag) for tag in tags for w in words("edits")[tag])


@cache
def _budget() -> Phrases[str]:
    return Phrases((w, "budget") for w in words("money")["budget"])
