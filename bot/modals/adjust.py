"""Adjust: the Brief as a form. What was changed in it becomes a message, as if it was written."""

from __future__ import annotations

import json
from typing import Any

from babel import Locale

from bot.cards.blocks import Block
from bot.modals.inputs import (
    Answers,
    date_input,
    field,
    menu,
    menu_of_many,
    modal,
    text_input,
)
from bot.words import Words, names
from media.brief import Brief
from media.errors import InvalidInput
from media.money import decimal_string, to_micros
from media.words import FORMATS

ADJUSTED = "adjusted"
_ENGLISH = Locale("en")
_PRIORITIES = ("balanced", "reach", "efficiency", "yield")
_IN_WORDS = {
    "balanced": "balance reach and efficiency",
    "reach": "maximise reach",
    "efficiency": "prioritise efficiency",
    "yield": "prioritise sell-through",
}


def adjust_modal(
    brief: Brief, currency: str, countries: list[str], where: dict[str, str], language: str
) -> Block:
    """The form. `countries` are on offer; `where` comes back with the answers."""
    words = Words(language)
    offered = [(code, names.country_name(code, words)) for code in countries]
    blocks = [
        field("budget", words.t("Budget in {currency}", currency=currency), _budget(brief)),
        field("countries", words.t("Countries"), menu_of_many(offered, brief.geo.countries)),
        field("start", words.t("First day"), date_input(_day(brief, "start"))),
        field("end", words.t("Last day"), date_input(_day(brief, "end"))),
        field(
            "age_min", words.t("Youngest"), text_input(_age(brief.audience.age_min)), optional=True
        ),
        field(
            "age_max", words.t("Oldest"), text_input(_age(brief.audience.age_max)), optional=True
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


def _day(brief: Brief, end: str) -> str:
    return getattr(brief.flight, end).isoformat() if brief.flight else ""


def _age(age: int | None) -> str:
    return "" if age is None else str(age)


def _formats(words: Words) -> list[tuple[str, str]]:
    return [(code, names.format_name(code, words)) for code in FORMATS]


def _priorities(words: Words) -> list[tuple[str, str]]:
    return [(code, names.priority_name(code, words)) for code in _PRIORITIES]


def formats_of(brief: Brief) -> list[str]:
    """The formats that the Brief allows."""
    allowed = brief.formats.only or FORMATS
    return [code for code in allowed if code not in brief.formats.exclude]


def adjusted_words(view: dict[str, Any], brief: Brief) -> str:
    """What was changed, as one message in English; empty when nothing was.

    Raises InvalidInput whose `remedy` is the name of the field at fault.
    """
    answers, currency = Answers(view), json.loads(view["private_metadata"])["currency"]
    said = [
        _budget_words(answers, brief, currency),
        _flight_words(answers, brief),
        _age_words(answers, brief),
        *_country_words(answers, brief),
        *_format_words(answers, brief),
        _priority_words(answers, brief),
    ]
    return ", ".join(part for part in said if part)


def _budget_words(answers: Answers, brief: Brief, currency: str) -> str:
    text = answers.text("budget").replace(" ", "")
    try:
        micros = to_micros(text)
    except InvalidInput:
        raise InvalidInput("Write the amount with digits, such as 250000.00.", "budget") from None
    if micros <= 0:
        raise InvalidInput("The budget must be more than nothing.", "budget")
    if brief.budget is not None and micros == brief.budget.amount:
        return ""
    return f"budget {currency} {decimal_string(micros)}"


def _flight_words(answers: Answers, brief: Brief) -> str:
    start, end = answers.text("start"), answers.text("end")
    if end < start:
        raise InvalidInput("The last day is before the first.", "end")
    if (start, end) == (_day(brief, "start"), _day(brief, "end")):
        return ""
    return f"from {start} to {end}"


def _age_words(answers: Answers, brief: Brief) -> str:
    low, high = answers.text("age_min"), answers.text("age_max")
    for name, age in (("age_min", low), ("age_max", high)):
        if age and not age.isdigit():
            raise InvalidInput("Write an age with digits.", name)
    if (low, high) == (_age(brief.audience.age_min), _age(brief.audience.age_max)):
        return ""
    if low and high:
        return f"ages {low}-{high}"
    if low:
        return f"ages {low}+"
    return f"ages 13-{high}" if high else "ages 13+"


def _country_words(answers: Answers, brief: Brief) -> list[str]:
    chosen, had = answers.several("countries"), brief.geo.countries
    if not chosen:
        raise InvalidInput("Choose at least one country.", "countries")
    added = [f"add {_english(code)}" for code in chosen if code not in had]
    return added + [f"drop {_english(code)}" for code in had if code not in chosen]


def _english(code: str) -> str:
    return str(_ENGLISH.territories.get(code, code))


def _format_words(answers: Answers, brief: Brief) -> list[str]:
    chosen, had = answers.several("formats"), formats_of(brief)
    if not chosen:
        raise InvalidInput("Choose at least one format.", "formats")
    dropped = [f"no {code}" for code in had if code not in chosen]
    return dropped + [f"add {code}" for code in chosen if code not in had]


def _priority_words(answers: Answers, brief: Brief) -> str:
    chosen = answers.text("priority")
    return "" if chosen == (brief.priority or "balanced") else _IN_WORDS[chosen]
