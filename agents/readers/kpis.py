"""KPIs and their targets: "CPM under 9.50", "at least 20M impressions", "VTR min 70%"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from agents.readers.amounts import Amount, read_amounts
from agents.readers.kpi_ranges import amount_range
from agents.readers.message import Message
from agents.readers.phrases import Hit, Phrases, contracted, folded, words
from media.brief import Kpi

Comparison = Literal["<=", ">=", "=="]
METRICS = (
    "CPM",
    "CPCV",
    "CPC",
    "CPA",
    "CTR",
    "VTR",
    "REACH",
    "FREQUENCY",
    "IMPRESSIONS",
    "COMPLETIONS",
    "CLICKS",
    "CONVERSIONS",
)
COSTS = frozenset({"CPM", "CPC", "CPA", "CPCV"})
RATES = frozenset({"CTR", "VTR"})
COUNTS = frozenset({"REACH", "IMPRESSIONS", "CLICKS", "COMPLETIONS", "CONVERSIONS"})
_SIGNS: dict[str, Comparison] = {"le": "<=", "ge": ">=", "eq": "=="}
_MOST = 60
"""How many metrics a message is read for."""
_NEAR = 7
_DEAR_CLICK = 20
"""Up to so much money beside "clicks" is the price of one, not a budget."""


@dataclass(frozen=True, slots=True)
class KpiSpan:
    """A KPI at tokens [first, last]."""

    kpi: Kpi
    first: int
    last: int


@cache
def metrics() -> Phrases[str]:
    """What the metrics are called."""
    return Phrases((w, metric) for metric in METRICS for w in words("kpis")[metric])


@cache
def _comparisons() -> Phrases[str]:
    return Phrases(
        (form, tag)
        for tag in ("le", "ge", "eq")
        for w in words("kpis")[tag]
        for form in contracted(w)
    )


def read_kpis(message: Message) -> list[KpiSpan]:
    """All KPIs with a target; each claims its metric, comparison and number."""
    named = message.find(metrics())[:_MOST]
    if not named:
        return []
    amounts = [a for a in read_amounts(message.tokens) if message.free(a.first, a.last)]
    compared = _comparisons().find(message.tokens)
    comparisons = {h.last: h for h in compared if h.first not in message.repeats}
    found: list[KpiSpan] = []
    for hit in named:
        if _in_the_past(message, hit):
            continue
        span = _ranged(message, hit, amounts) or _with_number(message, hit, amounts, comparisons)
        if span is not None and not _dear(span.kpi) and _free(message, span):
            message.claim(span.first, span.last)
            found.append(span)
    return found


def _free(message: Message, span: KpiSpan) -> bool:
    """Whether nobody has claimed its tokens but for how often people are to be reached."""
    inside = range(span.first, span.last + 1)
    return all(message.free(i, i) or i in message.repeats for i in inside)


def _dear(kpi: Kpi) -> bool:
    """Whether it would be a price to start from ("CPM ab 9 €"): nobody asks for a dear one."""
    return kpi.op == ">=" and kpi.metric in COSTS


def _in_the_past(message: Message, hit: Hit[str]) -> bool:
    """Whether the clause tells what was, not what should be ("we paid a $9 CPM last year")."""
    low, high = message.clause(hit.first)
    first, last = _piece(message, hit, low, high)
    compared = [_comparisons().at(message.tokens, i) for i in range(first, last + 1)]
    bound = any(c is not None and c.entry != "eq" for c in compared)
    told = [i for i in range(low, high + 1) if message.fold(i) in _PAST]
    hints = _hints().find(message.tokens[low : high + 1])
    told += [low + h.first for h in hints if not bound]
    return any(
        not _wanted_between(message, i, hit.first) and (first <= i <= last or not bound)
        for i in told
    )


def _piece(message: Message, hit: Hit[str], low: int, high: int) -> tuple[int, int]:
    """The tokens between the commas around the metric."""
    first, last = hit.first, hit.last
    while first > low and not (message.fold(first - 1) == "," and _spaced(message, first)):
        first -= 1
    while last < high and not (message.fold(last + 1) == "," and _spaced(message, last + 2)):
        last += 1
    return first, last


def _spaced(message: Message, i: int) -> bool:
    return i >= len(message.tokens) or not message.tokens[i].glued


def _wanted_between(message: Message, past: int, metric: int) -> bool:
    """ "They did 80k last year and now want a CPM of 9"."""
    return any(message.fold(i) in _WANTING for i in range(past + 1, metric))


_PAST = frozenset(words("fillers")["past"])
_WANTING = folded("fillers", "wanting")


@cache
def _hints() -> Phrases[str]:
    return Phrases((w, "past") for w in words("fillers")["past_hint"])


def _with_number(
    message: Message, hit: Hit[str], amounts: list[Amount], comparisons: dict[int, Hit[str]]
) -> KpiSpan | None:
    before = _amount_before(message, hit, amounts)
    after = _amount_after(message, hit, amounts)
    if hit.entry in COUNTS:
        counted = _count_after_ok(message, hit, after) or _price_of_click(hit, after)
        wanted = (before, after if counted else None)
        amount = next((a for a in wanted if a is not None and _plausible(message, hit, a)), None)
    elif hit.entry == "FREQUENCY":
        amount = after or before
    else:
        amount = after or before
    if amount is None or not _plausible(message, hit, amount):
        return None
    first, last = min(hit.first, amount.first), max(hit.last, amount.last)
    sign, first, last = _comparison(message, hit, amount, first, last, comparisons)
    percent = (
        message.fold(amount.last + 1) in folded("guards", "kpis_with_number")
        and hit.entry not in COSTS
    )
    percent = percent and (
        message.fold(amount.last + 1) in _PERCENT
        or message.fold(amount.last + 2) in ("ciento", "cento", "cent")
    )
    value = float(amount.value)
    if hit.entry in COSTS and message.fold(amount.last + 1) in _CENTS and amount.value >= 1:
        value, last = round(value / 100, 10), max(last, amount.last + 1)
    if percent:
        last = max(
            last,
            amount.last + (1 if message.fold(amount.last + 1) in _PERCENT else 2),
        )
    if hit.entry in RATES:
        value = round(value / 100, 10) if percent or value > 1 else value
    elif percent and hit.entry == "REACH":
        value = round(value / 100, 10)
    elif percent:
        return None
    metric = "CPC" if hit.entry == "CLICKS" and amount.currency else hit.entry
    if metric == "CPC" != hit.entry:
        return KpiSpan(Kpi(metric="CPC", op=sign or "<=", value=value), first, last)
    kpi = Kpi(metric=hit.entry, op=sign or _default(hit.entry), value=value)  # type: ignore[arg-type]
    return KpiSpan(kpi, first, last)


def _ranged(message: Message, hit: Hit[str], amounts: list[Amount]) -> KpiSpan | None:
    """The dearest price and the lowest rate of a range are what has to be met."""
    ends = amount_range(message, hit.last, amounts, lambda i: _filler(message, i))
    if (
        ends is None
        or hit.entry not in {*COSTS, *RATES}
        or not _plausible(message, hit, ends.lower)
    ):
        return None
    unit = message.fold(ends.upper.last + 1)
    percent, cents = unit in _PERCENT, unit in _CENTS and ends.upper.value >= 1
    last = ends.upper.last + (percent or cents)
    if hit.entry in COSTS:
        price = float(ends.upper.value) / (100 if cents else 1)
        return KpiSpan(Kpi(metric=hit.entry, op="<=", value=round(price, 10)), hit.first, last)  # type: ignore[arg-type]
    rate = float(ends.lower.value) / (100 if percent or ends.upper.value > 1 else 1)
    return KpiSpan(Kpi(metric=hit.entry, op=">=", value=round(rate, 10)), hit.first, last)  # type: ignore[arg-type]


_PERCENT = frozenset(("%", "percent", "prozent", "procent"))
_CENTS = folded("kpis", "cents")


def _default(metric: str) -> Comparison:
    return "<=" if metric in COSTS else ">="


def _amount_after(message: Message, hit: Hit[str], amounts: list[Amount]) -> Amount | None:
    """The first number behind the metric with nothing but comparing words between."""
    for amount in amounts:
        if amount.first <= hit.last:
            continue
        gap = [i for i in range(hit.last + 1, amount.first) if i not in message.repeats]
        if len(gap) > _NEAR or not all(_filler(message, i) for i in gap):
            return None
        return amount
    return None


def _amount_before(message: Message, hit: Hit[str], amounts: list[Amount]) -> Amount | None:
    for amount in reversed(amounts):
        if amount.last >= hit.first:
            continue
        gap = [i for i in range(amount.last + 1, hit.first) if i not in message.repeats]
        if len(gap) > 4 or not all(message.fold(i) in _BETWEEN for i in gap):
            return None
        return amount
    return None


_BETWEEN = folded("guards", "kpis_between")


def _filler(message: Message, i: int) -> bool:
    token = message.tokens[i]
    if i in message.repeats:
        return True
    if token.kind == "break" or not message.free(i, i):
        return False
    if token.fold in (",", ";", ".") and not token.glued:
        return False
    if token.fold in (",", ";", "."):
        return token.fold == "."
    return token.fold in _FILLER or token.fold in _comparison_words()


@cache
def _comparison_words() -> frozenset[str]:
    from agents.readers.tokens import tokenise

    return frozenset(
        t.fold for tag in ("le", "ge", "eq") for w in words("kpis")[tag] for t in tokenise(w)
    )


_FILLER = folded("guards", "kpis_filler")


def _count_after_ok(message: Message, hit: Hit[str], amount: Amount | None) -> bool:
    """ "Reach: 2M", "reach at least 2 million people", "impressions 5M", "reach of 40%"."""
    if amount is None or amount.currency is not None:
        return False
    if message.fold(amount.last + 1) in ("-", "to", "+") and amount.value < 100:
        return False
    return (
        amount.scaled
        or amount.value >= (100 if hit.entry == "CONVERSIONS" else 1000)
        or (message.fold(amount.last + 1) == "%" and hit.entry == "REACH")
    )


def _price_of_click(hit: Hit[str], amount: Amount | None) -> bool:
    """ "Klicks max 0,80 €"."""
    if amount is None or amount.currency is None or amount.scaled:
        return False
    return hit.entry == "CLICKS" and amount.value < _DEAR_CLICK


def _plausible(message: Message, hit: Hit[str], amount: Amount) -> bool:
    percent = message.fold(amount.last + 1) == "%"
    if hit.entry in COUNTS:
        if amount.currency is not None:
            return _price_of_click(hit, amount)
        return amount.value >= 100 or (percent and hit.entry == "REACH")
    if hit.entry in COSTS:
        return (
            amount.value < 1_000_000
            and not percent
            and not (amount.scaled and amount.value >= 10_000 and amount.currency is None)
        )
    if hit.entry in RATES:
        return amount.value <= 100 and amount.currency is None and not amount.scaled
    return 1 <= amount.value <= 100 and amount.currency is None and not percent


def _comparison(
    message: Message,
    hit: Hit[str],
    amount: Amount,
    first: int,
    last: int,
    comparisons: dict[int, Hit[str]],
) -> tuple[Comparison | None, int, int]:
    """The comparing word near the number or the metric, and the tokens it widens the span to."""
    sign = message.fold(amount.first - 1) + message.fold(amount.first - 2)
    between = {message.fold(i) for i in range(hit.last + 1, amount.first)}
    if between & {"<", "≤"} or "<" in sign[:1] or sign.startswith("≤"):
        return "<=", min(first, amount.first - 1), last
    if between & {">", "≥"} or sign.startswith((">", "≥")):
        return ">=", min(first, amount.first - 1), last
    low = max(0, first - 4)
    near = [
        h
        for h in comparisons.values()
        if low <= h.first and h.last < amount.first and h.last >= first - 2
    ]
    near += [
        h
        for h in comparisons.values()
        if 0 < h.first - amount.last <= 3
        and h.entry != "eq"
        and message.free(h.first, h.last)
        and not _starts_other(message, h, amount)
    ]
    strict = [h for h in near if h.entry != "eq" and not (h.first <= hit.first <= h.last)]
    strict.sort(key=lambda h: abs(h.last - amount.first))
    if strict:
        chosen = strict[0]
        return _SIGNS[chosen.entry], min(first, chosen.first), max(last, chosen.last)
    if hit.entry == "FREQUENCY" and any(h.entry == "eq" for h in near):
        return "==", first, last
    if message.fold(amount.last + 1) == "+" and message.tokens[amount.last + 1].glued:
        return ">=", first, max(last, amount.last + 1)
    return None, first, last


def _starts_other(message: Message, h: Hit[str], amount: Amount) -> bool:
    """Whether the comparing word behind the number belongs to the next number."""
    gap = [message.fold(i) for i in range(amount.last + 1, h.first)]
    if "," in gap or any(
        message.tokens[i].kind == "break" for i in range(amount.last + 1, h.first)
    ):
        return True
    following = h.last + 1
    return following < len(message.tokens) and (
        message.tokens[following].kind == "number" or message.fold(following) in ("$", "€", "£")
    )


def of_metric(message: Message, first: int) -> bool:
    """Whether token `first` begins what a metric may cost or reach ("the CPM can go up to 15")."""
    low = max(0, first - _MAY_REACH)
    near = message.tokens[low:first]
    hit = next(iter(metrics().find(near)), None)
    between = [] if hit is None else [t.fold for t in near[hit.last + 1 :]]
    return hit is not None and all(fold in _MAY for fold in between)


_MAY_REACH = 5
_MAY = folded("guards", "kpis_may")
