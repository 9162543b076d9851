import asyncio
import json
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict

import pytest

from storage.database import Unreachable
from storage.inbox import Event, Message
from storage.store import Storage
from storage.threads import Handler, NotNow, ThreadWorker
from tests.storage.examples import conversation, turn


def event(name: str, thread: str, ts: str) -> Event:
    return Event("T1", name, "C1", thread, ts, {"text": name})


async def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


def worker(storage: Storage, handle: Handler, owner: str = "A", **options: float) -> ThreadWorker:
    return ThreadWorker(storage, handle, owner=owner, lease=1.0, pause=0.05, **options)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
async def empty_inbox(storage: Storage) -> AsyncIterator[None]:
    yield
    async with storage.transaction() as tx:
        await tx.execute("TRUNCATE inbox")


class Shown:
    """A surface that remembers what it showed, and thinks for a moment."""

    def __init__(self, storage: Storage, owner: str = "A") -> None:
        self.storage = storage
        self.owner = owner
        self.texts: list[str] = []
        self.states: list[str] = []

    async def __call__(self, message: Message) -> None:
        self.states.append(message.state)
        if message.state == "working":
            await self.think(message)
        self.texts.append(str(message.body["text"]))

    async def think(self, message: Message) -> None:
        talk = await self.storage.conversation(message.thread) or conversation(message.thread)
        async with self.storage.turn(talk.id) as tx:
            await tx.conversations.append(talk, turn(str(message.body["text"])))
            await tx.inbox.answered(message.id, owner=self.owner, turn=len(talk.turns))


async def test_quick_messages_of_one_thread_are_answered_in_order(storage: Storage) -> None:
    shown = Shown(storage)
    async with worker(storage, shown) as office:
        for number in range(5):
            assert await office.receive(event(f"m{number}", "quick", f"1.{number}"))
        assert not await office.receive(event("m0", "quick", "1.0"))
        await until(lambda: len(shown.texts) == 5)
    assert shown.texts == [f"m{number}" for number in range(5)]
    talk = await storage.conversation("quick")
    assert talk is not None
    assert talk.messages == shown.texts


async def test_threads_do_not_wait_for_each_other(storage: Storage) -> None:
    slow, fast = asyncio.Event(), asyncio.Event()

    async def handle(message: Message) -> None:
        if message.thread == "slow":
            await slow.wait()
        else:
            fast.set()

    async with worker(storage, handle) as office:
        await office.receive(event("s", "slow", "2.1"))
        await office.receive(event("f", "fast", "2.2"))
        await asyncio.wait_for(fast.wait(), 20)
        slow.set()


async def test_a_message_waits_for_no_poll(storage: Storage) -> None:
    answered = asyncio.Event()

    async def handle(_: Message) -> None:
        answered.set()

    async with ThreadWorker(storage, handle, owner="A", lease=60, pause=60) as office:
        await asyncio.sleep(0.1)
        await office.receive(event("now", "now", "3.1"))
        await asyncio.wait_for(answered.wait(), 20)  # the sweep would come after 30 seconds


async def test_a_failed_message_is_tried_again_then_given_up(storage: Storage) -> None:
    attempts: list[int] = []
    done: list[str] = []

    async def handle(message: Message) -> None:
        if message.event_id == "bad":
            attempts.append(message.attempts)
            raise RuntimeError("it always fails")
        done.append(message.event_id)

    async with worker(storage, handle, attempts=3) as office:
        await office.receive(event("bad", "poison", "4.1"))
        await office.receive(event("good", "poison", "4.2"))
        await until(lambda: done == ["good"])
    assert attempts == [1, 2, 3]


async def test_an_outage_uses_up_no_attempts(storage: Storage) -> None:
    done = asyncio.Event()

    async def handle(message: Message) -> None:
        if message.attempts <= 4:
            raise Unreachable("nobody answers")
        done.set()

    async with worker(storage, handle, attempts=2) as office:
        await office.receive(event("patient", "outage", "1.0"))
        await asyncio.wait_for(done.wait(), 20)


async def test_a_message_outlasts_trouble_where_its_answer_is_shown(storage: Storage) -> None:
    done = asyncio.Event()

    async def handle(message: Message) -> None:
        if message.attempts <= 4:
            raise NotNow("internal_error")
        done.set()

    async with worker(storage, handle, attempts=2) as office:
        await office.receive(event("trouble", "trouble", "1.0"))
        await asyncio.wait_for(done.wait(), 20)


async def test_trouble_that_lasts_for_hours_ends_a_message(storage: Storage) -> None:
    async def handle(_: Message) -> None:
        raise NotNow("internal_error")

    async with storage.transaction() as tx:
        await tx.inbox.record(event("stuck", "stuck", "1.0"))
        await tx.execute("UPDATE inbox SET received_at = now() - interval '2 hours'")
    async with worker(storage, handle, attempts=2), asyncio.timeout(20):
        while not await states(storage, "given_up"):
            await asyncio.sleep(0.02)


async def states(storage: Storage, state: str) -> int:
    async with storage.transaction() as tx:
        query = "SELECT count(*) FROM inbox WHERE state = :state"
        return int((await tx.execute(query, {"state": state})).scalar_one())


