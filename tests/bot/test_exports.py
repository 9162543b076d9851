"""Exports: what is in the files, and what spreadsheets must not run."""

from __future__ import annotations

import csv
import io
import json

import pytest

from bot.exports.files import as_csv, as_json, export_files, harmless
from media.plan import MediaPlan
from tests.bot.examples import line, plan


def rows(of: MediaPlan) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(of).decode("utf-8-sig"))))


def test_the_csv_has_a_row_a_line_with_exact_amounts() -> None:
    found = rows(plan(300))
    assert len(found) == 300
    assert found[0]["budget"] == "1000.33"
    assert found[0]["cpm"] == "12.345678"


@pytest.mark.parametrize(
    "evil", ['=HYPERLINK("x")', "+1+1", "-cmd|' /C calc'!A0", "@SUM(1)", "\t=1"]
)
def test_a_cell_never_begins_a_formula(evil: str) -> None:
    assert harmless(evil).startswith("'")
    assert rows(plan([line(0, city=evil)]))[0]["city"].startswith("'")


def test_numbers_stay_numbers() -> None:
    assert harmless("-12.50") == "-12.50"


def test_the_json_is_the_plan_with_its_sentences() -> None:
    the_plan = plan()
    data = json.loads(as_json(the_plan, "de"))
    assert data["hash"] == the_plan.hash
    assert data["assumptions"][0]["text"] == "Ziel: Reichweite."
    assert MediaPlan.model_validate(data) == the_plan


def test_both_files_are_named_after_the_version() -> None:
    names = [file.name for file in export_files(plan(), "en")]
    assert names == ["plan-c5d0cff192d1-v1.csv", "plan-c5d0cff192d1-v1.json"]
