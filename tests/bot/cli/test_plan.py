"""`plan`: a conversation in the terminal, answered by the engine that answers in Slack."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from media.brief import Brief
from media.plan import MediaPlan
from sandbox.market import generate
from tests.bot.cli.conftest import Flightplan

MESSAGE = "R$ 250k to reach 18-34 runners in Brazil in Q1, mostly audio, protect video inventory"
TODAY = ("--today", "2026-11-20")

pytestmark = pytest.mark.usefixtures("on_engines")


def test_an_empty_database_names_the_command(flightplan: Flightplan) -> None:
    ran = flightplan("plan", *TODAY, MESSAGE)
    assert ran.code == 0
    assert "flightplan catalog import" in ran.out


def test_what_is_missing_is_asked_in_one_question(flightplan: Flightplan) -> None:
    said = json.loads(flightplan("plan", "--json", *TODAY, "reach runners in Q1").out)
    (turn,) = said["turns"]
    assert (turn["kind"], said["plan"]) == ("question", None)
    assert set(said["brief"]["missing"]) == {"budget", "geo"}
    assert "a budget and a country" in turn["text"]


def test_two_briefs_of_one_id_are_not_planned(flightplan: Flightplan, tmp_path: Path) -> None:
    path = tmp_path / "briefs.jsonl"
    path.write_text('{"id": "a", "messages": ["50k in Brazil"]}\n' * 2)
    refused = flightplan("plan", "--batch", path)
    assert (refused.code, refused.out) == (2, "")
    assert 'The id "a" is used twice' in refused.errors


def test_brackets_in_a_message_are_said_as_they_stand(flightplan: Flightplan) -> None:
    assert "> 50k [/b] :smile:" in flightplan("plan", *TODAY, "50k [/b] :smile:").out


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A market whose history is too short for trees, and so is learnt in no time."""
    files = generate(tmp_path_factory.mktemp("market"), today=date(2026, 11, 20), campaigns=38)
    header, *rows = files.inventory.read_text().splitlines()
    kept = [row for row in rows if row.startswith('"BR"')]
    files.inventory.write_text("\n".join([header, *kept]) + "\n")
    return files.catalog.parent


def test_two_messages_give_two_versions_in_the_promised_form(
    flightplan: Flightplan, files: Path
) -> None:
    for group, name in (
        ("catalog", "catalog.json"),
        ("inventory", "inventory.csv"),
        ("rates", "rates.csv"),
        ("history", "history.csv"),
    ):
        assert flightplan(group, "import", files / name).code == 0
    said = json.loads(flightplan("plan", "--json", *TODAY, MESSAGE, "make it 300k").out)
    assert [turn["kind"] for turn in said["turns"]] == ["plan", "plan"]
    assert Brief.model_validate(said["brief"]).budget is not None
    plan = said["plan"]
    assert (plan["version"], plan["currency"], plan["total"]) == (2, "BRL", "300000.00")
    assert sum(Decimal(line["budget"]) for line in plan["lines"]) == Decimal(plan["total"])
    assert not any(line["format"] == "video" for line in plan["lines"])
    audio = [Decimal(x["budget"]) for x in plan["lines"] if x["format"] == "audio"]
    assert sum(audio) >= Decimal(plan["total"]) / 2
    assert all(fact["text"] for fact in plan["reasons"])
    assert MediaPlan.model_validate(plan).hash == plan["hash"]


def test_people_get_a_table(flightplan: Flightplan) -> None:
    shown = flightplan("plan", *TODAY, MESSAGE).out
    for word in ("Market", "Budget", "Reach, 80%: ", "Total", "R$250,000", "audio", "I assumed"):
        assert word in shown
    assert "Please note" not in shown


def test_a_missed_target_is_noted_in_the_language_of_the_person(flightplan: Flightplan) -> None:
    asked = "Nike, Brasilien, 250.000 R$, Q1, Reichweite, Frequenz mindestens 4"
    shown = " ".join(flightplan("plan", *TODAY, asked).out.split())
    assert "Bitte beachten" in shown
    assert "Frequenz ≥ 4 wird verfehlt" in shown
    assert "„4+ Reichweite“" in shown
