"""`read`: a batch of conversations, one Brief a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from media.brief import Brief
from tests.bot.cli.conftest import Flightplan


def saved(folder: Path, *lines: object) -> Path:
    path = folder / "briefs.jsonl"
    path.write_text("".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines))
    return path


def test_briefs_come_in_the_order_of_the_file_and_start_no_engine(
    flightplan: Flightplan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLIGHTPLAN_HOME", str(tmp_path / "home"))
    first = {"id": "a", "messages": ["R$ 250k to reach 18-34 in Brazil in Q1", "make it 300k"]}
    second = {"id": 2, "messages": ["20k USD in Mexico tomorrow"], "today": "2026-12-30"}
    ran = flightplan("read", "--jsonl", saved(tmp_path, first, second), "--today", "2026-11-20")
    assert (ran.code, ran.errors) == (0, "")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", 2]
    briefs = [Brief.model_validate(answer["brief"]) for answer in answers]
    assert briefs[0].budget is not None
    assert briefs[0].budget.amount == 300_000_000_000
    assert briefs[0].geo.countries == ("BR",)
    assert briefs[1].flight is not None
    assert briefs[1].flight.start.isoformat() == "2026-12-31"
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "Line 2 is not JSON"),
        ("\n \n{", "Line 4 is not JSON"),
        ({"id": 1}, "Line 2 has no list “messages”"),
        ({"id": 1, "messages": "hello"}, "Line 2 has no list “messages”"),
        ({"id": 1, "messages": ["hi"], "today": "soon"}, "Line 2: “today” is not a date"),
    ],
)
def test_a_bad_line_is_named(
    flightplan: Flightplan, tmp_path: Path, line: object, complaint: str
) -> None:
    path = saved(tmp_path, {"id": 0, "messages": ["50k in Brazil"]}, line)
    refused = flightplan("read", "--jsonl", path)
    assert refused.code == 2
    assert complaint in refused.errors
