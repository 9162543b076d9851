"""Random allocation problems that are known to have a plan, because one was there first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from media.money import MICROS, minor_unit

Form = dict[str, Any]
FORMATS = ("audio", "video", "display")
CHANNELS = ("direct", "programmatic")


@dataclass(frozen=True)
class Planted:
    """A problem and a plan that keeps all its rules, in whole minor units."""

    form: Form
    units: tuple[int, ...]

    @property
    def unit(self) -> Decimal:
        return Decimal(minor_unit(self.form["currency"])) / MICROS


def curves() -> st.SearchStrategy[Form]:
    ceilings = st.floats(0.001, 0.999)
    shapes = st.floats(-3, 3).map(lambda power: 10.0**power)
    return st.one_of(
        st.builds(lambda c: {"family": "exponential", "ceiling": c}, ceilings),
        st.builds(lambda c, k: {"family": "nbd", "ceiling": c, "shape": k}, ceilings, shapes),
        st.builds(
            lambda c, more: {"family": "hill", "ceiling": c, "half": c * more},
            ceilings,
            st.one_of(st.just(1.0), st.floats(1.0, 10.0)),
        ),
    )


@st.composite
def planted(draw: st.DrawFn, at_most: bool | None = None, largest: int = 12) -> Planted:
    """A problem of up to `largest` lines whose rules were drawn around a plan."""
    currency = draw(st.sampled_from(("USD", "JPY", "KWD")))
    unit = Decimal(minor_unit(currency)) / MICROS
    size = 10 ** draw(st.integers(5, 11))
    markets = [
        {"id": f"M{m}", "population": draw(st.integers(10**5, 10**9)) * 1.0}
        for m in range(draw(st.integers(1, 3)))
    ]
    count = draw(st.integers(1, largest))
    amounts = st.one_of(st.just(0), st.integers(max(size // 10_000, 1), size))
    units = [draw(amounts) for _ in range(count)]
    units[0] = max(units[0], size // 10_000, 1)
    lines = [_line(draw, i, n, unit, size, markets) for i, n in enumerate(units)]
    _pools(draw, lines)
    form: Form = {
        "currency": currency,
        "budget": float(sum(units) * unit),
        "spend": "at_most" if _choice(draw, at_most) else "exactly",
        "markets": markets,
        "lines": lines,
        "shares": _shares(draw, lines, units),
        "amounts": _amounts(draw, lines, units, unit),
    }
    return Planted(form, tuple(units))


def _choice(draw: st.DrawFn, fixed: bool | None) -> bool:
    return draw(st.booleans()) if fixed is None else fixed


def _line(
    draw: st.DrawFn, i: int, units: int, unit: Decimal, size: int, markets: list[Form]
) -> Form:
    line: Form = {
        "id": f"l{i}",
        "market": draw(st.sampled_from(markets))["id"],
        "cpm": draw(st.floats(0.5, 50.0)),
        "reach": draw(curves()),
        "tags": {
            "format": draw(st.sampled_from(FORMATS)),
            "channel": draw(st.sampled_from(CHANNELS)),
        },
    }
    if draw(st.booleans()):
        line["max_spend"] = float((units + draw(st.integers(size // 10_000, size))) * unit)
    if draw(st.booleans()):
        line["optional"] = True
        most = units if units else draw(st.integers(size // 10_000, size))
        line["min_spend"] = float(draw(st.integers(min(most, size // 10_000), most)) * unit)
        line["max_spend"] = max(line.get("max_spend", float(units * unit)), line["min_spend"])
    elif draw(st.booleans()):
        line["min_spend"] = float(draw(st.integers(0, units)) * unit)
    return line


def _pools(draw: st.DrawFn, lines: list[Form]) -> None:
    for line, other in pairwise(lines):
        if line["market"] == other["market"] and draw(st.booleans()):
            pool = line.setdefault("pool", f"p{line['id']}")
            other |= {"pool": pool, "reach": line["reach"]}


def _shares(draw: st.DrawFn, lines: list[Form], units: list[int]) -> list[Form]:
    keys: list[Form] = [{"format": f} for f in FORMATS] + [{"channel": c} for c in CHANNELS]
    total, shares = sum(units), []
    for where in keys:
        if not draw(st.booleans()):
            continue
        mine = sum(u for u, line in zip(units, lines, strict=True) if matches(line, where))
        share: Form = {"where": where}
        if draw(st.booleans()):
            share["min"] = mine / total * draw(st.floats(0.0, 1.0))
        if draw(st.booleans()):
            share["max"] = min(mine / total * draw(st.floats(1.0, 2.0)) + 1e-6, 1.0)
        shares.append(share)
    return shares


def _amounts(draw: st.DrawFn, lines: list[Form], units: list[int], unit: Decimal) -> list[Form]:
    if not draw(st.booleans()):
        return []
    where = {"market": draw(st.sampled_from(lines))["market"]}
    mine = sum(u for u, line in zip(units, lines, strict=True) if matches(line, where))
    slack = draw(st.integers(0, mine))
    return [{"where": where, "min": float((mine - slack) * unit), "max": float(mine * unit)}]


def matches(line: Form, where: Form) -> bool:
    facts = {**line["tags"], "market": line["market"]}
    return all(facts.get(key) == value for key, value in where.items())
