"""A slot that stands is set free by naming it with a word that lifts, in all eight languages."""

import pytest

from agents.understanding import understand
from media.brief import Brief
from tests.agents.readers.described import TODAY, described

FIRST = (
    "Nike, Spain, 200k EUR, 1-28 February 2027, women 18-34, foodies, audio, no video, "
    "CPM under 12 €, max 3 impressions per week"
)


def lost(text: str) -> str:
    """What the Brief held before the message and holds no more; what it gained behind a plus."""
    before, after = described(FIRST).split("; "), described(FIRST, text).split("; ")
    gone = [slot for slot in before if slot not in after]
    return "; ".join([*gone, *(f"+{slot}" for slot in after if slot not in before)])


@pytest.mark.parametrize(
    "text",
    ["drop the age", "no age limit", "all ages after all", "olvida lo de la edad",
     "tanto faz a idade", "vergiss das Alter", "Alter egal", "plus de limite d'âge",
     "togli il limite di età", "tutte le età", "laat de leeftijd maar vallen",
     "släpp åldersgränsen"],
)  # fmt: skip
def test_ages_are_lifted(text: str) -> None:
    assert lost(text) == "ages 18-34"


@pytest.mark.parametrize(
    "text",
    ["lift the cap", "no cap", "sin límite de frecuencia", "pode esquecer o limite de frequência",
     "le capping on oublie", "haal de cap eraf", "ta bort frekvenstaket", "Frequency Cap weg"],
)  # fmt: skip
def test_caps_are_lifted(text: str) -> None:
    assert lost(text) == "cap 3/week"


@pytest.mark.parametrize(
    "text",
    ["forget the CPM", "without the CPM goal please", "CPM weg", "oublie le CPM",
     "ta bort CPM-målet", "olvida el CPM", "dimentica il CPM", "esquece o CPM", "no more KPIs"],
)  # fmt: skip
def test_kpis_are_lifted(text: str) -> None:
    assert lost(text) == "CPM <= 12"


@pytest.mark.parametrize(
    "text", ["any gender", "forget about the gender", "alle Geschlechter", "tous les genres"]
)
def test_genders_are_lifted(text: str) -> None:
    assert lost(text) == "genders FEMALE"


def test_interests_are_lifted_by_their_name() -> None:
    assert lost("drop the interests") == "interests food"


def test_a_value_behind_the_name_is_set_instead() -> None:
    assert lost("drop the CPM to 10") == "CPM <= 12; +CPM <= 10"


def test_other_facts_of_the_message_stay() -> None:
    assert lost("lift the cap. CTR min 0.5%") == "cap 3/week; +CTR >= 0.005"


def test_what_was_lifted_has_no_evidence() -> None:
    brief: Brief = understand([FIRST, "drop the age"], TODAY)[-1][1]
    assert not any(path.startswith("/audience/age") for path in brief.evidence)


BOUNDED = "Samsung, USD 150k in Brazil and Mexico, at least 50k in Mexico, at least 40% audio"


@pytest.mark.parametrize(
    "text",
    ["drop the Mexico minimum", "no minimum for Mexico", "forget the 50k for Mexico",
     "quita el mínimo de México", "sem mínimo para o México", "kein Minimum für Mexiko",
     "pas de minimum pour le Mexique", "senza minimo per il Messico",
     "geen minimum voor Mexico", "inget minimum för Mexiko"],
)  # fmt: skip
def test_the_bound_of_a_part_is_set_free_and_the_market_stays(text: str) -> None:
    brief = understand([BOUNDED, text], TODAY)[-1][1]
    assert [c.kind for c in brief.constraints] == ["share"]
    assert brief.geo.countries == ("BR", "MX")


def test_the_share_of_a_format_is_set_free_and_the_format_stays() -> None:
    brief = understand([BOUNDED, "remove the audio share"], TODAY)[-1][1]
    assert [c.kind for c in brief.constraints] == ["amount"]
    assert brief.formats.exclude == ()


def test_without_a_name_all_bounds_are_set_free() -> None:
    assert understand([BOUNDED, "forget the minimums"], TODAY)[-1][1].constraints == ()


@pytest.mark.parametrize(
    "text",
    [
        "olvidad lo del VTR, no lo piden",
        "quiten el VTR",
        "esqueçam o VTR",
        "dimenticate il VTR",
        "vergessen Sie die VTR",
        "oubliez le VTR",
    ],
)
def test_a_target_is_lifted_in_the_plural_and_the_polite_form(text: str) -> None:
    assert "VTR" not in described("Haribo, Spain, 40k EUR, video, VTR of at least 70%", text)


@pytest.mark.parametrize(
    "words", ["strunt i bara audio, alla format är ok", "forget audio only", "vergiss nur Audio"]
)
def test_what_alone_was_sold_is_so_no_more(words: str) -> None:
    first = "Elgiganten 200k kr, Sverige"
    assert described(f"{first}, bara audio", words) == described(first)
