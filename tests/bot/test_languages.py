"""Everybody is answered in their own language: nothing that Slack shows is English only."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agents.understanding import Thread, understand
from bot.cards.adjusted import adjusted_line
from bot.cards.prompts import prompts
from bot.modals.adjusted import changes_of
from bot.phrases import adjusted_in_words
from bot.words.catalog import LANGUAGES
from media.brief import Brief
from tests.bot.catalogs import BOT, catalog, translation

SHOWN_FROM = [
    path
    for room in ("listeners", "modals", "cards", "exports")
    for path in (BOT / room).rglob("*.py")
]
WORDS_IN_A_ROW = re.compile(r"[A-Za-z]{2,}[,:]? [A-Za-z“{]|[A-Za-z]{2,} $|^ [A-Za-z]{2,}")
TODAY = date(2026, 11, 22)


def unseen_in(tree: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, what goes to the log, and plurals, which the singular stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("_log."):
            yield from ast.walk(node)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("words.n"):
            yield node.args[1]


def shown_by(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text())
    unseen = set(unseen_in(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in unseen:
            yield node.value


SHOWN = {text for path in SHOWN_FROM for text in shown_by(path)}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_words_are_english_only(language: str) -> None:
    texts = {text for text in SHOWN if WORDS_IN_A_ROW.search(text)}
    translated = catalog(language)
    assert len(texts) > 100
    assert [text for text in texts if not translation(translated, text)] == []


def test_nobody_is_answered_in_a_language_that_was_written_down() -> None:
    assert SHOWN & set(LANGUAGES) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_offered_way_to_begin_is_understood(language: str) -> None:
    kinds = []
    for prompt in prompts(language):
        reading = Thread(TODAY, language=language).take(prompt["message"])
        assert reading.language == language
        assert not reading.unexplained
        kinds.append(reading.intent.kind)
    assert kinds == ["brief", "brief", "history", "help"]


def form(**changed: str | list[str]) -> dict[str, Any]:
    """The Adjust form of the brief below, as it comes back."""
    typed = {"budget": "250000.00", "start": "2027-01-01", "end": "2027-03-31"}
    typed |= {"age_min": "18", "age_max": "34", "priority": "balanced"}
    many = {"countries": ["BR"], "formats": ["audio", "video", "podcast", "display"]}
    answers: dict[str, Any] = {name: {"value": value} for name, value in typed.items()}
    for name, value in (many | changed).items():
        several = isinstance(value, list)
        answers[name] = (
            {"selected_options": [{"value": each} for each in value]}
            if several
            else {"value": value}
        )
    return {
        "private_metadata": json.dumps({"currency": "BRL"}),
        "state": {"values": {name: {name: answer} for name, answer in answers.items()}},
    }


@pytest.fixture(scope="module")
def brief() -> Brief:
    said = "R$ 250k to reach 18-34 runners in Brazil in Q1, all formats"
    return understand([said], TODAY)[-1][1]


def test_an_untouched_form_says_nothing(brief: Brief) -> None:
    changes = changes_of(form(), brief)
    assert adjusted_in_words(changes) == adjusted_line(changes, "de") == ""


def test_a_form_is_quoted_in_the_language_of_its_thread(brief: Brief) -> None:
    changed = form(
        budget="300.000", countries=["MX"], formats=["audio"], age_max="", priority="yield"
    )
    changes = changes_of(changed, brief)
    assert adjusted_line(changes, "de") == (
        "Budget: 300.000\u00a0R$  ·  Alter: 18+  ·  Länder: +Mexiko, \u2212Brasilien  ·  "
        "Formate: \u2212Video, \u2212Podcast, \u2212Display  ·  Priorität: Abverkauf"
    )
    said = adjusted_in_words(changes)
    now = understand(["R$ 250k to reach 18-34 runners in Brazil in Q1", said], TODAY)[-1][1]
    assert now.budget is not None
    assert now.budget.amount == 300_000_000_000
    assert now.geo.countries == ("MX",)
    assert now.audience.age_min == 18
    assert now.audience.age_max is None
