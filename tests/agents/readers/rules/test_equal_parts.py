"""Parts that are told without a per cent sign: half and half, a quarter each, 30/20/20/30."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import brief_of


def shares(text: str) -> str:
    """The shares of a first message, by what they are of."""
    held = [c for c in brief_of(text).constraints if c.kind == "share"]
    parts = {str(c.where.format or c.where.market): c.min for c in held}
    return " ".join(f"{what} {part}" for what, part in sorted(parts.items()))


@pytest.mark.parametrize(
    "text",
    [
        "Acme, US, 100k, video and audio half and half",
        "Acme, España, 100k, video y audio mitad y mitad",
        "Acme, Brasil, R$ 100k, vídeo e áudio meio a meio",
        "Acme, Deutschland, 100k, Video und Audio halbe-halbe",
        "Acme, France, 100k, vidéo et audio moitié-moitié",
        "Acme, Italia, 100k, video e audio metà e metà",
        "Acme, Nederland, 100k, video en audio half om half",
        "Acme, Sverige, 100k kr, video och ljud fifty-fifty",
    ],
)
def test_halves_stand_behind_the_formats(text: str) -> None:
    assert shares(text) == "audio 0.5 video 0.5"


@pytest.mark.parametrize(
    "text",
    [
        "Acme, US, 100k, half video, a quarter each audio and display",
        "Acme, España, 100k, la mitad video, un cuarto audio y un cuarto display",
        "Acme, Deutschland, 100k, die Hälfte Video, je ein Viertel Audio und Display",
        "Acme, France, 100k, moitié vidéo, un quart audio, un quart display",
    ],
)
def test_quarters_stand_before_the_formats(text: str) -> None:
    assert shares(text) == "audio 0.25 display 0.25 video 0.5"


@pytest.mark.parametrize(
    "text",
    [
        "Acme, US, UK, Germany, France, 100k EUR, March, split 30/20/20/30",
        "Acme: US, UK, Germany and France with a 30/20/20/30 split, 100k EUR in March",
    ],
)
def test_a_ratio_of_four_is_of_the_four_markets(text: str) -> None:
    assert shares(text) == "DE 0.2 FR 0.3 GB 0.2 US 0.3"
    budget = brief_of(text).budget
    assert budget is not None and budget.amount == 100_000_000_000


def test_heavy_on_a_format_may_say_how_heavy() -> None:
    assert shares("Acme, US, 100k, March. Video heavy (60%+) please") == "video 0.6"
