"""The rules of a problem form as rows over its lines, each with the name a person knows it by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from media.errors import InvalidProblem
from optimizer.curves import Floats, Ints
from optimizer.form import KpiForm, LineForm, ProblemForm
from optimizer.grid import down_to_unit, up_to_unit
from optimizer.problem import Row

COSTS = {"CPM": "impressions", "CPC": "clicks", "CPCV": "completions", "CPA": "conversions"}
COUNTS = {
    "IMPRESSIONS": "impressions",
    "CLICKS": "clicks",
    "COMPLETIONS": "completions",
    "CONVERSIONS": "conversions",
}
RATES = {"CTR": "clicks", "VTR": "completions"}


def per_impression(lines: tuple[LineForm, ...], what: str) -> Floats:
    """Impressions, clicks, completions or conversions per impression of each line."""
    rate: Mapping[str, Callable[[LineForm], float]] = {
        "impressions": lambda line: 1.0,
        "clicks": lambda line: line.rates.ctr,
        "completions": lambda line: line.rates.vtr,
        "conversions": lambda line: line.rates.ctr * line.rates.cvr,
    }
    return np.array([rate[what](line) for line in lines], float)


def matching(lines: tuple[LineForm, ...], where: Mapping[str, str]) -> Ints:
    """Indices of the lines that agree with every key of `where`."""
    found = list(range(len(lines)))
    for key, value in where.items():
        if key == "market":
            found = [i for i in found if lines[i].market == value]
        else:
            found = [i for i in found if lines[i].tags.get(key) == value]
    return np.array(found, np.int64)


def rows_of(form: ProblemForm, unit: float) -> list[Row]:
    """All rules of the form but budget, line bounds and weeks."""
    return [
        *_shares(form, unit),
        *_amounts(form, unit),
        *_avails(form),
        *_frequency_caps(form),
        *(row for i, kpi in enumerate(form.kpis) for row in _kpi(form, i, kpi, unit)),
    ]


def _shares(form: ProblemForm, unit: float) -> Iterator[Row]:
    for i, share in enumerate(form.shares):
        at = matching(form.lines, share.where)
        about, miss = f"shares[{i}]{_words(share.where, at)}", unit * max(len(at), 1)
        if share.min:
            name = f"{about} at least {share.min:g} of the total"
            yield Row(name, at, spend=1.0, total=-share.min, lower=0.0, tolerance=miss)
        if share.max is not None and share.max < 1:
            name = f"{about} at most {share.max:g} of the total"
            yield Row(name, at, spend=1.0, total=-share.max, upper=0.0, tolerance=miss)


def _amounts(form: ProblemForm, unit: float) -> Iterator[Row]:
    for i, amount in enumerate(form.amounts):
        at = matching(form.lines, amount.where)
        about = f"amounts[{i}]{_words(amount.where, at)}"
        if amount.min:
            least = float(up_to_unit(amount.min, unit))
            yield Row(f"{about} at least {amount.min:.15g}", at, spend=1.0, lower=least)
        if amount.max is not None:
            most = float(down_to_unit(amount.max, unit))
            yield Row(f"{about} at most {amount.max:.15g}", at, spend=1.0, upper=most)


def _avails(form: ProblemForm) -> Iterator[Row]:
    for i, cell in enumerate(form.avails):
        if cell.week is not None:
            continue
        at = matching(form.lines, cell.where)
        name = f"avails[{i}]{_words(cell.where, at)} at most {cell.max:.15g} impressions"
        yield Row(name, at, impressions=1.0, upper=cell.max)
    for i, line in enumerate(form.lines):
        if line.avails is not None and line.cpm_growth > 0:
            yield Row(avails_name(i, line), np.array([i]), impressions=1.0, upper=line.avails)


def avails_name(i: int, line: LineForm) -> str:
    """What the rule is called that a line cannot buy more than its avails."""
    return f"lines[{i}].avails ({line.id}) at most {line.avails or 0.0:.15g} impressions"


def _frequency_caps(form: ProblemForm) -> Iterator[Row]:
    for i, cap in enumerate(form.frequency_caps):
        for m, market in enumerate(form.markets):
            if cap.market in (None, market.id):
                at = matching(form.lines, {"market": market.id})
                name = f"frequency_caps[{i}] ({market.id}) at most {cap.max:g} a person"
                yield _frequency_row(name, at, np.array([m]), cap.max)


def _frequency_row(name: str, lines: Ints, markets: Ints, most: float) -> Row:
    return Row(name, lines, impressions=1.0, markets=markets, reach=-most, upper=0.0)


def _kpi(form: ProblemForm, i: int, kpi: KpiForm, unit: float) -> Iterator[Row]:
    """A target's row. "==" is two, and whole minor units may miss it by one a line."""
    at = matching(form.lines, kpi.where)
    name = f"kpis[{i}]{_words(kpi.where, at)} {kpi.metric} {kpi.op} {kpi.value:.15g}"
    name += _without_rates(form, kpi, at)
    if kpi.metric in ("REACH", "FREQUENCY"):
        yield _reach_kpi(form, i, kpi, name)
        return
    spend, shown, bound = _kpi_sides(form, kpi, at)
    cpm = np.array([form.lines[j].cpm for j in at], float)
    each = np.abs(spend + shown * 1000.0 / cpm) * unit
    miss = float(each.sum()) if kpi.op == "==" else 0.0
    if kpi.op in ("<=", "=="):
        yield Row(name, at, spend=spend, impressions=shown, upper=bound, tolerance=miss)
    if kpi.op in (">=", "=="):
        yield Row(name, at, spend=spend, impressions=shown, lower=bound, tolerance=miss)


