"""Numbers in words are read as those in figures: amounts, ages and shares, in all languages."""

import pytest

from agents.readers.text.number_words import number_in_words
from agents.readers.text.tokens import tokenise
from tests.agents.readers.described import brief_of, described


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two hundred fifty", 250), ("one hundred and twenty", 120), ("forty four", 44),
        ("twelve thousand five hundred", 12_500), ("thirty first", 31),
        ("twenty twenty seven", 2027), ("a hundred", 100),
        ("hundertzwanzigtausend", 120_000), ("vierundvierzig", 44), ("siebzehn", 17),
        ("zwölftausendfünfhundert", 12_500), ("neunhundertneunundneunzig", 999),
        ("ciento veinte", 120), ("cuarenta y cuatro", 44), ("doce mil quinientos", 12_500),
        ("cento e vinte", 120), ("quarenta e quatro", 44), ("dezenove", 19),
        ("quatre-vingt-quinze", 95), ("soixante et onze", 71), ("mille cinq cents", 1500),
        ("centoventimila", 120_000), ("quarantaquattro", 44), ("ventuno", 21),
        ("honderdtwintigduizend", 120_000), ("vierenveertig", 44),
        ("hundratjugotusen", 120_000), ("fyrtiofyra", 44),
    ],
)  # fmt: skip
def test_the_value_of_a_number_in_words(words: str, value: int) -> None:
    tokens = tokenise(words)
    assert number_in_words(tokens, 0) == (value, len(tokens) - 1)


@pytest.mark.parametrize("words", ["mila", "tausend", "a", "un", "tusenfryd", "entwintig", "der"])
def test_words_that_are_no_number_by_themselves(words: str) -> None:
    assert number_in_words(tokenise(words), 0)[0] is None


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Nike US, two hundred fifty thousand dollars, ages twenty five to forty four",
         "250000 USD; US; ages 25-44; advertiser Nike"),
        ("Nike UK 90k, eighteen to forty five", "90000 GBP; GB; ages 18-45; advertiser Nike"),
        ("Nike UK, twelve thousand five hundred pounds", "12500 GBP; GB; advertiser Nike"),
        ("Nike US one point five million dollars", "1500000 USD; US; advertiser Nike"),
        ("Nike US one million two hundred thousand dollars", "1200000 USD; US; advertiser Nike"),
        ("Nike México un millón doscientos mil pesos", "1200000 MXN; MX; advertiser Nike"),
        ("Nike Brasil 1 milhão 200 mil reais", "1200000 BRL; BR; advertiser Nike"),
        ("Nike Deutschland hundertzwanzigtausend Euro, ab fünfundzwanzig",
         "120000 EUR; DE; ages 25-; advertiser Nike"),
        ("Nike España sesenta mil euros, mayores de dieciocho",
         "60000 EUR; ES; ages 18-; advertiser Nike"),
        ("Nike Brasil cento e vinte mil reais, de vinte e cinco a quarenta e quatro anos",
         "120000 BRL; BR; ages 25-44; advertiser Nike"),
        ("Nike France cent mille euros, de vingt-cinq à quarante-quatre ans",
         "100000 EUR; FR; ages 25-44; advertiser Nike"),
        ("Nike Italia centoventimila euro, dai venticinque ai quarantaquattro anni",
         "120000 EUR; IT; ages 25-44; advertiser Nike"),
        ("Nike Nederland honderdtwintigduizend euro, vijfentwintig tot vierenveertig jaar",
         "120000 EUR; NL; ages 25-44; advertiser Nike"),
        ("Nike Sverige hundratjugotusen kronor, tjugofem till fyrtiofyra år",
         "120000 SEK; SE; ages 25-44; advertiser Nike"),
    ],
)  # fmt: skip
def test_a_brief_in_words_is_one_in_figures(text: str, facts: str) -> None:
    assert described(text) == facts


@pytest.mark.parametrize(
    "text",
    ["Nike España 90k, treinta por ciento en podcast", "Nike UK 90k, 30 por ciento en podcast",
     "Nike France 90k, trente pour cent en podcast", "Nike UK 90k, thirty percent podcast",
     "Nike Deutschland 90k, dreißig Prozent Podcast", "Nike Sverige 90k, trettio procent podcast",
     "Nike Brasil 90k, trinta por cento em podcast", "Nike Nederland 90k, dertig procent podcast"],
)  # fmt: skip
def test_a_share_in_words(text: str) -> None:
    (share,) = brief_of(text).constraints
    assert share.model_dump()["min"] == 0.3


@pytest.mark.parametrize("name", ["Forty Winks", "Seventeen Magazine"])
def test_a_number_in_a_name_stays_a_word(name: str) -> None:
    assert described(f"{name}, UK, £50k") == f"50000 GBP; GB; advertiser {name}"


def test_an_article_before_a_hundred_is_no_number() -> None:
    assert described("Nike UK 90k", "sube a ciento diez mil") == "110000 GBP; GB; advertiser Nike"
