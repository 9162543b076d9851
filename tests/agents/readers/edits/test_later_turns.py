"""Corrections, permissions, edges that stay and currencies that stay, in later turns."""

from datetime import date

import pytest

from agents.understanding import understand
from tests.agents.readers.described import described

FIRST = "Nike, Spain, 200k, 1-28 February 2027, men 18-34, foodies, audio, no video"


def change(text: str) -> str:
    """What leaves the Brief and what comes in, "-old; +new"."""
    before, after = described(FIRST).split("; "), described(FIRST, text).split("; ")
    gone = [f"-{slot}" for slot in before if slot not in after]
    return "; ".join([*gone, *(f"+{slot}" for slot in after if slot not in before)])


@pytest.mark.parametrize(
    "text", ["sorry, I meant women", "sorry, bedoelde vrouwen", "ich meinte Frauen"]
)
def test_a_corrected_gender_replaces_the_one_that_stood(text: str) -> None:
    assert change(text) == "-genders MALE; +genders FEMALE"


@pytest.mark.parametrize("text", ["also women", "women too"])
def test_a_gender_that_is_added_joins(text: str) -> None:
    assert change(text) == "-genders MALE; +genders FEMALE,MALE"


@pytest.mark.parametrize(
    "text",
    ["sorry, I meant Italy", "volevo dire Italia", "jag menade Italien", "statt Spanien Italien",
     "metti l'Italia al posto della Spagna", "no lugar da Espanha, Itália",
     "mets l'Italie à la place de l'Espagne"],
)  # fmt: skip
def test_a_corrected_or_exchanged_market_replaces_the_one_that_stood(text: str) -> None:
    assert change(text) == "-ES; +IT"


@pytest.mark.parametrize(
    "text",
    ["video is fine after all", "Video ist doch ok", "video mag toch wel",
     "se puede video después de todo", "video går bra ändå"],
)  # fmt: skip
def test_what_is_allowed_again_is_no_longer_ruled_out_and_not_asked_for(text: str) -> None:
    assert change(text) == "-formats exclude video"


@pytest.mark.parametrize(
    ("text", "flight"),
    [
        ("eine Woche später starten, Ende bleibt", "2027-02-08..2027-02-28"),
        ("start a week later, end date stays", "2027-02-08..2027-02-28"),
        ("push the end by a week", "2027-02-01..2027-03-07"),
        ("una semana más tarde", "2027-02-08..2027-03-07"),
    ],
)
def test_an_edge_that_stays_does_not_move(text: str, flight: str) -> None:
    assert change(text) == f"-2027-02-01..2027-02-28; +{flight}"


CANADA = "Nissan Canada, 180 000 $, avril, audio"


@pytest.mark.parametrize("text", ["ajoute la France", "add Mexico", "passe à 180 000 $ CA"])
def test_a_currency_stays_when_markets_are_added(text: str) -> None:
    assert described(CANADA, text).startswith("180000 CAD; ")


def test_a_currency_goes_with_the_market_that_paid_in_it() -> None:
    assert described(CANADA, "swap Canada for Mexico").startswith("180000 MXN; ")


def test_a_currency_written_later_counts() -> None:
    assert described(CANADA, "ajoute la France", "150k EUR").startswith("150000 EUR; ")


@pytest.mark.parametrize(
    ("first", "then", "target", "amount"),
    [
        ("US, $100k, CPM under $12", "make it $10", 10.0, "100000.00"),
        ("España, 50k€, CPM máx 9", "que sea 8", 8.0, "50000.00"),
        ("US, $100k, CPM under $12", "make it $120k", 12.0, "120000.00"),
    ],
)
def test_a_figure_like_the_price_target_is_its_new_value(
    first: str, then: str, target: float, amount: str
) -> None:
    brief = understand([first, then], date(2026, 11, 20))[-1][1].model_dump(mode="json")
    assert brief["kpis"][0]["value"] == target
    assert brief["budget"]["amount"] == amount
