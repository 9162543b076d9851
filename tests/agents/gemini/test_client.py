"""The adapter: an answer that fits, or a word for why there is none, inside the deadline."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from typing import Literal

import pytest
from pydantic import BaseModel

from agents.gemini import Gemini, GeminiSettings, Prompt
from agents.gemini.answers import BudgetAnswer
from sandbox.gemini import FAULTS, Fault, GeminiSandbox, Reply

ASKED = Prompt("budget@1", "Read the budget.", '{"message": "about 40k"}')
FOUND = {
    "nothing_found": False,
    "budgets": [
        {"quote": "40k", "amount": "40000", "max": None, "currency": None, "period": "total"}
    ],
}
FORM_FAULTS: dict[Fault, str] = {
    "429": "rate_limited",
    "503": "unavailable",
    "timeout": "timeout",
    "dropped": "unreachable",
    "not_http_json": "unavailable",
    "cut_off": "cut_off",
    "schema_break": "schema_break",
    "safety_block": "blocked",
    "safety_stop": "blocked",
    "prose": "prose",
}


async def test_an_answer_that_fits_comes_back_checked(
    endpoint: GeminiSandbox, model: Gemini
) -> None:
    endpoint.script(content=FOUND)
    answer = await model.ask(ASKED, BudgetAnswer)
    assert answer.value is not None
    assert answer.value.budgets[0].amount == "40000"
    assert (answer.use.outcome, answer.use.prompt) == ("ok", "budget@1")
    assert answer.use.input_tokens > 0
    assert answer.use.output_tokens > 0
    assert answer.use.seconds > 0


@pytest.mark.parametrize(("fault", "outcome"), FORM_FAULTS.items())
async def test_every_fault_is_nothing_with_a_word_for_it_and_one_request(
    endpoint: GeminiSandbox, model: Gemini, fault: Fault, outcome: str
) -> None:
    endpoint.script(fault=fault)
    started = time.monotonic()
    answer = await model.ask(ASKED, BudgetAnswer, deadline=0.6)
    assert time.monotonic() - started < model.settings.deadline_seconds
    assert answer.value is None
    assert answer.use.outcome == outcome
    assert len(endpoint.asked) == 1


def test_all_faults_of_form_are_tried_here() -> None:
    assert set(FAULTS) - set(FORM_FAULTS) == {"false_quotes", "invented_ids", "injected"}


async def test_tokens_of_a_useless_answer_are_counted_too(
    endpoint: GeminiSandbox, model: Gemini
) -> None:
    endpoint.script(fault="prose")
    use = (await model.ask(ASKED, BudgetAnswer)).use
    assert use.output_tokens > 0


async def test_nobody_there() -> None:
    gone = Gemini(GeminiSettings("gemini-3-flash", api_key="key", base_url="http://127.0.0.1:9"))
    answer = await gone.ask(ASKED, BudgetAnswer, deadline=10)
    await gone.close()
    assert answer.use.outcome == "unreachable"


async def test_a_key_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GEMINI_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    keyless = Gemini(GeminiSettings("gemini-3-flash"))
    answer = await keyless.ask(ASKED, BudgetAnswer, deadline=10)
    await keyless.close()
    assert answer.value is None
    assert answer.use.outcome == "failed"


async def test_vertex_is_asked_at_its_own_path_with_a_token(endpoint: GeminiSandbox) -> None:
    endpoint.script(content=FOUND)
    vertex = Gemini(
        GeminiSettings(
            "gemini-3-flash",
            project="house",
            location="europe-west1",
            access_token="token",
            base_url=endpoint.base_url,
        )
    )
    answer = await vertex.ask(ASKED, BudgetAnswer, deadline=10)
    await vertex.close()
    call = endpoint.asked[0]
    assert answer.value is not None
    assert "/projects/house/locations/europe-west1/publishers/google/models/" in call.path
    assert call.headers["authorization"] == "Bearer token"


@pytest.mark.parametrize(
    ("name", "thinking"),
    [
        ("gemini-3-flash", {"thinking_level": "MINIMAL"}),
        ("gemini-3-pro", {"thinking_level": "LOW"}),
        ("gemini-2.5-flash", {"thinking_budget": 0}),
        ("gemini-2.5-pro", {"thinking_budget": 128}),
        ("gemini-2.0-flash", {}),
    ],
)
async def test_each_model_thinks_as_little_as_it_can(
    endpoint: GeminiSandbox, name: str, thinking: dict[str, object]
) -> None:
    gemini = Gemini(GeminiSettings(name, api_key="key", base_url=endpoint.base_url))
    await gemini.ask(ASKED, BudgetAnswer, deadline=10)
    await gemini.close()
    call = endpoint.asked[0]
    assert dict(call.thinking) == thinking
    assert call.max_tokens == 2048


class Choice(BaseModel):
    pick: Literal["one", "two"]


async def test_a_first_question_that_is_too_late_does_not_spoil_the_second(
    endpoint: GeminiSandbox,
) -> None:
    endpoint.script(Reply(content={"pick": "two"}))
    gemini = Gemini(GeminiSettings("gemini-3-flash", api_key="key", base_url=endpoint.base_url))
    first = await gemini.ask(ASKED, Choice, deadline=0)
    second = await gemini.ask(ASKED, Choice, deadline=10)
    await gemini.close()
    assert first.use.outcome == "timeout"
    assert second.value == Choice(pick="two")


async def test_eight_questions_are_asked_at_once(endpoint: GeminiSandbox, model: Gemini) -> None:
    endpoint.script(content=FOUND, latency=0.4)
    await asyncio.gather(*(model.ask(ASKED, BudgetAnswer) for _ in range(8)))
    assert endpoint.busiest == 8


def test_the_library_is_not_loaded_before_the_first_question() -> None:
    code = "import sys, agents.gemini; assert 'google.genai' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
