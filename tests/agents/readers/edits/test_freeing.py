"""Rules of cells, and what was ruled out everywhere, stay until somebody sets them free."""

import pytest

from tests.agents.readers.described import brief_of, described

TWO = "Philips, Netherlands + Belgium, €75k, Feb 15 to Mar 31, audio. protect podcast and video"
CELLS = ("Nike, México y Argentina, 200k USD, febrero", "sin programático en Argentina",
         "en México nada de display")  # fmt: skip


def ruled(*messages: str) -> list[str]:
    """The rules that stand, where nothing but audio was ever asked for."""
    brief = brief_of(*messages)
    assert set(brief.formats.include) <= {"audio"} and not brief.channels.include
    wheres = (c.where.model_dump(exclude_none=True) for c in brief.constraints)
    return [" ".join(sorted(where.values())) for where in wheres]


@pytest.mark.parametrize(
    "text",
    [
        "you can open up podcast",
        "podcast is fine again",
        "sblocca pure il podcast, quello è libero",
        "Podcast kannst du wieder freigeben",
        "puedes desbloquear podcast",
        "pode liberar podcast",
        "le podcast est à nouveau libre",
        "podcast mag vrijgegeven worden",
        "släpp podcast igen",
    ],
)
def test_only_the_protection_that_is_named_is_set_free(text: str) -> None:
    assert ruled(TWO, text) == ["video"]


OTHERS = ["and the other one too, it is done", "el otro también", "the rest too"]
STAND = ["podcast is not free again", "podcast is fine", "the other one too"]


@pytest.mark.parametrize("text", OTHERS)
def test_behind_one_that_went_the_other_goes_too(text: str) -> None:
    assert ruled(TWO, "you can open up podcast", text) == []


@pytest.mark.parametrize("text", STAND)
def test_without_a_word_that_frees_protections_stand(text: str) -> None:
    assert [c.kind for c in brief_of(TWO, text).constraints] == ["protect", "protect"]


@pytest.mark.parametrize(
    "text",
    [
        "lo de Argentina ya no aplica",
        "programmatic is fine in Argentina again",
        "in Argentinien geht programmatic wieder",
        "Argentina can have programmatic after all",
        "na Argentina pode programático de novo",
    ],
)
def test_what_was_ruled_out_in_one_place_is_let_in_there(text: str) -> None:
    assert ruled(*CELLS, text) == ["MX display"]


@pytest.mark.parametrize(
    "text",
    [
        "programmatic is fine again, they got their DSP sorted",
        "remets le programmatique, ils ont changé d'avis",
        "programmatic mag weer",
        "programmatic kann wieder rein",
        "vuelve a meter programático",
        "rimetti il programmatic",
    ],
)
def test_what_is_let_in_again_is_not_asked_for(text: str) -> None:
    first = "Volvo Sweden 400k SEK, march, no programmatic"
    assert described(first, text) == described("Volvo Sweden 400k SEK, march")


def test_what_is_brought_back_is_asked_for_if_it_was_before() -> None:
    first = "IKEA UK 50k, march, audio and display"
    assert described(first, "lose the display", "bring display back") == described(first)


def test_what_is_only_allowed_again_is_not_asked_for() -> None:
    said = described("IKEA UK 50k, march, audio and display", "lose the display", "display is ok")
    assert said == described("IKEA UK 50k, march, audio")


def test_what_is_told_of_a_protected_format_asks_for_nothing() -> None:
    first = "IKEA, London, £35k, podcasts"
    sold = "display is promised to someone else, so protect display please"
    spare = "they can spare 20% of the display avails though, protect the rest"
    assert described(first, sold) == described(first, "protect display")
    assert described(first, sold, spare) == described(first, "protect display, max 20% of avails")


def test_what_stays_protected_is_not_asked_for() -> None:
    first = "IKEA, London, £35k, protect display and video"
    after = described("IKEA, London, £35k, protect display")
    assert described(first, "release video, display stays protected") == after
