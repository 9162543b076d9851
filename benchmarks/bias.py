"""Is a plan's promise kept? Planned reach against the market's true reach at the planned spends.

Choosing the lines whose forecasts look best promises too much wherever a forecast erred on the
bright side. Seeded markets, whose truth nobody told the planner, are imported with their history;
varied briefs are planned by the desk; then every line is bought in the market many times.

Prints the bias (planned over true reach, less one) with its standard error over markets, how often
outcomes fall below the ends of the printed intervals, and how often goals are met by the chance
that the plans gave them: python -m benchmarks.bias [--plans 500] [--markets 5].
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desk.importing import Importer
from desk.knowledge import Knowledge
from desk.planning import Planner
from media.brief import Brief
from media.errors import FlightplanError
from media.money import to_decimal
from media.plan import LineItem, MediaPlan
from media.words import FORMATS
from sandbox.market import Truth, advertisers, generate
from sandbox.market.chance import ADVERTISER_SPREAD, DELIVERY_WEIGHT, Chance
from sandbox.market.countries import PLACES
from sandbox.market.deliver import per_usd
from sandbox.market.lines import Lines
from sandbox.market.offer import INTERESTS
from sandbox.market.truth import indices
from storage.engines import Engines
from storage.migrate import migrate
from storage.store import Storage
from storage.tokens import Vault

Floats = NDArray[np.float64]

TODAY = date(2026, 11, 21)
CAMPAIGNS = 5_000
TIMES = 200
"""So often every plan is bought."""
CHANCES = ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.001))


@dataclass(frozen=True, slots=True)
class World:
    """A market whose truth is known, and what its advertisers pay against the rest."""

    truth: Truth
    price: dict[str, float]

    @classmethod
    def drawn(cls, seed: int) -> World:
        """The market of a seed, with the advertisers of its history."""
        draw = np.random.default_rng([seed, 2])
        buyers = advertisers.drawn(draw, max(8, CAMPAIGNS // 14))
        prices = zip(buyers.names, buyers.price.tolist(), strict=True)
        return cls(Truth.drawn(seed), dict(prices))


@dataclass(frozen=True, slots=True, eq=False)
class Bought:
    """One plan and the reach of every time that it was bought; `true` is without luck."""

    market: int
    plan: MediaPlan
    true: float
    reach: Floats

    @property
    def bias(self) -> float:
        """Planned over true reach, less one."""
        return self.plan.reach / self.true - 1.0

    def below(self, value: float) -> float:
        """How often less was reached."""
        return float((self.reach < value).mean())


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plans", type=int, default=500)
    arguments.add_argument("--markets", type=int, default=5)
    given = arguments.parse_args()
    each = -(-given.plans // given.markets)
    found = [bought for seed in range(given.markets) for bought in in_market(seed, each)]
    report([b for b, goal in found if not goal], [b for b, goal in found if goal])


def in_market(seed: int, plans: int) -> list[tuple[Bought, bool]]:
    """So many plans in one market; True where the brief asked for a certain reach."""
    with tempfile.TemporaryDirectory(prefix="fp-") as home, Engines(Path(home)) as addresses:
        migrate(addresses.database_url)
        files = generate(Path(home) / "market", today=TODAY, seed=seed, campaigns=CAMPAIGNS)

        async def planned() -> list[tuple[Bought, bool]]:
            key = Vault.new_key()
            async with Storage.open(addresses.database_url, addresses.redis_url, key) as storage:
                importer = Importer(storage)
                await importer.catalog(files.catalog, by="benchmark")
                await importer.inventory(files.inventory)
                await importer.rates(files.rates)
                await importer.history(files.history)
                await importer.refit()
                return await _planned(Planner(storage, Knowledge()), seed, plans)

        return asyncio.run(planned())


async def _planned(planner: Planner, seed: int, plans: int) -> list[tuple[Bought, bool]]:
    world, draw = World.drawn(seed), np.random.default_rng([seed, 99])
    found: list[tuple[Bought, bool]] = []
    for slots in _briefs(world, draw):
        if len(found) >= 2 * plans:
            break
        try:
            plan = await planner.plan(Brief.model_validate(slots), TODAY, None)
            goal = {"metric": "REACH", "op": ">=", "value": _goal(draw, plan)}
            asked = Brief.model_validate(slots | {"kpis": [goal]})
            second = await planner.plan(asked, TODAY, None)
        except FlightplanError as error:
            print(f"  no plan: {error}")
            continue
        found += [
            (_bought(world, plan, draw, seed), False),
            (_bought(world, second, draw, seed), True),
        ]
    print(f"market {seed}: {plans} plans", flush=True)
    return found


def _goal(draw: np.random.Generator, plan: MediaPlan) -> int:
    """Something that may or may not be delivered."""
    around = plan.intervals["reach"]
    return round(float(draw.uniform(around.low90, around.high80)))


def _briefs(world: World, draw: np.random.Generator) -> Iterator[dict[str, Any]]:
    """Briefs without end: one to six countries, two weeks to three months, any audience."""
    countries, sizes = [p.code for p in PLACES], np.array([p.people for p in PLACES])
    while True:
        count = int(draw.choice([1, 1, 2, 3, 4, 6]))
        chosen = draw.choice(
            len(countries), count, replace=False, p=np.sqrt(sizes) / np.sqrt(sizes).sum()
        )
        start = TODAY + timedelta(days=int(draw.integers(7, 150)))
        end = start + timedelta(days=int(draw.choice([13, 27, 30, 41, 59, 89])))
        usd = float(np.round(draw.lognormal(11.3, 1.0) * count**0.7, -2))
        yield {
            "advertiser": str(draw.choice(list(world.price))) if draw.random() < 0.5 else None,
            "objective": "REACH",
            "budget": {"amount": f"{max(usd, 5_000.0):.2f}", "currency": "USD"},
            "flight": {"start": start.isoformat(), "end": end.isoformat()},
            "geo": {"countries": [countries[i] for i in chosen]},
            "audience": _audience(draw),
            "formats": {"exclude": [str(draw.choice(FORMATS))]} if draw.random() < 0.3 else {},
            "constraints": _shares(draw),
        }


def _audience(draw: np.random.Generator) -> dict[str, Any]:
    ages: dict[str, Any] = [
        {},
        {"age_min": 18, "age_max": 34},
        {"age_min": 25, "age_max": 54},
        {"age_min": 35},
    ][int(draw.integers(4))]
    topics = [str(draw.choice(list(INTERESTS)))] if draw.random() < 0.4 else []
    return ages | {"interests": topics}


def _shares(draw: np.random.Generator) -> list[dict[str, Any]]:
    if draw.random() < 0.7:
        return []
    where = {"format": str(draw.choice(["audio", "video"]))}
    return [{"kind": "share", "where": where, "min": float(np.round(draw.uniform(0.1, 0.4), 2))}]


def _bought(world: World, plan: MediaPlan, draw: np.random.Generator, seed: int) -> Bought:
    """The plan bought in the market TIMES times, and once without any luck.

    What somebody pays who never bought before is luck as well.
    """
    lines = _lines(world, plan)
    price = world.price.get(plan.brief.advertiser or "", 1.0)
    shown = lines.budget_usd / (world.truth.cpm(lines) * price) * 1000.0
    rate = world.truth.delivery_rate(lines)
    luck = Chance.drawn(draw, TIMES * len(lines))
    delivered = luck.rate(np.tile(rate, TIMES), DELIVERY_WEIGHT).reshape(TIMES, -1)
    lucky = shown / luck.price.reshape(TIMES, -1) * delivered
    if plan.brief.advertiser is None:
        lucky /= draw.lognormal(0.0, ADVERTISER_SPREAD, (TIMES, 1))
    pools = _pools(plan)
    reach = [_reach(world, lines, pools, row, draw) for row in lucky]
    return Bought(seed, plan, _reach(world, lines, pools, shown * rate, None), np.array(reach))


def _pools(plan: MediaPlan) -> dict[str, dict[str, list[int]]]:
    """Lines by place and format: they share the same people."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, line in enumerate(plan.lines):
        found[_place(line)][line.format].append(n)
    return found


