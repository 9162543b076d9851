"""The program over pieces: which pieces of lines, pools and markets to fill."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, hstack, vstack

from optimizer import measure
from optimizer.certificate import line_terms
from optimizer.curves import Floats, Ints
from optimizer.hulls import above_chords
from optimizer.layout import Layout
from optimizer.limits import Limits, by_side, limited, overestimate, shown, underestimate
from optimizer.pieces import Pieces, chords, grid, in_parts, overestimated, tangents
from optimizer.program import Answer, Program, scaled_columns
from optimizer.solution import Prices


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Where the functions are broken: spends (N, K), heads (pools, K), exposures (M, K)."""

    lines: Floats
    pools: Floats
    markets: Floats

    @property
    def size(self) -> int:
        """How many points there are in all."""
        return self.lines.size + self.pools.size + self.markets.size

    def joined(self, *others: Points) -> Points:
        """These and others."""
        every = (self, *others)
        return Points(
            lines=np.concatenate([each.lines for each in every], axis=1),
            pools=np.concatenate([each.pools for each in every], axis=1),
            markets=np.concatenate([each.markets for each in every], axis=1),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Master:
    """A program over pieces, and what is needed to read its answer.

    `limits` are the impressions that rules count which limit them; `steps` are the columns that
    must be filled before those that follow of the same line or pool.
    """

    program: Program
    lines: Pieces
    pools: Pieces
    markets: Pieces
    depth: Floats
    crowd: Floats
    constant: float
    limits: Limits
    steps: Ints

    @property
    def first_rule(self) -> int:
        """Where the rows of the problem begin among those of the program."""
        return 1 + len(self.depth) + len(self.crowd)

    def value(self, answer: Answer) -> float:
        """The objective, with what is worth something outside the pieces."""
        return float(self.program.objective @ answer.values) + self.constant

    def spends(self, answer: Answer) -> Floats:
        """Spend per line (N); what the solver's tolerance leaves outside the pieces is cut."""
        filled = np.clip(answer.values[: len(self.lines)], 0.0, self.lines.width)
        return self.lines.at(filled)

    def prices(self, layout: Layout, answer: Answer) -> Prices:
        """The multipliers of the rows, in the scaled problem's units."""
        rows = layout.problem.rows
        first, market, crowd, rules, _ = np.split(
            answer.duals, np.cumsum([1, len(self.depth), len(self.crowd), len(rows)])
        )
        pool = np.zeros(len(layout.pool_row))
        pool[layout.pools] = crowd / self.crowd
        budget = float(first[0] - rules @ rows.total)
        return Prices(budget=budget, rows=rules, market=market / self.depth, pool=pool)


@dataclass(frozen=True, slots=True, eq=False)
class Sieve:
    """Prices, and how far (relatively) a piece's return must be from its price to be settled."""

    prices: Prices
    doubt: float


def build(
    layout: Layout,
    points: Points,
    centre: Floats,
    *,
    outer: bool = False,
    sift: Sieve | None = None,
) -> Master:
    """The program with functions broken at `points`, its rows written in the size of `centre` (N).

    With `outer` the functions are overestimated. Without, a line whose price grows counts what it
    shows in rows that limit impressions, or down to its chord: where money must be spent, the
    spends can show more than is counted. With `sift` only the pieces stay that its prices leave in
    doubt.
    """
    lines = line_pieces(layout, points.lines, outer)
    pools = _pool_pieces(layout, points.pools, outer)
    if sift is not None:
        lines, pools = _sifted(layout, lines, pools, sift, centre)
    markets = _market_pieces(layout, points.markets, outer)
    limits = underestimate(layout, lines) if outer else shown(layout, lines)
    master = _master(layout, centre, lines, pools, markets, limits, np.zeros(0, np.int64))
    return master if outer else replace(master, program=above_chords(layout, master.program, lines))


def build_bent(layout: Layout, points: Points, breaks: Floats, centre: Floats) -> Master:
    """The overestimated program that follows what is not concave, by pieces filled in order.

    Those are S-shaped pools, and impressions of growing lines where a rule limits them. Between
    two `breaks` (N, K) these may be fewer than the curve's, down to its chord there or below.
    """
    held = limited(layout)[:, None]
    breaks = np.where(held, breaks, layout.problem.lower[:, None])
    at = np.append(points.lines, breaks, axis=1)
    at = grid(at, layout.problem.lower, layout.problem.upper)
    lines, ends = in_parts(at, breaks, layout.line_gain, layout.line_gain_slope, layout.undecided)
    pools = _bent_pieces(layout, points.pools)
    in_order = ends[limited(layout)[lines.owner[ends]]]
    steps = np.append(in_order, len(lines) + pools.rising)
    markets = _market_pieces(layout, points.markets, outer=True)
    master = _master(layout, centre, lines, pools, markets, shown(layout, lines), steps)
    return replace(master, program=above_chords(layout, master.program, lines))


def build_below(layout: Layout, points: Points, centre: Floats) -> Master:
    """The program that overestimates nothing, not even what bends, and is exact at `centre` (N).

    That takes `centre` among the points, and no open lines.
    """
    lines = line_pieces(layout, points.lines, outer=False)
    heads = measure.heads(layout.problem, centre)[layout.pools]
    at = grid(np.append(points.pools, layout.bends[:, None], axis=1), layout.floors, layout.tops)
    below = layout.pool_gain_below(heads)
    pools = chords(at, below, np.zeros(len(at), bool))
    markets = _market_pieces(layout, points.markets, outer=False)
    limits = overestimate(layout, lines, centre)
    return _master(layout, centre, lines, pools, markets, limits, np.zeros(0, np.int64))


def _master(
    layout: Layout,
    centre: Floats,
    lines: Pieces,
    pools: Pieces,
    markets: Pieces,
    limits: Limits,
    steps: Ints,
) -> Master:
    depth = _sizes(markets, measure.market_exposure(layout.problem, centre))
    crowd = _sizes(pools, measure.heads(layout.problem, centre)[layout.pools])
    rules = _rules(layout, lines, markets, limits)
    program = _assemble(layout, rules, lines, pools, markets, depth, crowd)
    return Master(program, lines, pools, markets, depth, crowd, rules.constant, limits, steps)


def _sifted(
    layout: Layout, lines: Pieces, pools: Pieces, sift: Sieve, centre: Floats
) -> tuple[Pieces, Pieces]:
    prices = sift.prices
    cost, factor = line_terms(layout, prices)
    gain, price = factor[lines.owner] * lines.slope, cost[lines.owner]
    lines = lines.settled(gain - price, sift.doubt * np.maximum(abs(gain), abs(price)), centre)
    gain = prices.market[layout.problem.market[layout.pools]][pools.owner] * pools.slope
    price = prices.pool[layout.pools][pools.owner]
    heads = measure.heads(layout.problem, centre)[layout.pools]
    return lines, pools.settled(gain - price, sift.doubt * np.maximum(gain, price), heads)


def line_pieces(layout: Layout, points: Floats, outer: bool) -> Pieces:
    """The lines' functions over their domains."""
    at = grid(points, layout.problem.lower, layout.problem.upper)
    leaps = layout.undecided
    if outer:
        return tangents(at, layout.line_gain, layout.line_gain_slope, leaps)
    return chords(at, layout.line_gain, leaps)


def _pool_pieces(layout: Layout, points: Floats, outer: bool) -> Pieces:
    at, start = grid(points, layout.knees, layout.tops), layout.floors
    leaps = layout.knees > start
    if outer:
        return tangents(at, layout.pool_gain, layout.pool_gain_slope, leaps, start)
    return chords(at, layout.pool_gain, leaps, start)


def _bent_pieces(layout: Layout, points: Floats) -> Pieces:
    bends = layout.bends
    at = grid(np.append(points, bends[:, None], axis=1), layout.floors, layout.tops)
    return overestimated(at, bends, layout.pool_gain, layout.pool_gain_slope)


def _market_pieces(layout: Layout, points: Floats, outer: bool) -> Pieces:
    at = grid(points, np.zeros(len(layout.deepest)), layout.deepest)
    leaps = np.zeros(len(at), bool)
    if outer:
        return tangents(at, lambda z: -np.expm1(-z), lambda z: np.exp(-z), leaps)
    return chords(at, lambda z: -np.expm1(-z), leaps)


def _sizes(pieces: Pieces, near: Floats) -> Floats:
    """The unit in which each pool's or market's row is written: about its value now."""
    top = pieces.at(pieces.width)
    return np.where(top > 0, np.maximum(near, 1e-4 * top), 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Rules:
    """The rules' rows over the pieces, with their bounds, and what a line piece itself is worth."""

    lines: csr_array
    markets: csr_array
    low: Floats
    high: Floats
    worth: Floats
    constant: float


def _rules(layout: Layout, lines: Pieces, markets: Pieces, limits: Limits) -> _Rules:
    problem, rows, owner = layout.problem, layout.problem.rows, lines.owner
    inner = shown(layout, lines)
    above, below = by_side(rows)
    fixed = (
        rows.spend @ lines.base
        + above @ limits.base
        + below @ inner.base
        + rows.total * problem.budget_low
    )
    per_spend = (
        rows.spend[:, owner]
        + _columns(above, owner, limits.piece)
        + _columns(below, owner, inner.piece)
    )
    people = problem.population[markets.owner] * markets.slope
    return _Rules(
        lines=csr_array(per_spend),
        markets=_columns(rows.reach, markets.owner, people),
        low=rows.lower - fixed,
        high=rows.upper - fixed,
        worth=problem.spend_value[owner] + problem.impression_value[owner] * inner.piece,
        constant=float(problem.spend_value @ lines.base + problem.impression_value @ inner.base),
    )


def _columns(matrix: csr_array, owner: Ints, factor: Floats) -> csr_array:
    """The columns of `matrix` repeated per piece and scaled."""
    return scaled_columns(matrix[:, owner], factor)


def _assemble(
    layout: Layout,
    rules: _Rules,
    lines: Pieces,
    pools: Pieces,
    markets: Pieces,
    depth: Floats,
    crowd: Floats,
) -> Program:
    """Columns: lines, pools, markets, total. Rows: budget, markets, pools, rules."""
    problem, rows = layout.problem, layout.problem.rows
    counted = problem.counted[lines.owner].astype(float)
    solo_gain, started = _solo_parts(layout, lines)
    filling, row, shown = _pool_parts(layout, lines)
    market_of_pool = problem.market[layout.pools]
    started = started + np.bincount(market_of_pool, pools.base_gain, len(depth))
    shown = shown - pools.base
    ones = np.ones
    by_depth, by_crowd = 1.0 / depth, 1.0 / crowd
    parts = [
        [_row(counted), _empty(1, pools), _empty(1, markets), _row(-ones(1))],
        [
            _scatter(layout.line_market[lines.owner], -solo_gain, by_depth),
            _scatter(market_of_pool[pools.owner], -pools.slope, by_depth),
            _scatter(markets.owner, ones(len(markets)), by_depth),
            csr_array((len(depth), 1)),
        ],
        [
            _scatter(row, -filling, by_crowd),
            _scatter(pools.owner, ones(len(pools)), by_crowd),
            _empty(len(crowd), markets),
            csr_array((len(crowd), 1)),
        ],
        [rules.lines, _empty(len(rows), pools), rules.markets, csr_array(rows.total[:, None])],
    ]
    matrix = vstack([hstack(part, format="csr") for part in parts if part[0].shape[0]])
    spent = problem.budget_low - float(lines.base[problem.counted].sum())
    people = (problem.reach_weight * problem.population)[markets.owner] * markets.slope
    free = np.full(len(depth) + len(crowd), -np.inf)
    room = problem.budget_high - problem.budget_low
    return Program(
        objective=np.concatenate([rules.worth, np.zeros(len(pools)), people, [0.0]]),
        upper=np.concatenate([lines.width, pools.width, markets.width, [room]]),
        matrix=csr_array(matrix),
        row_low=np.concatenate([[spent], free, rules.low]),
        row_high=np.concatenate([[spent], started / depth, shown / crowd, rules.high]),
    )


def _solo_parts(layout: Layout, lines: Pieces) -> tuple[Floats, Floats]:
    """Exposure per unit of each piece of a solo line, and each market's exposure at the bases."""
    gain = lines.slope * layout.solo[lines.owner]
    base = np.where(layout.solo, lines.base_gain, 0.0)
    return gain, np.bincount(layout.line_market, base, len(layout.deepest)).astype(float)


def _pool_parts(layout: Layout, lines: Pieces) -> tuple[Floats, Ints, Floats]:
    """Heads per unit of each piece in a pool with a row, that row, and its heads at the bases."""
    if not len(layout.pools):
        return np.zeros(len(lines)), np.zeros(len(lines), np.int64), np.zeros(0)
    grouped = (layout.problem.pool >= 0) & ~layout.solo
    row = np.where(grouped, layout.pool_row[np.maximum(layout.problem.pool, 0)], 0)
    per_head = np.where(grouped, layout.per_head, 0.0)
    shown = np.bincount(row, per_head * lines.base_gain, len(layout.pools)).astype(float)
    return per_head[lines.owner] * lines.slope, row[lines.owner], shown


def _row(values: Floats) -> csr_array:
    return csr_array(values[None, :])


def _empty(rows: int, pieces: Pieces) -> csr_array:
    return csr_array((rows, len(pieces)))


def _scatter(rows: Ints, data: Floats, scale: Floats) -> csr_array:
    """One entry a column, in the row of each, times the row's scale."""
    columns = np.arange(len(rows))
    if not len(scale):
        return csr_array((0, len(rows)))
    return csr_array((scale[rows] * data, (rows, columns)), shape=(len(scale), len(rows)))
