"""Parts of a budget that are raised and cut by the same step, or by percentages of their own."""

import pytest

from tests.agents.readers.described import described

PARTS = "Nike, 50k EUR in Germany and 60k EUR in France, March 2027"


def parts(*messages: str) -> str:
    """The budget and the parts of the described Brief."""
    said = described(*messages).split("; ")
    return "; ".join(p for p in said if p.endswith("EUR") or p.startswith(("amount", "share")))


@pytest.mark.parametrize(
    "text",
    [
        "raise both by 10 %",
        "10% more each",
        "raise Germany and France by 10 %",
        "Germany +10%, France +10%",
        "beide um 10 % erhöhen",
        "sube ambos 10%",
        "aumenta ambos em 10%",
        "augmente les deux de 10 %",
        "aumenta entrambi del 10%",
        "beide met 10% omhoog",
        "höj båda med 10 %",
    ],
)
def test_all_parts_rise_by_a_percentage_and_the_whole_with_them(text: str) -> None:
    assert parts(PARTS, text) == "121000 EUR; amount DE 55000..55000; amount FR 66000..66000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("add 5k to each", "120000 EUR; amount DE 55000..55000; amount FR 65000..65000"),
        ("cut both by 10k", "90000 EUR; amount DE 40000..40000; amount FR 50000..50000"),
        ("double both", "220000 EUR; amount DE 100000..100000; amount FR 120000..120000"),
        ("raise Germany by 10 %", "115000 EUR; amount DE 55000..55000; amount FR 60000..60000"),
        ("Germany +10%, France -5%", "112000 EUR; amount DE 55000..55000; amount FR 57000..57000"),
        ("each 55k", "110000 EUR; amount DE 55000..55000; amount FR 55000..55000"),
    ],
)
def test_each_part_takes_its_step(text: str, expected: str) -> None:
    assert parts(PARTS, text) == expected


def test_a_whole_that_is_more_than_its_parts_stays() -> None:
    first = "Nike, 200k EUR, Germany and France, 50k of it in Germany, March 2027"
    assert parts(first, "raise Germany by 10 %") == "200000 EUR; amount DE 55000..55000"


@pytest.mark.parametrize(
    "text",
    [
        "everything up by 10 %",
        "10% more across the board",
        "increase the budget by 10%",
        "alles um 10 % erhöhen",
        "sube todo 10%",
        "aumenta tudo em 10%",
        "augmente tout de 10 %",
        "aumenta tutto del 10%",
        "alles met 10% omhoog",
        "höj allt med 10 %",
    ],
)
def test_parts_that_make_up_the_budget_rise_with_it(text: str) -> None:
    assert parts(PARTS, text) == "121000 EUR; amount DE 55000..55000; amount FR 66000..66000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cut all by a third", "60000 EUR; amount DE 20000..20000"),
        ("halve everything", "45000 EUR; amount DE 15000..15000"),
        ("cut the budget by a third", "60000 EUR; amount DE 30000..30000"),
    ],
)
def test_a_part_beside_others_changes_only_with_everything(text: str, expected: str) -> None:
    first = "Nike, 90k EUR, Germany and France, 30k of it in Germany, March 2027"
    assert parts(first, text) == expected
