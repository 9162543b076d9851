"""Streamed messages: text and tasks that grow while the app works, and end after five minutes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sandbox.slack.core import Core
from sandbox.slack.errors import SlackError
from sandbox.slack.posting import Draft, Posts, with_block_ids
from sandbox.slack.store import Channel, Message
from sandbox.slack.validation import limits
from sandbox.slack.validation.check import check_message
from sandbox.slack.wire import Blocks, Payload, without_none

_STATUSES = frozenset({"pending", "in_progress", "complete", "error"})
_DEFAULT_PLAN_TITLE = "Thinking"


@dataclass(slots=True)
class _Stream:
    message: Message
    deadline: float
    as_plan: bool
    parts: Blocks = field(default_factory=list)
    plan_title: str = _DEFAULT_PLAN_TITLE

    def apply(self, chunk: Payload) -> None:
        """Takes in one chunk; raises `invalid_chunks` for an unknown one."""
        match chunk.get("type"):
            case "markdown_text":
                self._add_text(str(chunk.get("text", "")))
            case "task_update":
                self._set_task(chunk)
            case "plan_update":
                self.as_plan, self.plan_title = True, str(chunk.get("title", ""))
            case "blocks":
                self.parts += chunk.get("blocks", [])
            case _:
                raise SlackError("invalid_chunks")

    @property
    def text(self) -> str:
        """All streamed text so far."""
        return "".join(each["text"] for each in self.parts if each["type"] == "markdown")

    def blocks(self) -> Blocks:
        """The stream as blocks: tasks between the text, or gathered in a plan above it."""
        if not self.as_plan:
            return list(self.parts)
        tasks = [each for each in self.parts if each["type"] == "task_card"]
        rest = [each for each in self.parts if each["type"] != "task_card"]
        return [{"type": "plan", "title": self.plan_title, "tasks": tasks}, *rest]

    def _add_text(self, text: str) -> None:
        if not text:
            return
        if self.parts and self.parts[-1]["type"] == "markdown":
            self.parts[-1] = {"type": "markdown", "text": self.parts[-1]["text"] + text}
        else:
            self.parts.append({"type": "markdown", "text": text})
        if len(self.text) > limits.MESSAGE_MARKDOWN:
            raise SlackError("msg_too_long")

    def _set_task(self, chunk: Payload) -> None:
        if not chunk.get("id") or not chunk.get("title") or chunk.get("status") not in _STATUSES:
            raise SlackError("invalid_chunks")
        card = _task_card(chunk)
        for index, part in enumerate(self.parts):
            if part.get("task_id") == chunk["id"]:
                self.parts[index] = part | card
                return
        self.parts.append(card)


class Streams:
    """The messages that are being streamed now."""

    def __init__(
        self, core: Core, posts: Posts, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._core = core
        self._posts = posts
        self._clock = clock
        self._open: dict[tuple[str, str], _Stream] = {}

    def start(
        self, channel: Channel, thread_ts: str, chunks: Sequence[Payload], *, as_plan: bool
    ) -> Message:
        """A new message in a thread, still being written."""
        root = self._core.message(channel, thread_ts, "invalid_thread_ts")
        message = self._posts.by_app(channel, Draft(text=" ", thread_ts=root.thread_ts or root.ts))
        stream = _Stream(message, self._clock() + limits.STREAM_SECONDS, as_plan)
        self._open[channel.id, message.ts] = stream
        return self._grow(stream, chunks)

    def append(self, channel: Channel, ts: str, chunks: Sequence[Payload]) -> Message:
        """The message with more in it; raises when it is not being streamed (any more)."""
        return self._grow(self._find(channel, ts), chunks)

    def stop(
        self,
        channel: Channel,
        ts: str,
        chunks: Sequence[Payload],
        blocks: object,
        metadata: Payload | None,
    ) -> Message:
        """The finished message, with blocks such as buttons underneath."""
        stream = self._find(channel, ts)
        last = check_message("", blocks)
        self._take(stream, chunks)
        complete = check_message("", [*stream.blocks(), *last])
        del self._open[channel.id, ts]
        return self._write(stream, complete, streaming=False, metadata=metadata)

    def stop_all(self, channel: Channel, thread_ts: str) -> list[str]:
        """Ends the streams of a thread because a person said so; their timestamps."""
        ended = [
            key
            for key, stream in self._open.items()
            if key[0] == channel.id and stream.message.thread_ts == thread_ts
        ]
        for key in ended:
            stream = self._open.pop(key)
            self._write(stream, stream.blocks(), streaming=False)
        return [ts for _, ts in ended]

    def _find(self, channel: Channel, ts: str) -> _Stream:
        self._core.message(channel, ts)
        stream = self._open.get((channel.id, ts))
        if stream is None:
            raise SlackError("message_not_in_streaming_state")
        if self._clock() > stream.deadline:
            del self._open[channel.id, ts]
            self._write(stream, stream.blocks(), streaming=False)
            raise SlackError("message_not_in_streaming_state")
        return stream

    def _grow(self, stream: _Stream, chunks: Sequence[Payload]) -> Message:
        self._take(stream, chunks)
        return self._write(stream, stream.blocks(), streaming=True)

    def _take(self, stream: _Stream, chunks: Sequence[Payload]) -> None:
        for chunk in chunks:
            stream.apply(chunk)

    def _write(
        self,
        stream: _Stream,
        blocks: Blocks,
        *,
        streaming: bool,
        metadata: Payload | None = None,
    ) -> Message:
        body = {
            **stream.message.body,
            "text": stream.text,
            "blocks": with_block_ids(blocks),
            "streaming_state": "in_progress" if streaming else "completed",
            **without_none(metadata=metadata),
        }
        before, stream.message = stream.message, replace(stream.message, body=body)
        return self._posts.replace(before, stream.message, announce=not streaming)


def as_chunks(markdown_text: str | None, chunks: Sequence[Payload] | None) -> list[Payload]:
    """The two ways of sending stream content, as one list."""
    text = [{"type": "markdown_text", "text": markdown_text}] if markdown_text else []
    return [*text, *(chunks or ())]


def _task_card(chunk: Payload) -> Payload:
    return without_none(
        type="task_card",
        task_id=chunk["id"],
        title=chunk["title"],
        status=chunk["status"],
        details=_paragraph(chunk.get("details")),
        output=_paragraph(chunk.get("output")),
        sources=chunk.get("sources"),
    )


def _paragraph(text: str | None) -> Payload | None:
    if not text:
        return None
    run = {"type": "text", "text": text}
    section = {"type": "rich_text_section", "elements": [run]}
    return {"type": "rich_text", "elements": [section]}
