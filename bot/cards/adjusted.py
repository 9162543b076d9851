"""What was changed in the Adjust form, in one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.modals.adjusted import Changes, Moved
from bot.words import Words, names
from bot.words.numbers import dates, money


def adjusted_line(changes: Changes, language: str) -> str:
    """Each changed slot with what it is now; what was added and dropped of a list."""
    words = Words(language)
    shown = {
        words.t("Budget"): _budget(changes, language),
        words.t("Dates"): _dates(changes, language),
        words.t("Ages"): _ages(changes),
        words.t("Countries"): _moved(changes.countries, names.country_name, words),
        words.t("Formats"): _moved(changes.formats, names.format_name, words),
        words.t("Priority"): _priority(changes, words),
    }
    return "  ·  ".join(f"{name}: {value}" for name, value in shown.items() if value)


def _budget(changes: Changes, language: str) -> str:
    return "" if changes.budget is None else money(changes.budget, changes.currency, language)


def _dates(changes: Changes, language: str) -> str:
    if changes.flight is None:
        return ""
    start, end = (date.fromisoformat(day) for day in changes.flight)
    return dates(start, end, language)


def _ages(changes: Changes) -> str:
    if changes.ages is None:
        return ""
    low, high = changes.ages
    return f"{low or 13}–{high}" if high else f"{low or 13}+"


def _moved(moved: Moved, name: Callable[[str, Words], str], words: Words) -> str:
    added = [f"+{name(code, words)}" for code in moved.added]
    return ", ".join([*added, *(f"\u2212{name(code, words)}" for code in moved.dropped)])


def _priority(changes: Changes, words: Words) -> str:
    return names.priority_name(changes.priority, words) if changes.priority else ""
