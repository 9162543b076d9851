"""A fit of the whole history, and the forecasts it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa
from pydantic import TypeAdapter

from media.catalog import Catalog
from media.forecast import LineForecast, SharedErrors
from optimizer.forecast import response as rates_of
from optimizer.forecast import store
from optimizer.forecast.audience import populations
from optimizer.forecast.comparables import Past
from optimizer.forecast.doubts import REACHES
from optimizer.forecast.exchange import Exchange
from optimizer.forecast.lines import LEAST, Floats, Lines, floats, from_queries, key
from optimizer.forecast.past import log_cpm, past_lines, usable
from optimizer.forecast.price import Price, price
from optimizer.forecast.query import LineQuery
from optimizer.forecast.reach import Reach, reach
from optimizer.forecast.response import Response, response

VERSION = 7
"""Of what is stored. Goes up whenever stored numbers would mean something else, also when only
the cells, their hashing or the order of the features change: older fits are then made again."""
_FORECASTS = TypeAdapter(list[LineForecast])
"""Checks all forecasts at once, several times faster than one model after the other."""


@dataclass(frozen=True)
class Models:
    """Everything that was learnt, and by which version."""

    version: int
    exchange: Exchange
    price: Price
    delivery: Response
    clicks: Response
    completions: Response
    reach: Reach
    past: Past


@dataclass(frozen=True)
class Fit:
    """What history says, ready to answer. Immutable; workers swap it in whole."""

    models: Models

    @cached_property
    def id(self) -> str:
        """A hash of the content: the same history and code give the same id."""
        return store.content_hash(self.models)

    def to_bytes(self) -> bytes:
        """The fit for storage; see `from_bytes`."""
        return store.pack(self.models)

    @classmethod
    def from_bytes(cls, data: bytes) -> Fit:
        """The fit again. Raises ValueError on bytes that are no fit of this version."""
        try:
            models = store.unpack(Models, data)
        except (KeyError, TypeError, OSError, AttributeError) as error:
            raise ValueError("These bytes are no forecast fit of this version.") from error
        if models.version != VERSION:
            raise ValueError("These bytes are no forecast fit of this version.")
        return cls(models)

    def forecast(self, queries: Sequence[LineQuery]) -> list[LineForecast]:
        """One forecast a query, in order; money in each query's own currency."""
        if not queries:
            return []
        worth = self._worth(queries)
        lines = from_queries(queries, worth)
        mid, tails, _ = self.models.price.predict(lines)
        cpm = np.exp(np.column_stack([mid, tails[:, [1, 2, 0, 3]]])) / worth[:, None]
        trials = lines.spend / np.exp(mid) * 1000
        return self._answers(queries, lines, np.sort(cpm, axis=1), trials)

    def _worth(self, queries: Sequence[LineQuery]) -> Floats:
        currency = np.array([key(query.currency) for query in queries], np.uint64)
        day = np.array([query.start.toordinal() - 719_163 for query in queries], float)
        return self.models.exchange.worth(currency, day)

    def _answers(
        self, queries: Sequence[LineQuery], lines: Lines, cpm: Floats, trials: Floats
    ) -> list[LineForecast]:
        models = self.models
        rates = (models.delivery, models.clicks, models.completions)
        delivery, clicks, completions = (
            _intervals(rate.quantiles(lines, trials)) for rate in rates
        )
        population = np.array([query.population for query in queries], float)
        curves = _curves(*models.reach.curves(lines, population))
        growth, behind = models.price.growth.exponent(lines), models.past.behind(lines)
        price, shared = _intervals(cpm[:, [2, 1, 3, 0, 4]]), models.price.together
        common = SharedErrors(everywhere=shared.everywhere, in_place=shared.in_place)
        return _FORECASTS.validate_python(
            [
                {
                    "cpm": price[n],
                    "reference_spend": query.spend,
                    "cpm_growth": float(growth[n]),
                    "delivery_rate": delivery[n],
                    "ctr": clicks[n],
                    "vtr": None if query.format == "display" else completions[n],
                    "reach": curves[n],
                    "comparables": behind[n],
                    "shared": common,
                    "fit": self.id,
                }
                for n, query in enumerate(queries)
            ]
        )


def fit(
    history: pa.Table,
    *,
    rates: pa.Table | None = None,
    today: date | None = None,
    catalog: Catalog | None = None,
) -> Fit:
    """Learn from past campaigns (columns of media.history.HISTORY).

    `rates` are dated exchange rates (columns date, base, quote, rate), `catalog` says how many
    people past audiences held; without them money is taken as it is and reach relative to the
    largest reach seen. With `today`, campaigns that had not begun by then are left out. Rows
    without spend, impressions or start are left out. Raises NotReady when nothing is left.
    """
    rows, exchange = usable(history, today), Exchange.of(rates)
    lines = past_lines(rows, exchange)
    impressions, logs = floats(rows["impressions"]), log_cpm(lines, rows)
    reached = np.column_stack([floats(rows[name]) for name in REACHES])
    people = None if catalog is None else populations(catalog, rows, lines)
    return Fit(
        Models(
            version=VERSION,
            exchange=exchange,
            price=price(lines, logs),
            delivery=_delivery(lines, rows, impressions),
            clicks=response(
                lines, floats(rows["clicks"]), impressions, rates_of.CLICKS, 0.0025, 300.0
            ),
            completions=response(
                lines,
                floats(rows["completed_views"]),
                impressions,
                rates_of.COMPLETIONS,
                0.7,
                8.0,
            ),
            reach=reach(lines, impressions, reached, people),
            past=Past.of(lines, rows["campaign_id"]),
        )
    )


def _delivery(lines: Lines, table: pa.Table, impressions: Floats) -> Response:
    """Delivered over booked impressions, or spend over budget where no impressions were booked."""
    booked, budget = floats(table["booked_impressions"]), floats(table["budget"])
    spend = floats(table["spend"])
    by_count, by_money = booked >= 1, budget >= LEAST
    of_booked = np.divide(impressions, booked, out=np.full_like(booked, np.nan), where=by_count)
    of_budget = np.divide(spend, budget, out=np.full_like(budget, np.nan), where=by_money)
    share = np.where(by_count, of_booked, of_budget)
    return response(lines, share * impressions, impressions, rates_of.DELIVERY, 0.92, 15.0)


def _intervals(quantiles: Floats) -> list[dict[str, float]]:
    """Rows of mid, low80, high80, low90, high90 as fields of Interval."""
    names = ("mid", "low80", "high80", "low90", "high90")
    return [dict(zip(names, row, strict=True)) for row in quantiles.tolist()]


def _curves(ceilings: Floats, shapes: Floats) -> list[dict[str, object]]:
    """Fields of ReachCurve."""
    pairs = zip(ceilings.tolist(), shapes.tolist(), strict=True)
    return [{"family": "nbd", "ceiling": c, "shape": k} for c, k in pairs]
