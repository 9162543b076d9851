"""The bot with a language model: asked for what nobody could explain, trusted with nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from importlib import import_module

import pytest
from pydantic import SecretStr

from bot.house import House
from sandbox.gemini import FAULTS, GeminiSandbox, Reply
from sandbox.slack.people import BRAZIL_SALES, TEAM_ID
from tests.bot.scenarios.office import Office, at_work, said

MESSAGE = "@Flightplan Brazil next month, 45000 smackers"
FOUND = {
    "nothing_found": False,
    "budgets": [
        {
            "quote": "45000 smackers",
            "amount": "45000",
            "max": None,
            "currency": None,
            "period": "total",
        }
    ],
}


@pytest.fixture
async def gemini() -> AsyncIterator[GeminiSandbox]:
    """With the library loaded, which a busy machine takes longer for than the model's deadline."""
    import_module("google.genai")
    async with GeminiSandbox.start() as running:
        yield running


@pytest.fixture
async def house(office: Office, gemini: GeminiSandbox) -> AsyncIterator[House]:
    office.settings = office.settings.model_copy(
        update={"gemini_api_key": SecretStr("key"), "gemini_base_url": gemini.base_url}
    )
    async with at_work(office) as working:
        yield working


async def test_a_number_that_our_reader_does_not_confirm_stays_out(
    office: Office, house: House, gemini: GeminiSandbox
) -> None:
    gemini.script(Reply(FOUND, matching="the money that may be"))
    question = await office.asks(MESSAGE)
    assert "I did not use: “45000 smackers”" in said(question)
    assert gemini.asked
    async with house.storage.transaction() as tx:
        assert await tx.usage.tokens(TEAM_ID, date.today()) > 0
        thread = await tx.conversations.get(f"{TEAM_ID}:{BRAZIL_SALES.id}:{question['thread_ts']}")
    assert thread is not None
    assert {use.outcome for use in thread.turns[-1].uses} == {"ok"}


async def test_a_message_that_the_readers_explain_asks_nobody(
    office: Office, house: House, gemini: GeminiSandbox
) -> None:
    card = await office.asks("@Flightplan R$ 80k in Brazil next month, video and audio")
    assert "R$80,000" in said(card)
    assert gemini.asked == []


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_model_in_trouble_leaves_the_readers_word(
    office: Office, house: House, gemini: GeminiSandbox, fault: str
) -> None:
    gemini.script(Reply(fault=fault))  # type: ignore[arg-type]
    question = await office.asks(MESSAGE)
    assert "budget" in said(question).lower()
