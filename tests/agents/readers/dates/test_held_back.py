"""Starts that wait, weeks that are skipped, and ends of months beside one part of the Brief."""

import pytest

from tests.agents.readers.described import dates

TWO = "Nike, 250k EUR, Germany and Spain, 1 March to 30 April 2027"
FORMATS = "Nike, 250k EUR, Germany, audio and video, 1 March to 30 April 2027"
WHOLE = "2027-03-01..2027-04-30"


@pytest.mark.parametrize(
    "text",
    [
        "hold video back until 8 March",
        "video spot isn't ready before 8 March",
        "video isn't available until 8 March",
        "Video ist nicht vor dem 8. März fertig",
    ],
)
def test_what_is_not_ready_before_a_day_starts_on_it(text: str) -> None:
    assert dates(FORMATS, text) == f"{WHOLE}; 2027-03-08..2027-04-30[video]"


@pytest.mark.parametrize("text", ["delay the start until 8 March", "wait until 8 March"])
def test_who_waits_until_a_day_starts_on_it(text: str) -> None:
    assert dates(TWO, text) == "2027-03-08..2027-04-30"


@pytest.mark.parametrize(
    "text",
    [
        "8.-14. März aussparen",
        "nos saltamos del 8 al 14 de marzo",
        "pulamos de 8 a 14 de março",
        "on saute la semaine du 8 au 14 mars",
        "saltiamo dall'8 al 14 marzo",
        "8-14 maart overslaan",
        "hoppa över 8-14 mars",
    ],
)
def test_days_that_are_skipped_leave_a_gap(text: str) -> None:
    assert dates(TWO, text) == "2027-03-01..2027-03-07[]; 2027-03-15..2027-04-30[]"


@pytest.mark.parametrize(
    "text",
    [
        "extend Spain to the end of May",
        "Spanien bis Ende Mai verlängern",
        "alarga España hasta fin de mayo",
        "estende a Espanha até o fim de maio",
        "prolonge l'Espagne jusqu'à fin mai",
        "prolunga la Spagna fino a fine maggio",
        "verleng Spanje tot eind mei",
        "förläng Spanien till slutet av maj",
    ],
)
def test_the_end_of_a_month_is_not_the_end_of_the_flight(text: str) -> None:
    assert dates(TWO, text) == f"{WHOLE}; 2027-03-01..2027-05-31[ES]"


@pytest.mark.parametrize(
    "text",
    [
        "Spain: better 15 March to 11 April",
        "Spanien lieber 15. März bis 11. April",
        "España, mejor del 15 de marzo al 11 de abril",
        "Espanha: melhor de 15 de março a 11 de abril",
        "Espagne : plutôt du 15 mars au 11 avril",
        "Spagna: meglio dal 15 marzo all'11 aprile",
    ],
)
def test_better_dates_for_a_market_are_of_it_alone(text: str) -> None:
    assert dates(TWO, text) == f"{WHOLE}; 2027-03-15..2027-04-11[ES]"


def test_dates_behind_a_list_of_amounts_are_of_the_whole() -> None:
    text = "Duinhuis wil in Nederland en België aan de slag: NL 35k, BE 20k, 1 t/m 31 maart"
    assert dates(text) == "2027-03-01..2027-03-31"
