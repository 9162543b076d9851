"""Sentences, names and numbers: complete in every language, and never a crash."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from babel.messages.extract import extract_from_dir

import ads
import agents
import desk
import media
import storage
from ads.spotify.goals import OBJECTIVE_WORDS
from agents.readers import REFUSED
from bot.words import Words, refusal, sentence
from bot.words.catalog import LANGUAGES
from bot.words.numbers import count, dates, money, percent, short_count, short_counts, small_percent
from bot.words.refusals import said
from bot.words.sentences import SENTENCES
from media.errors import NotAllowed
from media.money import Money
from media.plan import Fact
from media.sentences import Place, Sentence
from media.words import CHANNEL_WORDS, FORMATS, METRIC_WORDS, CapPeriod
from optimizer import propose
from optimizer.propose.facts import CODES
from tests.bot.catalogs import BOT, catalog, translation

ROOMS = [Path(str(room.__file__)).parent for room in (agents, desk)]
TOLD_FROM = [
    *(Path(str(room.__file__)).parent for room in (media, desk, storage, ads, propose)),
    BOT / "listeners",
    BOT / "modals",
]
"""Where refusals come from that somebody may read in Slack."""
ONLY_AT_THE_CONSOLE = {Path("desk/imports"), Path("storage/engines")}
LOOKS_LIKE_A_SENTENCE = re.compile(r"[“{A-Z].* .*\.", re.DOTALL)
NAMES_WITHIN = {
    *CHANNEL_WORDS.values(),
    *OBJECTIVE_WORDS.values(),
    *METRIC_WORDS.values(),
    *FORMATS,
    *(per for per in get_args(CapPeriod)),
}


@cache
def texts() -> set[Any]:
    """What the bot says by itself: single texts, and pairs for one and for many."""
    marked = extract_from_dir(
        str(BOT), method_map=[("**.py", "python")], keywords={"t": None, "n": (1, 2)}
    )
    return {message for _, _, message, _, _ in marked}


@cache
def modules_told_from() -> tuple[ast.Module, ...]:
    return tuple(
        ast.parse(path.read_text())
        for room in TOLD_FROM
        for path in room.rglob("*.py")
        if not any(
            path.relative_to(BOT.parent).is_relative_to(folder) for folder in ONLY_AT_THE_CONSOLE
        )
    )


def texts_of(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """The texts of a module that are no docstrings, and whether each is made up by an f-string."""
    not_told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            not_told |= {id(part) for part in node.values}
            parts = (p.value if isinstance(p, ast.Constant) else "X" for p in node.values)
            yield "".join(str(part) for part in parts), True
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in not_told:
            yield str(node.value), False


def phrases_of(tree: ast.Module) -> Iterator[str]:
    """The templates that a module makes Sentences of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Sentence":
            yield from (a.value for a in node.args if isinstance(a, ast.Constant))


@cache
def phrases() -> list[str]:
    return sorted({text for tree in modules_told_from() for text in phrases_of(tree)})


@cache
def told() -> list[tuple[str, bool]]:
    """The sentences somebody may be refused with, and whether an f-string makes each up."""
    found = {each for tree in modules_told_from() for each in texts_of(tree)}
    return sorted(
        (text, made_up) for text, made_up in found if LOOKS_LIKE_A_SENTENCE.fullmatch(text)
    )


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
        missing = [text for text in texts() if not translation(translated, text)]
        assert missing == []

    @pytest.mark.parametrize("language", LANGUAGES[1:])
    def test_translations_use_the_same_values(self, language: str) -> None:
        translated = catalog(language)
        for text in texts():
            assert _holes(translation(translated, text)) == _holes(text), text

    def test_no_text_hides_in_an_ftranslation(self) -> None:
        hidden = [
            path.name
            for path in BOT.rglob("*.py")
            if re.search(r"\{words\.[tn]\(", path.read_text())
        ]
        assert hidden == []

    def test_an_unknown_language_reads_english(self) -> None:
        assert Words("fr").t("Budget") == "Budget"
        assert Words("pt-BR").t("Budget") == "Orçamento"


