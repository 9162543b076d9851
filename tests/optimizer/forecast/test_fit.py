"""The whole fit: what it recovers of a market whose truth is known, and what it tolerates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media.brief import Audience
from media.errors import NotReady
from media.history import HISTORY
from media.words import CHANNELS, FORMATS
from optimizer.forecast import Fit, LineQuery, fit
from optimizer.forecast.lines import Floats
from sandbox.market import Booking, Truth
from sandbox.market.countries import PLACES
from sandbox.market.deliver import _lines as booked_lines
from tests.optimizer.forecast.conftest import TODAY

START = TODAY + timedelta(days=45)
EMPTY = pa.table([pa.nulls(0, field.type) for field in HISTORY], HISTORY)


def query(truth: Truth, **changes: object) -> LineQuery:
    plain = LineQuery(
        "BR", "audio", "self_serve", START, START + timedelta(days=27), 8_000.0, "BRL"
    )
    asked = replace(plain, **changes)  # type: ignore[arg-type]
    return replace(asked, population=truth.catalog.people(asked.market, Audience()))


def booking(asked: LineQuery, reference: str = "x") -> Booking:
    return Booking(reference, asked.market, asked.format, asked.channel, asked.start, asked.end,
                   asked.spend, asked.currency)  # fmt: skip


def every_cell(truth: Truth, usd: float = 8_000.0) -> list[LineQuery]:
    return [
        query(truth, market=p.code, format=f, channel=c, currency=p.currency, spend=usd * p.per_usd)
        for p in PLACES
        for f in FORMATS
        for c in CHANNELS
    ]


def price_errors(truth: Truth, fitted: Fit, day: int) -> Floats:
    """Log of forecast over true CPM in every cell, for four weeks from so many days ahead."""
    first = TODAY + timedelta(days=day)
    asked = [replace(q, start=first, end=first + timedelta(days=27)) for q in every_cell(truth)]
    found = np.array([f.cpm.mid for f in fitted.forecast(asked)])
    rate = {place.currency: place.per_usd for place in PLACES}
    true = [truth.cpm(booked_lines(truth, booking(q)))[0] * rate[q.currency] for q in asked]
    return np.asarray(np.log(found / np.array(true)))


def test_unit_cost_is_recovered_in_every_cell_and_season(truth: Truth, fitted: Fit) -> None:
    off = np.array([price_errors(truth, fitted, day) for day in (5, 45, 90, 150, 200)])
    assert abs(np.median(off)) < 0.05
    assert np.median(np.abs(off)) < 0.12
    assert (np.abs(np.median(off, axis=1)) < 0.10).all()


def test_unit_cost_grows_with_spend_as_in_the_market(truth: Truth, fitted: Fit) -> None:
    growth = {f.comparables.level: f for f in fitted.forecast([query(truth)])}
    (forecast,) = growth.values()
    assert forecast.cpm_growth == pytest.approx(0.09, abs=0.06)
    small, large = fitted.forecast([query(truth, spend=4_000.0), query(truth, spend=400_000.0)])
    assert large.cpm.mid > small.cpm.mid


def test_reach_curves_are_recovered_with_k_plus(truth: Truth, fitted: Fit) -> None:
    asked = [q for q in every_cell(truth) if q.channel == "self_serve"]
    off = []
    for one, forecast in zip(asked, fitted.forecast(asked), strict=True):
        c, k = forecast.reach.ceiling, forecast.reach.shape
        exposure = np.array([0.5, 2.0, 6.0])
        found = c * (1 - (1 + exposure / (c * k)) ** -k)
        lines = booked_lines(truth, booking(one))
        true = [truth.reach(lines, e * lines.people)[0, 0] / lines.people[0] for e in exposure]
        off.append(np.log(found / true))
    assert np.median(np.abs(off)) < 0.05
    assert np.abs(off).mean() < 0.08


def test_intervals_cover_campaigns_that_were_not_learnt_from(truth: Truth, fitted: Fit) -> None:
    """Deliveries of other advertisers' lines, in the six weeks after the history's end."""
    draw = np.random.default_rng(5)
    asked = [every_cell(truth)[n] for n in draw.integers(0, 12 * len(PLACES), 400)]
    asked = [replace(q, spend=q.spend * float(draw.lognormal(0, 1))) for q in asked]
    inside, completed, clicked, delivered = [], [], [], []
    for n, (one, forecast) in enumerate(zip(asked, fitted.forecast(asked), strict=True)):
        days = truth.deliver(booking(one, f"line {n}"))
        shown = sum(day.impressions for day in days)
        cpm = sum(day.spend for day in days) / shown * 1000
        inside.append(forecast.cpm.low80 <= cpm <= forecast.cpm.high80)
        rate = sum(day.clicks for day in days) / shown
        clicked.append(forecast.ctr.low80 <= rate <= forecast.ctr.high80)
        rate = shown * cpm / 1000 / one.spend
        delivered.append(forecast.delivery_rate.low80 <= rate <= forecast.delivery_rate.high80)
        if forecast.vtr is not None:
            rate = sum(day.completed_views for day in days) / shown
            completed.append(forecast.vtr.low80 <= rate <= forecast.vtr.high80)
    assert 0.76 <= np.mean(inside) <= 0.95
    for covered in (clicked, delivered, completed):
        assert 0.72 <= np.mean(covered) <= 0.90


def test_a_plan_of_many_lines_is_not_promised_too_much(truth: Truth, fitted: Fit) -> None:
    """Impressions of plans over all cells: the medians add up to about what is delivered."""
    promised = brought = 0.0
    for day in (5, 65, 150):
        first = TODAY + timedelta(days=day)
        asked = [replace(q, start=first, end=first + timedelta(days=27)) for q in every_cell(truth)]
        for n, (one, f) in enumerate(zip(asked, fitted.forecast(asked), strict=True)):
            promised += one.spend / f.cpm.mid * 1000 * f.delivery_rate.mid
            brought += sum(day.impressions for day in truth.deliver(booking(one, f"{first} {n}")))
    assert promised == pytest.approx(brought, rel=0.09)


def test_intervals_are_in_order_and_the_wider_holds_the_narrower(truth: Truth, fitted: Fit) -> None:
    for f in fitted.forecast(every_cell(truth)):
        for i in (f.cpm, f.delivery_rate, f.ctr, f.vtr):
            if i is not None:
                assert i.low90 <= i.low80 <= i.mid <= i.high80 <= i.high90


def test_the_comparables_are_named_and_are_comparable(
    truth: Truth, fitted: Fit, past: pa.Table
) -> None:
    (forecast,) = fitted.forecast([query(truth, market="US", currency="USD")])
    behind = forecast.comparables
    assert behind.level == "market, format, channel"
    rows = {row["campaign_id"]: row for row in past.to_pylist()}
    same = [
        r
        for r in rows.values()
        if (r["market"], r["format"], r["channel"]) == ("US", "audio", "self_serve")
    ]
    assert behind.count == len(same)
    assert all(rows[name] in same for name in behind.nearest)
    assert 0 < behind.nearness <= 1


def test_what_is_stored_answers_the_same(truth: Truth, fitted: Fit) -> None:
    again = Fit.from_bytes(fitted.to_bytes())
    asked = every_cell(truth)[:40]
    assert again.id == fitted.id
    assert again.forecast(asked) == fitted.forecast(asked)


def test_bytes_that_are_no_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"fit|pickle|zip"):
        Fit.from_bytes(b"no fit at all")


def test_a_fit_of_another_version_is_refused(fitted: Fit) -> None:
    older = Fit(replace(fitted.models, version=fitted.models.version - 1))
    with pytest.raises(ValueError, match="version"):
        Fit.from_bytes(older.to_bytes())


ODD: dict[str, dict[str, object]] = {
    "the same spend on one day without clicks": {
        "spend": 100.0,
        "start": date(2026, 1, 1),
        "end": date(2026, 1, 1),
        "clicks": 0.0,
        "completed_views": 0.0,
    },
    "the same price for one person": {"spend": 100.0, "impressions": 1000.0, "reach": 1.0},
    "one advertiser, ages the wrong way round": {
        "advertiser": "Aurora Coffee",
        "age_min": 65.0,
        "age_max": 13.0,
    },
    "no advertiser, no channel, an end before the start": {
        "advertiser": None,
        "channel": None,
        "end": date(2020, 1, 1),
    },
}


@pytest.mark.parametrize("odd", ODD)
def test_odd_history_gives_an_answer(past: pa.Table, truth: Truth, odd: str) -> None:
    rows = [row | ODD[odd] for row in past.slice(0, 42).to_pylist()]
    (forecast,) = fit(pa.Table.from_pylist(rows, HISTORY)).forecast([query(truth)])
    assert 0 < forecast.cpm.low90 < forecast.cpm.mid < forecast.cpm.high90 < np.inf
    assert 0 <= forecast.ctr.low90 <= forecast.ctr.high90 <= 1
    assert 0 < forecast.reach.ceiling < 1


@pytest.fixture(scope="module")
def thin(past: pa.Table) -> Fit:
    return fit(past.slice(100, 45))


def test_the_same_history_gives_the_same_fit(past: pa.Table, thin: Fit) -> None:
    assert fit(past.slice(100, 45)).id == thin.id
    assert fit(past.slice(0, 20)).id != fit(past.slice(0, 21)).id


def test_money_follows_the_query(truth: Truth, fitted: Fit) -> None:
    in_reais, in_dollars = fitted.forecast(
        [query(truth, spend=8_000 * 5.4), query(truth, spend=8_000.0, currency="USD")]
    )
    assert in_reais.cpm.mid / in_dollars.cpm.mid == pytest.approx(5.4, rel=0.15)


def test_figures_that_others_contradict_are_not_learnt_from(past: pa.Table) -> None:
    wrong = {"clicks": 1e12, "completed_views": 1e12, "reach_3": 1e12}
    none = dict.fromkeys(["clicks", "completed_views", "reach"])
    believed, missing = (
        pa.Table.from_pylist([row | odd for row in past.slice(0, 30).to_pylist()], HISTORY)
        for odd in (wrong, none)
    )
    assert fit(believed).id == fit(missing).id


def test_an_empty_history_says_what_to_do() -> None:
    with pytest.raises(NotReady, match="history import"):
        fit(EMPTY)


def test_campaigns_that_begin_later_than_today_are_not_known(past: pa.Table) -> None:
    with pytest.raises(NotReady):
        fit(past, today=date(2020, 1, 1))


@pytest.mark.parametrize("rows", [1, 2, 7, 45])
def test_thin_history_gives_wide_but_usable_forecasts(
    past: pa.Table, truth: Truth, thin: Fit, rows: int
) -> None:
    learnt = thin if rows == 45 else fit(past.slice(100, rows))
    (forecast,) = learnt.forecast([query(truth)])
    assert forecast.cpm.high80 / forecast.cpm.low80 > 1.5
    assert 0 < forecast.reach.ceiling < 1
    assert 0 <= forecast.ctr.low90 <= forecast.ctr.high90 <= 1


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_dirty_history_never_breaks_a_fit(
    past: pa.Table, truth: Truth, data: st.DataObject
) -> None:
    rows = past.slice(0, 30).to_pylist()
    dirt = st.sampled_from([None, 0.0, 1e-320, -5.0, float("nan"), 1e15])
    for name in ("spend", "impressions", "clicks", "reach", "completed_views", "reach_3", "budget"):
        for n in data.draw(st.sets(st.integers(0, 29), max_size=15)):
            rows[n][name] = data.draw(dirt)
    for name in ("advertiser", "gender", "targeting", "end", "age_min", "objective", "currency"):
        for n in data.draw(st.sets(st.integers(0, 29), max_size=15)):
            rows[n][name] = None
    (forecast,) = fit(pa.Table.from_pylist(rows, HISTORY)).forecast([query(truth)])
    assert 0 < forecast.cpm.low90 <= forecast.cpm.mid <= forecast.cpm.high90 < np.inf
    assert 0 < forecast.reach.ceiling < 1
