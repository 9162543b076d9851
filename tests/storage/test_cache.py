import asyncio

import pytest

from ads.pace import Paces
from storage.cache import Cache
from storage.engines import Addresses


async def test_replicas_share_the_turns_of_an_account(engines: Addresses) -> None:
    one, other = Cache(engines.redis_url), Cache(engines.redis_url)
    try:
        waits = [await cache.take_turn("shared", 0.1, 4) for cache in (one, other) * 3]
        elsewhere = await other.take_turn("another", 0.1, 4)
    finally:
        await one.close()
        await other.close()
    assert [wait and round(wait, -1) for wait in waits] == [0, 0, 0, 0, 10, 20]
    assert elsewhere == 0


async def test_without_redis_every_process_keeps_its_own_pace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    cache = Cache("redis://127.0.0.1:1")
    paces = Paces(rate=0.1, burst=2, shared=cache.take_turn)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    for _ in range(3):
        await paces.turn("alone")
    await cache.close()
    assert [round(seconds, -1) for seconds in slept if seconds > 0.5] == [10]
