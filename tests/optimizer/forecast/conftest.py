"""A simulated market of known truth, its history, and a fit of it, shared by the forecast tests."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from optimizer.forecast import Fit, fit
from sandbox.market.campaigns import history
from sandbox.market.rates import Rates
from sandbox.market.truth import Truth

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def truth() -> Truth:
    return Truth.drawn(7)


@pytest.fixture(scope="session")
def rates() -> pa.Table:
    return Rates.drawn(7, TODAY).table()


@pytest.fixture(scope="session")
def past(truth: Truth) -> pa.Table:
    return history(truth, Rates.drawn(7, TODAY), 4_000, TODAY)


@pytest.fixture(scope="session")
def fitted(truth: Truth, past: pa.Table, rates: pa.Table) -> Fit:
    return fit(past, rates=rates, today=TODAY, catalog=truth.catalog)
