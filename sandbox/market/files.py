"""The four files of a market, in the forms that the import commands take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyarrow import csv

from sandbox.market.campaigns import history
from sandbox.market.offer import catalog
from sandbox.market.rates import Rates
from sandbox.market.stock import stock
from sandbox.market.truth import Truth


@dataclass(frozen=True, slots=True)
class Files:
    """Where `generate` has written."""

    catalog: Path
    inventory: Path
    rates: Path
    history: Path


def generate(folder: Path, *, today: date, seed: int = 1, campaigns: int = 5_000) -> Files:
    """Write catalog.json, inventory.csv, rates.csv and history.csv; the seed decides them all."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Files(
        *(folder / n for n in ("catalog.json", "inventory.csv", "rates.csv", "history.csv"))
    )
    truth, rates = Truth.drawn(seed), Rates.drawn(seed, today)
    files.catalog.write_text(catalog(today).model_dump_json(indent=1))
    csv.write_csv(stock(seed, today), files.inventory)
    csv.write_csv(rates.table(), files.rates)
    csv.write_csv(history(truth, rates, campaigns, today), files.history)
    return files
