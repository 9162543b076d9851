"""The gold sets, as `flightplan eval` scores them, and the scorer itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from agents.evaluation import Case, case_of, compare, evaluate, leaves
from media.brief import Brief, Budget, Geo

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    "name", ["desk", "field", "street", "blind", "talk", "world", "reps", "turns", "inbox"]
)
def test_understanding_meets_its_figures(name: str) -> None:
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    report = evaluate(lines)
    assert report.f1 >= 0.97
    assert report.joint >= 0.92
    assert report.silent_errors <= 0.01
    assert report.edits >= 0.95
    assert report.planned_within(1) >= 0.80
    assert report.planned_within(2) >= 0.95
    assert report.model_rounds == 0


@pytest.mark.parametrize("name", sorted(path.stem for path in HERE.glob("*.jsonl")))
def test_gold_lines_are_well_formed(name: str) -> None:
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [case_of(line) for line in lines]
    assert len({case.id for case in cases}) == len(cases) >= 80
    for case in cases:
        assert len(case.kinds) == len(case.messages)
        Brief.model_validate(case.brief)


def _case(**brief: object) -> Case:
    return Case("x", date(2026, 11, 20), ("hi",), brief)  # type: ignore[arg-type]


def test_lists_are_compared_as_sets() -> None:
    case = _case(geo={"countries": ["PT", "ES"]})
    outcome = compare(case, Brief(geo=Geo(countries=("ES", "PT"))), ("plan",))
    assert outcome.joint


def test_a_wrong_value_is_missed_and_invented() -> None:
    case = _case(budget={"amount": "100.00", "currency": "EUR", "period": "total"})
    given = Brief(budget=Budget(amount=200_000_000, currency="EUR"))
    outcome = compare(case, given, ("plan",))
    assert outcome.missed == {("/budget/amount", '"100.00"')}
    assert outcome.invented == {("/budget/amount", '"200.00"')}


def test_assumed_slots_are_not_scored() -> None:
    given = Brief(objective="REACH", assumed=("objective",))
    assert compare(_case(), given, ("plan",)).joint


def test_leaves_leave_out_what_is_empty() -> None:
    assert leaves({"geo": {"countries": []}, "advertiser": None, "evidence": {"/x": []}}) == set()
