import asyncio

import pytest

from media.accounts import AdAccount, Assets
from media.approvals import Limit, Member, Policy
from media.errors import Conflict
from media.money import MICROS
from storage.store import Storage

DIRECT = AdAccount(channel="direct", seller="adcp", account_id="a1", currency="BRL")


async def test_roles_are_given_and_taken(storage: Storage) -> None:
    async with storage.transaction() as tx:
        assert await tx.members.get("T1", "U1") == Member(user="U1")
        await tx.members.set_roles("T1", "U1", ["rep", "approver"], name="Ana")
        await tx.members.set_roles("T1", "U2", ["approver"])
        await tx.members.set_roles("T1", "U1", ["admin"])
        assert await tx.members.get("T1", "U1") == Member(
            user="U1", name="Ana", roles=frozenset({"admin"})
        )
        assert [m.user for m in await tx.members.with_role("T1", "approver")] == ["U2"]
        assert [m.user for m in await tx.members.named("T1", ["U2", "U3"])] == ["U2"]
        assert await tx.members.all("T2") == []


async def test_every_version_of_a_policy_stays(storage: Storage) -> None:
    limit = Limit(role="approver", currency="BRL", amount=9_007_199_254_740_993)
    async with storage.transaction() as tx:
        default = await tx.policies.current("T1")
        first = await tx.policies.change(
            "T1", default.model_copy(update={"limits": (limit,)}), by="U1"
        )
        second = await tx.policies.change(
            "T1", first.model_copy(update={"two_person_above": {"BRL": MICROS}}), by="U1"
        )
        assert await tx.policies.current("T1") == second
        assert await tx.policies.get("T1", 1) == first
        assert await tx.policies.get("T1", 0) == default == Policy(version=0)
    assert (second.version, second.limits, second.two_person_above) == (
        2,
        (limit,),
        {"BRL": MICROS},
    )


async def test_of_two_changes_at_once_one_is_refused(storage: Storage) -> None:
    everybody_has_read = asyncio.Barrier(5)

    async def change(hours: int) -> None:
        async with storage.transaction() as tx:
            read = await tx.policies.current("race")
            await everybody_has_read.wait()
            changed = read.model_copy(update={"expires_after_hours": hours})
            await tx.policies.change("race", changed, by="U1")

    outcomes = await asyncio.gather(*map(change, range(1, 6)), return_exceptions=True)
    refusals = [outcome for outcome in outcomes if outcome is not None]
    assert [refusal for refusal in refusals if not isinstance(refusal, Conflict)] == []
    assert len(refusals) == 4


async def test_an_old_policy_cannot_be_saved_over_a_new_one(storage: Storage) -> None:
    async with storage.transaction() as tx:
        old = await tx.policies.current("old")
        await tx.policies.change("old", old, by="U1")
        await tx.policies.change("old", await tx.policies.current("old"), by="U1")
        with pytest.raises(Conflict):
            await tx.policies.change("old", old, by="U2")


async def test_an_advertiser_is_known_by_name_whatever_its_case(storage: Storage) -> None:
    async with storage.transaction() as tx:
        assert (await tx.advertisers.get("T1", "Nike")).accounts == ()
        await tx.advertisers.set_account("T1", "Nike", DIRECT)
        await tx.advertisers.set_category("T1", "  NIKE ", "ADV_6_44")
        await tx.advertisers.set_assets("T1", "nike", Assets(tagline="Run", files=("f1",)))
        stored = await tx.advertisers.get("T1", "nIKE")
        assert await tx.advertisers.names("T1") == ["Nike"]
        assert await tx.advertisers.names("T2") == []
    assert (stored.name, stored.category, stored.assets.files) == ("Nike", "ADV_6_44", ("f1",))
    assert stored.account("direct") == DIRECT


async def test_accounts_are_replaced_by_seller_and_removed(storage: Storage) -> None:
    moved = DIRECT.model_copy(update={"account_id": "a2"})
    beside = DIRECT.model_copy(update={"seller": "spotify_reserved"})
    other = DIRECT.model_copy(update={"channel": "self_serve", "seller": "spotify"})
    async with storage.transaction() as tx:
        for account in (DIRECT, beside, other, moved):
            await tx.advertisers.set_account("T1", "Puma", account)
        puma = await tx.advertisers.get("T1", "Puma")
        assert puma.accounts == (moved, beside, other)
        assert await tx.advertisers.remove_account("T1", "Puma", "direct", "adcp")
        assert not await tx.advertisers.remove_account("T1", "Puma", "direct", "adcp")
        assert (await tx.advertisers.get("T1", "Puma")).accounts == (beside, other)
        await tx.advertisers.save("T1", puma)
        assert await tx.advertisers.get("T1", "Puma") == puma
