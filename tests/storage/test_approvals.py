import asyncio
from datetime import timedelta

import pytest

from media.approvals import ApprovalRequest
from media.errors import Conflict, NotFound
from storage.store import Storage
from tests.storage.examples import NOW, plan, request

HASH = plan().hash


async def open_request(storage: Storage, request_id: str, plan_id: str) -> ApprovalRequest:
    opened = request(request_id, of=plan(plan_id))
    async with storage.transaction() as tx:
        await tx.approvals.open(opened)
    return opened


async def approve(
    storage: Storage, opened: ApprovalRequest, by: str, *, needed: int = 1
) -> ApprovalRequest:
    async with storage.transaction() as tx:
        return await tx.approvals.approve(
            "T1", opened.id, expected_hash=opened.plan_hash, by=by, needed=needed, now=NOW
        )


async def test_twenty_parallel_clicks_approve_once(storage: Storage) -> None:
    opened = await open_request(storage, "clicks", "clicked")
    clicks = (approve(storage, opened, f"U{n}") for n in range(20))
    outcomes = await asyncio.gather(*clicks, return_exceptions=True)
    won = [outcome for outcome in outcomes if isinstance(outcome, ApprovalRequest)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
    assert [(w.state, len(w.approvals)) for w in won] == [("approved", 1)]
    assert len(lost) == 19
    assert all(f"already approved by <@{won[0].decided_by}>" in str(error) for error in lost)


async def test_two_people_are_two_people(storage: Storage) -> None:
    opened = await open_request(storage, "pair", "paired")
    assert (await approve(storage, opened, "U2", needed=2)).state == "open"
    with pytest.raises(Conflict, match="second person"):
        await approve(storage, opened, "U2", needed=2)
    decided = await approve(storage, opened, "U3", needed=2)
    assert decided.state == "approved"
    assert decided.approvals == ("U2", "U3")
    assert (decided.decided_by, decided.decided_at) == ("U3", NOW)


async def test_many_people_at_once_make_exactly_one_second_approval(storage: Storage) -> None:
    opened = await open_request(storage, "crowd", "crowded")
    clicks = (approve(storage, opened, f"U{n % 5}", needed=2) for n in range(20))
    outcomes = await asyncio.gather(*clicks, return_exceptions=True)
    won = [outcome for outcome in outcomes if isinstance(outcome, ApprovalRequest)]
    assert sorted(w.state for w in won) == ["approved", "open"]
    assert len(set(won[-1].approvals) | set(won[0].approvals)) == 2


async def test_a_stale_card_is_refused(storage: Storage) -> None:
    opened = await open_request(storage, "stale", "changed")
    with pytest.raises(Conflict, match="has changed since this card"):
        async with storage.transaction() as tx:
            await tx.approvals.approve(
                "T1", "stale", expected_hash="f" * 64, by="U2", needed=1, now=NOW
            )
    assert (await approve(storage, opened, "U2")).state == "approved"


async def test_an_expired_request_is_refused_and_then_closed(storage: Storage) -> None:
    opened = await open_request(storage, "late", "old")
    later = opened.expires_at
    with pytest.raises(Conflict, match="expired"):
        async with storage.transaction() as tx:
            await tx.approvals.approve(
                "T1", "late", expected_hash=opened.plan_hash, by="U2", needed=1, now=later
            )
    async with storage.transaction() as tx:
        assert "late" not in {r.id for r in await tx.approvals.expire(later - timedelta(seconds=1))}
        assert "late" in {r.id for r in await tx.approvals.expire(later)}
        assert (await tx.approvals.get("T1", "late")).state == "expired"


async def test_a_rejected_plan_can_be_asked_for_again(storage: Storage) -> None:
    opened = await open_request(storage, "no", "again")
    async with storage.transaction() as tx:
        rejected = await tx.approvals.reject(
            "T1", "no", expected_hash=opened.plan_hash, by="U2", reason="Too dear.", now=NOW
        )
    assert (rejected.state, rejected.reason) == ("rejected", "Too dear.")
    assert (await open_request(storage, "yes", "again")).state == "open"


async def test_a_new_request_supersedes_the_one_before(storage: Storage) -> None:
    await open_request(storage, "v1", "edited")
    async with storage.transaction() as tx:
        closed = await tx.approvals.open(request("v2", of=plan("edited", 2)))
        assert [(r.id, r.state) for r in closed] == [("v1", "superseded")]
        assert "v2" in {r.id for r in await tx.approvals.pending("T1")}
        newest = await tx.approvals.latest("T1", "edited")
        assert await tx.approvals.latest("T2", "edited") is None
    assert newest is not None
    assert newest.id == "v2"
    with pytest.raises(Conflict, match="newer version has replaced"):
        await approve(storage, request("v1", of=plan("edited")), "U2")


async def test_another_tenant_cannot_decide(storage: Storage) -> None:
    opened = await open_request(storage, "ours", "private")
    with pytest.raises(NotFound):
        async with storage.transaction() as tx:
            await tx.approvals.approve(
                "T2", "ours", expected_hash=opened.plan_hash, by="U2", needed=1, now=NOW
            )
