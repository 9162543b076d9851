"""First messages whose names are withheld or ordinary words, and whose dates are next year's."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described


@pytest.mark.parametrize(
    "text",
    [
        "name under NDA, 200k EUR, Germany, May 2027",
        "Client: under NDA. 200k EUR, Germany, May 2027",
        "Kunde unter NDA, 200k EUR, Deutschland, Mai 2027",
        "client sous NDA, 200k EUR, Allemagne, mai 2027",
        "cliente bajo NDA, 200k EUR, Alemania, mayo 2027",
    ],
)
def test_a_name_that_must_not_be_told_is_none(text: str) -> None:
    assert described(text) == "200000 EUR; 2027-05-01..2027-05-31; DE"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Brief from Next: 200k GBP, UK, May 2027", "GB; advertiser Next"),
        ("Brief from Target: 200k GBP, UK, May 2027", "GB; advertiser Target"),
        ("Next want 200k GBP in UK in May 2027", "GB; advertiser Next"),
    ],
)
def test_firms_that_are_ordinary_words(text: str, said: str) -> None:
    assert described(text) == f"200000 GBP; 2027-05-01..2027-05-31; {said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2M MXN, México, mayo 2027, Liverpool", "MX; advertiser Liverpool"),
        ("Liverpool, 2M MXN, CDMX, mayo 2027", "MX; cities Mexico City; advertiser Liverpool"),
        ("Nike, 2M MXN, Liverpool, UK, May 2027", "GB; cities Liverpool; advertiser Nike"),
    ],
)
def test_liverpool_is_a_store_in_mexico(text: str, said: str) -> None:
    assert described(text) == f"2000000 MXN; 2027-05-01..2027-05-31; {said}"


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ("24 May to Christmas", "2027-05-24..2027-12-25"),
        ("24. Mai bis Weihnachten", "2027-05-24..2027-12-25"),
        ("de 24 de maio ao Natal", "2027-05-24..2027-12-25"),
        ("March to Black Friday", "2027-03-01..2027-11-26"),
        ("1 November to Christmas", "2026-11-20..2026-12-25"),
        ("dal 1 maggio alla festa della mamma", "2027-05-01..2027-05-09"),
        ("dalla pasqua alla festa della mamma", "2027-03-26..2027-05-09"),
    ],
)
def test_a_stretch_that_is_mostly_over_is_next_years(dates: str, said: str) -> None:
    assert (
        described(f"Nike, 200k EUR, Germany, {dates}") == f"200000 EUR; {said}; DE; advertiser Nike"
    )
