"""Numbers beside an objective: money for it, a target that counts it, or both in one brief."""

import pytest

from tests.agents.readers.described import described


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R$400k instalações do app, Brasil", "400000 BRL; BR; objective APP_INSTALLS"),
        ("$400k app installs US", "400000 USD; US; objective APP_INSTALLS"),
        ("$90k leads US", "90000 USD; US; objective LEAD_GEN"),
        ("60k€ installations d'appli France", "60000 EUR; FR; objective APP_INSTALLS"),
        (
            "400k app installs, Brazil, 1M BRL",
            "1000000 BRL; BR; objective APP_INSTALLS; CONVERSIONS >= 400000",
        ),
        (
            "90 mil leads, R$ 400 mil, Brasil",
            "400000 BRL; BR; objective LEAD_GEN; CONVERSIONS >= 90000",
        ),
        ("US 400k app installs", "US; objective APP_INSTALLS; CONVERSIONS >= 400000"),
    ],
)
def test_a_number_is_money_or_a_target(text: str, expected: str) -> None:
    assert described(text) == expected


def test_a_target_changes_no_objective_that_stands() -> None:
    said = described("Nike, $400k, US, objective: reach", "at least 50k installs")
    assert "objective REACH; " in said
    assert said.endswith("CONVERSIONS >= 50000")