def _reach(
    world: World,
    lines: Lines,
    pools: dict[str, dict[str, list[int]]],
    shown: Floats,
    draw: np.random.Generator | None,
) -> float:
    """People reached: one curve per place and format, formats independent of each other."""
    total = 0.0
    for formats in pools.values():
        missed, people = 1.0, 1.0
        for members in formats.values():
            summed = np.zeros(len(shown))
            summed[members[0]] = shown[members].sum()
            people = float(lines.people[members[0]])
            seen = float(world.truth.reach(lines, summed)[members[0], 0])
            if draw is not None:
                seen *= float(Chance.drawn(draw, 1).reach[0])
            missed *= 1.0 - min(seen / people, 1.0)
        total += people * (1.0 - missed)
    return total


def _place(line: LineItem) -> str:
    return line.city or line.region or line.market


def _lines(world: World, plan: MediaPlan) -> Lines:
    """The plan's lines as the market sees them."""
    cells = np.array([indices(line.market, line.format, line.channel) for line in plan.lines])
    audience, catalog = plan.brief.audience, world.truth.catalog
    wanted = [float(name in audience.interests) for name in INTERESTS]
    place = [line.city or line.region for line in plan.lines]
    return Lines(
        market=cells[:, 0],
        format=cells[:, 1],
        channel=cells[:, 2],
        start=np.array([line.start for line in plan.lines], "datetime64[D]"),
        end=np.array([line.end for line in plan.lines], "datetime64[D]"),
        budget_usd=np.array([float(to_decimal(line.budget)) for line in plan.lines])
        / per_usd(plan.currency),
        people=np.array(
            [
                catalog.people(line.market, audience, where)
                for line, where in zip(plan.lines, place, strict=True)
            ]
        ),
        interests=np.tile(np.array(wanted), (len(plan.lines), 1)),
        for_clicks=np.zeros(len(plan.lines), bool),
    )


