"""What the workspace remembers, in one SQLite file: channels, messages, files, secrets."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sandbox.slack.people import BOT_USER_ID, PEOPLE, ROOMS, direct_channel_id
from sandbox.slack.wire import Payload

_SCHEMA = """
create table if not exists channels (
  id text primary key, name text not null, topic text not null, members text not null,
  is_direct integer not null, is_shared integer not null, position integer not null);
create table if not exists messages (
  channel text not null, ts text not null, thread_ts text, only_for text, body text not null,
  primary key (channel, ts));
create index if not exists messages_by_thread on messages (channel, thread_ts, ts);
create table if not exists files (id text primary key, meta text not null, content blob not null);
create table if not exists homes (user_id text primary key, view text not null);
create table if not exists settings (key text primary key, value text not null);
"""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, or a person's direct conversation with the app."""

    id: str
    name: str
    topic: str
    members: tuple[str, ...]
    is_direct: bool = False
    is_shared: bool = False

    @property
    def person(self) -> str:
        """Whose direct conversation this is."""
        return next(each for each in self.members if each != BOT_USER_ID)


@dataclass(frozen=True, slots=True)
class Message:
    """A message with where it stands and, for an ephemeral one, the only person who sees it."""

    channel: str
    body: Payload
    only_for: str | None = None

    @property
    def ts(self) -> str:
        """The message's timestamp, which is its id within the channel."""
        return str(self.body["ts"])

    @property
    def thread_ts(self) -> str | None:
        """The root of the thread the message stands in; None for a root without a thread."""
        return self.body.get("thread_ts")

    @property
    def is_reply(self) -> bool:
        """Whether it answers another message."""
        return self.thread_ts not in (None, self.ts)

    def visible_to(self, user_id: str) -> bool:
        """Whether that person may see it."""
        return self.only_for in (None, user_id)


class Store:
    """The workspace's memory; every write is durable before the call returns."""

    def __init__(self, state_dir: Path | None) -> None:
        if state_dir is not None:
            state_dir.mkdir(parents=True, exist_ok=True)
        path = ":memory:" if state_dir is None else str(state_dir / "slack.sqlite3")
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("pragma journal_mode = wal")
        self._db.executescript(_SCHEMA)
        self._seed()

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def setting(self, key: str, default: str) -> str:
        """The stored value, or `default` stored now."""
        self._db.execute("insert or ignore into settings values (?, ?)", (key, default))
        return str(self._one("select value from settings where key = ?", key)[0])

    def set_setting(self, key: str, value: str) -> None:
        """Stores a value."""
        self._db.execute("insert or replace into settings values (?, ?)", (key, value))

    def locale(self, user_id: str) -> str:
        """The language that somebody reads Slack in."""
        rows = self._all("select value from settings where key = ?", f"locale:{user_id}")
        return str(rows[0][0]) if rows else "en-US"

    def set_locale(self, user_id: str, locale: str) -> None:
        """Changes the language that somebody reads Slack in."""
        self.set_setting(f"locale:{user_id}", locale)

    def channels(self) -> list[Channel]:
        """Every channel in the order of the sidebar."""
        return [_channel(row) for row in self._all("select * from channels order by position")]

    def channel(self, channel_id: str) -> Channel | None:
        """The channel of that id."""
        rows = self._all("select * from channels where id = ?", channel_id)
        return _channel(rows[0]) if rows else None

    def set_members(self, channel: Channel, members: tuple[str, ...]) -> Channel:
        """The channel with its new members."""
        self._db.execute(
            "update channels set members = ? where id = ?", (json.dumps(members), channel.id)
        )
        return replace(channel, members=members)

    def put_message(self, message: Message) -> None:
        """Adds a message, or replaces the one with its timestamp."""
        self._db.execute(
            "insert or replace into messages values (?, ?, ?, ?, ?)",
            (
                message.channel,
                message.ts,
                message.thread_ts,
                message.only_for,
                json.dumps(message.body),
            ),
        )

    def delete_message(self, channel: str, ts: str) -> None:
        """Forgets a message."""
        self._db.execute("delete from messages where channel = ? and ts = ?", (channel, ts))

    def message(self, channel: str, ts: str) -> Message | None:
        """The message of that timestamp."""
        rows = self._all(
            "select channel, only_for, body from messages where channel = ? and ts = ?", channel, ts
        )
        return _message(rows[0]) if rows else None

    def roots(self, channel: str) -> list[Message]:
        """The channel's messages outside threads, oldest first."""
        return self._messages(
            "channel = ? and (thread_ts is null or thread_ts = ts or"
            " json_extract(body, '$.subtype') = 'thread_broadcast')",
            channel,
        )

    def thread(self, channel: str, root_ts: str) -> list[Message]:
        """A root and its replies, oldest first."""
        return self._messages(
            "channel = ? and (ts = ? or thread_ts = ?)", channel, root_ts, root_ts
        )

    def last_ts(self) -> str:
        """The timestamp of the newest message, "0" when there is none."""
        return str(self._one("select coalesce(max(ts), '0') from messages")[0])

    def put_file(self, meta: Payload, content: bytes) -> None:
        """Keeps a file's description and bytes."""
        self._db.execute(
            "insert or replace into files values (?, ?, ?)", (meta["id"], json.dumps(meta), content)
        )

    def file(self, file_id: str) -> tuple[Payload, bytes] | None:
        """A file's description and bytes."""
        rows = self._all("select meta, content from files where id = ?", file_id)
        return (json.loads(rows[0][0]), bytes(rows[0][1])) if rows else None

    def put_home(self, user_id: str, view: Payload) -> None:
        """Keeps a person's Home tab."""
        self._db.execute("insert or replace into homes values (?, ?)", (user_id, json.dumps(view)))

    def home(self, user_id: str) -> Payload | None:
        """A person's Home tab, once published."""
        rows = self._all("select view from homes where user_id = ?", user_id)
        view: Payload | None = json.loads(rows[0][0]) if rows else None
        return view

    def _seed(self) -> None:
        rooms = [Channel(r.id, r.name, r.topic, r.members, is_shared=r.is_shared) for r in ROOMS]
        directs = [
            Channel(direct_channel_id(p.id), p.handle, "", (p.id, BOT_USER_ID), is_direct=True)
            for p in PEOPLE
        ]
        for position, channel in enumerate(rooms + directs):
            self._db.execute(
                "insert or ignore into channels values (?, ?, ?, ?, ?, ?, ?)",
                (
                    channel.id,
                    channel.name,
                    channel.topic,
                    json.dumps(channel.members),
                    channel.is_direct,
                    channel.is_shared,
                    position,
                ),
            )

    def _messages(self, where: str, *values: str) -> list[Message]:
        sql = f"select channel, only_for, body from messages where {where} order by ts"
        return [_message(row) for row in self._all(sql, *values)]

    def _all(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        return self._db.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: str) -> tuple[Any, ...]:
        return self._all(sql, *values)[0]


def _channel(row: tuple[Any, ...]) -> Channel:
    channel_id, name, topic, members, is_direct, is_shared, _ = row
    return Channel(
        channel_id, name, topic, tuple(json.loads(members)), bool(is_direct), bool(is_shared)
    )


def _message(row: tuple[Any, ...]) -> Message:
    channel, only_for, body = row
    return Message(channel, json.loads(body), only_for)
