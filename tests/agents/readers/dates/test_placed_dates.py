"""Dates of one part of a Brief: a market, or a format, with days of its own."""

import pytest

from tests.agents.readers.described import dates, described

TWO = "Nike, 250k EUR, Germany and Spain, 1 March to 30 April 2027"
WHOLE = "2027-03-01..2027-04-30"
LATE_SPAIN = f"{WHOLE}; 2027-03-10..2027-04-30[ES]"


@pytest.mark.parametrize(
    "text",
    [
        "in Spain only from 10 March",
        "Spain from 10 March",
        "start Spain on 10 March",
        "from 10 March in Spain",
        "For Spain, start on 10 March",
        "Spain from 9 March, sorry, 10 March",
        "Spanien erst ab 10. März",
        "en España solo desde el 10 de marzo",
        "à partir du 10 mars seulement en Espagne",
        "in Spagna solo dal 10 marzo",
        "na Espanha só a partir de 10 de março",
        "in Spanje pas vanaf 10 maart",
        "i Spanien först från 10 mars",
    ],
)
def test_dates_beside_one_of_several_markets_are_of_it_alone(text: str) -> None:
    assert dates(TWO, text) == LATE_SPAIN


@pytest.mark.parametrize(
    "text",
    [
        "in Spagna si parte solo dal 10 marzo",
        "per la Spagna cominciamo il 10 marzo",
        "i Spanien kör vi bara från 10 mars",
        "in Spanien geht es erst am 10. März los",
        "pour l'Espagne, pas avant le 10 mars",
        "en España arrancamos el 10 de marzo",
        "na Espanha a gente começa só dia 10 de março",
        "in Spanje beginnen we pas op 10 maart",
        "Spain can't start before 10 March",
        "Spain won't go live until 10 March",
    ],
)
def test_what_a_sentence_about_a_market_dates_is_of_it_alone(text: str) -> None:
    assert dates(TWO, text) == LATE_SPAIN


@pytest.mark.parametrize(
    "text",
    [
        ", Spain only from 10 March",
        " but Spain only from 10 March",
        " (Spain from 10 March)",
        ", with Spain starting 10 March",
        " except Spain, which starts 10 March",
        " pero España solo desde el 10 de marzo",
        " maar Spanje vanaf 10 maart",
        " aber Spanien erst ab 10. März",
    ],
)
def test_a_first_brief_may_date_one_of_its_markets(text: str) -> None:
    assert dates(TWO + text) == LATE_SPAIN


@pytest.mark.parametrize(
    "text",
    [
        "video only runs 4-17 March and again 5-18 April",
        "video in two bursts: 4-17 March, 5-18 April",
        "Video läuft nur 4.-17. März und nochmal 5.-18. April",
        "video del 4 al 17 de marzo y otra vez del 5 al 18 de abril",
        "vídeo de 4 a 17 de março e depois de 5 a 18 de abril",
        "vidéo du 4 au 17 mars puis du 5 au 18 avril",
        "video dal 4 al 17 marzo e poi dal 5 al 18 aprile",
        "video van 4 t/m 17 maart en nog eens 5 t/m 18 april",
        "video 4-17 mars och sedan 5-18 april",
    ],
)
def test_all_bursts_of_a_format_are_of_it_alone(text: str) -> None:
    bursts = "2027-03-04..2027-03-17[video]; 2027-04-05..2027-04-18[video]"
    assert dates(f"{TWO}, audio and video", text) == f"{WHOLE}; {bursts}"
    assert dates(f"{TWO}, audio and video, {text}") == f"{WHOLE}; {bursts}"


def test_dates_of_all_markets_that_are_named_are_of_the_whole_flight() -> None:
    assert dates(TWO, "in Germany and Spain we start on 10 March") == "2027-03-10..2027-04-30"


