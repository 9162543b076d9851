"""How many people the audiences of past campaigns held, by today's catalog."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from media.brief import Audience
from media.catalog import Catalog
from optimizer.forecast.lines import Floats, Lines, crossed, names


def populations(catalog: Catalog, table: pa.Table, lines: Lines) -> Floats:
    """People of each campaign's audience; NaN in countries that the catalog lacks.

    Targeting names that the catalog does not know are taken as no restriction.
    """
    ages = [np.asarray(age * 4, np.uint64) for age in (lines.age_min, lines.age_max)]
    asked = crossed(lines.market, lines.gender, lines.targeting, *ages)
    _, first, back = np.unique(asked, return_index=True, return_inverse=True)
    columns = ("market", "age_min", "age_max", "gender", "targeting")
    rows = table.select(columns).take(pa.array(first)).to_pylist()
    return np.array([_people(catalog, **row) for row in rows])[back]


def _people(
    catalog: Catalog,
    market: str,
    age_min: float | None,
    age_max: float | None,
    gender: str | None,
    targeting: str | None,
) -> float:
    if market not in catalog.by_country:
        return float("nan")
    wanted = names(targeting)
    audience = Audience.model_construct(
        age_min=None if age_min is None else int(age_min),
        age_max=None if age_max is None else int(age_max),
        age_ranges=(),
        genders=(gender,) if gender in ("FEMALE", "MALE", "NON_BINARY") else (),
        interests=tuple(wanted),
        segments=tuple(wanted),
    )
    return catalog.people(market, audience)
