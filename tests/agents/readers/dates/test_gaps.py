"""Dates that leave some days out, the only day there is, and bounds that are said with a "not"."""

import pytest

from tests.agents.readers.described import dates

Q1 = "Nike US 10k usd audio, Q1 2027"
WITHOUT_A_WEEK = "2027-01-01..2027-02-07[]; 2027-02-15..2027-03-31[]"
WITHOUT_FEBRUARY = "2027-01-01..2027-01-31[]; 2027-03-01..2027-03-31[]"


@pytest.mark.parametrize(
    "text",
    [
        "Q1 2027 except the week of Feb 8",
        "Q1 2027 minus Feb 8 - 14",
        "Q1 2027, except for the second week of Feb",
        "Q1 2027 außer KW 6",
        "1.1.-31.3.2027 ohne 8.-14.2.",
        "primer trimestre 2027 menos la semana del 8 de febrero",
        "T1 2027 sauf la semaine du 8 février",
        "jan a mar 2027, exceto a semana de 8 de fevereiro",
        "Q1 2027, senza la settimana dell'8 febbraio",
        "Q1 2027 behalve de week van 8 februari",
        "Q1 2027 utom veckan den 8 februari",
        "Jan 1 - Mar 31 2027 with a break the week of Feb 8",
    ],
)
def test_a_part_that_is_left_out_makes_two_flights(text: str) -> None:
    assert dates(f"Nike US 10k usd audio, {text}") == WITHOUT_A_WEEK


@pytest.mark.parametrize(
    "text",
    ["drop Feb", "not Feb please", "go dark in Feb", "Q1 but not Feb", "im Februar pausieren",
     "Februar raus", "pas en février", "on fait une pause en février", "februari niet",
     "paus i februari", "tira fevereiro", "pausa en febrero"],
)  # fmt: skip
def test_an_edit_leaves_a_month_out(text: str) -> None:
    assert dates(Q1, text) == WITHOUT_FEBRUARY


@pytest.mark.parametrize(
    "text",
    ["also in May", "add May", "May too", "auch noch im Mai", "también en mayo", "também em maio",
     "aussi en mai", "anche a maggio", "ook in mei", "även i maj"],
)  # fmt: skip
def test_a_month_that_does_not_adjoin_is_a_second_flight(text: str) -> None:
    flights = "2027-01-01..2027-02-28[]; 2027-05-01..2027-05-31[]"
    assert dates("Nike US 10k usd audio, Jan and Feb", text) == flights
    assert dates("Nike US 10k usd audio, Jan and Feb", text, "extend to 15 June").endswith(
        "-06-15[]"
    )


def test_a_first_brief_adds_a_month_too() -> None:
    flights = "2027-01-01..2027-02-28[]; 2027-05-01..2027-05-31[]"
    assert dates("Nike US 10k usd audio, Jan-Feb plus May") == flights


@pytest.mark.parametrize(
    "text",
    ["except Christmas Day", "not on Christmas", "ohne Weihnachten", "sauf le jour de Noël",
     "pausa no Natal", "menos el 25 de diciembre"],
)  # fmt: skip
def test_christmas_can_be_left_out(text: str) -> None:
    flights = "2026-12-01..2026-12-24[]; 2026-12-26..2026-12-31[]"
    assert dates("Nike US 10k usd audio, December 2026", text) == flights
    assert dates(f"Nike US 10k usd audio, December 2026 {text}") == flights


@pytest.mark.parametrize(
    "text", ["no ads on Dec 24 and 25", "außer am 24. und 25.12.", "sin el 24 y 25 de diciembre"]
)
def test_two_days_can_be_left_out(text: str) -> None:
    flights = "2026-12-01..2026-12-23[]; 2026-12-26..2026-12-31[]"
    assert dates("Nike US 10k usd audio, December 2026", text) == flights


def test_more_can_be_left_out_later() -> None:
    assert dates(Q1, "drop Feb", "drop March too") == "2027-01-01..2027-01-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extend by a week", "2027-01-01..2027-01-31[]; 2027-03-01..2027-04-07[]"),
        ("push it back 2 weeks", "2027-01-15..2027-02-14[]; 2027-03-15..2027-04-14[]"),
        ("make it Jan 10 - Jan 30", "2027-01-10..2027-01-30"),
    ],
)
def test_flights_with_a_gap_are_moved_and_replaced(text: str, expected: str) -> None:
    assert dates(Q1, "drop Feb", text) == expected


def test_what_is_left_out_of_nothing_changes_nothing() -> None:
    assert dates(Q1, "nothing in June please") == "2027-01-01..2027-03-31"
    assert dates("Nike US 10k usd audio, not in December") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pause until Feb 8", "2027-02-08..2027-03-31"),
        ("pause from Feb 8", "2027-01-01..2027-02-07"),
        ("no podcast, women 18-34", "2027-01-01..2027-03-31"),
    ],
)
def test_a_pause_without_an_end_moves_one_of_the_ends(text: str, expected: str) -> None:
    assert dates(Q1, text) == expected


@pytest.mark.parametrize(
    "text",
    ["tomorrow only", "just for tomorrow", "solo mañana", "solo por mañana", "só amanhã",
     "nur morgen", "uniquement demain", "rien que demain", "solo domani", "alleen morgen",
     "bara imorgon", "one day only: tomorrow", "ein einziger Tag: morgen"],
)  # fmt: skip
def test_the_only_day_is_one_day(text: str) -> None:
    assert dates("Nike 10k eur audio France, Jan 2027", text) == "2026-11-21..2026-11-21"


def test_today_can_be_the_only_day() -> None:
    assert dates(Q1, "today only pls") == "2026-11-20..2026-11-20"


@pytest.mark.parametrize("text", ["audio only, tomorrow", "audio only tomorrow"])
def test_only_is_of_the_format_before_it(text: str) -> None:
    assert dates(f"Nike US 10k usd {text}") == "2026-11-21..2026-12-18"


def test_when_somebody_is_free_is_no_flight() -> None:
    assert dates("Nike US 10k usd, let's talk, only free tomorrow") == ""


@pytest.mark.parametrize(
    "text",
    ["not before Jan 15", "don't start until Jan 15", "nicht vor dem 15. Januar",
     "erst ab 15. Januar", "no antes del 15 de enero", "não antes de 15 de janeiro",
     "pas avant le 15 janvier", "non prima del 15 gennaio", "niet voor 15 januari",
     "inte före 15 januari"],
)  # fmt: skip
def test_not_before_is_a_start(text: str) -> None:
    assert dates(Q1, text) == "2027-01-15..2027-03-31"


@pytest.mark.parametrize(
    "text",
    ["no later than Mar 15", "spätestens am 15. März Schluss", "au plus tard le 15 mars",
     "a más tardar el 15 de marzo", "al più tardi il 15 marzo", "uiterlijk 15 maart"],
)  # fmt: skip
def test_no_later_than_is_an_end(text: str) -> None:
    assert dates(Q1, text) == "2027-01-01..2027-03-15"


@pytest.mark.parametrize(
    "text",
    ["need the plan no later than Friday", "brauche den Plan bis spätestens Freitag"],
)
def test_a_deadline_for_the_plan_is_no_end(text: str) -> None:
    assert dates(f"Nike US 10k usd, {text}") == ""
