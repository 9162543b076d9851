from collections.abc import AsyncIterator

import httpx
import pytest

from sandbox.ads import AdsSandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[AdsSandbox]:
    async with AdsSandbox.start() as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as client:
        yield client
