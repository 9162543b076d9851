"""The blocks of Block Kit that cards are made of, as plain dicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.cards.text import clip, fallback

Block = dict[str, Any]
"""One JSON object of Block Kit: the shape is Slack's, so it is not typed further."""

_HEADER, _SECTION, _FIELD, _BUTTON, _LABEL = 150, 3_000, 2_000, 75, 20


@dataclass(frozen=True, slots=True)
class Card:
    """A message: `text` for notifications and screen readers, and what is shown."""

    text: str
    blocks: list[Block] = field(default_factory=list)


def card(text: str, *blocks: Block | None) -> Card:
    """A message of the blocks that are there."""
    return Card(fallback(text), [block for block in blocks if block is not None])


def plain(text: str, most: int = _SECTION) -> Block:
    """A plain text object."""
    return {"type": "plain_text", "text": clip(text, most) or " "}


def mrkdwn(text: str, most: int = _SECTION) -> Block:
    """A mrkdwn text object; what came from outside in it must be escaped."""
    return {"type": "mrkdwn", "text": clip(text, most) or " "}


def header(text: str) -> Block:
    """A line of large text."""
    return {"type": "header", "text": plain(text, _HEADER)}


def section(text: str, accessory: Block | None = None) -> Block | None:
    """A paragraph; None when there is nothing to say."""
    if not text.strip():
        return None
    return {"type": "section", "text": mrkdwn(text)} | (
        {"accessory": accessory} if accessory else {}
    )


def fields(texts: Sequence[str]) -> Block:
    """Up to ten short texts in two columns."""
    return {"type": "section", "fields": [mrkdwn(text, _FIELD) for text in texts[:10]]}


def context(*texts: str) -> Block | None:
    """Small grey text; None when there is nothing to say."""
    said = [mrkdwn(text, 2_000) for text in texts if text.strip()]
    return {"type": "context", "elements": said[:10]} if said else None


def divider() -> Block:
    """A thin line."""
    return {"type": "divider"}


def actions(block_id: str, *elements: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(
    text: str,
    action: str,
    value: str = "",
    *,
    style: str | None = None,
    confirm: Block | None = None,
    url: str | None = None,
) -> Block:
    """A button; `value` is opaque, `style` is "primary" or "danger"."""
    made: Block = {"type": "button", "action_id": action, "text": plain(text, _BUTTON)}
    more = {"value": value, "style": style, "confirm": confirm, "url": url}
    return made | {key: given for key, given in more.items() if given}


def fits_button(text: str) -> bool:
    """Whether a button shows all of a text."""
    return len(text) <= _BUTTON


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """The dialog that asks before a button's action."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(text: str, value: str) -> Block:
    """One choice of a menu."""
    return {"text": plain(text, 75), "value": value[:150]}


def cell(text: str) -> Block:
    """A table cell with text."""
    return {"type": "raw_text", "text": clip(text, 200) or "–"}


def number(value: float, text: str) -> Block:
    """A table cell that sorts by its value."""
    return {"type": "raw_number", "value": value, "text": text or "–"}


def data_table(caption: str, rows: Sequence[Sequence[Block]], *, page_size: int = 15) -> Block:
    """A table to sort and page through; its first row is the header."""
    return {
        "type": "data_table",
        "caption": clip(caption, 200),
        "page_size": page_size,
        "rows": [list(row) for row in rows],
    }


def pie(title: str, segments: Sequence[tuple[str, float]]) -> Block:
    """A pie chart of positive values."""
    shown = [{"label": clip(name, _LABEL), "value": value} for name, value in segments]
    return _chart(title, {"type": "pie", "segments": shown})


def series_chart(
    kind: str,
    title: str,
    categories: Sequence[str],
    series: Sequence[tuple[str, Sequence[float]]],
    *,
    x_label: str | None = None,
    y_label: str | None = None,
) -> Block:
    """A bar, line or area chart; every series has a value for each category."""
    names = unique([clip(category, _LABEL) for category in categories])
    axis: Block = {"categories": names}
    axis |= {k: clip(v, 50) for k, v in (("x_label", x_label), ("y_label", y_label)) if v}
    shown = [
        {
            "name": clip(name, _LABEL),
            "data": [{"label": n, "value": v} for n, v in zip(names, values, strict=True)],
        }
        for name, values in series
    ]
    return _chart(title, {"type": kind, "series": shown, "axis_config": axis})


def unique(labels: Sequence[str]) -> list[str]:
    """The labels, repeated ones numbered, because an axis needs different ones."""
    seen: dict[str, int] = {}
    made = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        suffix = f" {seen[label]}" if seen[label] > 1 else ""
        made.append(label[: _LABEL - len(suffix)] + suffix)
    return made


def _chart(title: str, chart: Block) -> Block:
    return {"type": "data_visualization", "title": clip(title, 50), "chart": chart}
