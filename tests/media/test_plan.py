"""A plan version is immutable, and its hash covers everything."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from media.brief import Brief
from media.forecast import Comparables, Interval
from media.money import MICROS
from media.plan import (
    Alternative,
    AlternativeLine,
    Change,
    Fact,
    FrontierPoint,
    LineEvidence,
    LineItem,
    MediaPlan,
    Totals,
)

RANGE = Interval(mid=12.5, low80=10.25, high80=15, low90=9, high90=17.125)
EVIDENCE = LineEvidence(
    comparables=Comparables(count=3, level="market", nearest=("c1",)),
    fit="f1",
    seller="spotify",
    cpm=RANGE,
    impressions=RANGE,
    sell_through=0.1 + 0.2,
)
LINE = LineItem(
    id="BR-audio-direct",
    market="BR",
    format="audio",
    channel="direct",
    start=date(2027, 1, 1),
    end=date(2027, 3, 31),
    budget=250_000 * MICROS,
    cpm=12_500_000,
    impressions=20_000_000,
    reach=4_000_000,
    evidence=EVIDENCE,
)
PLAN = MediaPlan(
    id="p1",
    version=1,
    currency="BRL",
    total=LINE.budget,
    lines=(LINE,),
    reach=4_000_000,
    frequency=5.0,
    cpm=12_500_000,
    gap=1e-7,
    intervals={"reach": RANGE},
    reasons=(Fact(code="why", values={"who": "São Paulo 🎧", "cpm": 12.0}),),
    brief=Brief(advertiser="Nike"),
    made_on=date(2026, 11, 20),
)
OTHER_TOTALS = Totals(budget=1, impressions=1, reach=1, frequency=1, cpm=1, sell_through=0.5)
CHANGED: dict[str, Any] = {
    "id": "p2",
    "version": 2,
    "currency": "USD",
    "total": 1,
    "unspent": 1,
    "lines": (LINE.model_copy(update={"region": "BR-SP"}),),
    "reach": 3_999_999,
    "frequency": 5.000000000000001,
    "cpm": 1,
    "gap": 0.0,
    "intervals": {},
    "chance": {"REACH": 0.5},
    "alternatives": (
        Alternative(name="yield", totals=OTHER_TOTALS, lines=(AlternativeLine(id="l", budget=1),)),
    ),
    "frontier": (FrontierPoint(reach=1, cost_per_thousand=1, sell_through=0.1),),
    "assumptions": (Fact(code="assumed"),),
    "reasons": (),
    "warnings": (Fact(code="careful"),),
    "changes": (Change(line="l", before=None, after=1),),
    "brief": Brief(),
    "made_on": date(2026, 11, 21),
    "catalog": "c1",
}


def test_plain_reach_is_written_without_effective_reach() -> None:
    assert "effective" not in OTHER_TOTALS.model_dump()
    often = OTHER_TOTALS.model_copy(update={"effective": 3})
    assert Totals.model_validate(often.model_dump()).people == 3
    assert OTHER_TOTALS.people == OTHER_TOTALS.reach


def test_every_field_is_tried_below() -> None:
    assert CHANGED.keys() == MediaPlan.model_fields.keys()


@pytest.mark.parametrize("field", sorted(CHANGED))
def test_the_hash_changes_with_any_field(field: str) -> None:
    assert PLAN.model_copy(update={field: CHANGED[field]}).hash != PLAN.hash


def test_the_hash_is_the_same_after_json_in_any_order_of_keys() -> None:
    written = PLAN.model_dump_json()
    assert MediaPlan.model_validate_json(written).hash == PLAN.hash
    shuffled = dict(sorted(json.loads(written).items(), reverse=True))
    assert MediaPlan.model_validate(shuffled).hash == PLAN.hash
    assert json.loads(written)["hash"] == PLAN.hash


def test_the_hash_is_known_once_and_for_all() -> None:
    assert len(PLAN.hash) == 64
    assert PLAN.hash == MediaPlan(**dict(PLAN)).hash


@pytest.mark.parametrize("name", ["total", "lines", "hash"])
def test_a_version_cannot_be_changed(name: str) -> None:
    with pytest.raises((ValidationError, AttributeError)):
        setattr(PLAN, name, None)
    with pytest.raises(ValidationError, match="frozen"):
        PLAN.lines[0].budget = 1


def test_json_holds_at_least_what_is_promised() -> None:
    data = PLAN.model_dump(mode="json")
    promised = "id version hash currency total lines reach frequency cpm gap intervals"
    assert data.keys() >= {*promised.split(), "alternatives", "assumptions", "reasons"}
    line = "id market format channel start end budget cpm impressions reach evidence"
    assert data["lines"][0].keys() >= set(line.split())
    assert (data["total"], data["cpm"], data["reach"]) == ("250000.00", "12.50", 4_000_000)
