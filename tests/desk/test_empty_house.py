"""On an empty database the planner names the command that is due next."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.importing import Importer
from desk.knowledge import Knowledge
from desk.planning import Planner
from media.errors import NotReady
from storage.store import Storage
from tests.desk.shop import TODAY, brief
from tests.markets import first_campaigns


async def test_each_missing_file_is_asked_for_in_turn(
    storage: Storage, market: Path, tmp_path: Path
) -> None:
    importer = Importer(storage)

    async def refusal(**slots: object) -> str:
        with pytest.raises(NotReady) as missing:
            await Planner(storage, Knowledge()).plan(brief(**slots), TODAY, None)
        return str(missing.value)

    assert "flightplan catalog import" in await refusal()
    await importer.catalog(market / "catalog.json", by="U1")
    assert "flightplan history import" in await refusal()
    await importer.history(first_campaigns(market, tmp_path))
    await importer.refit()
    assert "flightplan inventory import" in await refusal()
    await importer.inventory(market / "inventory.csv")
    in_dollars = {"amount": "1000.00", "currency": "USD"}
    assert "flightplan rates import" in await refusal(budget=in_dollars)
    await importer.rates(market / "rates.csv")
    plan = await Planner(storage, Knowledge()).plan(brief(budget=in_dollars), TODAY, None)
    assert plan.currency == "USD"
