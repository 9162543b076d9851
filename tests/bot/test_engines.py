"""Embedded engines that die under a bot at work come back by themselves."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from bot.engines import kept_running
from storage.engines import Addresses, Engines


@pytest.fixture
def home() -> Iterator[Path]:
    """A short path: sockets have little room for their names."""
    folder = Path(tempfile.mkdtemp(prefix="fp-"))
    yield folder
    shutil.rmtree(folder)


async def test_engines_that_are_killed_are_started_again(home: Path) -> None:
    engines = Engines(home, durable=False)
    with engines as addresses:
        async with kept_running(engines, 0.2):
            for process in psutil.process_iter(["cmdline"]):
                if any(str(home) in word for word in process.info["cmdline"] or ()):
                    process.kill()
            async with asyncio.timeout(30):
                while not await asyncio.to_thread(_answer, addresses):
                    await asyncio.sleep(0.1)


def _answer(at: Addresses) -> bool:
    try:
        with psycopg.connect(at.database_url), redis.Redis.from_url(at.redis_url) as cache:
            return bool(cache.ping())
    except (psycopg.OperationalError, redis.ConnectionError):
        return False
