"""Dates of a format in one market, and of formats that are off for a time."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import dates

TWO = "Nike, 100k EUR, Spain and France, audio and video, 1 March to 30 April 2027"
ONE = "Nike, 100k EUR, Spain, audio and video, 1 March to 30 April 2027"
WHOLE = "2027-03-01..2027-04-30"


@pytest.mark.parametrize("brief", [TWO, ONE])
@pytest.mark.parametrize(
    "text",
    ["Video in Spain only from March 15", "in Spain, video only from 15 March",
     "video from 15 March in Spain", "Spain: video from 15 March",
     "el vídeo en España solo a partir del 15 de marzo", "Video in Spanien erst ab 15. März",
     "Video startet erst am 15. März in Spanien",
     "la vidéo en Espagne seulement à partir du 15 mars",
     "vídeo na Espanha só a partir de 15 de março", "il video in Spagna solo dal 15 marzo",
     "video in Spanje pas vanaf 15 maart", "video i Spanien först från 15 mars"],
)  # fmt: skip
def test_dates_of_a_format_in_a_market_are_of_that_cell(brief: str, text: str) -> None:
    assert dates(brief, text) == f"{WHOLE}; 2027-03-15..2027-04-30[video/ES]"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Spain: video from 15 March, audio from 1 April",
         "2027-04-01..2027-04-30[audio/ES]; 2027-03-15..2027-04-30[video/ES]"),
        ("video from 15 March in Spain, audio from 1 April in France",
         "2027-03-15..2027-04-30[video/ES]; 2027-04-01..2027-04-30[audio/FR]"),
        ("video in Spain and France only from 15 March",
         "2027-03-15..2027-04-30[video/ES]; 2027-03-15..2027-04-30[video/FR]"),
        ("video in both countries only from 15 March", "2027-03-15..2027-04-30[video]"),
        ("from 15 March in Spain, audio too", "2027-03-15..2027-04-30[ES]"),
        ("video in Spain a week later", "2027-03-08..2027-05-07[video/ES]"),
        ("pause audio in France 5-11 April",
         "2027-03-01..2027-04-04[audio/FR]; 2027-04-12..2027-04-30[audio/FR]"),
    ],
)  # fmt: skip
def test_each_cell_has_its_own_dates(text: str, found: str) -> None:
    assert sorted(dates(TWO, text).split("; ")) == sorted(f"{WHOLE}; {found}".split("; "))


def test_a_first_message_dates_cells() -> None:
    said = "Nike, 100k EUR. Video in Spain 1-14 March, audio in France 15-31 March 2027"
    assert dates(said) == "2027-03-01..2027-03-14[video/ES]; 2027-03-15..2027-03-31[audio/FR]"


@pytest.mark.parametrize(
    "text",
    ["no video in April", "drop video from 1 April", "sin vídeo en abril", "kein Video im April",
     "im April kein Video", "pas de vidéo en avril", "sem vídeo em abril", "niente video ad aprile",
     "geen video in april", "ingen video i april"],
)  # fmt: skip
def test_a_format_that_is_off_for_a_time_runs_at_all_others(text: str) -> None:
    assert dates(TWO, text) == f"{WHOLE}; 2027-03-01..2027-03-31[video]"


@pytest.mark.parametrize("text", ["no video in Spain in April", "no video in April in Spain"])
def test_a_format_may_be_off_in_one_market(text: str) -> None:
    assert dates(TWO, text) == f"{WHOLE}; 2027-03-01..2027-03-31[video/ES]"
