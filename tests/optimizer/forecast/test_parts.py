"""The pieces: grids, trees, rates, reach, storage, splits, scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.errors import InvalidInput
from optimizer.forecast import backtest
from optimizer.forecast.bands import Bands, bands
from optimizer.forecast.baselines import BASELINES
from optimizer.forecast.cells import PARTS, WORD_VARIANCES, Cells
from optimizer.forecast.exchange import Exchange
from optimizer.forecast.features import Encoder
from optimizer.forecast.learner import Learner
from optimizer.forecast.lines import Floats, Ints, Lines, called, key
from optimizer.forecast.looks import looked
from optimizer.forecast.margin import TREES, Margin, margin, out_of_sample
from optimizer.forecast.past import past_prices
from optimizer.forecast.reach import at_least
from optimizer.forecast.scores import score
from optimizer.forecast.shrinkage import design, shrunk
from optimizer.forecast.splits import held_out
from optimizer.forecast.tally import Tally
from optimizer.forecast.trees import boosted
from optimizer.forecast.views import siblings, views


@pytest.fixture(scope="module")
def lines(past: pa.Table) -> Lines:
    return past_prices(past, Exchange.of(None))[0]


@pytest.mark.parametrize(("loss", "quantile"), [("absolute_error", None), ("quantile", 0.9)])
def test_stored_trees_say_what_scikit_learn_says(loss: str, quantile: float | None) -> None:
    from sklearn.ensemble import HistGradientBoostingRegressor

    draw = np.random.default_rng(0)
    features = draw.normal(size=(800, 5)).astype(np.float32).astype(float)
    target = features[:, 0] + np.sin(3 * features[:, 1]) + draw.normal(0, 0.1, 800)
    theirs = HistGradientBoostingRegressor(
        loss=loss, quantile=quantile, learning_rate=0.08, max_iter=30, max_depth=6,
        min_samples_leaf=20, max_features=0.4, l2_regularization=1.0, early_stopping=False,
        random_state=0,
    ).fit(features.astype(np.float32), target)  # fmt: skip
    ours = boosted(features, target, trees=30, quantile=quantile)
    assert ours.predict(features) == pytest.approx(
        theirs.predict(features.astype(np.float32)), abs=1e-4
    )


@given(mean=st.floats(0.001, 50), shape=st.floats(0.05, 20))
def test_k_plus_reach_sums_to_the_mean_number_of_exposures(mean: float, shape: float) -> None:
    tails = np.array(list(at_least(np.array([mean]), np.array([shape]), 5)))[:, 0]
    assert (np.diff(tails) <= 1e-12).all()
    assert tails.sum() <= mean * (1 + 1e-6) + 1e-9
    assert tails[0] == pytest.approx(1 - (1 + mean / shape) ** -shape, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_conformal_bands_cover_what_they_should(seed: int) -> None:
    draw = np.random.default_rng(seed)
    half = 6_000
    errors = draw.standard_t(3, 2 * half)
    comparables = draw.choice([0, 2, 8, 40], 2 * half)
    errors = errors * (1 + (comparables == 0))
    whose = draw.integers(0, half // 4, half).astype(np.uint64)
    found = bands(errors[:half], *_unlearnt(half), _now(half), comparables[:half], whose)
    off = found.applied(*_unlearnt(half), _now(half), comparables[half:])
    inside = (off[:, 1] <= errors[half:]) & (errors[half:] <= off[:, 2])
    assert 0.75 <= inside.mean() <= 0.85
    assert 0.70 <= inside[comparables[half:] == 0].mean() <= 0.90


def test_for_a_stranger_many_errors_of_few_advertisers_count_as_few() -> None:
    draw = np.random.default_rng(2)
    errors, one, many = draw.normal(size=900) / 9, np.zeros(900, np.uint64), np.arange(900) % 300
    wide = []
    for whose in (one, many.astype(np.uint64)):
        found = bands(errors, *_unlearnt(900), _now(900), np.repeat([0, 20, 20], 300), whose)
        off = found.applied(*_unlearnt(2), _now(2), np.array([0, 20]))
        wide.append(off[:, 3] - off[:, 0])
    (stranger, known), (stranger_of_many, known_of_many) = wide
    assert stranger > 1.3 * stranger_of_many
    assert known == known_of_many


def test_beyond_the_end_of_history_intervals_are_wider() -> None:
    errors = np.random.default_rng(1).normal(size=2_000)
    future = (np.arange(2_000) % 4 == 0).astype(np.int64)
    whose = np.arange(2_000).astype(np.uint64)
    found = bands(errors, *_unlearnt(2_000), future, np.full(2_000, 20), whose)
    times, many = np.array([0, 1]), np.array([20, 20])
    present, beyond = found.applied(*_unlearnt(2), times, many)
    assert beyond[2] - beyond[1] > present[2] - present[1]


def test_the_forecast_lies_inside_its_interval_whatever_was_learnt() -> None:
    learnt = np.array([[0.3, 0.1], [-0.4, -0.3]])
    moves = np.tile([0.1, 0.2, -0.1, -0.2], (2, 4, 1))
    off = Bands(moves).applied(learnt, np.ones((2, 1)), _now(2), np.array([0, 20]))
    assert (np.diff(off, axis=1) >= 0).all()
    assert (off[:, 1] <= 0).all() and (off[:, 2] >= 0).all()


def test_the_margin_is_wide_where_errors_were_large() -> None:
    draw = np.random.default_rng(3)
    noisy = draw.integers(0, 2, 1_200)
    features = np.column_stack([noisy, draw.normal(size=1_200)]).astype(float)
    errors = draw.normal(0.0, np.where(noisy, 0.6, 0.05))
    learnt = margin(features, errors)
    tails = learnt.quantiles(features)
    assert (np.diff(tails.mean(axis=0)) > 0).all()
    wide = learnt.units(tails)[:, 0]
    assert wide[noisy == 1].mean() > 2 * wide[noisy == 0].mean()


def test_the_margin_of_few_errors_hangs_less_on_luck_than_one_model_does() -> None:
    bagged, single, seen, rest = 0.0, 0.0, slice(0, 800), slice(800, None)
    for seed in range(4):
        draw = np.random.default_rng(seed)
        features = draw.normal(size=(2_400, 8))
        errors = draw.normal(0.0, np.exp(0.5 * features[:, 0]))
        high = margin(features[seen], errors[seen]).quantiles(features[rest])[:, 1]
        alone = boosted(features[seen], errors[seen], trees=TREES, quantile=0.9)
        bagged += _pinball(errors[rest], high)
        single += _pinball(errors[rest], alone.predict(features[rest]))
    assert bagged < 0.995 * single


def test_an_error_is_judged_by_what_other_advertisers_teach() -> None:
    draw = np.random.default_rng(4)
    advertiser = (np.arange(400) % 4).astype(np.uint64)
    features = advertiser[:, None].astype(float)
    errors = draw.normal(0.0, np.where(advertiser == 3, 2.0, 0.1))
    found = out_of_sample(features, errors, advertiser, np.arange(400, dtype=np.uint64))
    wide = found[:, 1] - found[:, 0]
    assert wide[advertiser == 3].mean() < 1.0


def _pinball(errors: Floats, high: Floats) -> float:
    """The loss of a 90 % quantile."""
    off = errors - high
    return float(np.maximum(0.9 * off, -0.1 * off).mean())


def test_an_error_of_a_lone_advertiser_is_judged_by_what_its_other_buys_teach() -> None:
    draw = np.random.default_rng(4)
    buy, noisy = (np.arange(800) % 4).astype(np.uint64), np.arange(800) < 400
    features = np.column_stack([buy, noisy]).astype(float)
    errors = draw.normal(0.0, np.where(buy == 3, 2.0, np.where(noisy, 0.5, 0.1)))
    found = out_of_sample(features, errors, np.zeros(800, np.uint64), buy)
    wide = found[:, 1] - found[:, 0]
    assert wide[buy == 3].mean() < 1.5
    assert wide[(buy == 2) & noisy].mean() > 2 * wide[(buy == 2) & ~noisy].mean() > 0


def test_intervals_cover_where_no_advertiser_is_known(past: pa.Table) -> None:
    nobody = past.slice(0, 600)
    for name in ("advertiser", "buyer"):
        empty = pa.nulls(len(nobody), pa.string())
        nobody = nobody.set_column(nobody.column_names.index(name), name, empty)
    assert backtest(nobody, "random", seeds=1).of().coverage_80 >= 0.72


def test_without_anything_learnt_the_unit_is_one() -> None:
    nothing = Margin()
    tails = nothing.quantiles(np.zeros((3, 7)))
    assert (tails == 0).all()
    assert (nothing.units(tails) == 1).all()


def _unlearnt(count: int) -> tuple[Floats, Floats]:
    """Sides and units of a margin that learnt nothing."""
    return np.zeros((count, 2)), np.ones((count, 1))


def _now(count: int) -> Ints:
    return np.zeros(count, np.int64)


def test_the_parts_of_a_price_level_add_up_to_it(past: pa.Table) -> None:
    lines, logs = past_prices(past.slice(0, 800), Exchange.of(None))
    model = shrunk(lines, logs)
    parts = model.parts(Cells.of(lines))
    assert parts.shape == (800, len(PARTS) + len(WORD_VARIANCES))
    assert model.level + parts.sum(axis=1) == pytest.approx(model.predict(lines))
    assert (np.abs(parts).max(axis=0) > 0.01).sum() >= len(PARTS)


def test_an_advertiser_never_seen_has_no_part_of_its_own(past: pa.Table) -> None:
    lines, logs = past_prices(past.slice(0, 800), Exchange.of(None))
    model, own = shrunk(lines, logs), PARTS.index("advertiser")
    stranger = replace(lines, advertiser=np.full(800, key("Nobody Knows Us"), np.uint64))
    assert np.abs(model.parts(Cells.of(lines))[:, own]).max() > 0.05
    changed = model.parts(Cells.of(stranger)) - model.parts(Cells.of(lines))
    assert np.median(np.abs(model.parts(Cells.of(stranger))[:, own])) < 0.01
    assert changed[:, PARTS.index("place")] == pytest.approx(np.zeros(800))


def test_a_line_is_beyond_when_it_begins_after_all_that_is_known(lines: Lines) -> None:
    order = np.argsort(lines.start, kind="stable")
    known, later = lines.take(order[:500]), lines.take(order[500:])
    tally = Tally.of(known)
    assert not tally.beyond(known).any()
    assert tally.beyond(later).tolist() == (later.start > known.start.max()).astype(int).tolist()


def test_looks_see_what_forecasts_see(lines: Lines, past: pa.Table) -> None:
    """The boosted parts learn from looks; a forecast shows them the same columns."""
    rows = np.arange(1_000)
    part, logs = lines.take(rows), past_prices(past, Exchange.of(None))[1][rows]
    encoder, ways = Encoder.of(part, logs), views(part, seed=0)
    looks = looked(part, logs, ways, encoder)
    one = ways[0]
    model = Learner(
        design(Cells.of(part)).solved(one.known, logs[one.known], 2),
        encoder,
        Tally.of(part.take(one.known)),
    )
    level, seen, comparables = model.forecast(part.take(one.hidden))
    here = looks.view == 0
    assert looks.level[here] == pytest.approx(level)
    assert looks.features[here] == pytest.approx(seen)
    assert looks.comparables[here].tolist() == comparables.tolist()


def test_words_follow_their_lines(lines: Lines) -> None:
    rows = np.array([7, 3, 3])
    taken, words = lines.take(rows).called, lines.called
    assert taken.counts.tolist() == words.counts[rows].tolist()
    assert taken.keys.tolist() == [k for n in rows for k in words.keys[words.rows == n]]
    assert taken.sums(np.ones(len(taken.keys))).tolist() == taken.counts.tolist()


def test_an_advertiser_is_known_by_the_words_of_its_name() -> None:
    assert called("Arbeiderpartiet i Bergen") == ("arbeiderpartiet", "bergen")
    assert called(None) == ()


def test_siblings_stay_on_one_side_of_a_random_split(lines: Lines) -> None:
    held = held_out(lines, "random", None, seed=3)
    buys = siblings(lines)
    assert not set(buys[held]) & set(buys[~held])
    assert 0.15 <= held.mean() <= 0.2


def test_advertisers_stay_on_one_side(lines: Lines) -> None:
    held = held_out(lines, "advertiser", None, seed=3)
    assert not set(lines.advertiser[held]) & set(lines.advertiser[~held])


@pytest.mark.parametrize("shares", [(9, 1), (5, 4, 1), (1, 1), (30, 1, 1, 1)])
def test_an_advertiser_that_is_too_large_to_hold_out_is_learnt_from(
    lines: Lines, shares: tuple[int, ...]
) -> None:
    advertiser = np.repeat(np.arange(len(shares), dtype=np.uint64), shares)
    few = replace(lines.take(np.arange(sum(shares))), advertiser=advertiser)
    for seed in range(5):
        held = held_out(few, "advertiser", None, seed)
        assert 0 < held.sum() <= max(0.2 * len(few), min(shares))


def test_a_time_split_learns_from_before_the_cut_only(lines: Lines) -> None:
    held = held_out(lines, "time", date(2026, 6, 1), seed=0)
    cut = (date(2026, 6, 1) - date(1970, 1, 1)).days
    assert lines.start[~held].max() < cut <= lines.start[held].min()


def test_a_cut_that_leaves_nothing_is_refused(lines: Lines) -> None:
    with pytest.raises(InvalidInput, match="cut"):
        held_out(lines, "time", date(2030, 1, 1), seed=0)


def test_no_view_forecasts_what_it_knows(lines: Lines) -> None:
    for view in views(lines.take(np.arange(1_000)), seed=0):
        assert not set(view.known) & set(view.hidden)


def test_the_interval_score_is_width_plus_penalty() -> None:
    quantiles = np.array([[-2.0, -1.0, 0.0, 1.0, 2.0]])
    inside = score("m", "all", quantiles, np.array([0.5]))
    outside = score("m", "all", quantiles, np.array([1.5]))
    assert (inside.score_80, inside.score_90) == (2.0, 4.0)
    assert outside.score_80 == pytest.approx(2.0 + 10 * 0.5)
    assert (outside.coverage_80, outside.coverage_90) == (0.0, 1.0)


def test_rates_are_those_of_the_day() -> None:
    table = pa.table(
        {
            "date": [date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 1)],
            "base": ["USD", "USD", "USD"],
            "quote": ["BRL", "BRL", "EUR"],
            "rate": [5.0, 4.0, 0.8],
        }
    )
    exchange = Exchange.of(table)
    days = np.array(
        [
            (d - date(1970, 1, 1)).days
            for d in (date(2025, 1, 1), date(2026, 1, 20), date(2026, 3, 1))
        ]
    )
    worth = exchange.worth(np.array([key("BRL")] * 3, np.uint64), days.astype(float))
    assert worth.tolist() == [0.2, 0.2, 0.25]
    assert exchange.worth(np.array([key("EUR"), key("XXX")], np.uint64), np.zeros(2)).tolist() == [
        1.25,
        1.0,
    ]


def test_a_lone_advertiser_gives_the_plain_baseline_an_interval_too(lines: Lines) -> None:
    lone = replace(lines, advertiser=np.zeros(len(lines), np.uint64)).take(np.arange(200))
    logs = np.random.default_rng(1).normal(size=200)
    quantiles = BASELINES["shrinkage alone"](lone, logs, lone)
    assert 1.5 < (quantiles[:, 3] - quantiles[:, 1]).mean() < 4.0


def test_a_backtest_reports_every_model_and_beats_the_plain_ones(past: pa.Table) -> None:
    report = backtest(past.slice(0, 800), "random", seeds=1)
    ours = report.of()
    assert 0.7 <= ours.coverage_80 <= 0.92
    for plain in ("quantiles per market", "shrinkage alone", "gradient boosting alone"):
        assert ours.mae_log <= 0.95 * report.of(plain).mae_log
        assert ours.score_80 <= report.of(plain).score_80
    assert len(report.rows()) == len(report.scores) + 1
    assert type(report).model_validate_json(report.model_dump_json()) == report
