"""What is done now and then: forecasts that follow the history, requests that run out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from desk.importing import Importer
from desk.knowledge import Knowledge
from desk.planning import Planner
from desk.upkeep import Upkeep
from storage.store import Storage
from tests.desk.shop import TODAY, brief
from tests.markets import first_campaigns
from tests.storage.examples import request

FOREIGN = b"what another version has written"


async def stored_id(storage: Storage) -> str | None:
    async with storage.transaction() as tx:
        return await tx.fits.current_id()


async def test_forecasts_follow_the_history_and_the_program(
    storage: Storage, market: Path, tmp_path: Path
) -> None:
    upkeep, importer = Upkeep(storage), Importer(storage)
    assert not await upkeep.refit_if_changed()
    await importer.catalog(market / "catalog.json", by="U1")
    await importer.inventory(market / "inventory.csv")
    await importer.history(first_campaigns(market, tmp_path))
    assert await upkeep.refit_if_changed()
    assert not await upkeep.refit_if_changed()

    expected = await Planner(storage, Knowledge()).plan(brief(), TODAY, None)
    async with storage.transaction() as tx:
        await tx.fits.swap_in("foreign", FOREIGN, campaigns=1, learnt_from="")
    plan = await Planner(storage, Knowledge()).plan(brief(), TODAY, None)
    assert plan.lines == expected.lines
    assert await stored_id(storage) == plan.lines[0].evidence.fit


async def test_requests_run_out_and_leave_a_row(storage: Storage) -> None:
    late = request("late").model_copy(
        update={"expires_at": datetime.now(UTC) - timedelta(hours=1), "plan": "late"}
    )
    fresh = request("fresh").model_copy(
        update={"expires_at": datetime.now(UTC) + timedelta(hours=1), "plan": "fresh"}
    )
    async with storage.transaction() as tx:
        await tx.approvals.open(late)
        await tx.approvals.open(fresh)
    assert await Upkeep(storage).expire_requests() == 1
    assert await Upkeep(storage).expire_requests() == 0
    async with storage.transaction() as tx:
        assert (await tx.approvals.get("T1", "late")).state == "expired"
        assert (await tx.approvals.get("T1", "fresh")).state == "open"
        assert [entry.action async for entry in tx.audit.export("T1")] == ["expired"]
