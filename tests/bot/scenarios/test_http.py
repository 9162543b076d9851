"""The same bot over signed HTTP requests instead of Socket Mode."""

from __future__ import annotations

import socket

import httpx
from pydantic import SecretStr

from sandbox.slack.people import ANA
from tests.bot.scenarios.office import BRIEF, Office, at_work, said


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


async def test_messages_and_buttons_arrive_signed(office: Office) -> None:
    secret = SecretStr(office.slack.signing_secret)
    office.settings = office.settings.model_copy(
        update={"slack_app_token": None, "slack_signing_secret": secret, "port": free_port()}
    )
    async with at_work(office):
        card = await office.asks(BRIEF)
        assert "R$250,000" in said(card)
        await office.presses("Approve", card, user=ANA.id)
        await office.until(card["thread_ts"], "Everything is booked")
        async with httpx.AsyncClient() as http:
            forged = await http.post(
                f"http://127.0.0.1:{office.settings.port}/slack/events",
                json={"type": "event_callback"},
                headers={"x-slack-signature": "v0=00", "x-slack-request-timestamp": "1"},
            )
        assert forged.status_code == 401
