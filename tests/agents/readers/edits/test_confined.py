"""What a Brief holds for all countries is not changed by what is said of one of them."""

import pytest

from agents.understanding import understand
from tests.agents.readers.described import TODAY, brief_of, described

FIRST = "Nike, UK, France and Spain, 300k EUR, March, 25-54, audio"


@pytest.mark.parametrize(
    "edit",
    [
        "women only in Spain",
        "women only in Spain and France",
        "18-34 in Spain",
        "cap 2 a day in Spain",
        "CPM up to 12 in Spain",
        "nur Frauen in Spanien",
        "solo mujeres en España",
        "uniquement les femmes en Espagne",
    ],
)
def test_what_is_said_of_one_country_alone_is_named_and_changes_nothing(edit: str) -> None:
    reading, _ = understand([FIRST, edit], TODAY)[-1]
    assert described(FIRST, edit) == described(FIRST)
    assert [d.code for d in reading.decisions] == ["words_not_used"]


def test_what_is_said_of_all_countries_changes_the_brief() -> None:
    edit = "women 18-34 in the UK, France and Spain"
    assert brief_of(FIRST, edit).audience.genders == ("FEMALE",)


@pytest.mark.parametrize(
    "edit", ["in Spain only Madrid", "in Spanien nur Madrid", "en España solo Madrid"]
)
def test_a_city_alone_in_its_country_drops_no_other_country(edit: str) -> None:
    geo = brief_of(FIRST, edit).geo
    assert (geo.countries, geo.cities) == (("ES", "FR", "GB"), ("Madrid",))


@pytest.mark.parametrize(
    "edit", ["women, and only in Spain", "Frauen, und nur in Spanien", "donne, e solo in Spagna"]
)
def test_another_thing_behind_a_comma_and_an_and_is_said_of_the_whole(edit: str) -> None:
    brief = brief_of(FIRST, edit)
    assert (brief.audience.genders, brief.geo.countries) == (("FEMALE",), ("ES",))
