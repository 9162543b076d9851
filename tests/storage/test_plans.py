import pytest
from sqlalchemy.exc import IntegrityError

from media.errors import Conflict, NotFound
from media.money import MICROS
from storage.store import Storage
from tests.storage.examples import plan


async def test_a_plan_comes_back_as_it_was_with_the_same_hash(storage: Storage) -> None:
    made = plan("same", budget=9_007_199_254_740_993)
    async with storage.transaction() as tx:
        await tx.plans.add("T1", made, author="U1")
    async with storage.transaction() as tx:
        stored = await tx.plans.get("T1", "same")
    assert stored == made
    assert stored.hash == made.hash


async def test_the_newest_version_is_the_default_and_all_stay_readable(storage: Storage) -> None:
    first, second = plan("versions"), plan("versions", 2, 300_000 * MICROS)
    async with storage.transaction() as tx:
        assert await tx.plans.next_version("T1", "versions") == 1
        await tx.plans.add("T1", first, author="U1", conversation="c")
        await tx.plans.add("T1", second, author="U1", conversation="c")
        assert await tx.plans.get("T1", "versions") == second
        assert await tx.plans.get("T1", "versions", 1) == first
        assert await tx.plans.next_version("T1", "versions") == 3
        listed = await tx.plans.versions("T1", "versions")
        assert await tx.plans.advertisers("T1", ["versions", "none"]) == {"versions": "Nike"}
    assert [(s.version, s.total, s.advertiser) for s in listed] == [
        (1, 250_000 * MICROS, "Nike"),
        (2, 300_000 * MICROS, "Nike"),
    ]


async def test_a_version_is_written_once(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.plans.add("T1", plan("once"), author="U1")
        await tx.plans.add("T1", plan("once"), author="U1")
        with pytest.raises(Conflict):
            await tx.plans.add("T1", plan("once", budget=MICROS), author="U2")


async def test_another_tenant_does_not_see_it(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.plans.add("T1", plan("private"), author="U1")
        with pytest.raises(NotFound):
            await tx.plans.get("T2", "private")


@pytest.mark.parametrize("change", ["UPDATE plans SET total = 0", "DELETE FROM plans"])
async def test_the_database_refuses_to_change_a_plan(storage: Storage, change: str) -> None:
    async with storage.transaction() as tx:
        await tx.plans.add("T1", plan("kept"), author="U1")
    with pytest.raises(IntegrityError, match="never changed"):
        async with storage.transaction() as tx:
            await tx.execute(change)


async def test_recent_plans_are_listed_once_newest_first(storage: Storage) -> None:
    for made in (plan("old"), plan("new"), plan("old", 2)):
        async with storage.transaction() as tx:
            await tx.plans.add("T9", made, author="U1")
    async with storage.transaction() as tx:
        listed = await tx.plans.recent("T9", limit=5)
        assert await tx.plans.recent("T9", limit=5, author="U2") == []
    assert [(s.id, s.version) for s in listed] == [("old", 2), ("new", 1)]
