"""Slack's Web API as we call it: we wait when Slack says so, and errors are of one kind."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

UNANSWERED = "unanswered"
"""Our own word among Slack's: nothing came, or nothing that can be read."""
_TROUBLE = frozenset(
    {
        *(UNANSWERED, "internal_error", "fatal_error", "service_unavailable"),
        *("request_timeout", "ratelimited"),
    }
)
"""What says nothing of the call itself: the same call goes well later."""


class SlackClient(AsyncWebClient):
    """Raises SlackApiError whatever goes wrong, with a word under `error`."""

    async def api_call(self, api_method: str, **call: Any) -> AsyncSlackResponse:
        """One call."""
        try:
            return await super().api_call(api_method, **call)
        except (ClientError, TimeoutError) as error:
            raise _unanswered(api_method, error) from None
        except SlackApiError as error:
            if not _word(error):
                raise _unanswered(api_method, error) from None
            raise


def slack_client(token: str, api_url: str) -> SlackClient:
    """Slack's Web API at an address."""
    client = SlackClient(token=token, base_url=api_url)
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=3))
    return client


def is_trouble(error: BaseException) -> bool:
    """Whether Slack does not do its work at the moment, whatever it is asked."""
    return isinstance(error, SlackApiError) and _word(error) in _TROUBLE


def _word(error: SlackApiError) -> str:
    try:
        return str(error.response["error"] or "")
    except (TypeError, ValueError):
        return ""


def _unanswered(method: str, error: Exception) -> SlackApiError:
    reason = f"{method} is not answered: {type(error).__name__}"
    return SlackApiError(reason, {"ok": False, "error": UNANSWERED})  # type: ignore[no-untyped-call]
