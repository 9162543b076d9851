"""One part and the same for each of the others: the total is what they make together."""

import pytest

from tests.agents.readers.described import described

THREE = "amount AT 20000..20000; amount CH 20000..20000; amount DE 60000..60000"


@pytest.mark.parametrize(
    "text",
    [
        "Germany, Austria, Switzerland, Germany 60k, the other markets 20k each",
        "DE AT CH, DE 60k, rest 20k each",
        "DE AT CH DE 60k rest 20k each",
        "Germany, Austria, Switzerland, 60k for Germany, 20k each for the other two",
        "Germany, Austria, Switzerland, 20k per market, 60k for Germany",
        "Germany, Austria, Switzerland, 100k: Germany 60k, 20k each for the others",
        "Deutschland, Österreich, Schweiz: Deutschland 60k, die anderen Länder je 20k",
        "Alemania, Austria y Suiza: Alemania 60k, los demás mercados 20k cada uno",
        "Allemagne, Autriche, Suisse : Allemagne 60k, les autres marchés 20k chacun",
    ],
)
def test_each_market_beside_the_one_with_an_amount_gets_the_same(text: str) -> None:
    told = described(f"Nike, {text}")
    assert told.startswith("100000") and told.endswith(THREE)


@pytest.mark.parametrize(
    "edit", ["Germany 60k, the other markets 20k each", "DE 60k, den Rest je 20k"]
)
def test_the_parts_of_a_later_message_make_a_new_total(edit: str) -> None:
    told = described("Nike, Germany, Austria, Switzerland, 200k", edit)
    assert told.startswith("100000") and told.endswith(THREE)


def test_each_of_the_other_formats_of_the_brief_gets_the_same() -> None:
    told = described("Nike, Germany, 80k, video, audio, podcast", "video 40k, the others 20k each")
    assert told.endswith(
        "amount audio 20000..20000; amount podcast 20000..20000; amount video 40000..40000"
    )


def test_the_same_for_each_of_another_kind_is_no_rest() -> None:
    told = described("Nike, Germany, France, Germany 60k, video and audio 20k each")
    assert "amount FR" not in told