async def test_what_could_not_be_recorded_is_recorded_later_and_once(storage: Storage) -> None:
    shown = Shown(storage)
    async with worker(storage, shown) as office:
        late = event("late", "kept", "1.0")
        assert await office.keep(late)
        assert not await office.keep(late)
        await until(lambda: bool(shown.texts))
        assert not await office.receive(late)
    assert shown.texts == ["late"]


async def test_what_waits_is_answered_once_by_the_processes_that_come_after(
    storage: Storage,
) -> None:
    await worker(storage, Shown(storage), "killed").keep(event("recent", "waiting", "1.0"))
    old = json.dumps(asdict(event("old", "waiting", "2.0")))
    await storage.cache.keep_waiting(old, at=time.time() - 3700)
    await storage.cache.keep_waiting('{"of": "another version"}', at=time.time())
    one, other = Shown(storage, "one"), Shown(storage, "other")
    async with worker(storage, one, "one"), worker(storage, other, "other"):
        await until(lambda: bool(one.texts or other.texts))
        await asyncio.sleep(0.3)
    async with worker(storage, one, "one"):
        await asyncio.sleep(0.3)
    assert one.texts + other.texts == ["recent"]


async def test_a_long_answer_keeps_its_lease(storage: Storage) -> None:
    begun: list[str] = []

    def handler(owner: str) -> Handler:
        async def handle(_: Message) -> None:
            begun.append(owner)
            await asyncio.sleep(1.5)

        return handle

    first = worker(storage, handler("A"))
    async with first, worker(storage, handler("B"), "B"):
        await first.receive(event("long", "long", "5.1"))
        await asyncio.sleep(2)
    assert len(begun) == 1


async def test_a_stopped_replica_hands_its_message_on_at_once(storage: Storage) -> None:
    stuck, shown = asyncio.Event(), Shown(storage, "B")

    async def never(_: Message) -> None:
        stuck.set()
        await asyncio.sleep(60)

    async with storage.transaction() as tx:
        await tx.inbox.record(event("before", "before", "6.0"))
    async with ThreadWorker(storage, shown, owner="B", lease=60, pause=60):
        await until(lambda: shown.texts == ["before"], 20)  # B's first sweep cannot take the next
        async with ThreadWorker(storage, never, owner="A", lease=60, pause=60) as leaving:
            await leaving.receive(event("handed", "handed", "6.1"))
            await asyncio.wait_for(stuck.wait(), 20)
        await until(lambda: shown.texts == ["before", "handed"], 20)


async def test_a_replica_that_died_is_replaced(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.inbox.record(event("orphan", "orphan", "7.1"))
        assert await tx.inbox.claim("orphan", owner="dead", seconds=0.3)
    shown = Shown(storage, "B")
    async with worker(storage, shown, "B"):
        await until(lambda: shown.texts == ["orphan"])


async def test_an_answer_lost_before_it_was_shown_is_shown_withoutthinking_again(
    storage: Storage,
) -> None:
    failing, crashed = Shown(storage), asyncio.Event()

    async def crash(message: Message) -> None:
        await failing.think(message)
        crashed.set()
        raise RuntimeError("the surface is gone")

    shown = Shown(storage, "B")
    async with worker(storage, crash) as office:
        await office.receive(event("once", "once", "8.1"))
        await asyncio.wait_for(crashed.wait(), 20)
    async with worker(storage, shown, "B"):
        await until(lambda: shown.texts == ["once"])
    assert shown.states == ["answered"]
    talk = await storage.conversation("once")
    assert talk is not None
    assert talk.messages == ["once"]


async def test_flushing_redis_while_answering_loses_nothing(
    storage: Storage, redis_url: str
) -> None:
    import redis.asyncio as redis

    shown = Shown(storage)
    async with redis.Redis.from_url(redis_url) as client, worker(storage, shown) as office:
        for number in range(10):
            await office.receive(event(f"x{number}", "flush", f"9.{number}"))
            await client.flushdb()
        await until(lambda: len(shown.texts) == 10)
    talk = await storage.conversation("flush")
    assert talk is not None
    assert talk.messages == [f"x{number}" for number in range(10)]


_REPLICA = """
import asyncio, sys
from storage.inbox import Event
from storage.store import Storage
from storage.threads import ThreadWorker

async def hang(message):
    print("working", flush=True)
    await asyncio.sleep(60)

async def main():
    async with Storage.open(*sys.argv[1:3], sys.argv[3]) as storage:
        async with ThreadWorker(storage, hang, owner="killed", lease=1.0, pause=60) as office:
            await office.receive(Event("T1", "k1", "C1", "killed", "10.1", {"text": "k1"}))
            await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_a_replica_killed_in_mid_answer_is_replaced_by_another(
    storage: Storage, database_url: str, redis_url: str, storage_key: str
) -> None:
    arguments = ("-c", _REPLICA, database_url, redis_url, storage_key)
    replica = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=PIPE)
    assert replica.stdout is not None
    assert await replica.stdout.readline() == b"working\n"
    replica.kill()
    await replica.wait()
    shown = Shown(storage, "B")
    async with worker(storage, shown, "B") as office:
        assert not await office.receive(event("k1", "killed", "10.1"))
        assert await office.receive(event("k2", "killed", "10.2"))
        await until(lambda: len(shown.texts) == 2)
    assert shown.texts == ["k1", "k2"]
