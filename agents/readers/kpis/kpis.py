"""KPIs and their targets: "CPM under 9.50", "at least 20M impressions", "VTR min 70%"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agents.readers.kpis.kpi_bounds import Comparison, bound, comparisons
from agents.readers.kpis.kpi_figures import counts_behind, figure, plausible, price_of_click
from agents.readers.kpis.kpi_past import in_the_past
from agents.readers.kpis.kpi_ranges import amount_range
from agents.readers.numbers.amounts import Amount, read_amounts
from agents.readers.numbers.metrics import COSTS, COUNTS, RATES, comparing, metrics
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, folded
from media.brief import Kpi

_MOST = 60
"""How many metrics a message is read for."""
_NEAR = 7
_NEAR_BEFORE = 4
_BETWEEN = folded("guards", "kpis_between")
_FILLER = folded("guards", "kpis_filler")


@dataclass(frozen=True, slots=True)
class KpiSpan:
    """A KPI at tokens [first, last]."""

    kpi: Kpi
    first: int
    last: int


def read_kpis(message: Message) -> list[KpiSpan]:
    """All KPIs with a target; each claims its metric, comparison and number."""
    named = message.find(metrics())[:_MOST]
    if not named:
        return []
    amounts = [a for a in read_amounts(message.tokens) if message.free(a.first, a.last)]
    found = comparisons().find(message.tokens)
    compared = [h for h in found if h.first not in message.repeats]
    spans: list[KpiSpan] = []
    for hit in named:
        if in_the_past(message, hit):
            continue
        said = [*_ranged(message, hit, amounts)] or [*_single(message, hit, amounts, compared)]
        if said and not _dear(said[0].kpi) and _free(message, said[0]):
            message.claim(said[0].first, said[0].last)
            spans += said
    return spans


def _free(message: Message, span: KpiSpan) -> bool:
    """Whether nobody has claimed its tokens but for how often people are to be reached."""
    inside = range(span.first, span.last + 1)
    return all(message.free(i, i) or i in message.repeats for i in inside)


def _dear(kpi: Kpi) -> bool:
    """Whether it would be a price to start from ("CPM ab 9 €"): nobody asks for a dear one."""
    return kpi.op == ">=" and kpi.metric in COSTS


def _single(
    message: Message, hit: Hit[str], amounts: Sequence[Amount], compared: Sequence[Hit[str]]
) -> Iterator[KpiSpan]:
    """A target of one number, before or behind its metric."""
    amount = _amount(message, hit, amounts)
    if amount is None or not plausible(message, hit.entry, amount):
        return
    metric = "CPC" if price_of_click(hit.entry, amount) else hit.entry
    said, number = bound(message, hit, amount, compared), figure(message, metric, amount)
    if number is not None:
        op = said.op or ("<=" if metric in COSTS else ">=")
        yield _span(metric, op, number.value, said.first, max(said.last, number.last))


def _ranged(message: Message, hit: Hit[str], amounts: Sequence[Amount]) -> Iterator[KpiSpan]:
    """The dearest price and the lowest rate of a range are what has to be met; a frequency
    has to lie inside."""
    ends = amount_range(message, hit.last, amounts, lambda i: _filler(message, i))
    if ends is None or not plausible(message, hit.entry, ends.lower):
        return
    upper = figure(message, hit.entry, ends.upper)
    if upper is None:
        return
    if hit.entry in {*RATES, "FREQUENCY"}:
        scale = upper.value / float(ends.upper.value)
        lowest = round(float(ends.lower.value) * scale, 10)
        yield _span(hit.entry, ">=", lowest, hit.first, upper.last)
    if hit.entry in {*COSTS, "FREQUENCY"}:
        yield _span(hit.entry, "<=", upper.value, hit.first, upper.last)


def _span(metric: str, op: Comparison, value: float, first: int, last: int) -> KpiSpan:
    return KpiSpan(Kpi(metric=metric, op=op, value=value), first, last)  # type: ignore[arg-type]


def _amount(message: Message, hit: Hit[str], amounts: Sequence[Amount]) -> Amount | None:
    """The number that the metric is about."""
    before = _amount_before(message, hit, amounts)
    after = _amount_after(message, hit, amounts)
    if hit.entry not in COUNTS:
        return after or before
    if before is not None and plausible(message, hit.entry, before):
        return before
    if after is None:
        return None
    counted = counts_behind(message, hit.entry, after) or price_of_click(hit.entry, after)
    return after if counted else None


def _amount_after(message: Message, hit: Hit[str], amounts: Sequence[Amount]) -> Amount | None:
    """The first number behind the metric with nothing but comparing words between."""
    amount = next((a for a in amounts if a.first > hit.last), None)
    if amount is None:
        return None
    gap = [i for i in range(hit.last + 1, amount.first) if i not in message.repeats]
    joined = len(gap) <= _NEAR and all(_filler(message, i) for i in gap)
    return amount if joined else None


def _amount_before(message: Message, hit: Hit[str], amounts: Sequence[Amount]) -> Amount | None:
    """The last number before the metric with nothing but people or averages between."""
    amount = next((a for a in reversed(amounts) if a.last < hit.first), None)
    if amount is None:
        return None
    gap = [i for i in range(amount.last + 1, hit.first) if i not in message.repeats]
    joined = len(gap) <= _NEAR_BEFORE and all(message.fold(i) in _BETWEEN for i in gap)
    return amount if joined else None


def _filler(message: Message, i: int) -> bool:
    token = message.tokens[i]
    if i in message.repeats:
        return True
    if token.kind == "break" or not message.free(i, i):
        return False
    if token.fold in (",", ";", "."):
        return message.abbreviates(i)
    return token.fold in _FILLER or token.fold in comparing()
