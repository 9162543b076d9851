"""What is ruled out in a place is ruled out there alone, on whichever side the place stands."""

import pytest

from tests.agents.readers.described import described

FIRST = "Galaxus, Germany, Austria, Switzerland, 240k CHF, 1-28 February 2027"


@pytest.mark.parametrize(
    "text",
    ["in Austria no podcasts", "Austria: no podcasts", "In Austria, no podcasts",
     "podcasts not in Austria", "in Austria they don't want podcasts",
     "add Austria without podcasts",
     "in Österreich kein Podcast", "Österreich ohne Podcast", "in Österreich Podcast raus",
     "Podcast nicht in Österreich", "en Austria nada de podcast porfa", "en Austria sin podcast",
     "mas na Áustria nada de podcast", "na Áustria não quero podcast",
     "en Autriche, pas de podcast", "en Autriche on évite le podcast",
     "in Austria niente podcast", "per l'Austria senza podcast", "in Oostenrijk geen podcast",
     "voor Oostenrijk geen podcast", "i Österrike ingen podd", "i Österrike vill de inte ha podd"],
)  # fmt: skip
def test_the_place_may_stand_before_the_rule(text: str) -> None:
    assert described(FIRST, text) == described(FIRST, "no podcasts in Austria")


@pytest.mark.parametrize(
    ("text", "rules"),
    [("in Österreich und der Schweiz kein Podcast", "exclude podcast/AT; exclude podcast/CH"),
     ("pas de podcast en Autriche ni en Suisse", "exclude podcast/AT; exclude podcast/CH"),
     ("in Österreich nichts programmatisch", "exclude programmatic/AT"),
     ("no podcast or display in Austria", "exclude podcast/AT; exclude display/AT"),
     ("in Austria no podcast and no display", "exclude podcast/AT; exclude display/AT")],
)  # fmt: skip
def test_places_and_formats_may_be_several(text: str, rules: str) -> None:
    assert set(described(FIRST, text).split("; ")) == {
        *described(FIRST).split("; "),
        *rules.split("; "),
    }


@pytest.mark.parametrize(
    "text",
    ["Nike, Spain and Portugal without podcasts, 40k EUR", "Nike in Spain, no podcasts, 40k EUR",
     "Nike - Spain - Portugal - no podcast - 40k EUR", "Nike España e Italia sin podcast, 40k",
     "Nike, Spain 50k EUR, Portugal 30k EUR, no podcast"],
)  # fmt: skip
def test_a_rule_behind_all_places_holds_everywhere(text: str) -> None:
    assert "formats exclude podcast" in described(text)


def test_a_place_of_a_first_brief_limits_a_rule() -> None:
    text = "Colgate, USD 210 mil, Brasil, Chile e Peru. Vídeo e áudio, mas no Chile nada de vídeo"
    assert described(text) == (
        "210000 USD; BR,CL,PE; formats include audio,video; advertiser Colgate; exclude video/CL"
    )


@pytest.mark.parametrize("text", ["drop Austria and podcasts", "ohne Österreich, ohne Podcast"])
def test_a_place_that_goes_limits_nothing(text: str) -> None:
    assert described(FIRST, text) == described(FIRST, "drop Austria", "no podcasts")


@pytest.mark.parametrize(
    "text",
    ["in Austria only video", "in Austria video only", "only video in Austria",
     "en Austria solo video", "mas na Áustria só vídeo", "in Österreich nur Video",
     "nur Video in Österreich", "en Autriche uniquement de la vidéo", "in Austria solo video",
     "in Oostenrijk alleen video", "i Österrike bara video"],
)  # fmt: skip
def test_what_alone_is_wanted_in_a_place_rules_out_the_rest_there(text: str) -> None:
    told = set(described(FIRST, text).split("; ")) - set(described(FIRST).split("; "))
    assert told == {f"exclude {other}/AT" for other in ("audio", "display", "podcast")}


def test_several_may_be_wanted_alone() -> None:
    told = described(FIRST, "in Österreich nur Video und Audio")
    assert "exclude display/AT; exclude podcast/AT" in told
    assert "audio/AT" not in told


@pytest.mark.parametrize("text", ["video only in Austria", "Video nur in Österreich"])
def test_what_is_wanted_in_a_place_alone_is_ruled_out_elsewhere(text: str) -> None:
    assert described(FIRST, text) == f"{described(FIRST)}; exclude video/CH; exclude video/DE"


def test_only_of_all_places_holds_everywhere() -> None:
    text = "Nike, only video in Spain and Portugal, 40k EUR"
    assert "formats only video" in described(text)


@pytest.mark.parametrize(
    "text",
    [
        "protect video in Switzerland",
        "in Switzerland protect video",
        "protéger la vidéo en Suisse",
        "Video in der Schweiz schonen",
    ],
)
def test_what_is_protected_beside_a_country_is_protected_there(text: str) -> None:
    said = described("Ondéa, France and Switzerland, 110k EUR, March", text)
    assert said.endswith("protect video/CH") and "formats" not in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("niet via self-serve", "channels exclude self_serve"),
        ("non via self-serve", "channels exclude self_serve"),
        ("podcast can go up to 40%", "share podcast ..0.4"),
    ],
)
def test_small_words_do_not_turn_a_rule_round(text: str, expected: str) -> None:
    assert expected in described(FIRST, text)


@pytest.mark.parametrize(
    "words",
    [
        "take video out of France",
        "remove video from France",
        "Video aus Frankreich rausnehmen",
        "quita el video de Francia",
        "enlève la vidéo de la France",
        "tira o vídeo da França",
        "togli il video dalla Francia",
        "haal video uit Frankrijk",
        "ta bort video från Frankrike",
    ],
)
def test_what_is_taken_out_of_one_market_stays_in_the_others(words: str) -> None:
    brief = "Barilla, Italy and France, 150k EUR, March, audio and video"
    assert described(brief, words) == described(brief, "no video in France")
