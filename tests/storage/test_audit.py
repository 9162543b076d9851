import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from storage.store import Storage
from tests.storage.examples import NOW


async def write(storage: Storage, tenant: str, number: int) -> None:
    async with storage.transaction() as tx:
        await tx.audit.append(
            tenant,
            actor="U1",
            action="plan.approved",
            plan="p1",
            version=number,
            data={"total": "250000.00", "share": 1.0, "ids": ["a", {"ø": None}]},
            at=NOW,
        )


async def test_rows_are_chained_and_verified(storage: Storage) -> None:
    for number in range(3):
        await write(storage, "chain", number)
    async with storage.transaction() as tx:
        rows = [row async for row in tx.audit.export("chain")]
        assert (await tx.audit.verify("chain")).intact
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.previous for row in rows] == ["0" * 64, rows[0].hash, rows[1].hash]


async def test_many_writers_make_one_chain(storage: Storage) -> None:
    await asyncio.gather(*(write(storage, "busy", n) for n in range(40)))
    async with storage.transaction() as tx:
        verified = await tx.audit.verify("busy")
    assert (verified.intact, verified.entries) == (True, 40)


async def test_an_undone_transaction_leaves_no_gap(storage: Storage) -> None:
    await write(storage, "gap", 1)
    with pytest.raises(RuntimeError):
        async with storage.transaction() as tx:
            await tx.audit.append("gap", actor="U1", action="lost")
            raise RuntimeError
    await write(storage, "gap", 2)
    async with storage.transaction() as tx:
        assert (await tx.audit.verify("gap")).entries == 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET actor = 'U9'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "DELETE FROM audit_heads",
        "UPDATE audit_heads SET number = 0",
    ],
)
async def test_the_database_refuses_changes(storage: Storage, change: str) -> None:
    await write(storage, "fixed", 1)
    with pytest.raises(IntegrityError):
        async with storage.transaction() as tx:
            await tx.execute(change)


@pytest.mark.parametrize(
    ("tampering", "broken_at", "problem"),
    [
        ("UPDATE audit SET actor = 'U9' WHERE tenant = :t AND number = 2", 2, "row 2 was changed"),
        ("DELETE FROM audit WHERE tenant = :t AND number = 2", 2, "row 2 is missing"),
        ("DELETE FROM audit WHERE tenant = :t AND number = 3", 3, "the newest rows are missing"),
        ("UPDATE audit SET data = '{}' WHERE tenant = :t AND number = 1", 1, "row 1 was changed"),
    ],
)
async def test_tampering_past_the_guards_is_found(
    storage: Storage, tampering: str, broken_at: int, problem: str
) -> None:
    tenant = f"tampered {tampering}"
    for number in range(3):
        await write(storage, tenant, number)
    async with storage.transaction() as tx:
        await tx.execute("ALTER TABLE audit DISABLE TRIGGER USER")
        await tx.execute(tampering, {"t": tenant})
        await tx.execute("ALTER TABLE audit ENABLE TRIGGER USER")
        verified = await tx.audit.verify(tenant)
    assert (verified.intact, verified.broken_at, verified.problem) == (False, broken_at, problem)


async def test_the_trail_of_one_plan_can_be_exported(storage: Storage) -> None:
    async with storage.transaction() as tx:
        for plan in ("a", "b", "a"):
            await tx.audit.append("many", actor="U1", action="plan.made", plan=plan)
        rows = [row.number async for row in tx.audit.export("many", plan="a")]
        assert "many" in await tx.audit.tenants()
    assert rows == [1, 3]