def report(plans: list[Bought], with_goals: list[Bought]) -> None:
    """Print what was promised and what came."""
    lines = np.mean([len(b.plan.lines) for b in plans])
    print(f"\n{len(plans)} plans of {lines:.1f} lines on average, each bought {TIMES} times")
    _bias("planned reach over true reach without luck", plans, [b.bias for b in plans])
    means = [b.plan.reach / b.reach.mean() - 1.0 for b in plans]
    _bias("planned reach over mean delivered reach", plans, means)
    mids = [b.plan.intervals["reach"].mid / float(np.median(b.reach)) - 1.0 for b in plans]
    _bias("middle of the interval over median delivered", plans, mids)
    for name, said in (
        ("low90", 0.05),
        ("low80", 0.10),
        ("mid", 0.5),
        ("high80", 0.9),
        ("high90", 0.95),
    ):
        below = np.mean([b.below(getattr(b.plan.intervals["reach"], name)) for b in plans])
        print(f"delivered below {name:7} {below:6.1%}   said {said:.0%}")
    _chances(with_goals)


def _bias(name: str, plans: list[Bought], biases: list[float]) -> None:
    """The mean with its standard error over markets (over plans where there is one market)."""
    values = np.array(biases)
    markets = np.array([b.market for b in plans])
    groups = [values[markets == m].mean() for m in np.unique(markets)]
    sample = np.array(groups) if len(groups) > 1 else values
    error = float(sample.std(ddof=1) / np.sqrt(len(sample)))
    spread = float(np.sqrt((values**2).mean()))
    each = " ".join(f"{g:+.2%}" for g in groups)
    print(f"{name:46} {values.mean():+.2%} ± {error:.2%} (one plan {spread:.1%}; markets {each})")


def _chances(plans: list[Bought]) -> None:
    print("\nchance of the goal   plans   said    met")
    said = np.array([b.plan.chance["reach"] for b in plans])
    met = np.array([1.0 - b.below(b.plan.brief.kpis[0].value) for b in plans])
    for low, high in CHANCES:
        mine = (said >= low) & (said < high)
        if mine.any():
            row = f"{mine.sum():5}  {said[mine].mean():6.1%} {met[mine].mean():6.1%}"
            print(f"{low:6.0%} to {min(high, 1.0):4.0%}      {row}")


if __name__ == "__main__":
    main()
