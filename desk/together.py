"""Many briefs at once, that compete for the same inventory.

Each is planned alone first. What those plans want is divided as one flow from campaigns to cells
of inventory (optimizer/network), where it is worth the most people; then each plan that does not
fit is made again from what is kept for it and what nobody needs. Nothing is ever given out twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar

import numpy as np

from desk.holding import spread
from desk.planning import Planner, WorkedOut
from desk.under_way import UnderWay
from media.brief import Brief
from media.errors import FlightplanError, SoldOut
from media.inventory import Cell
from media.plan import MediaPlan
from optimizer.network import Flow, Network, flow
from optimizer.propose import Candidate
from optimizer.propose.newcomers import people_per_impression
from storage.store import Storage

Inventory = Mapping[Cell, int]
Tick = Callable[[], None]
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Together:
    """What became of one brief. `alone` is its plan as if there were no other brief.

    `plan` is None where nothing fits beside the others, or where it cannot be planned at all;
    `problem` says why.
    """

    brief: Brief
    alone: MediaPlan | None
    plan: MediaPlan | None
    problem: FlightplanError | None = None


async def plan_together(
    planner: Planner, storage: Storage, briefs: Sequence[Brief], today: date, tick: Tick
) -> list[Together]:
    """One answer a brief, in their order; `tick` is called twice for each.

    All plans together need no more of any day's cell than is unsold. Whoever is listed first has no
    advantage: inside, the briefs stand in the order of what they say.
    """
    order = sorted(range(len(briefs)), key=lambda number: _said(briefs[number]))
    turns = await _in_turn(planner, storage, [briefs[number] for number in order], today, tick)
    return [answer for _, answer in sorted(zip(order, turns, strict=True), key=lambda at: at[0])]


def _said(brief: Brief) -> str:
    """What a brief says, whatever the words."""
    return brief.model_dump_json(exclude={"evidence"})


async def _in_turn(
    planner: Planner, storage: Storage, briefs: Sequence[Brief], today: date, tick: Tick
) -> list[Together]:
    """The briefs planned so that each takes what is kept for it and what nobody after it needs."""
    alone = [await _ticked(_worked_out(planner, brief, today), tick) for brief in briefs]
    unsold = await _unsold(storage, [x for x in alone if isinstance(x, WorkedOut)])
    kept = _kept(alone, unsold)
    answers: list[Together] = []
    given: Counter[Cell] = Counter()
    still_kept = sum(kept, Counter())
    for number, (brief, first) in enumerate(zip(briefs, alone, strict=True)):
        still_kept -= kept[number]
        for_others = given + still_kept
        answer = await _ticked(_beside(planner, brief, today, first, unsold, for_others), tick)
        if answer.plan is not None:
            given += Counter(_needs(answer.plan, _left(unsold, for_others)))
        answers.append(answer)
    return answers


async def _ticked(work: Awaitable[Answer], tick: Tick) -> Answer:
    answer = await work
    tick()
    return answer


async def _worked_out(planner: Planner, brief: Brief, today: date) -> WorkedOut | FlightplanError:
    try:
        return await planner.work_out(brief, today, None)
    except FlightplanError as error:
        return error


async def _beside(
    planner: Planner,
    brief: Brief,
    today: date,
    first: WorkedOut | FlightplanError,
    unsold: Inventory,
    for_others: Counter[Cell],
) -> Together:
    """The plan made alone where it fits beside the others, else one made from what is left."""
    if isinstance(first, FlightplanError):
        return Together(brief, None, None, first)
    left = _left(unsold, for_others)
    try:
        _needs(first.plan, left)
    except SoldOut:
        others = {cell: -count for cell, count in for_others.items()}
        again = await _again(planner, brief, today, UnderWay(freed=others))
        if isinstance(again, FlightplanError):
            return Together(brief, first.plan, None, again)
        return Together(brief, first.plan, again)
    return Together(brief, first.plan, first.plan)


async def _again(
    planner: Planner, brief: Brief, today: date, under_way: UnderWay
) -> MediaPlan | FlightplanError:
    try:
        return await planner.plan(brief, today, None, under_way=under_way)
    except FlightplanError as error:
        return error


async def _unsold(storage: Storage, plans: Sequence[WorkedOut]) -> dict[Cell, int]:
    """Everything that a candidate of any plan could use, by day."""
    flights = [line.flight for each in plans for line in each.candidates]
    if not flights:
        return {}
    start, end = min(f.start for f in flights), max(f.end for f in flights)
    markets = {line.market for each in plans for line in each.candidates}
    async with storage.transaction() as tx:
        stock = await tx.inventory.by_day(start, end, markets=markets)
    return {cell: day.unsold for cell, day in stock.items()}


def _left(unsold: Inventory, for_others: Mapping[Cell, int]) -> dict[Cell, int]:
    return {cell: count - for_others.get(cell, 0) for cell, count in unsold.items()}


def _needs(plan: MediaPlan, left: Inventory) -> dict[Cell, int]:
    """A plan's impressions by cell, where they are left. Raises SoldOut."""
    needed: Counter[Cell] = Counter()
    for line in plan.lines:
        for hold in spread(line, _left(left, needed)):
            needed[hold.cell] += hold.impressions
    return needed