def _without_rates(form: ProblemForm, kpi: KpiForm, at: Ints) -> str:
    what = (COSTS | COUNTS | RATES).get(kpi.metric)
    without = what is not None and len(at) and not per_impression(form.lines, what)[at].any()
    return ", for which no line has `rates`" if without else ""


def _kpi_sides(form: ProblemForm, kpi: KpiForm, at: Ints) -> tuple[float, Floats, float]:
    """What a unit of spend and an impression of each line count, and the bound of their sum."""
    if kpi.metric in COUNTS:
        return 0.0, per_impression(form.lines, COUNTS[kpi.metric])[at], kpi.value
    if kpi.metric in RATES:
        return 0.0, per_impression(form.lines, RATES[kpi.metric])[at] - kpi.value, 0.0
    price = kpi.value / (1000.0 if kpi.metric == "CPM" else 1.0)
    return 1.0, -price * per_impression(form.lines, COSTS[kpi.metric])[at], 0.0


def _reach_kpi(form: ProblemForm, i: int, kpi: KpiForm, name: str) -> Row:
    """Reach at least, or frequency at most: the convex sides, over whole markets."""
    wanted = ">=" if kpi.metric == "REACH" else "<="
    if kpi.op != wanted:
        raise InvalidProblem(f"kpis[{i}].op", f"{kpi.metric} can only be {wanted} a value.")
    if set(kpi.where) - {"market"}:
        raise InvalidProblem(f"kpis[{i}].where", f"{kpi.metric} can only be asked of a market.")
    here = kpi.where.get("market")
    markets = np.array(
        [m for m, one in enumerate(form.markets) if here in (None, one.id)], np.int64
    )
    if kpi.metric == "FREQUENCY":
        return _frequency_row(name, matching(form.lines, kpi.where), markets, kpi.value)
    return Row(name, np.zeros(0, np.int64), markets=markets, reach=1.0, lower=kpi.value)


def _words(where: Mapping[str, str], lines: Ints) -> str:
    """A where clause for people: " (format video, channel direct)"; whether it has no lines."""
    parts = [f"{key} {value}" for key, value in where.items()]
    parts += [] if len(lines) else ["which no line matches"]
    return f" ({', '.join(parts)})" if parts else ""
