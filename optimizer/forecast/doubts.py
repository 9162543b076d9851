"""Past campaigns of which forecasts learn nothing, and figures that they do not believe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

REACHES = ("reach", "reach_2", "reach_3", "reach_4", "reach_5")
_ROUNDED = 1.001
"""Figures that were rounded may exceed each other by so much."""


def unpriced(table: pa.Table) -> dict[str, Any]:
    """Masks of the rows that teach nothing, by the reason why."""
    spend, shown = (_known(table[name]) for name in ("spend", "impressions"))
    return {
        "nothing was spent": pc.less_equal(spend, 0),
        "there is no impression": pc.less(shown, 1),
    }


def doubtful(table: pa.Table) -> dict[str, Any]:
    """Masks of the rows with a figure that others contradict, by the reason why."""
    return {f"{name} is more than {whole}": mask for name, whole, mask in _contradictions(table)}


def believed(table: pa.Table) -> pa.Table:
    """The table without figures that others contradict; of reach it is then none of the row's."""
    for name, _, mask in list(_contradictions(table)):
        place = table.column_names.index("reach" if name in REACHES else name)
        kept = pc.if_else(mask, pa.scalar(None, pa.float64()), table.column(place))
        table = table.set_column(place, table.field(place), kept)
    return table


def _contradictions(table: pa.Table) -> Iterator[tuple[str, str, Any]]:
    for name in ("clicks", "completed_views"):
        yield name, "impressions", _over(table[name], table["impressions"])
    wider, least = "impressions", table["impressions"]
    for name in REACHES:
        yield name, wider, _over(table[name], least)
        wider, least = "reach of fewer times", pc.coalesce(table[name], least)


def _over(part: pa.ChunkedArray, whole: pa.ChunkedArray) -> Any:
    return pc.fill_null(pc.greater(part, pc.multiply(whole, _ROUNDED)), False)


def _known(column: pa.ChunkedArray) -> Any:
    """A column, 0 where it is unknown or not finite."""
    numbers = pc.cast(column, pa.float64())
    return pc.if_else(pc.fill_null(pc.is_finite(numbers), False), numbers, 0.0)
