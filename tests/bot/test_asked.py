"""What a Brief asks for, on its card."""

from __future__ import annotations

import json

import pytest

from bot.cards.plan import plan_card
from bot.words import Words
from bot.words.asked import asked
from bot.words.catalog import LANGUAGES
from media.brief import (
    AmountConstraint,
    Brief,
    Channels,
    ExcludeConstraint,
    Formats,
    FrequencyCap,
    Kpi,
    ProtectConstraint,
    ShareConstraint,
    Where,
)
from tests.bot.examples import plan, planned

_BRIEF = Brief(
    formats=Formats(exclude=("display",)),
    channels=Channels(exclude=("programmatic",)),
    constraints=(
        AmountConstraint(where=Where(market="IT"), min=30_000_000_000),
        AmountConstraint(where=Where(market="ES"), min=20_000_000_000, max=20_000_000_000),
        ShareConstraint(where=Where(format="audio"), min=0.3, max=0.5),
        ExcludeConstraint(where=Where(format="video", market="IT")),
        ProtectConstraint(where=Where(format="podcast")),
        ProtectConstraint(where=Where(format="video"), max=0.4),
    ),
    kpis=(
        Kpi(metric="CPM", op="<=", value=12.0),
        Kpi(metric="REACH", op=">=", value=0.0, k=3),
    ),
    frequency_cap=FrequencyCap(impressions=3, per="week"),
    brand_safety=("politics", "hate_speech"),
)


def test_every_rule_is_a_phrase() -> None:
    assert asked(_BRIEF, "EUR", Words("en")) == [
        "no display",
        "no programmatic",
        "Italy at least €30,000",
        "Spain: €20,000",
        "audio at least 30% of the total",
        "audio at most 50% of the total",
        "no video (Italy)",
        "podcast protected",
        "video: 40% of its inventory at most",
        "at most 3 per person per week",
        "CPM at most €12",
        "keep away from politics, hate speech",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_as_much(language: str) -> None:
    english = asked(_BRIEF, "EUR", Words("en"))
    said = asked(_BRIEF, "EUR", Words(language))
    assert len(said) == len(english)
    assert language == "en" or not set(said) & set(english)


def test_the_card_tells_them() -> None:
    with_rules = plan(3)
    with_rules = with_rules.model_copy(update={"brief": _BRIEF})
    card = plan_card(planned(with_rules), "en")
    assert "You asked for" in json.dumps(card.blocks)
    assert "Italy at least" in json.dumps(card.blocks)


def test_a_brief_without_rules_has_none() -> None:
    bare = plan(3).model_copy(update={"brief": Brief()})
    assert "You asked for" not in json.dumps(plan_card(planned(bare), "en").blocks)


def test_many_rules_are_cut_short() -> None:
    rules = tuple(
        AmountConstraint(where=Where(market=code), max=1_000_000)
        for code in (
            "AT",
            "BE",
            "CH",
            "DE",
            "DK",
            "ES",
            "FI",
            "FR",
            "GB",
            "IE",
            "IT",
            "NL",
            "NO",
            "SE",
        )
    )
    brief = Brief(constraints=rules)
    card = plan_card(planned(plan(3).model_copy(update={"brief": brief})), "en")
    assert "2 more" in json.dumps(card.blocks)
