import asyncio

import pytest

from media.errors import Conflict
from storage.inbox import Event, Message
from storage.store import Storage


def event(
    event_id: str, *, thread: str, ts: str | None = None, text: str = "", tenant: str = "T1"
) -> Event:
    return Event(tenant, event_id, "C1", thread, ts, {"text": text})


async def record(storage: Storage, *events: Event) -> list[bool]:
    async with storage.transaction() as tx:
        return [await tx.inbox.record(each) for each in events]


async def claim(storage: Storage, thread: str, owner: str, seconds: float = 30) -> Message | None:
    async with storage.transaction() as tx:
        return await tx.inbox.claim(thread, owner=owner, seconds=seconds)


async def answer(storage: Storage, message: Message, owner: str) -> None:
    async with storage.transaction() as tx:
        await tx.inbox.answered(message.id, owner=owner, turn=0)
    async with storage.transaction() as tx:
        await tx.inbox.done(message.id, owner=owner)


async def test_a_redelivered_event_is_recorded_once(storage: Storage) -> None:
    first = event("redelivered", thread="redelivery", ts="1.1")
    assert await record(storage, first, first) == [True, False]


async def test_a_mention_and_its_message_are_one(storage: Storage) -> None:
    mention = event("Ev1", thread="twins", ts="2.1")
    message = event("Ev2", thread="twins", ts="2.1")
    assert await record(storage, mention, message) == [True, False]


async def test_twenty_deliveries_at_once_are_recorded_once(storage: Storage) -> None:
    same = event("parallel", thread="parallel", ts="3.1")
    outcomes = await asyncio.gather(*(record(storage, same) for _ in range(20)))
    assert sum(fresh for [fresh] in outcomes) == 1


async def test_workspaces_do_not_share_event_ids(storage: Storage) -> None:
    assert await record(
        storage,
        event("shared", thread="a", ts="4.1"),
        event("shared", thread="b", ts="4.1", tenant="T2"),
    ) == [True, True]


async def test_messages_of_a_thread_come_in_the_order_they_were_written(storage: Storage) -> None:
    late, early = event("o2", thread="order", ts="5.2"), event("o1", thread="order", ts="5.1")
    await record(storage, late, early)
    first = await claim(storage, "order", "A")
    assert first is not None
    assert (first.event_id, first.state, first.attempts) == ("o1", "working", 1)
    assert await claim(storage, "order", "B") is None
    await answer(storage, first, "A")
    second = await claim(storage, "order", "B")
    assert second is not None
    assert second.event_id == "o2"


async def test_another_replica_takes_over_when_the_lease_runs_out(storage: Storage) -> None:
    await record(storage, event("dying", thread="takeover", ts="6.1"))
    taken = await claim(storage, "takeover", "dead", seconds=0.05)
    assert taken is not None
    async with storage.transaction() as tx:
        await tx.inbox.set_placeholder(taken.id, owner="dead", ts="6.2")
    await asyncio.sleep(0.1)
    again = await claim(storage, "takeover", "alive")
    assert again is not None
    assert (again.id, again.attempts, again.placeholder) == (taken.id, 2, "6.2")
    with pytest.raises(Conflict):
        await answer(storage, taken, "dead")
    await answer(storage, again, "alive")


async def test_an_answer_that_was_not_shown_is_only_shown_again(storage: Storage) -> None:
    await record(storage, event("unshown", thread="unshown", ts="7.1"))
    taken = await claim(storage, "unshown", "dead", seconds=0.05)
    assert taken is not None
    async with storage.transaction() as tx:
        await tx.inbox.answered(taken.id, owner="dead", turn=4)
    await asyncio.sleep(0.1)
    again = await claim(storage, "unshown", "alive")
    assert again is not None
    assert (again.state, again.turn) == ("answered", 4)


async def test_a_renewed_lease_holds(storage: Storage) -> None:
    await record(storage, event("long", thread="long", ts="8.1"))
    taken = await claim(storage, "long", "A", seconds=0.05)
    assert taken is not None
    async with storage.transaction() as tx:
        await tx.inbox.renew(taken.id, owner="A", seconds=30)
    await asyncio.sleep(0.1)
    assert await claim(storage, "long", "B") is None


async def test_a_message_nobody_can_answer_does_not_block_its_thread(storage: Storage) -> None:
    await record(storage, *(event(f"p{n}", thread="poison", ts=f"9.{n}") for n in (1, 2)))
    taken = await claim(storage, "poison", "A")
    assert taken is not None
    async with storage.transaction() as tx:
        await tx.inbox.give_up(taken.id, owner="A", problem="it always fails")
    following = await claim(storage, "poison", "A")
    assert following is not None
    assert following.event_id == "p2"


async def test_answered_messages_are_forgotten_after_a_while(storage: Storage) -> None:
    await record(storage, event("old", thread="old", ts="12.1"), event("open", thread="o", ts="13"))
    taken = await claim(storage, "old", "A")
    assert taken is not None
    await answer(storage, taken, "A")
    async with storage.transaction() as tx:
        await tx.execute(
            "UPDATE inbox SET done_at = done_at - interval '31 days' WHERE ts = '12.1'"
        )
        assert await tx.inbox.prune(days=30) == 1
        left = await tx.execute("SELECT event_id FROM inbox WHERE event_id IN ('old', 'open')")
        assert left.scalars().all() == ["open"]


async def test_forsaken_threads_are_found(storage: Storage) -> None:
    await record(storage, event("f1", thread="alone", ts="10.1"))
    await record(storage, event("f2", thread="held", ts="10.2"))
    assert await claim(storage, "held", "A") is not None
    async with storage.transaction() as tx:
        found = await tx.inbox.forsaken()
    assert "alone" in found
    assert "held" not in found


async def drain(storage: Storage, thread: str, owner: str, answered: list[str]) -> None:
    while (message := await claim(storage, thread, owner)) is not None:
        await asyncio.sleep(0.001)
        answered.append(message.event_id)
        await answer(storage, message, owner)


async def test_two_replicas_that_receive_and_answer_lose_and_repeat_nothing(
    storage: Storage,
) -> None:
    threads = [f"race{t}" for t in range(4)]
    events = [event(f"{t}-{n}", thread=t, ts=f"{t}.{n}") for n in range(8) for t in threads]
    answered: list[str] = []

    async def replica(owner: str, mine: list[Event]) -> None:
        for each in mine:
            await record(storage, each)
            await drain(storage, each.thread, owner, answered)

    await asyncio.gather(replica("A", events[::2] + events), replica("B", events[1::2] + events))
    assert sorted(answered) == sorted(each.event_id for each in events)


async def test_two_replicas_on_one_thread_keep_its_order(storage: Storage) -> None:
    await record(storage, *(event(f"q{n}", thread="queue", ts=f"11.{n}") for n in range(9)))
    answered: list[str] = []
    while len(answered) < 9:
        await asyncio.gather(*(drain(storage, "queue", owner, answered) for owner in "AB"))
    assert answered == [f"q{n}" for n in range(9)]
