"""What the orchestrator gets: a better reading, or the one it had; and honest books."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace

import pytest

from agents.gemini import Gemini, GeminiReader, Turn
from agents.reducer import reduce
from media.brief import Brief
from media.conversation import TokenUse
from media.evidence import Evidence
from sandbox.gemini import GeminiSandbox, Reply
from storage.store import Storage
from tests.agents.gemini.test_consult import BUDGETS
from tests.agents.gemini.turns import LOOK_UPS, TODAY, turn

MESSAGE = "Germany next spring, the pot holds 45k"


def truth(endpoint: GeminiSandbox, **budget: str) -> None:
    finding = {**BUDGETS["budgets"][0], **budget}  # type: ignore[index]
    content = {"nothing_found": False, "budgets": [finding]}
    endpoint.script(Reply(content, matching="the money that may be"))


def reader(model: Gemini, storage: Storage | None = None, limit: int | None = None) -> GeminiReader:
    return GeminiReader(
        model,
        look_ups=LOOK_UPS,
        open_books=None if storage is None else storage.transaction,
        monthly_tokens=limit,
    )


@pytest.fixture(scope="module")
def asked() -> Turn:
    """The turn of the message in which nobody has explained the pot."""
    return turn(MESSAGE, "the pot holds 45k")


@pytest.fixture
def tenant() -> str:
    """A tenant with empty books."""
    return uuid.uuid4().hex


async def test_what_is_proven_enters_the_brief_with_its_words(
    endpoint: GeminiSandbox, model: Gemini, asked: Turn
) -> None:
    truth(endpoint)
    reading, uses = await reader(model).explain(MESSAGE, asked.reading, asked.context)
    brief = reduce(Brief(), reading)
    assert brief.budget is not None
    assert (brief.budget.amount, brief.budget.currency) == (45_000_000_000, "EUR")
    start = MESSAGE.index("45k")
    assert brief.evidence["/budget"] == (
        Evidence(message=0, start=start, end=start + 3, text="45k"),
    )
    assert reading.unexplained == ()
    assert {use.prompt.partition("@")[0] for use in uses} >= {"budget", "goal"}


async def test_money_read_in_two_ways_is_told_with_both_amounts(
    endpoint: GeminiSandbox, model: Gemini, asked: Turn
) -> None:
    truth(endpoint, amount="450000")
    reading, _ = await reader(model).explain(MESSAGE, asked.reading, asked.context)
    assert reading.proposals == asked.reading.proposals
    fact = reading.decisions[-1]
    assert fact.code == "two_readings"
    ours, theirs = fact.values["ours"], fact.values["theirs"]
    assert isinstance(ours, dict)
    assert isinstance(theirs, dict)
    assert (ours["amount"], theirs["amount"]) == ("45000.00", "450000.00")


async def test_a_refused_message_is_never_shown_to_a_model(
    endpoint: GeminiSandbox, model: Gemini, asked: Turn
) -> None:
    refused = replace(asked.reading, intent=replace(asked.reading.intent, kind="injection"))
    reading, uses = await reader(model).explain(MESSAGE, refused, asked.context)
    assert (reading, uses, endpoint.asked) == (refused, (), [])


async def test_a_dead_service_costs_no_more_than_the_deadline(
    endpoint: GeminiSandbox, model: Gemini, asked: Turn
) -> None:
    endpoint.script(fault="timeout")
    started = time.monotonic()
    reading, uses = await reader(model).explain(MESSAGE, asked.reading, asked.context)
    assert time.monotonic() - started < 2 * model.settings.deadline_seconds
    assert reading == asked.reading
    assert {use.outcome for use in uses} == {"timeout"}


async def test_every_call_is_in_the_books(
    endpoint: GeminiSandbox, model: Gemini, storage: Storage, tenant: str, asked: Turn
) -> None:
    truth(endpoint)
    _, uses = await reader(model, storage).explain(
        MESSAGE, asked.reading, asked.context, tenant=tenant
    )
    async with storage.transaction() as tx:
        rows = await tx.usage.month(tenant, TODAY)
        tokens = await tx.usage.tokens(tenant, TODAY)
    assert sum(row.calls for row in rows) == len(uses) == len(endpoint.asked)
    assert tokens == sum(use.input_tokens + use.output_tokens for use in uses) > 0


async def test_a_month_without_tokens_left_asks_nobody(
    endpoint: GeminiSandbox, model: Gemini, storage: Storage, tenant: str, asked: Turn
) -> None:
    used = TokenUse(
        model="m", prompt="p", input_tokens=900, output_tokens=100, seconds=1, outcome="ok"
    )
    async with storage.transaction() as tx:
        await tx.usage.add(tenant, used, on=TODAY)
    stingy = reader(model, storage, limit=1000)
    reading, uses = await stingy.explain(MESSAGE, asked.reading, asked.context, tenant=tenant)
    assert (reading, uses, endpoint.asked) == (asked.reading, (), [])


async def test_the_same_question_is_paid_for_once(
    endpoint: GeminiSandbox, model: Gemini, storage: Storage, tenant: str
) -> None:
    message = f"{MESSAGE} for {tenant}"
    asked = turn(message, "the pot holds 45k")
    truth(endpoint)
    keeping = reader(model, storage)
    first, _ = await keeping.explain(message, asked.reading, asked.context, tenant=tenant)
    paid = len(endpoint.asked)
    second, uses = await keeping.explain(message, asked.reading, asked.context, tenant=tenant)
    assert second == first
    assert len(endpoint.asked) == paid
    assert {(use.outcome, use.input_tokens) for use in uses} == {("cached", 0)}


async def test_a_failure_is_not_kept(
    endpoint: GeminiSandbox, model: Gemini, storage: Storage, tenant: str
) -> None:
    message = f"{MESSAGE} for {tenant}"
    asked = turn(message, "the pot holds 45k")
    keeping = reader(model, storage)
    endpoint.script(fault="prose")
    await keeping.explain(message, asked.reading, asked.context, tenant=tenant)
    truth(endpoint)
    reading, _ = await keeping.explain(message, asked.reading, asked.context, tenant=tenant)
    assert any(proposal.path == "/budget" for proposal in reading.proposals)
