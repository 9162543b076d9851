"""The simulated market: valid files, one truth a seed, deliveries that add up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from pyarrow import csv

from media.brief import Audience
from media.catalog import Catalog
from media.history import HISTORY
from sandbox.market import Booking, Truth, generate
from sandbox.market.deliver import _lines as booked_lines
from sandbox.market.files import Files

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return generate(tmp_path_factory.mktemp("market"), today=TODAY, campaigns=2_000)


def booking(**changes: object) -> Booking:
    given: dict[str, object] = {
        "reference": "line-1",
        "market": "BR",
        "format": "audio",
        "channel": "self_serve",
        "start": date(2027, 1, 4),
        "end": date(2027, 1, 31),
        "budget": 200_000.0,
        "currency": "BRL",
        "audience": Audience(age_min=18, age_max=34),
    }
    return Booking(**(given | changes))  # type: ignore[arg-type]


def test_the_catalog_sells_every_format_through_every_channel(files: Files) -> None:
    catalog = Catalog.model_validate_json(files.catalog.read_bytes())
    assert {m.country for m in catalog.markets} >= {"BR", "MX", "US", "GB", "DE", "JP", "IN"}
    assert len(catalog.products) == 12 * len(catalog.markets)
    sellers = {(p.format, p.channel): p.seller for p in catalog.products}
    assert sellers["audio", "direct"] == "spotify_reserved"
    assert sellers["podcast", "direct"] == "adcp_guaranteed"
    assert sellers["video", "programmatic"] == "adcp_exchange"


def test_history_has_the_columns_of_an_import_and_only_the_past(files: Files) -> None:
    history = csv.read_csv(files.history)
    assert history.column_names == HISTORY.names
    assert history.num_rows == 2_000
    assert max(history["end"].to_pylist()) < TODAY
    assert all(
        s <= b for s, b in zip(*(history[n].to_pylist() for n in ("start", "end")), strict=True)
    )


def test_reach_falls_with_every_k_and_never_exceeds_impressions(files: Files) -> None:
    history = csv.read_csv(files.history)
    columns = ["impressions", "reach", "reach_2", "reach_3", "reach_4", "reach_5"]
    counts = np.array([history[name].to_numpy() for name in columns])
    counts = counts[:, ~np.isnan(counts).any(axis=0)]
    assert counts.shape[1] > 500
    assert (np.diff(counts, axis=0) <= 0).all()


def test_inventory_covers_the_year_ahead_and_video_is_tighter_than_display(files: Files) -> None:
    stock = csv.read_csv(files.inventory).to_pandas()
    assert (stock["sold"] <= stock["sellable"]).all()
    assert (stock["date"].min() - TODAY).days == -30
    assert (stock["date"].max() - TODAY).days == 400
    sums = stock.groupby("format")[["sold", "sellable"]].sum()
    through = sums["sold"] / sums["sellable"]
    assert through["podcast"] > through["video"] > through["audio"] > through["display"]


def test_rates_end_at_todays_and_know_every_currency(files: Files) -> None:
    rates = csv.read_csv(files.rates).to_pandas()
    last = rates[rates["date"] == TODAY].set_index("quote")["rate"]
    assert last["USD"] == 1.0
    assert last["BRL"] == pytest.approx(5.4)
    assert set(last.index) == set(csv.read_csv(files.history)["currency"].to_pylist())


def test_the_same_seed_writes_the_same_files(files: Files, tmp_path: Path) -> None:
    again = generate(tmp_path / "again", today=TODAY, campaigns=2_000)
    other = generate(tmp_path / "other", today=TODAY, campaigns=2_000, seed=2)
    assert again.history.read_bytes() == files.history.read_bytes()
    assert other.history.read_bytes() != files.history.read_bytes()


def test_a_booking_delivers_the_same_twice_and_never_spends_more_than_its_budget() -> None:
    truth = Truth.drawn(1)
    days = truth.deliver(booking())
    assert days == truth.deliver(booking())
    assert days != truth.deliver(booking(reference="line-2"))
    assert len(days) == 28
    assert 0.5 * 200_000 < sum(day.spend for day in days) <= 200_000


def test_reach_grows_day_by_day_and_stays_below_impressions() -> None:
    days = Truth.drawn(1).deliver(booking())
    reach = [day.reach for day in days]
    assert reach == sorted(reach)
    assert reach[-1] <= sum(day.impressions for day in days)


def test_nobody_is_reached_less_than_never() -> None:
    truth = Truth.drawn(1)
    lines = booked_lines(truth, booking(market="US", currency="USD", audience=Audience()))
    reached = [truth.reach(lines, np.array([shown])) for shown in range(1, 30_000, 97)]
    assert np.min(reached) >= 0


def test_a_new_line_ramps_up() -> None:
    days = Truth.drawn(1).deliver(booking())
    assert days[0].impressions < 0.6 * days[7].impressions


def test_a_promise_of_impressions_caps_the_delivery() -> None:
    days = Truth.drawn(1).deliver(booking(impressions=1_000_000))
    assert 800_000 < sum(day.impressions for day in days) <= 1_000_000


def test_december_costs_more_than_january() -> None:
    truth = Truth.drawn(1)
    winter = truth.deliver(booking(start=date(2026, 11, 30), end=date(2026, 12, 20)))
    january = truth.deliver(booking(start=date(2027, 1, 4), end=date(2027, 1, 24)))
    assert sum(d.impressions for d in winter) < 0.85 * sum(d.impressions for d in january)
