"""The local endpoint speaks as the real one does, to anybody's client."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator

import httpx
import pytest

from media.errors import NotReady
from sandbox.gemini import GeminiSandbox, Reply

SCHEMA = {
    "$defs": {"Item": {"type": "object", "properties": {"quote": {"type": "string"}}}},
    "type": "object",
    "properties": {
        "nothing_found": {"type": "boolean"},
        "kind": {"enum": ["a", "b"]},
        "items": {"type": "array", "items": {"$ref": "#/$defs/Item"}},
    },
}
BODY = {
    "contents": [{"role": "user", "parts": [{"text": "hello"}]}],
    "systemInstruction": {"parts": [{"text": "be brief"}]},
    "generationConfig": {"responseJsonSchema": SCHEMA, "maxOutputTokens": 50},
}
V1 = "/v1/models/gemini-3-flash:generateContent"
VERTEX = "/v1beta1/projects/p/locations/l/publishers/google/models/gemini-3-flash:generateContent"


@pytest.fixture
async def endpoint() -> AsyncIterator[GeminiSandbox]:
    async with GeminiSandbox.start() as running:
        yield running


@pytest.fixture
async def http(endpoint: GeminiSandbox) -> AsyncIterator[httpx.AsyncClient]:
    keyed = {"x-goog-api-key": "key"}
    async with httpx.AsyncClient(base_url=endpoint.base_url, headers=keyed) as client:
        yield client


def said(response: httpx.Response) -> str:
    return str(response.json()["candidates"][0]["content"]["parts"][0]["text"])


@pytest.mark.parametrize("path", [V1, V1.replace("v1", "v1beta"), VERTEX])
async def test_an_unscripted_call_gets_an_empty_answer_that_fits(
    http: httpx.AsyncClient, path: str
) -> None:
    response = await http.post(path, json=BODY)
    assert json.loads(said(response)) == {"nothing_found": True, "kind": "a", "items": []}
    assert response.json()["usageMetadata"]["promptTokenCount"] > 0


async def test_both_spellings_of_a_key_are_understood(
    http: httpx.AsyncClient, endpoint: GeminiSandbox
) -> None:
    snake = {
        "contents": BODY["contents"],
        "system_instruction": BODY["systemInstruction"],
        "generation_config": {"response_json_schema": SCHEMA, "max_output_tokens": 50},
    }
    await http.post(V1, json=BODY)
    await http.post(V1, json=snake)
    first, second = endpoint.asked
    assert first.system == second.system == "be brief"
    assert first.schema == second.schema == SCHEMA
    assert first.max_tokens == second.max_tokens == 50


async def test_a_stream_brings_the_same_as_events(
    http: httpx.AsyncClient, endpoint: GeminiSandbox
) -> None:
    endpoint.script(content="hi")
    path = V1.replace("generateContent", "streamGenerateContent")
    response = await http.post(path, params={"alt": "sse"}, json=BODY)
    event = json.loads(response.text.removeprefix("data: "))
    assert event["candidates"][0]["content"]["parts"] == [{"text": "hi"}]


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"x-server-timeout": "3"}, BODY, 400),
        ({}, {"contents": []}, 400),
        ({}, [], 400),
        ({"x-goog-api-key": ""}, BODY, 401),
    ],
)
async def test_what_the_service_would_refuse_is_refused(
    http: httpx.AsyncClient, headers: dict[str, str], body: object, status: int
) -> None:
    response = await http.post(V1, headers=headers, json=body)
    assert response.status_code == status
    assert response.json()["error"]["code"] == status


async def test_a_script_is_used_up_in_order(
    http: httpx.AsyncClient, endpoint: GeminiSandbox
) -> None:
    endpoint.script(
        Reply(fault="429", times=1, retry_after=7),
        Reply("for others", matching="goodbye"),
        Reply({"kind": "b"}),
    )
    refused = await http.post(V1, json=BODY)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "7")
    assert json.loads(said(await http.post(V1, json=BODY))) == {"kind": "b"}


async def test_an_answer_can_take_its_time(
    http: httpx.AsyncClient, endpoint: GeminiSandbox
) -> None:
    endpoint.script(latency=0.3)
    started = time.monotonic()
    await http.post(V1, json=BODY)
    assert time.monotonic() - started >= 0.3


async def test_a_blocked_prompt_has_no_candidates(
    http: httpx.AsyncClient, endpoint: GeminiSandbox
) -> None:
    endpoint.script(fault="safety_block")
    blocked = (await http.post(V1, json=BODY)).json()
    assert "candidates" not in blocked
    assert blocked["promptFeedback"]["blockReason"] == "SAFETY"


async def test_a_cut_off_answer_is_no_json_and_says_why(
    http: httpx.AsyncClient, endpoint: GeminiSandbox
) -> None:
    endpoint.script(fault="cut_off")
    response = await http.post(V1, json=BODY)
    assert response.json()["candidates"][0]["finishReason"] == "MAX_TOKENS"
    with pytest.raises(ValueError):
        json.loads(said(response))


async def test_a_taken_port_is_said(endpoint: GeminiSandbox) -> None:
    port = int(endpoint.base_url.rpartition(":")[2])
    with pytest.raises(NotReady):
        async with GeminiSandbox.start(port):
            pass
