"""The inputs of modals, and how their answers are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from bot.cards.blocks import Block, option, plain
from bot.payloads import Malformed
from bot.words import Words
from media.errors import InvalidInput

_TITLE = 24
Typed = TypeVar("Typed")
Result = TypeVar("Result")


def modal(
    callback: str, title: str, submit: str, close: str, blocks: Sequence[Block], metadata: str = ""
) -> Block:
    """A modal's view; `metadata` comes back with its answers."""
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, _TITLE),
        "submit": plain(submit, _TITLE),
        "close": plain(close, _TITLE),
        "private_metadata": metadata,
        "blocks": list(blocks),
    }


def notice(title: str, close: str, blocks: Sequence[Block]) -> Block:
    """A modal that only shows something."""
    return {
        "type": "modal",
        "title": plain(title, _TITLE),
        "close": plain(close, _TITLE),
        "blocks": list(blocks),
    }


def metadata(words: Words, about: str = "") -> str:
    """What an admin's form brings back: its language, and what it is about."""
    return json.dumps({"language": words.language, "about": about})


def brought(view: dict[str, Any], name: str) -> str:
    """What a form of ours was given to bring back. Raises Malformed when it does not."""
    try:
        found = json.loads(view["private_metadata"])[name]
    except (ValueError, LookupError, TypeError):
        found = None
    if not isinstance(found, str):
        raise Malformed(f"private_metadata.{name}")
    return found


def language_of(view: dict[str, Any]) -> str:
    """The language that a form was shown in."""
    return brought(view, "language")


def about(view: dict[str, Any]) -> str:
    """What a form is about: the advertiser, or the version of the rules that it changes."""
    return brought(view, "about")


def checked(check: Callable[[Typed], Result], value: Typed, name: str) -> Result:
    """What a rule of the house makes of a value; its complaint belongs to the field `name`."""
    try:
        return check(value)
    except InvalidInput as wrong:
        raise InvalidInput(wrong.message, name) from None


def field(
    name: str, label: str, element: Block, *, hint: str = "", optional: bool = False
) -> Block:
    """An input; its block id and action id are both `name`."""
    made: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 150),
        "element": element | {"action_id": name},
        "optional": optional,
    }
    return made | ({"hint": plain(hint, 150)} if hint else {})


def text_input(value: str = "", *, lines: bool = False, most: int = 3_000) -> Block:
    """A line or a box of text."""
    made: Block = {"type": "plain_text_input", "multiline": lines, "max_length": most}
    return made | ({"initial_value": value} if value else {})


def date_input(day: str = "") -> Block:
    """A date as YYYY-MM-DD."""
    return {"type": "datepicker"} | ({"initial_date": day} if day else {})


def menu(options: Sequence[tuple[str, str]], chosen: str | None = None) -> Block:
    """One of several (value, text) choices."""
    made: Block = {"type": "static_select", "options": [option(t, v) for v, t in options[:100]]}
    initial = next((option(t, v) for v, t in options if v == chosen), None)
    return made | ({"initial_option": initial} if initial else {})


def menu_of_many(options: Sequence[tuple[str, str]], chosen: Sequence[str] = ()) -> Block:
    """Several of several (value, text) choices."""
    made: Block = {
        "type": "multi_static_select",
        "options": [option(t, v) for v, t in options[:100]],
    }
    initial = [option(t, v) for v, t in options if v in chosen]
    return made | ({"initial_options": initial} if initial else {})


def boxes(options: Sequence[tuple[str, str]], chosen: Sequence[str] = ()) -> Block:
    """Boxes to tick, at most ten."""
    made: Block = {"type": "checkboxes", "options": [option(t, v) for v, t in options[:10]]}
    initial = [option(t, v) for v, t in options if v in chosen]
    return made | ({"initial_options": initial} if initial else {})


def person(user: str = "") -> Block:
    """One person of the workspace."""
    return {"type": "users_select"} | ({"initial_user": user} if user else {})


class Answers:
    """The answers of a submitted view, by the names of its fields."""

    def __init__(self, view: dict[str, Any]) -> None:
        self._values: dict[str, dict[str, Any]] = {
            name: answer
            for block in view["state"]["values"].values()
            for name, answer in block.items()
        }
        self._view = view

    def text(self, name: str) -> str:
        """What was typed, picked or dated; empty when nothing was."""
        answer = self._values.get(name) or {}
        chosen = answer.get("selected_option") or {}
        found = (
            answer.get("value")
            or answer.get("selected_date")
            or answer.get("selected_user")
            or chosen.get("value")
        )
        return str(found or "").strip()

    def changed(self, name: str) -> bool:
        """Whether a text is not what the form had in its place."""
        return self.text(name) != self._shown(name).strip()

    def _shown(self, name: str) -> str:
        inputs = (block for block in self._view["blocks"] if block["type"] == "input")
        shown = (block["element"] for block in inputs if block["block_id"] == name)
        return next((str(element.get("initial_value") or "") for element in shown), "")

    def several(self, name: str) -> list[str]:
        """All that was chosen."""
        answer = self._values.get(name) or {}
        return [str(each["value"]) for each in answer.get("selected_options") or ()]
