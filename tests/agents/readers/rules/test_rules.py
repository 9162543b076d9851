"""KPIs, frequency caps, shares and protections as people state them in all languages."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described
from tests.agents.readers.slots import brief_of, rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CPM under $12", "CPM <= 12.0"),
        ("max CPM 9.50", "CPM <= 9.5"),
        ("CPM of 12 or less", "CPM <= 12.0"),
        ("a $12 CPM", "CPM <= 12.0"),
        ("CPC below 0.45", "CPC <= 0.45"),
        ("CPA até R$ 35", "CPA <= 35.0"),
        ("CPC máximo 0,45€", "CPC <= 0.45"),
        ("TKP unter 7 Euro", "CPM <= 7.0"),
        ("CPM höchstens 9 €", "CPM <= 9.0"),
        ("CPC sous 1,20 €", "CPC <= 1.2"),
        ("CPM sotto i 10 euro", "CPM <= 10.0"),
        ("CPM onder de 8 euro", "CPM <= 8.0"),
        ("CPM under 90 kr", "CPM <= 90.0"),
        ("CPM 4-6", "CPM <= 6.0"),
        ("CPM between 4 and 6", "CPM <= 6.0"),
        ("TKP zwischen 4 und 6 €", "CPM <= 6.0"),
        ("CPC 20-30 cents", "CPC <= 0.3"),
        ("CPM 5 and 3 creatives", "CPM <= 5.0"),
        ("CTR 0.2-0.4%", "CTR >= 0.002"),
        ("CTR entre 0,2 e 0,4%", "CTR >= 0.002"),
        ("CTR at least 0.5%", "CTR >= 0.005"),
        ("CTR 0.5", "CTR >= 0.005"),
        ("CTR 0.005", "CTR >= 0.005"),
        ("frequency 3-5", "FREQUENCY >= 3.0 FREQUENCY <= 5.0"),
        ("frequência média entre 3 e 5", "FREQUENCY >= 3.0 FREQUENCY <= 5.0"),
        ("avg freq of 3 to 5x", "FREQUENCY >= 3.0 FREQUENCY <= 5.0"),
        ("CTR > 0,3 %", "CTR >= 0.003"),
        ("0.8% CTR", "CTR >= 0.008"),
        ("VTR min 70%", "VTR >= 0.7"),
        ("completion rate above 80%", "VTR >= 0.8"),
        ("at least 5M impressions", "IMPRESSIONS >= 5000000.0"),
        ("20 Mio Impressions", "IMPRESSIONS >= 20000000.0"),
        ("10k clicks", "CLICKS >= 10000.0"),
        ("reach at least 2 million people", "REACH >= 2000000.0"),
        ("reach 18-34 runners", ""),
        ("they paid a $9 CPM last year", ""),
    ],
)
def test_kpis(text: str, expected: str) -> None:
    kpis = brief_of(f"100k EUR Spain; {text}")["kpis"]
    assert " ".join(f"{k['metric']} {k['op']} {k['value']}" for k in kpis) == expected


@pytest.mark.parametrize(
    "text",
    [
        "e o CPM tem de ficar no máximo nos 7 euros",
        "CPM tem que ser no máximo 7",
        "el CPM tiene que quedar como máximo en 7 euros",
        "il CPM deve stare al massimo sui 7 euro",
        "der TKP soll bei maximal 7 Euro liegen",
    ],
)
def test_a_bound_behind_verbs_and_prepositions(text: str) -> None:
    (kpi,) = brief_of("NOS 55.000 € Portugal", text)["kpis"]
    assert (kpi["metric"], kpi["op"], kpi["value"]) == ("CPM", "<=", 7.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("freq cap 3/week", "3 week"),
        ("frequency cap of 2 per day", "2 day"),
        ("max 3 impressions per user per week", "3 week"),
        ("no more than 5 times a month", "5 month"),
        ("3x per week", "3 week"),
        ("cap 4 per month", "4 month"),
        ("twice a day max", "2 day"),
        ("máximo 3 impactos por semana", "3 week"),
        ("no máximo 4 impactos por semana", "4 week"),
        ("tope de frecuencia 2 al día", "2 day"),
        ("maximal 3 Kontakte pro Woche", "3 week"),
        ("Frequency Cap 3 pro Woche", "3 week"),
        ("répétition max 3/semaine", "3 week"),
        ("pas plus de 2 fois par jour", "2 day"),
        ("massimo 2 impression al giorno", "2 day"),
        ("maximaal 3 keer per week", "3 week"),
        ("max 3 kontakter per vecka", "3 week"),
        ("cap freq at 10 for the whole campaign", "10 flight"),
        ("frequency cap 3-5 per week", "5 week"),
        ("max 2 to 3 times per day per person", "3 day"),
        ("cap of 3 - 5 Jan to 10 Feb", ""),
        ("avg freq 4x", ""),
        ("5k per week", ""),
    ],
)
def test_frequency_caps(text: str, expected: str) -> None:
    cap = brief_of(f"100k EUR Spain, 18-34, {text}")["frequency_cap"]
    assert ("" if cap is None else f"{cap['impressions']} {cap['per']}") == expected


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ("frequency 4-6", ">= 4.0 <= 6.0"),
        ("frequency at most 4", ">= 3.0 <= 4.0"),
        ("frequency at most 2", "<= 2.0"),
        ("drop the frequency", ""),
        ("frequency 4-6|back to the old average frequency", ">= 3.0 <= 5.0"),
    ],
)
def test_a_range_of_frequencies_is_changed(edit: str, expected: str) -> None:
    kpis = brief_of("100k EUR Spain, frequency 3-5", *edit.split("|"))["kpis"]
    assert " ".join(f"{k['op']} {k['value']}" for k in kpis) == expected


def test_a_least_frequency_leaves_the_cap() -> None:
    brief = brief_of("100k EUR Spain, freq cap 5 per week", "frequency at least 3")
    assert brief["frequency_cap"]["impressions"] == 5
    assert [(k["op"], k["value"]) for k in brief["kpis"]] == [(">=", 3.0)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 30% video", "share video 0.3 None"),
        ("min 30% on video", "share video 0.3 None"),
        ("no more than 40% podcast", "share podcast None 0.4"),
        ("40% video max", "share video None 0.4"),
        ("half on podcasts", "share podcast 0.5 0.5"),
        ("mostly audio", "share audio 0.5 None"),
        ("60/40 audio/video", "share audio 0.6 0.6; share video 0.4 0.4"),
        ("60% audio 40% video", "share audio 0.6 0.6; share video 0.4 0.4"),
        ("audio 60% and video 40%", "share audio 0.6 0.6; share video 0.4 0.4"),
        ("al menos 30% en video", "share video 0.3 None"),
        ("40% em áudio", "share audio 0.4 0.4"),
        ("mindestens 30 % Video", "share video 0.3 None"),
        ("au moins 50 % en audio", "share audio 0.5 None"),
        ("almeno il 30% in video", "share video 0.3 None"),
        ("minstens 30% video", "share video 0.3 None"),
        ("minst 30 % video", "share video 0.3 None"),
        ("30-40% video", "share video 0.3 0.4"),
        ("video between 30% and 40%", "share video 0.3 0.4"),
        ("protect video inventory", "protect video None None"),
        ("go easy on our podcast inventory", "protect podcast None None"),
        ("proteger el inventario de video", "protect video None None"),
        ("Video-Inventar schonen", "protect video None None"),
        ("ménager l'inventaire vidéo", "protect video None None"),
        ("sobre todo audio", "share audio 0.5 None"),
        ("hauptsächlich Audio", "share audio 0.5 None"),
        ("surtout de l'audio", "share audio 0.5 None"),
        ("vooral audio", "share audio 0.5 None"),
    ],
)
def test_shares_and_protection(text: str, expected: str) -> None:
    assert rules(f"100k EUR Spain, 18-34, {text}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no less than 30% in video", "share video 0.3 None"),
        (">=30% video", "share video 0.3 None"),
        ("30% mínimo en video", "share video 0.3 None"),
        ("minimo il 30% di video", "share video 0.3 None"),
        ("mindestens 30 % Videoanteil", "share video 0.3 None"),
        ("at least a 30% share for video", "share video 0.3 None"),
        ("no más del 20% en display", "share display None 0.2"),
        ("non più del 20% in display", "share display None 0.2"),
        ("20% max en display", "share display None 0.2"),
        ("cap display at 20%", "share display None 0.2"),
        ("Display auf 20% begrenzen", "share display None 0.2"),
        ("metà del budget sui podcast", "share podcast 0.5 0.5"),
        ("Videoinventar schützen", "protect video None None"),
    ],
)
def test_bounds_of_shares_before_and_behind(text: str, expected: str) -> None:
    assert rules(f"100k EUR Spain, {text}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("70/20/10 (DE/AT/CH)", "share DE 0.7 0.7; share AT 0.2 0.2; share CH 0.1 0.1"),
        (
            "video/audio/display 50/30/20",
            "share video 0.5 0.5; share audio 0.3 0.3; share display 0.2 0.2",
        ),
    ],
)
def test_ratios_of_three(text: str, expected: str) -> None:
    assert set(rules(f"100k EUR DACH, {text}").split("; ")) == set(expected.split("; "))


def test_the_dutch_you_is_no_german_each() -> None:
    brief = brief_of("kan je 25 mille wegzetten in podcasts, Amsterdam en Rotterdam, 30-49, april")
    assert (brief["budget"]["amount"], brief["constraints"]) == ("25000.00", [])


def test_a_share_never_reaches_over_the_end_of_a_sentence() -> None:
    brief = brief_of("Portugal and Spain, €220k", "video + audio. at least half has to be Portugal")
    (share,) = brief["constraints"]
    assert (share["where"]["market"], share["min"]) == ("PT", 0.5)
    assert brief["formats"]["include"] == ["audio", "video"]


def test_a_ratio_far_from_its_markets_names_them_all() -> None:
    brief = brief_of(
        "250k USD in Germany, France & UK, April, travellers 30-55, split 50/30/20, audio + video"
    )
    shares = {c["where"]["market"]: c["min"] for c in brief["constraints"]}
    assert shares == {"DE": 0.5, "FR": 0.3, "GB": 0.2}
    assert brief["audience"]["interests"] == ["travel"]
    assert brief["flight"]["start"] == "2027-04-01"


@pytest.mark.parametrize(
    "things", ["audio, video and display", "Spain, France and Germany", "audio and video"]
)
def test_an_even_split_leaves_nothing_over(things: str) -> None:
    brief = brief_of(f"100k EUR Spain, France and Germany; split evenly between {things}")
    shares = [c["min"] for c in brief["constraints"]]
    assert len(shares) == things.count(",") + things.count(" and ") + 1
    assert len(set(shares)) == 1
    assert sum(shares) == pytest.approx(1.0, abs=1e-12)


def test_a_country_behind_a_list_is_where_all_of_it_is_protected() -> None:
    first = "Nike, Italy, France and Spain, 200k EUR, March"
    said = described(first, "protect video and podcast in Italy")
    assert "protect podcast/IT; protect video/IT" in said
    spread = described(first, "protect video in Italy and France")
    assert "protect video/FR; protect video/IT" in spread


@pytest.mark.parametrize(
    "edit",
    ["video can go up to half", "Video darf bis zur Hälfte gehen",
     "el video puede llegar hasta la mitad", "la vidéo peut aller jusqu'à la moitié"],
)  # fmt: skip
def test_a_half_behind_a_bound_is_a_share(edit: str) -> None:
    first = "Nike, Italy, 200k EUR, March, video no more than 40%"
    assert described(first, edit) == described(first, "video no more than 50%")
