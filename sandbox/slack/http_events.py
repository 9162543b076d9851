"""Deliveries as signed HTTP requests to the app's request URL."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import httpx

from sandbox.slack.delivery import Kind, Retry
from sandbox.slack.errors import NotAcknowledged, SlackError
from sandbox.slack.ids import new_secret
from sandbox.slack.validation import limits
from sandbox.slack.wire import Payload

_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"


class SignedHttp:
    """Posts events as JSON, interactions and commands as forms, all with a v0 signature."""

    def __init__(
        self, url: str, signing_secret: str, *, ack_seconds: float = limits.ACK_SECONDS
    ) -> None:
        self._url = url
        self._secret = signing_secret.encode()
        self._client = httpx.AsyncClient(timeout=ack_seconds)

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    async def verify(self, token: str) -> None:
        """Asks the URL to echo a challenge; raises SlackError when it does not."""
        challenge = new_secret()
        body = json.dumps({"type": "url_verification", "token": token, "challenge": challenge})
        try:
            response = await self._post(body, _JSON, {})
        except httpx.HTTPError as error:
            raise SlackError("url_verification_failed") from error
        if response.status_code != httpx.codes.OK or challenge not in response.text:
            raise SlackError("url_verification_failed")

    async def deliver(self, kind: Kind, payload: Payload, retry: Retry | None) -> Payload:
        """The app's answer; raises NotAcknowledged for anything but a timely 200."""
        body, content_type = _encoded(kind, payload)
        headers = _retry_headers(retry)
        try:
            response = await self._post(body, content_type, headers)
        except httpx.TimeoutException as error:
            raise NotAcknowledged("http_timeout") from error
        except httpx.HTTPError as error:
            raise NotAcknowledged("connection_failed") from error
        if response.status_code != httpx.codes.OK:
            raise NotAcknowledged("http_error")
        return _answer(response.text)

    async def _post(self, body: str, content_type: str, headers: dict[str, str]) -> httpx.Response:
        timestamp = str(int(time.time()))
        signed = {
            "content-type": content_type,
            "x-slack-request-timestamp": timestamp,
            "x-slack-signature": self._signature(timestamp, body),
        }
        return await self._client.post(
            self._url, content=body.encode(), headers={**signed, **headers}
        )

    def _signature(self, timestamp: str, body: str) -> str:
        base = f"v0:{timestamp}:{body}".encode()
        return "v0=" + hmac.new(self._secret, base, hashlib.sha256).hexdigest()


def _retry_headers(retry: Retry | None) -> dict[str, str]:
    if retry is None:
        return {}
    return {"x-slack-retry-num": str(retry.number), "x-slack-retry-reason": retry.reason}


def _encoded(kind: Kind, payload: Payload) -> tuple[str, str]:
    if kind == "events_api":
        return json.dumps(payload), _JSON
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}), _FORM
    return urlencode(payload), _FORM


def _answer(text: str) -> Payload:
    if not text.strip():
        return {}
    try:
        answer = json.loads(text)
    except ValueError:
        return {"text": text}
    return answer if isinstance(answer, dict) else {"text": text}
