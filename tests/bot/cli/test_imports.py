"""The imports as commands: what is loaded, what is left out, what cannot be loaded."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest

from bot.house import open_storage
from bot.settings import Settings
from sandbox.market import generate
from tests.bot.cli.conftest import Flightplan

HEADER = "campaign_id,market,currency,format,start,end,spend,impressions"

pytestmark = pytest.mark.usefixtures("on_engines")


def rows(count: int, bad: int = 0) -> str:
    good = [f"c{n},BR,BRL,audio,2026-01-05,2026-01-31,{1000 + n},80000" for n in range(count)]
    broken = [f"b{n},BR,BRL,radio,2026-01-05,2026-01-31,1,1" for n in range(bad)]
    return "\n".join([HEADER, *good, *broken]) + "\n"


def test_the_four_files_of_a_market_load_one_after_the_other(
    flightplan: Flightplan, tmp_path: Path
) -> None:
    files = generate(tmp_path, today=date(2026, 11, 20), campaigns=15)
    header, *stock = files.inventory.read_text().splitlines()
    files.inventory.write_text("\n".join([header, *stock[:1_000]]) + "\n")
    for group, path, loaded in (
        ("catalog", files.catalog, "rows loaded"),
        ("inventory", files.inventory, "1,000 rows loaded"),
        ("rates", files.rates, "rows loaded"),
        ("history", files.history, "15 rows loaded"),
    ):
        ran = flightplan(group, "import", path)
        assert (ran.code, ran.out) == (0, "")
        assert loaded in ran.errors
    checked = flightplan("doctor")
    assert "Storage: your servers; 15 past campaigns" in checked.out


def test_rows_that_are_left_out_are_shown_and_the_rest_is_loaded(
    flightplan: Flightplan, tmp_path: Path
) -> None:
    path = tmp_path / "history.csv"
    path.write_text(rows(5, bad=12))
    ran = flightplan("history", "import", path)
    assert ran.code == 0
    assert "5 rows loaded" in ran.errors
    assert "12 rows left out" in ran.errors
    assert (
        "12 × format is not one of audio, video, podcast, display (“radio”): rows 7, 8, 9,"
        in ran.errors
    )
    assert "16, …" in ran.errors


def test_a_backtest_says_which_rows_it_left_out_and_why(
    flightplan: Flightplan, tmp_path: Path
) -> None:
    path = tmp_path / "history.csv"
    free = "free,BR,BRL,audio,2026-01-05,2026-01-31,0,80000"
    path.write_text(rows(30, bad=2).replace("2026-01-05", "2026-01-06", 15) + free + "\n")
    ran = flightplan("forecast", "backtest", "--history", path, "--split", "time", "--json")
    assert "3 rows left out" in ran.errors
    assert "1 × nothing was spent: row 34" in ran.errors
    printed = json.loads(ran.out)
    assert printed["campaigns"] == 30
    assert [(why["count"], why["rows"]) for why in printed["left_out"]] == [
        (2, [32, 33]),
        (1, [34]),
    ]


def test_columns_are_mapped_on_the_command_line(flightplan: Flightplan, tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_text(rows(5).replace("campaign_id", "IO number"))
    assert flightplan("history", "import", path).code == 2
    assert flightplan("history", "import", path, "--map", "IO number=campaign_id").code == 0


def test_what_is_loaded_before_a_refused_file_counts_at_once(
    flightplan: Flightplan, tmp_path: Path
) -> None:
    path = tmp_path / "history.csv"
    path.write_text(rows(18))
    assert flightplan("history", "import", path, tmp_path / "nowhere.csv").code == 2
    assert asyncio.run(fitted_campaigns()) >= 18


async def fitted_campaigns() -> int:
    async with open_storage(Settings()) as (storage, _), storage.transaction() as tx:
        current = await tx.fits.current()
        state = await tx.history.state()
    assert current is not None
    assert current.campaigns == state.campaigns
    return current.campaigns


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("catalog", "import", "nowhere.json"), "nowhere.json cannot be read"),
        (("inventory", "import", "nowhere.csv"), "There is no file nowhere.csv"),
        (("history", "import", "nowhere.csv", "--map", "x"), "“x” is no column mapping"),
    ],
)
def test_what_cannot_be_loaded_is_one_sentence_and_code_2(
    flightplan: Flightplan, words: tuple[str, ...], complaint: str
) -> None:
    refused = flightplan(*words)
    assert refused.code == 2
    assert complaint in refused.errors
    assert "Traceback" not in refused.errors
