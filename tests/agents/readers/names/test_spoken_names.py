"""Names that are typed by voice or small, that are ordinary words too, or stand beside a code."""

import pytest

from tests.agents.readers.described import brief_of, described


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("this is for vellora they want to spend ninety thousand dollars in the us", "vellora"),
        ("ok so this one is for vellora tea they have forty thousand pounds for the uk",
         "vellora tea"),
        ("also das ist für hansepuls die wollen vierzigtausend euro in deutschland", "hansepuls"),
        ("alors c'est pour larue ils ont cinquante mille euros en france en mars", "larue"),
        ("vale pues es para bodegas ruano tienen sesenta mil euros en españa", "bodegas ruano"),
        ("é para a vellora eles querem gastar cem mil reais no brasil em março", "vellora"),
        ("allora è per vellora vogliono spendere sessantamila euro in italia", "vellora"),
        ("het is voor vellora ze willen vijftigduizend euro uitgeven in nederland", "vellora"),
        ("det är för vellora de vill lägga fyrahundratusen kronor i sverige", "vellora"),
        ("ok liquid death united states we have up to 200k dollars", "liquid death"),
    ],
)  # fmt: skip
def test_a_name_typed_by_voice(text: str, name: str) -> None:
    brief = brief_of(text)
    assert brief.advertiser == name
    assert brief.budget is not None and brief.geo.countries


@pytest.mark.parametrize(
    "text",
    ["this is for something they want in the us, 90k", "a plan for spring they have 90k, us",
     "it is for women they want podcasts, us, 90k", "today, us, 90k", "march, us, 90k"],
)  # fmt: skip
def test_talk_behind_for_is_no_name(text: str) -> None:
    assert brief_of(text).advertiser is None


@pytest.mark.parametrize("name", ["target", "tous", "next", "always", "dove", "three"])
def test_an_ordinary_word_heads_a_brief_in_one_line(name: str) -> None:
    assert described(f"{name}, uk, 50k") == f"50000 GBP; GB; advertiser {name}"


def test_a_firm_that_has_money() -> None:
    assert brief_of("Trek have €95,000 net for Ireland, audio").advertiser == "Trek"


def test_a_german_noun_before_of_is_no_part_of_a_name() -> None:
    said = "CPC höchstens 0,80 € ist die Vorgabe von Hansepuls, 50k Euro, Deutschland"
    brief = brief_of(said)
    assert (brief.advertiser, brief.product) == ("Hansepuls", None)


@pytest.mark.parametrize("code", ["DE", "AT", "ES", "IT", "BE"])
def test_a_country_between_an_amount_and_a_format(code: str) -> None:
    assert brief_of(f"tchibo 25k {code} podcast").geo.countries == (code,)


def test_small_letters_there_are_no_country() -> None:
    assert brief_of("camper, españa, 25k de podcast").geo.countries == ("ES",)
