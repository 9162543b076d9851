"""Forecasts that follow what they are learnt from: history, rates and the catalog."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pyarrow as pa

from media.errors import NotReady
from optimizer.forecast import VERSION, fit
from storage.rates import Rate
from storage.store import Storage, Transaction


async def refit(storage: Storage) -> bool:
    """Fit the forecasts on what is stored and swap them in whole; False where they are of that.

    Imports go on meanwhile: what comes after the reading is left to the next refit, and a fit of
    older data never takes the place of one of the newest. Raises NotReady without history.
    """
    async with storage.transaction() as tx:
        before = await _state(tx)
        if await tx.fits.learnt_from() == before:
            return False
        history = await tx.history.read()
        rates = _rates_table(await tx.rates.all())
        catalog = await tx.catalogs.current()
    if history.num_rows == 0:
        raise NotReady(
            "There is no campaign history yet.", "Load some with `flightplan history import`."
        )
    made = await asyncio.to_thread(fit, history, rates=rates, catalog=catalog)
    body = await asyncio.to_thread(made.to_bytes)
    async with storage.transaction() as tx:
        await tx.fits.lock()
        if await tx.fits.learnt_from() == await _state(tx):
            return False
        await tx.fits.swap_in(made.id, body, campaigns=history.num_rows, learnt_from=before)
    return True


async def _state(tx: Transaction) -> str:
    """Names everything that a fit is made from; read before it, so that it is never too new."""
    history, catalog = await tx.history.state(), await tx.catalogs.current_id()
    changed = history.changed_at.isoformat() if history.changed_at else ""
    return f"{VERSION}/{history.campaigns}/{changed}/{await tx.rates.state()}/{catalog or ''}"


def _rates_table(rates: Sequence[Rate]) -> pa.Table | None:
    if not rates:
        return None
    return pa.table(
        {
            "date": pa.array([rate.date for rate in rates], pa.date32()),
            "base": [rate.base for rate in rates],
            "quote": [rate.quote for rate in rates],
            "rate": [float(rate.rate) for rate in rates],
        }
    )
