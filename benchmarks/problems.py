"""Seeded allocation problems in the form that `flightplan allocate` reads."""

from __future__ import annotations

from typing import Any

import numpy as np

FORMATS = ("audio", "video", "podcast", "display")
CHANNELS = ("direct", "self_serve", "programmatic")
Form = dict[str, Any]


def allocation(
    lines: int,
    *,
    seed: int = 0,
    markets: int = 8,
    optional: float = 0.4,
    shares: int = 0,
    pooled: float = 0.0,
    at_most: bool = False,
) -> Form:
    """A problem of `lines` lines: a fraction `optional` of them, `pooled` in pools of two or three.

    The budget buys about half of what would saturate the markets; shares are drawn around the
    shares of a plan in proportion to each line's room, so that they bind and can be kept.
    """
    rng = np.random.default_rng([seed, lines, markets, shares])
    places = [
        {"id": f"M{m}", "population": float(np.round(rng.lognormal(16.5, 1.0)))}
        for m in range(markets)
    ]
    budget = float(np.round(rng.uniform(150, 400) * lines, -2)) * 10
    rows = [_line(rng, i, places, budget, lines, optional) for i in range(lines)]
    _pool(rng, rows, pooled)
    return {
        "currency": "USD",
        "budget": budget,
        "spend": "at_most" if at_most else "exactly",
        "markets": places,
        "lines": rows,
        "shares": _shares(rng, rows, shares, markets),
    }


def _line(
    rng: np.random.Generator, i: int, places: list[Form], budget: float, lines: int, optional: float
) -> Form:
    may_be_off = bool(rng.random() < optional)
    usual = budget / lines
    line: Form = {
        "id": f"l{i}",
        "market": str(places[int(rng.integers(len(places)))]["id"]),
        "cpm": float(np.round(rng.lognormal(2.1, 0.5), 2)),
        "reach": _curve(rng),
        "max_spend": float(np.round(usual * rng.uniform(1.5, 8.0), 2)),
        "tags": {
            "format": str(rng.choice(FORMATS)),
            "channel": str(rng.choice(CHANNELS)),
            "region": f"r{int(rng.integers(12))}",
        },
    }
    if may_be_off:
        line |= {"optional": True, "min_spend": float(np.round(usual * rng.uniform(0.3, 1.2), 2))}
    elif rng.random() < 0.2:
        line["min_spend"] = float(np.round(usual * rng.uniform(0.05, 0.3), 2))
    return line


def _curve(rng: np.random.Generator) -> Form:
    family = str(rng.choice(("exponential", "nbd", "hill")))
    ceiling = float(np.round(rng.uniform(0.05, 0.6), 4))
    curve: Form = {"family": family, "ceiling": ceiling}
    if family == "nbd":
        curve["shape"] = float(np.round(rng.lognormal(0.0, 0.6), 4))
    if family == "hill":
        curve["half"] = float(np.round(ceiling * rng.uniform(1.0, 2.5), 4))
    return curve


def _pool(rng: np.random.Generator, rows: list[Form], pooled: float) -> None:
    """Put neighbours of one market into common pools."""
    waiting: dict[str, list[Form]] = {}
    for row in rows:
        if rng.random() < pooled:
            waiting.setdefault(row["market"], []).append(row)
    for market, members in waiting.items():
        for start in range(0, len(members) - 1, 3):
            group = members[start : start + 3]
            for row in group:
                row |= {"pool": f"{market}-{start}", "reach": group[0]["reach"]}


def _shares(rng: np.random.Generator, rows: list[Form], count: int, markets: int) -> list[Form]:
    """Bounds on single tags and pairs of them, around each one's share of all room to spend."""
    keys: list[Form] = [{"format": f} for f in FORMATS]
    keys += [{"channel": c} for c in CHANNELS]
    keys += [{"market": f"M{m}"} for m in range(markets)]
    keys += [{"region": f"r{r}"} for r in range(12)]
    keys += [{"format": f, "channel": c} for f in FORMATS for c in CHANNELS]
    keys += [{"format": f, "region": f"r{r}"} for f in FORMATS for r in range(12)]
    room = sum(row["max_spend"] for row in rows)
    found = []
    for where in keys[:count]:
        mine = [r for r in rows if _matches(r, where)]
        usual = sum(r["max_spend"] for r in mine) / room
        if not mine:
            continue
        share: Form = {"where": where}
        if rng.random() < 0.5:
            share["min"] = float(np.round(usual * rng.uniform(0.6, 0.95), 4))
        if "min" not in share or rng.random() < 0.4:
            share["max"] = float(np.round(min(usual * rng.uniform(1.05, 1.5), 1.0), 4))
        found.append(share)
    return found


def _matches(row: Form, where: Form) -> bool:
    facts = {**row["tags"], "market": row["market"]}
    return all(facts.get(key) == value for key, value in where.items())