class TestRefusals:
    @pytest.mark.parametrize("language", LANGUAGES[1:])
    def test_every_sentence_that_may_be_refused_with_is_translated(self, language: str) -> None:
        translated = catalog(language)
        assert len(told()) > 150
        assert [text for text, _ in told() if not translation(translated, text)] == []
        assert [text for text in NAMES_WITHIN if not translation(translated, text)] == []
        assert len(phrases()) > 20
        assert [text for text in phrases() if not translation(translated, text)] == []

    @pytest.mark.parametrize("language", LANGUAGES[1:])
    def test_their_translations_use_the_same_values(self, language: str) -> None:
        translated = catalog(language)
        templates = [*phrases(), *(text for text, _ in told())]
        wrong = [
            text for text in templates if _holes(translation(translated, text)) != _holes(text)
        ]
        assert wrong == []

    def test_none_is_made_up_where_no_translation_could_find_it(self) -> None:
        assert [text for text, made_up in told() if made_up] == []

    def test_values_are_written_as_at_home(self) -> None:
        error = NotAllowed(
            "The plan is {total}, and your limit is {limit}.",
            "Set the ages to {youngest}+, and plan again.",
            total=Money(250_000_500_000, "BRL"),
            limit=Money(0, "BRL"),
            youngest=21,
        )
        assert str(error) == (
            "The plan is 250,000.50 BRL, and your limit is 0.00 BRL. "
            "Set the ages to 21+, and plan again."
        )
        assert refusal(error, Words("pt")) == (
            "O plano é de R$\u00a0250.000,50 e o seu limite é R$\u00a00. "
            "Ponha as idades em 21+ e planeje de novo."
        )

    def test_names_places_days_and_lists_are_translated_too(self) -> None:
        listed = Sentence(
            "The seller has stored {wrong} otherwise than approved.",
            wrong=(Sentence("the budget"), Sentence("the end")),
        )
        left = Sentence(
            "There is less {format} left in {place} than the plan needs.",
            format=Sentence("audio"),
            place=Place("DE"),
        )
        started = Sentence("The line starts on {day}, which has passed.", day=date(2027, 1, 3))
        assert said(listed, Words("es")).endswith(": el presupuesto y el final.")
        assert "Deutschland" in said(left, Words("de"))
        assert "3 de jan. de 2027" in said(started, Words("pt"))

    def test_what_a_person_wrote_is_never_a_template(self) -> None:
        error = NotAllowed("“{code}” is not an ad category.", code="{code} {0} {x.__class__} {")
        assert str(error) == "“{code} {0} {x.__class__} {” is not an ad category."
        assert refusal(error, Words("es")).startswith("“{code} {0} {x.__class__} {” no es")
        assert refusal(NotAllowed("{0} {who} {"), Words("de")) == "{0} {who} {"


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

    @pytest.mark.parametrize(
        ("gain", "keeps", "expected"),
        [
            (0.0004, True, "As many people as with the same budget split as in the past (3)."),
            (-0.0004, True, "As many people as with the same budget split as in the past (3)."),
            (0.01, True, "1% more people than splitting the same budget as in the past (3)."),
        ],
    )
    def test_no_gain_is_no_zero_per_cent(self, gain: float, keeps: bool, expected: str) -> None:
        assert sentence(_gain(gain, keeps), "en") == expected

    def test_rules_are_blamed_only_where_the_past_breaks_them(self) -> None:
        assert "do not allow it" in sentence(_gain(-0.01, False), "en")
        assert "for a better balance" in sentence(_gain(-0.01, True), "en")

    @pytest.mark.parametrize("code", ["flight_too_short", "starts_later", "avails_tight"])
    def test_a_sentence_begins_with_a_capital(self, code: str) -> None:
        values = {"market": "BR", "format": "audio", "channel": "direct", "days": 7}
        values |= {"start": "2027-01-07", "line": "BR-audio-direct", "used": 1.0}
        assert sentence(Fact(code=code, values=values), "en").startswith("Audio in Brazil")

    def test_words_that_were_not_used_are_named(self) -> None:
        assert sentence(Fact(code="words_not_used", values={"words": ["asap"]}), "en") == (
            "I did not use: “asap”."
        )

    def test_braces_of_a_person_are_only_text(self) -> None:
        fact = Fact(code="words_not_used", values={"words": ["{total.__class__}"]})
        assert "{total.__class__}" in sentence(fact, "de")


def _gain(gain: float, keeps: bool) -> Fact:
    values = {"metric": "REACH", "gain": gain, "baseline_value": 3, "baseline_keeps_rules": keeps}
    return Fact(code="baseline_gain", values=values)


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
    "changes": [],
}  # fmt: skip
WHY: dict[str, dict[str, Any]] = {
    "biggest_line": {"why": "balance"},
    "not_used": {"why": "minimum", "first_step_brings": 1},
    "unspent": {"why": "avails"},
    "relax": {"words": {"template": "a budget of {value}", "values": {"value": 12}}},
}


class TestNumbers:
    def test_money_reads_as_at_home(self) -> None:
        assert money(250_000_000_000, "BRL", "pt") == "R$\u00a0250.000"
        assert money(250_000_500_000, "BRL", "en") == "R$250,000.50"
        assert money(250_000_000_000, "EUR", "de") == "250.000\u00a0€"

    def test_a_tiny_gap_does_not_read_as_nothing(self) -> None:
        assert small_percent(0.00004, "en") == "0.004%"
        assert small_percent(0.0103, "en") == "1%"

    @pytest.mark.parametrize("gap", [0.0, 4e-7, 6e-7, 0.0103])
    @pytest.mark.parametrize("metric", ["REACH", "REACH_3"])
    def test_no_gap_is_said_to_be_zero(self, metric: str, gap: float) -> None:
        values = {"metric": metric, "value": 3e6, "reach": 3e6, "frequency": 2.4, "gap": gap}
        for language in LANGUAGES:
            told = sentence(Fact(code="goal", values=values), language)
            assert not re.search(r"\b0\s?%", told), told

    def test_counts_are_short_where_they_are_big(self) -> None:
        assert short_count(4_123_456, "en") == "4.1M"
        assert short_count(9_999, "en") == "9,999"
        assert short_counts([5.21e6, 5.24e6, 5.3e6], "en") == ["5.21M", "5.24M", "5.3M"]
        assert short_counts([5.21e6, 5.21e6], "en") == ["5.2M", "5.2M"]
        assert count(1_234_567, "de") == "1.234.567"

    def test_dates_have_the_order_of_the_language(self) -> None:
        start, end = date(2027, 1, 3), date(2027, 3, 31)
        assert dates(start, end, "en") == "Jan 3 – Mar 31, 2027"
        assert dates(start, end, "de") == "3. Jan. – 31. März 2027"

    def test_percent_has_a_space_where_it_belongs(self) -> None:
        assert percent(0.456, "en") == "46%"
        assert percent(0.456, "de", 1) == "45,6\u00a0%"
