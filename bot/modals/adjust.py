"""Adjust: the Brief as a form."""

from __future__ import annotations

import json

from bot.cards.blocks import Block
from bot.modals.inputs import (
    date_input,
    field,
    menu,
    menu_of_many,
    modal,
    text_input,
)
from bot.words import Words, names
from media.brief import Brief
from media.money import decimal_string
from media.words import FORMATS

ADJUSTED = "adjusted"
_PRIORITIES = ("balanced", "reach", "efficiency", "yield")


def adjust_modal(
    brief: Brief, currency: str, countries: list[str], where: dict[str, str], language: str
) -> Block:
    """The form. `countries` are on offer; `where` comes back with the answers."""
    words = Words(language)
    youngest, oldest = brief.audience.age_min, brief.audience.age_max
    offered = [(code, names.country_name(code, words)) for code in countries]
    blocks = [
        field("budget", words.t("Budget in {currency}", currency=currency), _budget(brief)),
        field("countries", words.t("Countries"), menu_of_many(offered, brief.geo.countries)),
        field("start", words.t("First day"), date_input(day_of(brief, "start"))),
        field("end", words.t("Last day"), date_input(day_of(brief, "end"))),
        field(
            "age_min",
            words.t("Youngest"),
            text_input(age_text(youngest)),
            optional=True,
        ),
        field(
            "age_max",
            words.t("Oldest"),
            text_input(age_text(oldest)),
            optional=True,
        ),
        field("formats", words.t("Formats"), menu_of_many(_formats(words), formats_of(brief))),
        field(
            "priority", words.t("Priority"), menu(_priorities(words), brief.priority or "balanced")
        ),
    ]
    metadata = json.dumps({**where, "currency": currency})
    return modal(
        ADJUSTED,
        words.t("Adjust the plan"),
        words.t("Plan again"),
        words.t("Cancel"),
        blocks,
        metadata,
    )


def _budget(brief: Brief) -> Block:
    return text_input(decimal_string(brief.budget.amount) if brief.budget else "", most=20)


def day_of(brief: Brief, end: str) -> str:
    """The flight's "start" or "end" in ISO form; empty without a flight."""
    return getattr(brief.flight, end).isoformat() if brief.flight else ""


def age_text(age: int | None) -> str:
    """An age as it is typed; empty for none."""
    return "" if age is None else str(age)


def _formats(words: Words) -> list[tuple[str, str]]:
    return [(code, names.format_name(code, words)) for code in FORMATS]


def _priorities(words: Words) -> list[tuple[str, str]]:
    return [(code, names.priority_name(code, words)) for code in _PRIORITIES]


def formats_of(brief: Brief) -> list[str]:
    """The formats that the Brief allows."""
    allowed = brief.formats.only or FORMATS
    return [code for code in allowed if code not in brief.formats.exclude]