# The flow


def _kept(alone: Sequence[WorkedOut | FlightplanError], unsold: Inventory) -> list[Counter[Cell]]:
    """What is kept for each campaign, by day: its part of the flow."""
    planned = [each for each in alone if isinstance(each, WorkedOut)]
    blocks = _blocks(planned)
    cells = _by_block(unsold, blocks)
    keys = list(cells)
    network, ways = _network(planned, keys, cells, blocks)
    parts: list[Counter[Cell]] = [Counter() for _ in planned]
    for (campaign, key), count in _flows(network, ways):
        parts[campaign].update(_over_days(count, cells[key]))
    following = iter(parts)
    return [next(following) if isinstance(each, WorkedOut) else Counter() for each in alone]


Block = tuple[str, str, str, int]
"""Market, format, channel, and the number of a stretch of days that no flight divides."""


def _blocks(planned: Sequence[WorkedOut]) -> list[tuple[date, date]]:
    """The stretches of days between the starts and ends of all flights; the end is outside."""
    flights = {line.flight for each in planned for line in each.candidates}
    edges = {f.start for f in flights} | {date.fromordinal(f.end.toordinal() + 1) for f in flights}
    return list(pairwise(sorted(edges)))


def _by_block(
    unsold: Inventory, blocks: Sequence[tuple[date, date]]
) -> dict[Block, dict[Cell, int]]:
    number = {
        date.fromordinal(day): n
        for n, (start, end) in enumerate(blocks)
        for day in range(start.toordinal(), end.toordinal())
    }
    cells: dict[Block, dict[Cell, int]] = defaultdict(dict)
    for cell, count in unsold.items():
        if cell.day in number and count > 0:
            cells[cell.market, cell.format, cell.channel, number[cell.day]][cell] = count
    return cells


def _network(
    planned: Sequence[WorkedOut],
    keys: Sequence[Block],
    cells: Mapping[Block, Mapping[Cell, int]],
    blocks: Sequence[tuple[date, date]],
) -> tuple[Network, list[tuple[int, Block]]]:
    """Campaigns that want as many impressions as their plans alone, wherever they may run."""
    place = {key: number for number, key in enumerate(keys)}
    ways: dict[tuple[int, Block], float] = {}
    for campaign, each in enumerate(planned):
        for key, worth in _wishes(each, blocks):
            if key in place:
                ways[campaign, key] = max(worth, ways.get((campaign, key), 0.0))
    demand = [sum(line.impressions for line in each.plan.lines) for each in planned]
    network = Network(
        demand=np.array(demand, np.int64),
        supply=np.array([sum(cells[key].values()) for key in keys], np.int64),
        campaign=np.array([campaign for campaign, _ in ways], np.int64),
        cell=np.array([place[key] for _, key in ways], np.int64),
        worth=np.array(list(ways.values()), float),
    )
    return network, list(ways)


def _wishes(each: WorkedOut, blocks: Sequence[tuple[date, date]]) -> Iterator[tuple[Block, float]]:
    worth = people_per_impression(
        each.candidates, {line.id: float(line.impressions) for line in each.plan.lines}
    )
    for line in each.candidates:
        for number in _within(line, blocks):
            yield (line.market, line.format, line.channel, number), worth[line.id]


def _within(line: Candidate, blocks: Sequence[tuple[date, date]]) -> Iterable[int]:
    return (
        number
        for number, (start, end) in enumerate(blocks)
        if line.flight.start <= start and end.toordinal() <= line.flight.end.toordinal() + 1
    )


def _flows(
    network: Network, ways: Sequence[tuple[int, Block]]
) -> Iterator[tuple[tuple[int, Block], int]]:
    if not ways:
        return
    found: Flow = flow(network)
    for way, count in zip(ways, found.impressions.tolist(), strict=True):
        if count > 0:
            yield way, count


def _over_days(count: int, cells: Mapping[Cell, int]) -> Counter[Cell]:
    """A block's impressions over its days, in proportion to what is unsold on each."""
    total = sum(cells.values())
    part = Counter({cell: count * unsold // total for cell, unsold in cells.items()})
    for cell, unsold in cells.items():
        if (rest := count - part.total()) <= 0:
            break
        part[cell] += min(rest, unsold - part[cell])
    return part
