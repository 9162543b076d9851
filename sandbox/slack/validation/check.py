"""Refuses what Slack would refuse, with Slack's error codes and its pointers to the place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sandbox.slack.errors import SlackError
from sandbox.slack.validation import limits
from sandbox.slack.validation.blocks import BLOCKS_OF, Surface
from sandbox.slack.validation.views import ViewShape
from sandbox.slack.wire import Blocks, Payload, walk

_ABOUT_FIELDS = {
    "missing": "missing required field",
    "extra_forbidden": "invalid additional property",
}
_COUNTED_KEYS = frozenset({"text", "title", "label", "alt_text", "description", "caption"})


def check_text(text: str) -> None:
    """Raises `msg_too_long` for a text over the limit, counted in bytes as it travels."""
    if len(text.encode()) > limits.MESSAGE_TEXT_BYTES:
        raise SlackError("msg_too_long")


def check_message(text: str, blocks: object) -> Blocks:
    """The message's blocks; raises SlackError when text or blocks are over Slack's limits."""
    check_text(text)
    if blocks is None:
        return []
    checked = _as_blocks(blocks)
    _refuse("invalid_blocks", block_problems(checked))
    _check_totals(checked)
    return checked


def check_view(view: object, kind: str) -> Payload:
    """The view; raises `invalid_arguments` or `view_too_large`, or on the wrong kind of view."""
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments")
    _refuse("invalid_arguments", view_problems(view))
    if view["type"] != kind:
        raise SlackError.with_messages(
            "invalid_arguments", [f"must be a {kind} view [json-pointer:/view/type]"]
        )
    if len(json.dumps(view).encode()) > limits.VIEW_BYTES:
        raise SlackError("view_too_large")
    return view


def block_problems(blocks: Blocks, surface: Surface = "message") -> list[str]:
    """Everything wrong with these blocks, in Slack's words."""
    payload = {"blocks": blocks}
    return _shape_problems(BLOCKS_OF[surface], payload) or _repeated_ids("/blocks", blocks)


def view_problems(view: Payload) -> list[str]:
    """Everything wrong with this view, in Slack's words."""
    return _shape_problems(ViewShape, {"view": view}) or _repeated_ids(
        "/view/blocks", view["blocks"]
    )


def message_characters(blocks: Blocks) -> int:
    """The characters of all texts in the blocks, which `msg_blocks_too_long` counts."""
    return sum(
        len(value)
        for node in walk(blocks)
        for key, value in node.items()
        if key in _COUNTED_KEYS and isinstance(value, str)
    )


def _as_blocks(blocks: object) -> Blocks:
    if not isinstance(blocks, list) or not all(isinstance(each, dict) for each in blocks):
        raise SlackError("invalid_blocks_format")
    return blocks


def _check_totals(blocks: Blocks) -> None:
    kinds = Counter(str(each["type"]) for each in blocks)
    if kinds["table"] + kinds["data_table"] > limits.MESSAGE_TABLES:
        raise SlackError("only_one_table_allowed")
    if kinds["data_visualization"] > limits.MESSAGE_CHARTS:
        _refuse(
            "invalid_blocks",
            [f"no more than {limits.MESSAGE_CHARTS} data_visualization blocks allowed"],
        )
    markdown = sum(len(each["text"]) for each in blocks if each["type"] == "markdown")
    if markdown > limits.MESSAGE_MARKDOWN:
        raise SlackError("msg_blocks_too_long")
    if message_characters(blocks) > limits.MESSAGE_CHARACTERS:
        raise SlackError("msg_blocks_too_long")


def _repeated_ids(pointer: str, blocks: Blocks) -> list[str]:
    problems = [
        f"`block_id` {block_id} already exists [json-pointer:{pointer}]"
        for block_id in _repeated(each.get("block_id") for each in blocks)
    ]
    for index, block in enumerate(blocks):
        ids = (each.get("action_id") for each in block.get("elements", ()) if "type" in each)
        problems += [
            f"`action_id` {action_id} already exists for block_id [json-pointer:{pointer}/{index}]"
            for action_id in _repeated(ids)
        ]
    return problems


def _repeated(ids: Iterable[str | None]) -> list[str]:
    return [each for each, count in Counter(ids).items() if each is not None and count > 1]


def _refuse(code: str, problems: Sequence[str]) -> None:
    if problems:
        raise SlackError.with_messages(code, problems)


def _shape_problems(shape: type[BaseModel], payload: Payload) -> list[str]:
    try:
        shape.model_validate(payload)
    except ValidationError as error:
        return [_in_slacks_words(each, payload) for each in error.errors(include_url=False)]
    return []


def _in_slacks_words(problem: ErrorDetails, payload: Payload) -> str:
    pointer = _pointer(problem["loc"], payload)
    context = problem.get("ctx", {})
    match problem["type"]:
        case "missing" | "extra_forbidden" as kind:
            place, _, field = pointer.rpartition("/")
            return f"{_ABOUT_FIELDS[kind]}: {field} [json-pointer:{place}]"
        case "string_too_long":
            words = f"must be less than {context['max_length'] + 1} characters"
        case "string_too_short":
            words = f"must be more than {context['min_length'] - 1} characters"
        case "too_long":
            words = f"no more than {context['max_length']} items allowed"
        case "too_short":
            words = f"no fewer than {context['min_length']} items allowed"
        case "union_tag_invalid":
            words = f"unsupported type: {context['tag']}"
        case "union_tag_not_found":
            words = "missing required field: type"
        case "value_error":
            words = str(context["error"])
        case _:
            words = problem["msg"].lower()
    return f"{words} [json-pointer:{pointer}]"


def _pointer(location: Sequence[int | str], payload: Payload) -> str:
    """The JSON pointer of a complaint: pydantic names the chosen union member in between."""
    node: object = payload
    parts: list[str] = []
    tag_seen = False
    for part in location:
        if not tag_seen and isinstance(node, dict) and part == node.get("type"):
            tag_seen = True
            continue
        parts.append(str(part))
        node, tag_seen = _child(node, part), False
    return "/" + "/".join(parts)


def _child(node: object, part: int | str) -> object:
    if isinstance(node, dict):
        return node.get(part)
    if isinstance(node, list) and isinstance(part, int) and part < len(node):
        return node[part]
    return None
