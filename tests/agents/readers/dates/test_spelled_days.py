"""Days in words, and months that are none."""

import pytest

from tests.agents.readers.described import described


@pytest.mark.parametrize(
    "text",
    [
        "Itaú, Brasil, R$ 1 mi, de primeiro de março até trinta de abril",
        "Acme, España, 1M EUR, del uno de marzo al treinta de abril",
        "Acme, France, 1M EUR, du premier mars au trente avril",
        "Acme, Italia, 1M EUR, dal primo marzo al trenta aprile",
    ],
)
def test_a_day_in_words_ends_the_flight(text: str) -> None:
    assert "2027-03-01..2027-04-30" in described(text)


def test_rio_de_janeiro_is_no_january() -> None:
    text = "oi! Natura, R$ 300 mil, São Paulo e Rio de Janeiro (estados), fevereiro"
    said = described(text)
    assert "2027-02-01..2027-02-28" in said and "advertiser Natura" in said
