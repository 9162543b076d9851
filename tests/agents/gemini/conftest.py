"""A local Gemini endpoint and a client that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from agents.gemini import Gemini, GeminiSettings
from sandbox.gemini import GeminiSandbox


@pytest.fixture
async def endpoint() -> AsyncIterator[GeminiSandbox]:
    async with GeminiSandbox.start() as running:
        yield running


@pytest.fixture
async def model(endpoint: GeminiSandbox) -> AsyncIterator[Gemini]:
    settings = GeminiSettings("gemini-3-flash", api_key="key", base_url=endpoint.base_url)
    gemini = Gemini(settings)
    await gemini.open()
    yield gemini
    await gemini.close()
