"""What a person chose in a block element, in the shapes of `actions[]` and `view.state.values`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from sandbox.slack.errors import SlackError
from sandbox.slack.wire import Blocks, Payload

Raw = str | list[str] | None
"""What the page sends for one element: a value, several, or nothing."""

_BUTTONS = frozenset({"button", "icon_button"})
_TYPED = frozenset({"plain_text_input", "number_input", "email_text_input", "url_text_input"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def elements_of(block: Payload) -> Iterator[Payload]:
    """The elements of a block that a person can act on."""
    for key in ("accessory", "element"):
        if key in block:
            yield block[key]
    yield from (each for each in block.get("elements", ()) if "action_id" in each)


def find_element(blocks: Blocks, block_id: str, action_id: str) -> Payload:
    """The element of those ids; raises SlackError when the message or view has none."""
    for block in blocks:
        if block.get("block_id") == block_id:
            for element in elements_of(block):
                if element.get("action_id") == action_id:
                    return element
    raise SlackError("no_such_element")


def action(element: Payload, block_id: str, raw: Raw, action_ts: str) -> Payload:
    """One entry of `actions[]`: the element's own value for buttons, the choice for menus."""
    own = ("text", "value", "style") if element["type"] in _BUTTONS else ()
    kept: Payload = {key: element[key] for key in own if key in element}
    return {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block_id,
        **kept,
        **_choice(element, raw),
        "action_ts": action_ts,
    }


def state_values(blocks: Blocks, raw: dict[str, dict[str, Raw]]) -> Payload:
    """`state.values` for every stateful element, with initial values where nothing was chosen."""
    values: Payload = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in ("button", "overflow", "icon_button", "feedback_buttons"):
                continue
            if "action_id" in element:
                given = raw.get(block["block_id"], {})
                chosen = given.get(element["action_id"], initial(element))
                values.setdefault(block["block_id"], {})[element["action_id"]] = {
                    "type": element["type"],
                    **_choice(element, chosen),
                }
    return values


def complaints(blocks: Blocks, raw: dict[str, dict[str, Raw]]) -> dict[str, str]:
    """What Slack's client says under the inputs before it submits: block id to sentence."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            value = raw.get(block["block_id"], {}).get(element["action_id"], initial(element))
            complaint = _complaint(element, value, required=not block.get("optional", False))
            if complaint:
                found[block["block_id"]] = complaint
    return found


def initial(element: Payload) -> Raw:
    """What an element holds before anybody touched it."""
    for key in ("initial_value", "initial_date", "initial_user", "initial_users"):
        if key in element:
            value: Raw = element[key]
            return value
    if "initial_option" in element:
        return str(element["initial_option"]["value"])
    if "initial_options" in element:
        return [str(each["value"]) for each in element["initial_options"]]
    return None


def _choice(element: Payload, raw: Raw) -> Payload:
    several = raw if isinstance(raw, list) else [raw] if raw else []
    one = several[0] if several else None
    match element["type"]:
        case "static_select" | "radio_buttons" | "overflow" | "external_select":
            return {"selected_option": _option(element, one) if one is not None else None}
        case "multi_static_select" | "checkboxes":
            return {"selected_options": [_option(element, each) for each in several]}
        case "users_select":
            return {"selected_user": one}
        case "multi_users_select":
            return {"selected_users": several}
        case "datepicker":
            return {"selected_date": one}
        case "feedback_buttons":
            return _feedback(element, one)
        case kind if kind in _TYPED:
            return {"value": one}
        case "file_input":
            return {"files": [{"id": each} for each in several]}
    return {}


def _feedback(element: Payload, value: str | None) -> Payload:
    for button in (element["positive_button"], element["negative_button"]):
        if button["value"] == value:
            return {"text": button["text"], "value": value}
    raise SlackError("no_such_option")


def _option(element: Payload, value: str) -> Payload:
    grouped = [each for group in element.get("option_groups", ()) for each in group["options"]]
    for option in [*element.get("options", ()), *grouped]:
        if option["value"] == value:
            chosen: Payload = option
            return chosen
    raise SlackError("no_such_option")


def _complaint(element: Payload, value: Raw, *, required: bool) -> str | None:
    if not value:
        return "Please complete this required field." if required else None
    if isinstance(value, list):
        most = element.get("max_selected_items")
        return f"Select at most {most} items." if most and len(value) > most else None
    match element["type"]:
        case "plain_text_input":
            return _length_complaint(element, value)
        case "number_input":
            return _number_complaint(element, value)
        case "email_text_input" if not _EMAIL.fullmatch(value):
            return "Please enter a valid email address."
        case "url_text_input" if not value.startswith(("http://", "https://")):
            return "Please enter a valid URL."
    return None


def _length_complaint(element: Payload, value: str) -> str | None:
    if len(value) < element.get("min_length", 0):
        return f"Enter at least {element['min_length']} characters."
    if len(value) > element.get("max_length", len(value)):
        return f"Enter at most {element['max_length']} characters."
    return None


def _number_complaint(element: Payload, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a valid number."
    if not math.isfinite(number) or (not element["is_decimal_allowed"] and "." in value):
        return "Please enter a valid number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Enter a number of at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Enter a number of at most {element['max_value']}."
    return None
