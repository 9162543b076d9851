"""The last rule for others as well."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand
from media.brief import Brief

_BRIEF = "Nike, Italy, Spain and France, 90k, March, audio and video"


def _after(*messages: str) -> Brief:
    return understand([_BRIEF, *messages], date(2026, 11, 22))[-1][1]


def _rules(brief: Brief) -> list[tuple[str, str]]:
    return [(rule.kind, str(rule.where)) for rule in brief.constraints]


@pytest.mark.parametrize(
    ("rule", "again"),
    [
        ("no video in Italy", "same for Spain"),
        ("no video in Italy", "Spain too"),
        ("kein Video in Italien", "in Spanien auch nicht"),
        ("nada de video en Italia", "en España tampoco"),
        ("pas de vidéo en Italie", "pareil en Espagne"),
        ("sem vídeo na Itália", "na Espanha também não"),
        ("niente video in Italia", "lo stesso per la Spagna"),
        ("geen video in Italië", "hetzelfde voor Spanje"),
        ("ingen video i Italien", "samma för Spanien"),
    ],
)
def test_a_rule_of_one_country_is_made_of_another(rule: str, again: str) -> None:
    brief = _after(rule, again)
    assert _rules(brief) == [("exclude", "video ES"), ("exclude", "video IT")]
    assert brief.geo.countries == ("ES", "FR", "IT")


def test_bounds_keep_their_figures() -> None:
    brief = _after("at least 20k in Italy", "ditto for Spain and France")
    found = [c.model_dump(mode="json", exclude_none=True) for c in brief.constraints]
    assert found == [
        {"kind": "amount", "where": {"market": market}, "min": "20000.00"}
        for market in ("ES", "FR", "IT")
    ]


def test_a_country_that_is_new_comes_along() -> None:
    brief = _after("at least 20k in Italy", "same for Portugal")
    assert "PT" in brief.geo.countries
    assert ("amount", "PT") in _rules(brief)


def test_protection_spreads_to_another_format() -> None:
    brief = _after("protect podcast", "and display too")
    assert _rules(brief) == [("protect", "display"), ("protect", "podcast")]
    assert "display" not in brief.formats.include


def test_what_is_dropped_last_is_dropped_of_others() -> None:
    assert _after("drop Italy", "Spain too").geo.countries == ("FR",)


def test_dates_of_a_part_are_given_to_another() -> None:
    brief = _after("Italy only from March 10", "same for Spain")
    assert {(str(f.where), f.start.day, f.end.day) for f in brief.flights} == {
        ("IT", 10, 31),
        ("ES", 10, 31),
    }


def test_a_wish_is_no_rule() -> None:
    assert "display" in _after("add podcast", "display too").formats.include


def test_nothing_alike_changes_nothing() -> None:
    assert _after("max 3 per week", "same for Spain") == _after("max 3 per week")
