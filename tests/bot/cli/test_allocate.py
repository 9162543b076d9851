"""`allocate`: a problem from a file or standard input; an answer, or one sentence."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.bot.cli.conftest import Flightplan, Ran

PROBLEM: dict[str, Any] = {
    "currency": "USD",
    "budget": 100_000.0,
    "spend": "exactly",
    "markets": [{"id": "BR", "population": 20_000_000}],
    "lines": [
        {
            "id": name,
            "market": "BR",
            "cpm": cpm,
            "reach": {"family": "exponential", "ceiling": 0.4},
            "tags": {"format": name},
        }
        for name, cpm in (("audio", 8.0), ("video", 14.0))
    ],
}


@pytest.fixture
def allocate(flightplan: Flightplan, tmp_path: Path) -> Any:
    def run(problem: object) -> Ran:
        path = tmp_path / "problem.json"
        path.write_text(problem if isinstance(problem, str) else json.dumps(problem))
        return flightplan("allocate", path)

    return run


def test_the_budget_is_spent_to_the_cent_with_a_proof(allocate: Any) -> None:
    answer = json.loads(allocate(PROBLEM).out)
    assert answer.keys() >= {"status", "lines", "reach", "bound", "gap", "seconds"}
    assert answer["status"] == "optimal"
    assert sum(Decimal(line["spend"]) for line in answer["lines"]) == Decimal("100000.00")
    assert answer["reach"] <= answer["bound"] <= answer["reach"] * 1.001


def test_a_problem_may_come_from_standard_input(
    flightplan: Flightplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(PROBLEM)))
    assert json.loads(flightplan("allocate", "-").out)["status"] == "optimal"


@pytest.mark.parametrize(
    ("problem", "names"),
    [
        ("{", "JSON"),
        (PROBLEM | {"budget": -1}, "budget"),
        (PROBLEM | {"spend": "mostly"}, "spend"),
        (PROBLEM | {"lines": [PROBLEM["lines"][0] | {"cpm": 0}]}, "cpm"),
        (PROBLEM | {"lines": [PROBLEM["lines"][0] | {"market": "XX"}]}, "market"),
    ],
)
def test_bad_input_is_one_sentence_that_names_the_field(
    allocate: Any, problem: object, names: str
) -> None:
    refused = allocate(problem)
    assert (refused.code, refused.out) == (2, "")
    assert names in refused.errors
    assert "Traceback" not in refused.errors
    assert len(refused.errors.strip().splitlines()) == 1


def test_rules_that_clash_are_named(allocate: Any) -> None:
    shares = [{"where": {"format": name}, "min": 0.7} for name in ("audio", "video")]
    refused = allocate(PROBLEM | {"shares": shares})
    assert (refused.code, refused.out) == (2, "")
    assert "audio" in refused.errors
    assert "video" in refused.errors


def test_a_file_that_is_not_there_is_said(flightplan: Flightplan, tmp_path: Path) -> None:
    refused = flightplan("allocate", tmp_path / "nowhere.json")
    assert refused.code == 2
    assert "cannot be read" in refused.errors


def test_what_has_no_effect_is_told_beside_the_answer(allocate: Any) -> None:
    answered = allocate(PROBLEM | {"shares": [{"where": {"format": "autio"}, "max": 0.3}]})
    assert answered.code == 0
    assert json.loads(answered.out)["notes"] == ["shares[0].where: no line matches it."]
    assert answered.errors.strip() == "! shares[0].where: no line matches it."


def test_brackets_in_names_are_said_as_they_stand(allocate: Any) -> None:
    lines = [{**PROBLEM["lines"][0], "id": "[/bold] :smile:"}] * 2
    refused = allocate(PROBLEM | {"lines": lines})
    assert refused.code == 2
    assert "“[/bold] :smile:” is used twice" in refused.errors


def test_a_place_in_a_file_counts_its_empty_lines(allocate: Any) -> None:
    assert "line 4" in allocate("\n\n{\n]").errors


def test_a_byte_order_mark_is_no_part_of_a_problem(
    flightplan: Flightplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\ufeff" + json.dumps(PROBLEM)))
    assert flightplan("allocate", "-").code == 0