@pytest.mark.parametrize(
    "text",
    [
        "we can't start before 10 March",
        "we won't launch until 10 March",
        "no podemos arrancar antes del 10 de marzo",
        "non possiamo partire prima del 10 marzo",
        "on ne peut pas démarrer avant le 10 mars",
    ],
)
def test_not_before_a_day_is_a_start(text: str) -> None:
    assert dates(TWO, text) == "2027-03-10..2027-04-30"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("germany only til mar 21", "2027-03-01..2027-03-21[DE]"),
        ("stop Germany on 21 April", "2027-03-01..2027-04-21[DE]"),
        ("drop Germany from 5 April", "2027-03-01..2027-04-04[DE]"),
        ("push Spain by a week", "2027-03-08..2027-05-07[ES]"),
        ("Spain 2 weeks only", "2027-03-01..2027-03-14[ES]"),
        ("add Italy from 10 March", "2027-03-10..2027-04-30[IT]"),
        ("Spain from 10 March for 3 weeks", "2027-03-10..2027-03-30[ES]"),
    ],
)
def test_a_part_starts_ends_and_moves_by_itself(text: str, expected: str) -> None:
    assert dates(TWO, text) == f"{WHOLE}; {expected}"


@pytest.mark.parametrize(
    "text",
    [
        "pause Germany in the second half of April",
        "Deutschland in der zweiten Aprilhälfte pausieren",
        "pausa Alemania en la segunda quincena de abril",
        "no ads in Germany in the second half of April",
        "in Germany skip the second half of April",
    ],
)
def test_a_pause_is_of_the_market_that_it_names(text: str) -> None:
    assert dates(TWO, text) == f"{WHOLE}; 2027-03-01..2027-04-15[DE]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spain and Germany from 10 March", "2027-03-10..2027-04-30"),
        ("add Italy, start on 10 March", "2027-03-10..2027-04-30"),
        ("Italy instead of Spain from 10 March", "2027-03-10..2027-04-30"),
        ("only Germany in March", "2027-03-01..2027-03-31"),
    ],
)
def test_dates_of_all_markets_stay_dates_of_the_whole(text: str, expected: str) -> None:
    assert dates(TWO, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extend to 15 May", "2027-03-01..2027-05-15; 2027-03-10..2027-05-15[ES]"),
        ("push it back 2 weeks", "2027-03-15..2027-05-14; 2027-03-24..2027-05-14[ES]"),
        ("move it all to June", "2027-06-01..2027-06-30"),
        ("drop Germany", "2027-03-10..2027-04-30"),
        ("drop Spain", WHOLE),
        ("Italy instead of Spain", f"{WHOLE}; 2027-03-10..2027-04-30[IT]"),
        ("Germany until 20 April", "2027-03-01..2027-04-20[DE]; 2027-03-10..2027-04-30[ES]"),
        ("undo", WHOLE),
    ],
)
def test_dates_of_a_part_go_along_with_the_whole(text: str, expected: str) -> None:
    assert dates(TWO, "Spain from 10 March", text) == expected


def test_formats_have_dates_too() -> None:
    first = "Nike, 250k EUR, Germany, audio and video, 1 March to 30 April 2027"
    assert dates(first, "video only from 10 March") == f"{WHOLE}; 2027-03-10..2027-04-30[video]"


@pytest.mark.parametrize(
    "text",
    ["Ende erst am 14.5.", "it ends only on 14 May", "termina recién el 14 de mayo",
     "só termina em 14 de maio", "fin seulement le 14 mai", "finisce solo il 14 maggio",
     "eindigt pas op 14 mei", "slutar först 14 maj"],
)  # fmt: skip
def test_a_late_end_is_no_start(text: str) -> None:
    assert dates(TWO, text) == "2027-03-01..2027-05-14"


@pytest.mark.parametrize("text", ["pause Spain", "puase Spain please", "pausiere Spanien"])
def test_a_pause_without_dates_takes_the_market_out(text: str) -> None:
    assert "; DE; " in described(TWO, text)


def test_formats_with_amounts_are_parts_that_dates_can_be_of() -> None:
    brief = "Ritter Sport: Audio 50k, Video 70k EUR, DE, 1 Feb to 14 March 2027"
    dated = described(brief, "Video bitte erst ab 15.2.")
    assert "2027-02-01..2027-03-14" in dated
    assert "2027-02-15..2027-03-14[video]" in dated


def test_a_name_is_no_feast() -> None:
    brief = "Natura, Spain, 50k EUR, 1 March to 31 March 2027"
    assert described(brief, "Lucía quiere 60k") == described(brief.replace("50k", "60k"))
