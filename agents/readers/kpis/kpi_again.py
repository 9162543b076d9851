"""A target's new figure, said without its name: "CPM under $12", then "make it $10"."""

from __future__ import annotations

from agents.readers.kpis.kpi_bounds import TAGS, comparisons
from agents.readers.kpis.kpi_figures import plausible
from agents.readers.kpis.kpis import KpiSpan
from agents.readers.numbers.amounts import Amount, read_amounts
from agents.readers.numbers.budget_words import edit_words
from agents.readers.numbers.metrics import COSTS
from agents.readers.text.message import Message
from media.brief import Brief, Kpi

_ALIKE = 3
"""How many times the old figure the new one may be, up or down."""
_BEHIND_VERB = 3
_BARE = 5
"""A message that is hardly more than a figure: "sorry, max 12"."""
_SHORT = 10
"""A message of more tokens than these says by name what it is about."""


def read_kpi_again(message: Message, brief: Brief) -> KpiSpan | None:
    """The one price target that stands with a new figure; None when the budget may be meant."""
    held = [kpi for kpi in brief.kpis if kpi.metric in COSTS]
    if len(held) != 1 or brief.budget is None or len(message.tokens) > _SHORT:
        return None
    amounts = [a for a in read_amounts(message.tokens) if message.free(a.first, a.last)]
    if len(amounts) != 1 or not _alike(amounts[0], held[0], brief):
        return None
    if not plausible(message, held[0].metric, amounts[0]):
        return None
    if not _made(message, amounts[0]) and not _bounded(message, amounts[0], held[0]):
        return None
    kpi = held[0].model_copy(update={"value": float(amounts[0].value)})
    return KpiSpan(kpi, amounts[0].first, amounts[0].last)


def _alike(amount: Amount, kpi: Kpi, brief: Brief) -> bool:
    assert brief.budget is not None
    value = float(amount.value)
    near = kpi.value / _ALIKE <= value <= kpi.value * _ALIKE
    return near and not amount.scaled and value * _ALIKE < brief.budget.amount / 1_000_000


def _bounded(message: Message, amount: Amount, kpi: Kpi) -> bool:
    """Whether "max" or "under" stands right before the figure, as the target had it."""
    if len(message.tokens) > _BARE:
        return False
    hits = comparisons().find(message.tokens[: amount.first])
    return any(h.last == amount.first - 1 and TAGS[h.entry] == kpi.op for h in hits)


def _made(message: Message, amount: Amount) -> bool:
    """Whether "make it", "que sea", "mach" stands right before the figure."""
    verbs = message.commands(edit_words("budgetverb"))
    return any(0 < amount.first - verb.last <= _BEHIND_VERB for verb in verbs)
