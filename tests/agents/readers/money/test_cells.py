"""Money for a format within one of several places."""

import pytest

from tests.agents.readers.described import described

BOSE = "Bose. US 150k, UK 90k, Australia 60k (all USD). audio, video."
GRID = "Natura, EUR, March. Spain: 25k display and 15k video\nFrance: 20k display and 15k video"


def parts(*messages: str) -> set[str]:
    return {part for part in described(*messages).split("; ") if part.startswith("amount")}


@pytest.mark.parametrize(
    "words",
    [
        "at least 30k on video in the UK",
        "in the UK at least 30k on video",
        "and of the UK money at least 30k on video",
        "UK: at least 30k on video",
        "mindestens 30k für Video in UK",
        "en el Reino Unido al menos 30k en vídeo",
        "no Reino Unido pelo menos 30k em vídeo",
        "au Royaume-Uni au moins 30k en vidéo",
        "nel Regno Unito almeno 30k sui video",
        "in het VK minstens 30k op video",
    ],
)
def test_a_bound_is_of_the_format_in_its_place(words: str) -> None:
    assert parts(BOSE, words) - parts(BOSE) == {"amount video/GB 30000.."}
    assert parts(BOSE) < parts(BOSE, words)


@pytest.mark.parametrize(
    "words",
    ["50k on video", "in the US, UK and Australia at least 50k on video", "at least 50k on video"],
)
def test_without_one_place_it_is_of_everywhere(words: str) -> None:
    (part,) = parts(BOSE, words) - parts(BOSE)
    assert part.startswith("amount video 50000..")


def test_the_only_market_of_a_brief_is_no_place_within_it() -> None:
    assert parts("Bose, in the US, 150k USD, at least 50k on video") == {"amount video 50000.."}


def test_lines_with_a_place_each_make_a_grid() -> None:
    assert parts(GRID) == {
        "amount display/ES 25000..25000",
        "amount video/ES 15000..15000",
        "amount display/FR 20000..20000",
        "amount video/FR 15000..15000",
    }
    assert described(GRID).startswith("75000 EUR")


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("move 5k from display to video in France", {"display/FR": 15, "video/FR": 20}),
        ("in Spain move 5k from video to display", {"video/ES": 10, "display/ES": 30}),
        ("10k more for video in Spain", {"video/ES": 25}),
        ("haal 5k weg bij video in Frankrijk", {"video/FR": 10}),
        ("raise display in France to 30k", {"display/FR": 30}),
    ],
)
def test_what_changes_is_one_field_of_the_grid(words: str, changed: dict[str, int]) -> None:
    assert parts(GRID, words) - parts(GRID) == {
        f"amount {where} {thousands}000..{thousands}000" for where, thousands in changed.items()
    }
    assert len(parts(GRID, words)) == len(parts(GRID))


def test_some_of_a_markets_money_goes_to_a_format() -> None:
    said = "put 20k of the UK budget on audio"
    assert parts(BOSE, said) - parts(BOSE) == {"amount audio/GB 20000..20000"}


@pytest.mark.parametrize(
    "words",
    ["metti almeno 30k su video", "pon al menos 30k en video", "put at least 30k on video"],
)
def test_a_bound_behind_a_verb_that_sets_is_no_budget(words: str) -> None:
    brief = "Esselunga Lombardia, 80.000 EUR"
    assert parts(brief, words) == {"amount video 30000.."}
    assert described(brief, words).startswith("80000 EUR")


@pytest.mark.parametrize("words", ["lower the floor to 20k", "Untergrenze dort runter auf 20k"])
def test_the_only_bound_needs_no_name(words: str) -> None:
    standing = (BOSE, "at least 30k on video in the UK")
    assert parts(*standing, words) - parts(*standing) == {"amount video/GB 20000.."}


def test_the_format_may_stand_far_behind_its_place() -> None:
    said = "at least 20k of the UK money has to go on video"
    assert parts(BOSE, said) - parts(BOSE) == {"amount video/GB 20000.."}
