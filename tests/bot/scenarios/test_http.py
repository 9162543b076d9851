"""The same bot over signed HTTP requests instead of Socket Mode."""

from __future__ import annotations

import json
import logging
import socket
import time
from urllib.parse import urlencode

import httpx
import pytest
from pydantic import SecretStr
from slack_sdk.signature import SignatureVerifier

from sandbox.slack.people import ANA
from tests.bot.scenarios.office import BRIEF, Office, at_work, said


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def events(office: Office) -> str:
    """Where signed events go to; Socket Mode is off."""
    secret = SecretStr(office.slack.signing_secret)
    office.settings = office.settings.model_copy(
        update={"slack_app_token": None, "slack_signing_secret": secret, "port": free_port()}
    )
    return f"http://127.0.0.1:{office.settings.port}/slack/events"


async def test_messages_and_buttons_arrive_signed(office: Office, events: str) -> None:
    async with at_work(office):
        card = await office.asks(BRIEF)
        assert "R$250,000" in said(card)
        await office.presses("Approve", card, user=ANA.id)
        await office.until(card["thread_ts"], "Everything is booked")


@pytest.mark.parametrize("at", ["1", "abc", "nan", "-1", "9" * 400, "9" * 12])
async def test_what_is_not_signed_is_not_read(
    office: Office, events: str, at: str, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"x-slack-signature": "v0=00", "x-slack-request-timestamp": at}
    async with at_work(office), httpx.AsyncClient() as http:
        refused = await http.post(events, content=b"\xff{", headers=headers)
    assert refused.status_code == 401
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]


CLICK = {
    "type": "block_actions",
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "trigger_id": "1",
    "actions": [{"action_id": "approve", "value": "x"}],
}
MENTION = {"type": "app_mention", "channel": "C1", "ts": "1.2", "user": "U1", "text": "hi"}
EVENT = {"type": "event_callback", "team_id": "T1", "event_id": "E1", "event": MENTION}
FORM = {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1"}}
VIEW = {"id": "V1", "type": "modal", "callback_id": "roles_set", "blocks": []}


@pytest.mark.parametrize(
    "body",
    [
        CLICK,
        CLICK | {"actions": []},
        CLICK | {"user": None},
        CLICK | {"actions": [{"action_id": "export", "value": "p:" + "9" * 20}]},
        EVENT | {"event": None},
        EVENT | {"event": MENTION | {"ts": 5}},
        EVENT | {"event": {"type": "app_home_opened"}},
        FORM | {"view": None},
        FORM | {"view": VIEW | {"state": {"values": []}}},
        FORM | {"view": VIEW | {"state": {"values": {}}, "private_metadata": "{"}},
        [],
    ],
)
async def test_what_cannot_be_read_is_one_line_of_the_log(
    office: Office, events: str, body: object, caplog: pytest.LogCaptureFixture
) -> None:
    at, typed = str(int(time.time())), urlencode({"payload": json.dumps(body)})
    signature = SignatureVerifier(office.slack.signing_secret).generate_signature(
        timestamp=at, body=typed
    )
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": at,
        "x-slack-signature": str(signature),
    }
    async with at_work(office), httpx.AsyncClient(timeout=10) as http:
        await http.post(events, content=typed, headers=headers)
    told = [each for each in caplog.records if "cannot be read" in each.getMessage()]
    assert len(told) == 1
    assert not [each for each in caplog.records if each.exc_info]
