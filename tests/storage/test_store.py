"""What only the repositories together can promise."""

import asyncio
from datetime import date

import pytest

from media.approvals import ApprovalRequest
from media.conversation import TokenUse
from media.errors import Conflict, SoldOut
from media.inventory import Cell
from storage.holds import Hold
from storage.inbox import Event
from storage.inventory import StockRow
from storage.posts import Post
from storage.store import Storage
from tests.storage.examples import NOW, conversation, plan, request, turn

CELL = Cell("BR", "audio", "direct", date(2027, 1, 1))


async def approve(storage: Storage, opened: ApprovalRequest, by: str, impressions: int) -> None:
    async with storage.transaction() as tx:
        await tx.approvals.approve(
            "T1", opened.id, expected_hash=opened.plan_hash, by=by, needed=1, now=NOW
        )
        await tx.holds.reserve("T1", opened.plan, 1, [Hold("l1", CELL, impressions)])
        await tx.execute("INSERT INTO jobs VALUES (:plan)", {"plan": opened.plan})
        await tx.audit.append("T1", actor=by, action="plan.approved", plan=opened.plan)


@pytest.fixture
async def opened(storage: Storage) -> ApprovalRequest:
    asked = request("r1", of=plan("p1"))
    async with storage.transaction() as tx:
        await tx.execute("CREATE TABLE IF NOT EXISTS jobs (plan text)")
        await tx.execute("TRUNCATE jobs, approval_requests, holds, inventory")
        await tx.inventory.load([StockRow(CELL, 100, 0)])
        await tx.approvals.open(asked)
    return asked


async def test_of_twenty_approvals_one_reserves_books_and_is_written_down(
    storage: Storage, opened: ApprovalRequest
) -> None:
    clicks = (approve(storage, opened, f"U{n}", 60) for n in range(2, 22))
    outcomes = await asyncio.gather(*clicks, return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 19
    async with storage.transaction() as tx:
        assert (await tx.execute("SELECT plan FROM jobs")).scalars().all() == ["p1"]
        assert [row.action async for row in tx.audit.export("T1", plan="p1")] == ["plan.approved"]
        assert sum(hold.impressions for hold in await tx.holds.of("T1", "p1", 1)) == 60


async def test_an_approval_that_cannot_reserve_did_not_happen(
    storage: Storage, opened: ApprovalRequest
) -> None:
    with pytest.raises(SoldOut):
        await approve(storage, opened, "U2", 101)
    async with storage.transaction() as tx:
        assert (await tx.approvals.get("T1", "r1")).state == "open"
        assert (await tx.execute("SELECT count(*) FROM jobs")).scalar_one() == 0


async def test_a_thousand_approvals_on_two_replicas_sell_exactly_what_there_is(
    storage: Storage, opened: ApprovalRequest, database_url: str, redis_url: str, storage_key: str
) -> None:
    asked = [request(f"many{n}", of=plan(f"many{n}")) for n in range(1000)]
    async with storage.transaction() as tx:
        await tx.inventory.load([StockRow(CELL, 60 * 700 + 59, 0)])
        for each in asked:
            await tx.approvals.open(each)
    async with Storage.open(database_url, redis_url, storage_key, connections=60) as other:
        outcomes = await asyncio.gather(
            *(approve((storage, other)[n % 2], each, "U2", 60) for n, each in enumerate(asked)),
            return_exceptions=True,
        )
    assert sum(outcome is None for outcome in outcomes) == 700
    assert sum(isinstance(outcome, SoldOut) for outcome in outcomes) == 300
    async with storage.transaction() as tx:
        [stock] = (await tx.inventory.by_day(CELL.day, CELL.day)).values()
        assert (stock.held, stock.unsold) == (60 * 700, 59)
        assert (await tx.execute("SELECT count(DISTINCT plan) FROM jobs")).scalar_one() == 700
        assert len(await tx.approvals.pending("T1")) == 301
        assert (await tx.audit.verify("T1")).intact


async def test_a_purged_workspace_leaves_only_orders_and_the_trail(storage: Storage) -> None:
    async with storage.transaction() as tx:
        for tenant in ("gone", "stays"):
            talk = conversation(tenant).model_copy(update={"tenant": tenant})
            await tx.tenants.install(tenant, name=tenant.title())
            await tx.inbox.record(Event(tenant, "e", "C", tenant, "1.0", {"text": "secret"}))
            await tx.conversations.append(talk, turn("secret"))
            await tx.plans.add(tenant, plan("p"), author="U1")
            await tx.tokens.put(tenant, "slack", "xoxb")
            await tx.members.set_roles(tenant, "U1", ["rep"], name="Ana")
            await tx.audit.append(tenant, actor="U1", action="plan.made")
        await tx.tenants.purge("gone")
        for table in ("inbox", "conversations", "plans", "tokens", "members"):
            left = await tx.execute(f"SELECT DISTINCT tenant FROM {table}")
            assert "stays" in (kept := left.scalars().all()), table
            assert "gone" not in kept, table
        assert await tx.conversations.get("gone") is None
        assert await tx.tenants.all() == {"stays": "Stays"}
        assert (await tx.audit.verify("gone")).entries == 1


async def test_model_calls_are_added_up_by_month(storage: Storage) -> None:
    use = TokenUse(
        model="gemini", prompt="goal", input_tokens=100, output_tokens=20, seconds=0.5, outcome="ok"
    )
    async with storage.transaction() as tx:
        for day in (date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)):
            await tx.usage.add("T1", use, on=day)
        [row] = await tx.usage.month("T1", date(2026, 11, 15))
        assert (row.calls, row.input_tokens, row.output_tokens, row.seconds) == (2, 200, 40, 1.0)
        assert await tx.usage.tokens("T1", date(2026, 11, 15)) == 240
        assert await tx.usage.tokens("T2", date(2026, 11, 15)) == 0


async def test_a_model_answer_is_kept_once(storage: Storage) -> None:
    async with storage.transaction() as tx:
        assert await tx.model_answers.get("k") is None
        await tx.model_answers.put("k", "first", model="gemini")
        await tx.model_answers.put("k", "second", model="gemini")
        assert await tx.model_answers.get("k") == "first"


async def test_a_lost_worker_is_taken_over_by_one_replica(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.workers.beat("lost")
        await tx.execute("UPDATE workers SET beat_at = beat_at - interval '1 minute'")
        await tx.workers.beat("alive")
    async with storage.transaction() as one, storage.transaction() as other:
        assert await one.workers.lock_lost(50) == ["lost"]
        assert await other.workers.lock_lost(50) == []
        await one.workers.forget("lost")
    async with storage.transaction() as tx:
        assert await tx.workers.lock_lost(50) == []


async def test_a_signature_is_accepted_once(storage: Storage) -> None:
    seen = [await storage.cache.is_first_time("v0=abc") for _ in range(3)]
    assert seen == [True, False, False]


async def test_posts_about_a_plan_can_be_found_again(storage: Storage) -> None:
    card = Post("C1", "1.1", "1.0", "card", "posted", 1)
    progress = Post("C1", "1.2", "1.0", "progress", "posted", 1)
    edited = Post("C1", "1.1", "1.0", "card", "posted", 2)
    async with storage.transaction() as tx:
        for post in (card, progress, edited):
            await tx.posts.remember("T1", post)
        assert await tx.posts.of_plan("T1", "posted") == [progress, edited]
        assert await tx.posts.of_plan("T1", "posted", kind="card") == [edited]
        assert await tx.posts.of_plan("T2", "posted") == []
