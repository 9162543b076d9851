"""A flight put to those that stand, and one of several flights that gets other dates."""

import pytest

from tests.agents.readers.described import dates, described

BRIEF = "Nike, 250k EUR, Germany and Spain, 1 March to 30 April 2027"
MAY = "2027-03-01..2027-04-30[]; 2027-05-10..2027-05-23[]"
JUNE = "2027-03-01..2027-04-30[]; 2027-06-01..2027-06-30[]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Add a second flight 10-23 May, the 250k total stays", MAY),
        ("can we get a second burst, 10-23 May?", MAY),
        ("10-23 May as a second wave", MAY),
        ("and again 10-23 May", MAY),
        ("plus a burst in June", JUNE),
        ("metemos una segunda ola del 10 al 23 de mayo", MAY),
        ("y una ráfaga más en junio", JUNE),
        ("coloca mais uma onda de 10 a 23 de maio", MAY),
        ("bitte noch eine zweite Welle vom 10. bis 23. Mai", MAY),
        ("nochmal 10.-23. Mai", MAY),
        ("ajoute une deuxième vague du 10 au 23 mai", MAY),
        ("et une vague supplémentaire en juin", JUNE),
        ("aggiungiamo una seconda ondata dal 10 al 23 maggio", MAY),
        ("een tweede flight van 10 tot en met 23 mei", MAY),
        ("lägg till en andra våg 10-23 maj", MAY),
        ("en period till, 10-23 maj", MAY),
    ],
)
def test_another_flight_leaves_the_first_one_as_it_is(text: str, expected: str) -> None:
    assert dates(BRIEF, text) == expected
    assert "250000 EUR" in described(BRIEF, text)


@pytest.mark.parametrize("text", ["new flight 10-23 May", "nuevo periodo: del 10 al 23 de mayo"])
def test_a_new_flight_takes_the_place_of_the_old_one(text: str) -> None:
    assert dates(BRIEF, text) == "2027-05-10..2027-05-23"


@pytest.mark.parametrize(
    "text", ["second burst now 17-30 May", "die zweite Welle verschiebt sich auf 17.-30. Mai"]
)
def test_the_second_of_two_flights_gets_other_dates(text: str) -> None:
    later = "2027-03-01..2027-04-30[]; 2027-05-17..2027-05-30[]"
    assert dates(BRIEF, "add a second flight 10-23 May", text) == later


@pytest.mark.parametrize(
    "text",
    [
        "a second burst for Spain, 10-23 May",
        "Spain gets a second burst 10-23 May",
        "Spanien bekommt eine zweite Welle vom 10. bis 23. Mai",
    ],
)
def test_another_flight_of_one_market_is_of_it_alone(text: str) -> None:
    spain = "2027-03-01..2027-04-30[ES]; 2027-05-10..2027-05-23[ES]"
    assert dates(BRIEF, text) == f"2027-03-01..2027-04-30; {spain}"


@pytest.mark.parametrize(
    "text",
    [
        "1-14 March, plus a second burst 5-18 April",
        "first flight 1-14 March, second flight 5-18 April",
        "Flight 1: 1-14 March\nFlight 2: 5-18 April",
        "primera ola del 1 al 14 de marzo, segunda ola del 5 al 18 de abril",
        "1.-14. März und eine zweite Welle 5.-18. April",
    ],
)
def test_a_first_brief_may_tell_of_two_flights(text: str) -> None:
    assert dates(f"Lidl, 90k EUR, Ireland. {text}") == (
        "2027-03-01..2027-03-14[]; 2027-04-05..2027-04-18[]"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("drop the second flight", "2027-03-01..2027-04-30"),
        (
            "push the second flight back a week",
            "2027-03-01..2027-04-30[]; 2027-05-17..2027-05-30[]",
        ),
        ("second flight until 30 May", "2027-03-01..2027-04-30[]; 2027-05-10..2027-05-30[]"),
        (
            "Spain only from 8 March",
            "2027-03-01..2027-04-30[]; 2027-03-08..2027-04-30[ES]; "
            "2027-05-10..2027-05-23[]; 2027-05-10..2027-05-23[ES]",
        ),
    ],
)
def test_one_of_two_flights_goes_moves_or_is_cropped_alone(text: str, expected: str) -> None:
    assert dates(BRIEF, "add a second flight 10-23 May", text) == expected


@pytest.mark.parametrize(
    "text",
    ["second video burst 10-23 May", "second big burst 10-23 May", "then a second one 10-23 May",
     "segunda oleada de vídeo del 10 al 23 de mayo", "zweite Videowelle 10.-23. Mai",
     "deuxième vague vidéo du 10 au 23 mai", "segunda vaga de vídeo de 10 a 23 de maio",
     "seconda ondata video 10-23 maggio", "tweede videogolf 10-23 mei",
     "andra videovågen 10-23 maj"],
)  # fmt: skip
def test_a_flight_may_say_what_it_is_of(text: str) -> None:
    brief = "Nike, 100k EUR, Spain, video, 1 March to 30 April 2027"
    assert dates(brief, text) == MAY


def test_a_flight_of_a_format_is_put_to_its_others() -> None:
    brief = "Nike, 100k EUR, Spain, audio and video, 1 March to 30 April 2027"
    video = "2027-03-01..2027-04-30[video]; 2027-05-10..2027-05-23[video]"
    assert dates(brief, "second video burst 10-23 May") == f"2027-03-01..2027-04-30; {video}"
