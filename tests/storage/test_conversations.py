import asyncio

import pytest
import redis.asyncio as redis
from sqlalchemy.exc import IntegrityError

from media.errors import Conflict
from storage.store import Storage
from tests.storage.examples import conversation, turn


async def test_turns_come_back_in_order(storage: Storage) -> None:
    talk = conversation("order")
    for words in ("first", "second", "third"):
        async with storage.turn(talk.id) as tx:
            talk = await tx.conversations.append(talk, turn(words), asked=["budget"])
    assert await storage.conversation("order") == talk
    assert talk.messages == ["first", "second", "third"]
    assert talk.asked == ("budget",)


async def test_the_plan_of_a_conversation_is_remembered(storage: Storage) -> None:
    talk = conversation("planned")
    async with storage.turn(talk.id) as tx:
        talk = await tx.conversations.append(talk, turn("plan"), plan_id="p7")
        talk = await tx.conversations.append(talk, turn("thanks"))
    async with storage.transaction() as tx:
        assert await tx.conversations.of_plan("T1", "p7") == talk
        assert await tx.conversations.of_plan("T2", "p7") is None


async def test_flushing_redis_in_mid_conversation_loses_nothing(
    storage: Storage, redis_url: str
) -> None:
    talk = conversation("flushed")
    async with storage.turn(talk.id) as tx:
        talk = await tx.conversations.append(talk, turn("before"))
    async with redis.Redis.from_url(redis_url) as client:
        assert await client.keys("*flushed")
        await client.flushdb()
    assert await storage.conversation("flushed") == talk
    async with storage.turn(talk.id) as tx:
        talk = await tx.conversations.append(talk, turn("after"))
    assert (await storage.cache.conversation("flushed")) == talk


async def test_of_two_answers_at_once_one_is_refused(storage: Storage) -> None:
    talk = conversation("race")

    async def answer(words: str) -> None:
        async with storage.turn(talk.id) as tx:
            await tx.conversations.append(talk, turn(words))

    outcomes = await asyncio.gather(*map(answer, "abcde"), return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 4


async def test_a_stale_copy_never_overwrites(storage: Storage) -> None:
    empty = conversation("stale")
    async with storage.turn(empty.id) as tx:
        await tx.conversations.append(empty, turn("mine"))
    with pytest.raises(Conflict):
        async with storage.turn(empty.id) as tx:
            await tx.conversations.append(empty, turn("theirs"))
    stored = await storage.conversation("stale")
    assert stored is not None
    assert stored.messages == ["mine"]


async def test_a_slow_reader_does_not_bring_an_old_copy_back(storage: Storage) -> None:
    talk = conversation("slow")
    async with storage.turn(talk.id) as tx:
        old = await tx.conversations.append(talk, turn("first"))
    async with storage.turn(talk.id) as tx:
        new = await tx.conversations.append(old, turn("second"))
        await storage.cache.keep_conversation(old)
    await storage.cache.keep_conversation(old)
    assert await storage.conversation("slow") == new


async def test_after_a_conflict_a_stale_copy_is_gone(storage: Storage) -> None:
    talk = conversation("left behind")
    async with storage.transaction() as tx:
        stored = await tx.conversations.append(talk, turn("by a replica without Redis"))
    await storage.cache.keep_conversation(talk)
    assert await storage.conversation(talk.id) == talk
    with pytest.raises(Conflict):
        async with storage.turn(talk.id) as tx:
            await tx.conversations.append(talk, turn("mine"))
    assert await storage.conversation(talk.id) == stored


async def test_a_failed_turn_leaves_nothing(storage: Storage) -> None:
    talk = conversation("failed")
    with pytest.raises(RuntimeError):
        async with storage.turn(talk.id) as tx:
            await tx.conversations.append(talk, turn("lost"))
            raise RuntimeError
    assert await storage.conversation("failed") is None


async def test_the_database_refuses_to_change_a_turn(storage: Storage) -> None:
    talk = conversation("fixed")
    async with storage.turn(talk.id) as tx:
        await tx.conversations.append(talk, turn("said"))
    with pytest.raises(IntegrityError, match="never changed"):
        async with storage.transaction() as tx:
            await tx.execute("UPDATE turns SET author = 'U9' WHERE conversation = 'fixed'")


async def test_without_redis_conversations_still_work(
    database_url: str, storage_key: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with Storage.open(database_url, "redis://127.0.0.1:1", storage_key) as storage:
        talk = conversation("alone")
        async with storage.turn(talk.id) as tx:
            talk = await tx.conversations.append(talk, turn("hello"))
        assert await storage.conversation("alone") == talk
        assert not await storage.cache.is_up()
    assert "going on without" in caplog.text
