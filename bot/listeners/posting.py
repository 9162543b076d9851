"""Posting and updating: never with unfurled links, and never silent about a refused payload."""

from __future__ import annotations

import logging
import uuid

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.blocks import Card
from bot.cards.text import escape, with_people
from bot.listeners.surface import Thread
from bot.words import Words, refusal
from media.errors import FlightplanError

_log = logging.getLogger(__name__)
_GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
NOWHERE = frozenset(
    {"thread_not_found", "cannot_reply_to_message", "channel_not_found", "is_archived"}
)
"""Refusals of a place that is gone for good."""
_UNHEARD = NOWHERE | {"user_not_in_channel", "not_in_channel", "restricted_action"}
"""Refusals of a place where somebody cannot be whispered to."""
_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})


async def post(client: AsyncWebClient, thread: Thread, card: Card) -> str:
    """Post in the thread; gives back the message's ts."""
    answer = await client.chat_postMessage(
        channel=thread.channel,
        thread_ts=thread.root,
        text=card.text,
        blocks=card.blocks,
        unfurl_links=False,
        unfurl_media=False,
    )
    return str(answer["ts"])


async def tell(client: AsyncWebClient, tenant: str, user: str, card: Card) -> tuple[Thread, str]:
    """Show somebody a card in a direct message: the thread that it begins, and its ts."""
    opened = await client.conversations_open(users=user)
    answer = await client.chat_postMessage(
        channel=opened["channel"]["id"],
        text=card.text,
        blocks=card.blocks,
        unfurl_links=False,
        unfurl_media=False,
    )
    ts = str(answer["ts"])
    return Thread(tenant, answer["channel"], ts), ts


async def replace(client: AsyncWebClient, thread: Thread, ts: str, card: Card) -> str:
    """Put a card in place of a message of ours; a new message when that one is gone.

    A card that Slack refuses is shown as its text, and logged: the words must arrive.
    """
    try:
        await update(client, thread.channel, ts, card)
    except SlackApiError as error:
        code = error.response["error"]
        if code in _GONE:
            return await post(client, thread, card)
        if code not in _REFUSED:
            raise
        _log.error("Slack refused a card: %s", error.response.get("response_metadata"))
        await client.chat_update(channel=thread.channel, ts=ts, text=card.text, blocks=[])
    return ts


async def update(client: AsyncWebClient, channel: str, ts: str, card: Card) -> None:
    """Change a message of ours."""
    await client.chat_update(channel=channel, ts=ts, text=card.text, blocks=card.blocks)


async def whisper(
    client: AsyncWebClient, channel: str, user: str, text: str, thread_ts: str | None = None
) -> None:
    """Say something to one person only; in a direct message where they cannot be whispered to."""
    try:
        await client.chat_postEphemeral(channel=channel, user=user, text=text, thread_ts=thread_ts)
    except SlackApiError as error:
        if error.response["error"] not in _UNHEARD:
            raise
        opened = await client.conversations_open(users=user)
        await client.chat_postMessage(channel=opened["channel"]["id"], text=text)


def plainly(error: FlightplanError, language: str) -> str:
    """A refusal as one person reads it: escaped, but with the people that it names.

    Its number stands in the log too, with what an outside service called the failed call.
    """
    number = uuid.uuid4().hex[:8]
    _log.info("Refusal %s: %s (outside: %s)", number, error, getattr(error, "correlation", None))
    return f"{with_people(escape(refusal(error, Words(language))))} (#{number})"
