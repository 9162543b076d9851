"""Slips in one word of a place's name of several."""

from __future__ import annotations

import pytest

from agents.readers.text.spelling import corrected
from agents.readers.text.tokens import tokenise
from tests.agents.readers.described import brief_of


@pytest.mark.parametrize(
    ("text", "meant"),
    [("nothern ireland", "northern"), ("new yrok", "york"), ("san franciso", "francisco"),
     ("rio de janero", "janeiro"), ("Nordrhein-Westfaln", "westfalen"), ("pais vsaco", "vasco"),
     ("Emilia Romagnia", "romagna"), ("noord holand", "holland"), ("new zeland", "zealand"),
     ("Västra Götalnd", "gotaland"), ("ile de fance", "france")],
)  # fmt: skip
def test_the_neighbours_of_a_word_tell_which_place_is_meant(text: str, meant: str) -> None:
    assert meant in {token.fold for token in corrected(tokenise(text))}


@pytest.mark.parametrize("text", ["san carlo chips", "la rocha", "new yorkie", "san migel"])
def test_words_beside_an_article_alone_stay_what_they_are(text: str) -> None:
    tokens = tokenise(text)
    assert corrected(tokens)[1].fold == tokens[1].fold


def test_a_misspelt_region_is_not_the_country_it_is_called_after() -> None:
    geo = brief_of("Nike UK, 100k GBP", "add nothern ireland").geo
    assert (geo.countries, geo.regions) == (("GB",), ("GB-NIR",))
