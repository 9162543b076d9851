"""Reach and rules of an answer, worked out from the form alone, with none of the solver's code."""

from __future__ import annotations

import math
from collections import defaultdict
from decimal import Decimal
from typing import Any

from media.money import MICROS, minor_unit
from tests.optimizer.problems import Form, matches


def reach(form: Form, spends: dict[str, Decimal]) -> float:
    """People reached, straight from the definition of the form."""
    heads: dict[str, float] = defaultdict(float)
    of: dict[str, Form] = {}
    population = {m["id"]: m["population"] for m in form["markets"]}
    for line in form["lines"]:
        pool = line.get("pool", f"line {line['id']}")
        of[pool] = line
        spend = float(spends[line["id"]])
        heads[pool] += 1000.0 * spend / (line["cpm"] * population[line["market"]])
    missed: dict[str, float] = defaultdict(float)
    for pool, line in of.items():
        missed[line["market"]] += math.log1p(-curve(line["reach"], heads[pool]))
    return sum(population[market] * -math.expm1(log) for market, log in missed.items())


def curve(reach: Form, e: float) -> float:
    """The share reached at `e` impressions per head."""
    c = reach["ceiling"]
    if reach["family"] == "exponential":
        return float(-c * math.expm1(-e / c))
    if reach["family"] == "hill":
        return float(c * e / (e + reach["half"]))
    k = reach["shape"]
    return float(-c * math.expm1(-k * math.log1p(e / (c * k))))


def check_rules(form: Form, answer: dict[str, Any]) -> None:
    """Every hard rule kept, whole minor units, the exact sum; shares to one unit a line."""
    unit = Decimal(minor_unit(form["currency"])) / MICROS
    spends = {row["id"]: Decimal(row["spend"]) for row in answer["lines"]}
    total, budget = sum(spends.values()), Decimal(repr(form["budget"]))
    assert [row["id"] for row in answer["lines"]] == [line["id"] for line in form["lines"]]
    assert total == budget if form["spend"] == "exactly" else total <= budget
    for line in form["lines"]:
        _check_line(line, spends[line["id"]], budget, unit)
    for share in form.get("shares", ()):
        mine = [spends[row["id"]] for row in form["lines"] if matches(row, share["where"])]
        miss = unit * len(mine) + total * Decimal("1e-12")
        assert sum(mine) >= Decimal(repr(share.get("min", 0.0))) * total - miss
        assert sum(mine) <= Decimal(repr(share.get("max", 1.0))) * total + miss
    for amount in form.get("amounts", ()):
        mine_sum = sum(spends[r["id"]] for r in form["lines"] if matches(r, amount["where"]))
        assert Decimal(repr(amount["min"])) <= mine_sum <= Decimal(repr(amount["max"]))


def _check_line(line: Form, spend: Decimal, budget: Decimal, unit: Decimal) -> None:
    least = Decimal(repr(line.get("min_spend", 0.0)))
    most = Decimal(repr(line["max_spend"])) if "max_spend" in line else budget
    assert spend % unit == 0
    assert spend <= most
    assert spend >= least or (line.get("optional", False) and spend == 0)
