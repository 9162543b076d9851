"""Sentences, names and numbers: complete in every language, and never a crash."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import agents
import desk
from agents.readers import REFUSED
from bot.words import Words, sentence
from bot.words.catalog import LANGUAGES
from bot.words.numbers import count, dates, money, percent, short_count, small_percent
from bot.words.sentences import SENTENCES
from media.plan import Fact
from optimizer.propose.facts import CODES

BOT = Path(__file__).parents[2] / "bot"
ROOMS = [Path(str(room.__file__)).parent for room in (agents, desk)]
TEXTS = {
    message
    for _, _, message, _, _ in extract_from_dir(
        str(BOT), method_map=[("**.py", "python")], keywords={"t": None, "n": (1, 2)}
    )
}


def catalog(language: str) -> Catalog:
    with (BOT / "locale" / language / "LC_MESSAGES" / "flightplan.po").open("rb") as file:
        return read_po(file, locale=language)


def codes_in_use() -> set[str]:
    """The codes that agents and desk write, and those of the optimizer's own table."""
    source = "\n".join(path.read_text() for room in ROOMS for path in room.rglob("*.py"))
    literal = set(re.findall(r"""Fact\(\s*code=["']([a-z_.]+)["']""", source))
    said = set(re.findall(r"""_saying\(["']([a-z_]+)["']""", source))
    advocates = {f"advocate_{name}" for name in ("reach", "efficiency", "yield")}
    refusals = {f"refused_{kind}" for kind in REFUSED}
    dated = {f"dates.{rule}" for rule in re.findall(r'rule="([a-z_]+)"', source)}
    back = {"went_back_undo", "went_back_first_plan"}
    return literal | said | advocates | refusals | dated | back | set(CODES)


class TestTexts:
    @pytest.mark.parametrize("language", LANGUAGES[1:])
    def test_every_text_is_translated(self, language: str) -> None:
        translated = catalog(language)
        missing = [text for text in TEXTS if not _string(translated, text)]
        assert missing == []

    @pytest.mark.parametrize("language", LANGUAGES[1:])
    def test_translations_use_the_same_values(self, language: str) -> None:
        translated = catalog(language)
        for text in TEXTS:
            assert _holes(_string(translated, text)) == _holes(text), text

    def test_no_text_hides_in_an_f_string(self) -> None:
        hidden = [
            path.name
            for path in BOT.rglob("*.py")
            if re.search(r"\{words\.[tn]\(", path.read_text())
        ]
        assert hidden == []

    def test_an_unknown_language_reads_english(self) -> None:
        assert Words("fr").t("Budget") == "Budget"
        assert Words("pt-BR").t("Budget") == "Orçamento"


def _string(translated: Catalog, text: Any) -> Any:
    message = translated.get(text if isinstance(text, str) else text[0])
    return message.string if message is not None else None


def _holes(text: Any) -> set[str]:
    parts = [text] if isinstance(text, str) else list(text)
    return set(re.findall(r"\{(\w+)\}", " ".join(parts)))


class TestSentences:
    def test_every_code_in_use_has_words(self) -> None:
        assert codes_in_use() - set(SENTENCES) == set()

    def test_an_unknown_code_says_nothing(self) -> None:
        assert sentence(Fact(code="from_the_future"), "en") == ""

    def test_values_that_misfit_say_nothing(self) -> None:
        assert sentence(Fact(code="unspent", values={"amount": "much"}), "en") == ""

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("code", sorted(CODES))
    def test_every_fact_of_the_optimizer_is_said(self, code: str, language: str) -> None:
        fact = Fact(code=code, values={key: VALUES[key] for key in CODES[code]} | WHY.get(code, {}))
        said = sentence(fact, language)
        assert said
        assert "{" not in said

    def test_words_that_were_not_used_are_named(self) -> None:
        assert sentence(Fact(code="words_not_used", values={"words": ["asap"]}), "en") == (
            "I did not use: “asap”."
        )

    def test_braces_of_a_person_are_only_text(self) -> None:
        fact = Fact(code="words_not_used", values={"words": ["{total.__class__}"]})
        assert "{total.__class__}" in sentence(fact, "de")


VALUES: dict[str, Any] = {
    "metric": "REACH", "value": 3.0, "reach": 3_400_000, "frequency": 2.4, "gap": 0.0003,
    "priority": "yield", "goal_loss": 0.01, "goal_kept_least": 0.97, "sell_through": 0.2,
    "sell_through_best_goal": 0.3, "format": "audio", "channel": "self_serve", "market": "BR",
    "share": 0.5, "amount": "12.50", "currency": "BRL", "cpm": 12.5, "plan_cpm": 13.0,
    "next_per_step": 5000, "step": "1000.00", "line": "BR-audio-self_serve", "limit": "avails",
    "extra_per_step": 10.0, "why": "rules", "first_step_brings": 1, "plan_step_brings": 2,
    "pointer": "/constraints/0/min", "kind": "amount", "about": "audio", "side": "min",
    "bound": "20.00", "brings": 10, "more_brings": 5, "less_costs": 6, "gain": 0.1,
    "baseline_value": 3, "baseline_keeps_rules": True, "kept": 3, "changed": 1,
    "fewest_proven": 1, "op": "<=", "target": 5.0, "chance": 0.4, "objective": "LEAD_GEN",
    "lines": ["a", "b"], "used": 0.95, "asked": 0.001, "before": "10.00", "words": "less",
}  # fmt: skip
WHY: dict[str, dict[str, Any]] = {
    "biggest_line": {"why": "balance"},
    "not_used": {"why": "minimum", "first_step_brings": 1},
    "unspent": {"why": "avails"},
    "relax": {"value": "12.00", "words": "less"},
}


class TestNumbers:
    def test_money_reads_as_at_home(self) -> None:
        assert money(250_000_000_000, "BRL", "pt") == "R$\u00a0250.000"
        assert money(250_000_500_000, "BRL", "en") == "R$250,000.50"
        assert money(250_000_000_000, "EUR", "de") == "250.000\u00a0€"

    def test_a_tiny_gap_does_not_read_as_nothing(self) -> None:
        assert small_percent(0.00004, "en") == "0.004%"
        assert small_percent(0.0103, "en") == "1%"

    def test_counts_are_short_where_they_are_big(self) -> None:
        assert short_count(4_123_456, "en") == "4.1M"
        assert short_count(9_999, "en") == "9,999"
        assert count(1_234_567, "de") == "1.234.567"

    def test_dates_have_the_order_of_the_language(self) -> None:
        start, end = date(2027, 1, 3), date(2027, 3, 31)
        assert dates(start, end, "en") == "Jan 3 – Mar 31, 2027"
        assert dates(start, end, "de") == "3. Jan. – 31. März 2027"

    def test_percent_has_a_space_where_it_belongs(self) -> None:
        assert percent(0.456, "en") == "46%"
        assert percent(0.456, "de", 1) == "45,6\u00a0%"
