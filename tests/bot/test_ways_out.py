"""What a pressed way out says is read as exactly that change of the Brief."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from agents.understanding import understand
from bot.phrases import relaxed_in_words
from media.brief import AmountConstraint, Brief, ShareConstraint
from media.money import MICROS
from media.plan import Fact

TODAY = date(2026, 11, 20)
BRIEF = (
    "Nike in Brazil and Mexico, 90k USD, January, CPM at most 4, frequency cap 2 a week, "
    "at least 60% {where}"
)
MONEY = "Nike in Brazil and Mexico, 90k USD, January, at least USD 30k in {where}"
CEILING = "Nike in Brazil and Mexico, 90k USD, January, at most 10% {where}"
WHERE = ("video", "audio", "podcast", "direct", "self-serve", "programmatic", "BR", "MX")


def pressed(said: str, pointer: str, kind: str, about: str, value: object, was: object) -> Brief:
    """The Brief after the button of a relaxation was pressed."""
    values = {"pointer": pointer, "kind": kind, "about": about, "value": value, "before": was}
    fact = Fact.model_validate({"code": "relax", "values": values | {"currency": "USD"}})
    return understand([said, relaxed_in_words(fact)], TODAY)[-1][1]


def shares(brief: Brief) -> Iterator[tuple[str, float | None, float | None]]:
    for rule in brief.constraints:
        if isinstance(rule, ShareConstraint):
            yield str(rule.where), rule.min, rule.max


@pytest.mark.parametrize("where", WHERE)
def test_a_share_becomes_what_the_button_says(where: str) -> None:
    about = where.replace("-", "_")
    floor, ceiling = BRIEF.format(where=where), CEILING.format(where=where)
    less = pressed(floor, "/constraints/0/min", "share", about, 0.255, 0.6)
    assert list(shares(less)) == [(about, 0.255, None)]
    assert not pressed(floor, "/constraints/0/min", "share", about, 0.0, 0.6).constraints
    more = pressed(ceiling, "/constraints/0/max", "share", about, 0.3, 0.1)
    assert list(shares(more)) == [(about, None, 0.3)]


@pytest.mark.parametrize("where", WHERE)
def test_an_amount_becomes_what_the_button_says(where: str) -> None:
    about, said = where.replace("-", "_"), MONEY.format(where=where)
    (rule,) = pressed(said, "/constraints/0/min", "amount", about, "15000.00", "30000").constraints
    assert isinstance(rule, AmountConstraint)
    assert (str(rule.where), rule.min) == (about, 15_000 * MICROS)
    assert not pressed(said, "/constraints/0/min", "amount", about, "0.00", "30000").constraints


@pytest.mark.parametrize("period", ["", "day", "week", "month"])
def test_a_budget_becomes_what_the_button_says(period: str) -> None:
    said = BRIEF.format(where="video").replace(
        "90k USD", f"90k USD a {period}" if period else "90k USD"
    )
    brief = pressed(said, "/budget/amount", "budget", period, "123450.00", "90000.00")
    assert brief.budget is not None
    assert (brief.budget.amount, brief.budget.currency) == (123_450 * MICROS, "USD")
    assert brief.budget.period == (period or "total")


def test_targets_and_caps_become_what_the_button_says() -> None:
    said = BRIEF.format(where="video")
    (kpi,) = pressed(said, "/kpis/0/value", "kpi", "CPM", 18.96, 4.0).kpis
    assert (kpi.metric, kpi.op, kpi.value) == ("CPM", "<=", 18.96)
    cap = pressed(said, "/frequency_cap/impressions", "frequency_cap", "week", 9, 2).frequency_cap
    assert cap is not None
    assert (cap.impressions, cap.per) == (9, "week")


def test_changes_that_are_needed_together_are_all_made() -> None:
    parts = (
        ("/budget/amount", "budget", "", "40000.00", "90000.00"),
        ("/constraints/0/min", "share", "video", 0.255, 0.6),
        ("/kpis/0/value", "kpi", "CPM", 18.96, 4.0),
        ("/frequency_cap/impressions", "frequency_cap", "week", 9, 2),
    )
    names = ("pointer", "kind", "about", "value", "before")
    changes = [
        {"code": "relax", "values": dict(zip(names, part, strict=True)) | {"currency": "USD"}}
        for part in parts
    ]
    together = Fact.model_validate({"code": "relax_together", "values": {"changes": changes}})
    said = [BRIEF.format(where="video"), relaxed_in_words(together)]
    brief = understand(said, TODAY)[-1][1]
    assert brief.budget is not None and brief.frequency_cap is not None
    assert brief.budget.amount == 40_000 * MICROS
    assert list(shares(brief)) == [("video", 0.255, None)]
    assert [(kpi.metric, kpi.value) for kpi in brief.kpis] == [("CPM", 18.96)]
    assert brief.frequency_cap.impressions == 9


def test_countries_are_left_out_as_the_button_says() -> None:
    values = {
        "pointer": "/geo/countries",
        "kind": "leave_out",
        "about": "KP CU",
        "value": ["DE", "FR"],
        "before": ["KP", "CU"],
    }
    said = "Nike, 100k EUR, Germany, France, North Korea and Cuba, March"
    pressed = relaxed_in_words(Fact.model_validate({"code": "relax", "values": values}))
    geo = understand([said, pressed], TODAY)[-1][1].geo
    assert (geo.countries, geo.excluded) == (("DE", "FR"), ())
