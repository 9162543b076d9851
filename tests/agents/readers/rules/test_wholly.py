"""All of one place to one format: whatever else there is goes from that place alone."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described

BRIEF = "Nike, UK and Germany, 100k EUR, Q1, audio and video"


@pytest.mark.parametrize(
    "words",
    [
        "everything in Germany to video",
        "put all of Germany on video",
        "all the Germany money into video",
        "alles in Deutschland auf Video",
        "Deutschland komplett auf Video",
        "todo en Alemania a video",
        "pasa todo lo de Alemania a video",
        "passe toute l'Allemagne en vidéo",
        "tudo na Alemanha em vídeo",
        "tutto in Germania su video",
        "alles in Duitsland naar video",
        "allt i Tyskland till video",
    ],
)
def test_one_place_goes_wholly_to_one_format(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF, "in Germany only video")


@pytest.mark.parametrize(
    "words", ["Nike, all of the UK, 100k on video", "Nike, ganz Deutschland, 100k auf Video"]
)
def test_a_whole_country_shuts_out_no_format(words: str) -> None:
    assert "exclude" not in described(words) and "only" not in described(words)
