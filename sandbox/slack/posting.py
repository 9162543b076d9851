"""Messages: written by people and by the app, changed, deleted, shown and announced."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sandbox.slack import events
from sandbox.slack.core import Core
from sandbox.slack.delivery import Dispatcher
from sandbox.slack.errors import SlackError
from sandbox.slack.ids import new_id
from sandbox.slack.people import APP_ID, BOT_ID, BOT_USER_ID, SLACKBOT_ID, TEAM_ID, Person
from sandbox.slack.store import Channel, Message
from sandbox.slack.typed_text import rich_text
from sandbox.slack.validation.check import check_message
from sandbox.slack.wire import Blocks, Payload, without_none


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to say."""

    text: str = ""
    blocks: object = None
    thread_ts: str | None = None
    files: Blocks | None = None
    metadata: Payload | None = None
    reply_broadcast: bool = False


class Posts:
    """Writes messages, shows them on the pages and tells the app."""

    def __init__(self, core: Core, dispatcher: Dispatcher) -> None:
        self._core = core
        self._dispatcher = dispatcher

    def by_person(self, person: Person, channel: Channel, draft: Draft) -> Message:
        """A person's message, delivered to the app as its subscriptions say."""
        body = without_none(
            type="message",
            subtype="file_share" if draft.files else None,
            user=person.id,
            client_msg_id=str(uuid.uuid4()),
            text=draft.text,
            blocks=rich_text(draft.text),
            files=draft.files,
            **events.user_teams(person),
        )
        return self._add(channel, body, draft.thread_ts)

    def by_app(self, channel: Channel, draft: Draft, *, only_for: str | None = None) -> Message:
        """The app's message, or an ephemeral one; raises SlackError over Slack's limits."""
        blocks = check_message(draft.text, draft.blocks)
        if not draft.text and not blocks and not draft.files:
            raise SlackError("no_text")
        body = self.app_message(draft.text, blocks)
        body |= without_none(files=draft.files, metadata=draft.metadata)
        if draft.reply_broadcast and draft.thread_ts:
            body["subtype"] = "thread_broadcast"
        return self._add(channel, body, draft.thread_ts, only_for)

    def by_slackbot(self, channel: Channel, text: str, only_for: str, **extra: object) -> Message:
        """A notice that only one person sees, such as a failed command."""
        body = {"type": "message", "user": SLACKBOT_ID, "text": text, **extra}
        return self._add(channel, body, None, only_for)

    def app_message(self, text: str, blocks: Blocks) -> Payload:
        """The body of a message by the app, blocks named."""
        return {
            "type": "message",
            "user": BOT_USER_ID,
            "bot_id": BOT_ID,
            "app_id": APP_ID,
            "team": TEAM_ID,
            "text": text,
            "blocks": with_block_ids(blocks),
            "bot_profile": {
                "id": BOT_ID,
                "app_id": APP_ID,
                "name": self._core.manifest.bot_name,
                "deleted": False,
                "team_id": TEAM_ID,
            },
        }

    def change(self, message: Message, text: str | None, blocks: object) -> Message:
        """The message with a new text, new blocks or both; raises SlackError over the limits."""
        checked = None if blocks is None else check_message(text or "", blocks)
        if blocks is None and text is not None:
            check_message(text, None)
        body = dict(message.body)
        if text is not None:
            body["text"] = text
        if checked is not None or text is not None:
            body["blocks"] = with_block_ids(checked or [])
        editor = str(body["user"])
        body["edited"] = {"user": editor, "ts": self._core.clock.next()}
        return self.replace(message, replace(message, body=body))

    def replace(self, before: Message, after: Message, *, announce: bool = True) -> Message:
        """Stores the changed message and shows it; the app hears of it unless told otherwise."""
        self._core.store.put_message(after)
        channel = self._core.channel(after.channel)
        self.show(after)
        if announce and after.only_for is None:
            self._announce(
                events.of_change(before, after, channel, self._core.clock.next()), channel
            )
        return after

    def delete(self, message: Message) -> None:
        """Removes the message."""
        channel = self._core.channel(message.channel)
        self._core.store.delete_message(message.channel, message.ts)
        self._core.feed.publish(
            "message_deleted", self._audience(message), channel=channel.id, ts=message.ts
        )
        if message.only_for is None:
            self._announce(
                events.of_change(message, None, channel, self._core.clock.next()), channel
            )

    def show(self, message: Message) -> None:
        """Brings the message as it is now to the pages that may see it."""
        self._core.feed.publish(
            "message",
            self._audience(message),
            channel=message.channel,
            message=self.as_seen(message),
        )
        if message.is_reply:
            self._show_root(message)

    def as_seen(self, message: Message) -> Payload:
        """The message's body as Slack returns it: a root carries the summary of its thread."""
        if message.is_reply or message.only_for:
            return {**message.body, **({"is_ephemeral": True} if message.only_for else {})}
        replies = self.replies(message)
        if not replies:
            return message.body
        writers = list(dict.fromkeys(str(each.body["user"]) for each in replies))
        return {
            **message.body,
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": writers,
            "reply_users_count": len(writers),
            "latest_reply": replies[-1].ts,
            "is_locked": False,
            "subscribed": False,
        }

    def replies(self, root: Message) -> list[Message]:
        """The answers in a thread that everybody sees, oldest first."""
        thread = self._core.store.thread(root.channel, root.ts)
        return [each for each in thread if each.is_reply and each.only_for is None]

    def _add(
        self, channel: Channel, body: Payload, thread_ts: str | None, only_for: str | None = None
    ) -> Message:
        body = {**body, "ts": self._core.clock.next()}
        if thread_ts:
            body |= self._reply_fields(channel, thread_ts)
        message = Message(channel.id, body, only_for)
        self._core.store.put_message(message)
        self.show(message)
        if only_for is None:
            self._announce(events.of_new_message(message, channel), channel)
        return message

    def _reply_fields(self, channel: Channel, thread_ts: str) -> Payload:
        root = self._core.message(channel, thread_ts, "thread_not_found")
        root_ts = root.thread_ts or root.ts
        parent = self._core.message(channel, root_ts, "thread_not_found")
        return {"thread_ts": root_ts, "parent_user_id": parent.body["user"]}

    def _announce(self, subscribed: Iterable[events.Subscribed], channel: Channel) -> None:
        if BOT_USER_ID not in channel.members:
            return
        for subscription, event in subscribed:
            self._dispatcher.event(subscription, event, channel)

    def _show_root(self, reply: Message) -> None:
        root = self._core.store.message(reply.channel, str(reply.thread_ts))
        if root is not None:
            self.show(root)

    def _audience(self, message: Message) -> Collection[str]:
        if message.only_for:
            return (message.only_for,)
        return self._core.channel(message.channel).members


def with_block_ids(blocks: Blocks) -> Blocks:
    """The blocks, each with an id; Slack makes one up where the app gave none."""
    return [{**each, "block_id": each.get("block_id") or new_id("b", 5)} for each in blocks]
