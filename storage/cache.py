"""Redis: copies of conversations and of events that wait, signatures seen lately, turns of ad
accounts, a bell for workers.

Nothing here is the only copy of anything: when Redis is emptied, or gone, everything still works,
only slower.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import AsyncIterator

import redis.asyncio as redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from media.conversation import Conversation

_log = logging.getLogger(__name__)
_CONVERSATION_SECONDS = 24 * 3600
_SIGNATURE_SECONDS = 10 * 60
"""Twice as long as Slack's signatures are valid."""
_PATIENCE = 0.5
"""Seconds after which a Redis that does not answer counts as gone."""
_HEALTH_CHECK = 10
_BELL = "flightplan:threads"
_WAITING = "flightplan:waiting"
_WAITING_SECONDS = 3600
_KEEP_NEWEST = """
local turns = redis.call('HGET', KEYS[1], 'turns')
if not turns or tonumber(turns) <= tonumber(ARGV[1]) then
    redis.call('HSET', KEYS[1], 'turns', ARGV[1], 'body', ARGV[2])
    redis.call('EXPIRE', KEYS[1], ARGV[3])
end
"""
"""A slow reader may come with what it read before a commit; it must not win over the writer."""
_TAKE_TURN = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1e6
local due = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
local after = due + 1 / tonumber(ARGV[1])
redis.call('SET', KEYS[1], string.format('%.6f', after), 'PX', math.ceil((after - now) * 1000))
return string.format('%.6f', math.max(0, due - now - (tonumber(ARGV[2]) - 1) / ARGV[1]))
"""
"""The generic cell rate algorithm (ITU-T I.371): one instant an account says when it is level."""


class Cache:
    """What may be lost at any time."""

    def __init__(self, redis_url: str) -> None:
        self._redis = redis.Redis.from_url(
            redis_url,
            decode_responses=True,
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
            retry=Retry(NoBackoff(), 1),
        )
        self._listening = redis.Redis.from_url(
            redis_url,
            decode_responses=True,
            socket_connect_timeout=_PATIENCE,
            health_check_interval=_HEALTH_CHECK,
        )

    async def conversation(self, conversation_id: str) -> Conversation | None:
        """The copy of a conversation, if there is one."""
        try:
            body = await self._redis.hget(_conversation_key(conversation_id), "body")
        except RedisError as error:
            _without_redis(error)
            return None
        return None if body is None else Conversation.model_validate_json(body)

    async def keep_conversation(self, conversation: Conversation) -> None:
        """Copy a conversation as it was committed, unless the copy has more turns already."""
        values = (len(conversation.turns), conversation.model_dump_json(), _CONVERSATION_SECONDS)
        try:
            await self._redis.eval(_KEEP_NEWEST, 1, _conversation_key(conversation.id), *values)
        except RedisError as error:
            _without_redis(error)

    async def forget_conversation(self, conversation_id: str) -> None:
        """Drop the copy, because the original is about to change."""
        try:
            await self._redis.delete(_conversation_key(conversation_id))
        except RedisError as error:
            _without_redis(error)

    async def keep_waiting(self, event: str, *, at: float) -> None:
        """Copy an event that came at `at` (seconds since 1970) and cannot be recorded."""
        try:
            await self._redis.zadd(_WAITING, {event: at})
            await self._redis.expire(_WAITING, _WAITING_SECONDS)
        except RedisError as error:
            _without_redis(error)

    async def waiting(self, *, since: float) -> list[str]:
        """Events that wait and came after `since`, the earliest first."""
        try:
            return await self._redis.zrange(_WAITING, since, "+inf", byscore=True)  # type: ignore[return-value]
        except RedisError as error:
            _without_redis(error)
            return []

    async def drop_waiting(self, event: str) -> None:
        """Drop the copy of an event that waits no more."""
        try:
            await self._redis.zrem(_WAITING, event)
        except RedisError as error:
            _without_redis(error)

    async def is_first_time(self, sign: str) -> bool:
        """Whether a sign, such as a request's signature, was not seen in the last ten minutes.

        True when Redis is gone: the inbox still answers every event once.
        """
        name = f"flightplan:signature:{hashlib.sha256(sign.encode()).hexdigest()}"
        try:
            return bool(await self._redis.set(name, 1, nx=True, ex=_SIGNATURE_SECONDS))
        except RedisError as error:
            _without_redis(error)
            return True

    async def ring(self, thread: str) -> None:
        """Tell every listening worker that a thread has something to do."""
        try:
            await self._redis.publish(_BELL, thread)
        except RedisError as error:
            _without_redis(error)

    async def bells(self) -> AsyncIterator[str]:
        """Threads that were rung, from now on. Raises RedisError when the connection is lost."""
        async with self._listening.pubsub() as listener:
            await listener.subscribe(_BELL)
            async for message in listener.listen():
                if message["type"] == "message":
                    yield message["data"]

    async def take_turn(self, account: str, rate: float, burst: int) -> float | None:
        """Seconds until an ad account's next call may go out; None when Redis is gone.

        `rate` calls a second on average and `burst` at once, counted over all replicas.
        """
        try:
            wait = await self._redis.eval(_TAKE_TURN, 1, f"flightplan:pace:{account}", rate, burst)
        except RedisError as error:
            _without_redis(error)
            return None
        return float(wait)

    async def is_up(self) -> bool:
        """Whether Redis answers."""
        try:
            return bool(await self._redis.ping())
        except RedisError:
            return False

    async def close(self) -> None:
        """Close all connections."""
        await self._redis.aclose()
        await self._listening.aclose()


def _conversation_key(conversation_id: str) -> str:
    return f"flightplan:conversation:{conversation_id}"


def _without_redis(error: RedisError) -> None:
    _log.warning("Redis is not there, going on without: %s", type(error).__name__)
