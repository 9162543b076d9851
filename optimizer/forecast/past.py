"""The campaigns of a history table that can be learnt from, and what they paid."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from media.errors import NotReady
from optimizer.forecast.doubts import believed, unpriced
from optimizer.forecast.exchange import Exchange
from optimizer.forecast.lines import Floats, Keys, Lines, floats, from_history, key


def usable(table: pa.Table, today: date | None = None) -> pa.Table:
    """Rows with spend, an impression and a start (not after `today`), without figures that are
    contradicted. Raises NotReady if there is none.
    """
    keep = pc.is_valid(table["start"])
    for mask in unpriced(table).values():
        keep = pc.and_(keep, pc.invert(mask))
    if today is not None:
        keep = pc.and_(keep, pc.less_equal(table["start"], pa.scalar(today)))
    rows = table.filter(keep)
    if not len(rows):
        raise NotReady(
            "There is no campaign history to forecast from.",
            "Load some with `flightplan history import`.",
        )
    return believed(rows)


def past_lines(table: pa.Table, exchange: Exchange) -> Lines:
    """Usable rows as lines, with spend in the common currency at the rate of their start."""
    return from_history(table, lambda rows: _worths(exchange, rows))


def log_cpm(lines: Lines, table: pa.Table) -> Floats:
    """Logarithm of spend per 1,000 impressions in the common currency."""
    return np.asarray(np.log(lines.spend) - np.log(floats(table["impressions"])) + np.log(1000))


def past_prices(table: pa.Table, exchange: Exchange) -> tuple[Lines, Floats]:
    """Lines and log CPM of the usable rows of a history."""
    rows = usable(table)
    lines = past_lines(rows, exchange)
    return lines, log_cpm(lines, rows)


def _worths(exchange: Exchange, table: pa.Table) -> Floats:
    currency: Keys = np.array([key(code) for code in table["currency"].to_pylist()], np.uint64)
    return exchange.worth(currency, floats(pc.cast(table["start"], pa.int32())))
