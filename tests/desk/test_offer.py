"""Which lines a Brief could buy: places, dates, lead times, protection, avails."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desk.offer import Offer, candidates, open_slots
from media.brief import Brief
from media.errors import NotReady
from media.flight import Flight
from media.inventory import Stock
from media.money import MICROS
from media.plan import Fact
from media.rates import Rates
from media.words import CHANNELS
from optimizer.propose import Candidate
from tests.desk.shop import CATALOG, FORECAST, TODAY, brief

LATE = date(2026, 12, 28)
RATES = Rates(TODAY, {("MXN", "BRL"): 0.25})


def offer(wanted: Brief, today: date = TODAY) -> Offer:
    return open_slots(wanted, CATALOG, today)


def ids(wanted: Brief, today: date = TODAY) -> set[str]:
    return {slot.id for slot in offer(wanted, today).slots}


def notes(wanted: Brief, code: str, today: date = TODAY) -> list[dict[str, Any]]:
    return [note.values for note in offer(wanted, today).notes if note.code == code]


def lines(wanted: Brief, unsold: int = 1_000) -> dict[str, Candidate]:
    found = offer(wanted)
    stock = dict.fromkeys(found.slots, Stock(sellable=2 * unsold, sold=unsold))
    made = candidates(found, wanted, CATALOG, stock, [FORECAST] * len(found.slots), RATES, "BRL")
    return {line.id: line for line in made}


class TestPlaces:
    def test_a_country_alone_is_bought_nationwide(self) -> None:
        assert len(ids(brief())) == 8
        assert "BR-audio-direct" in ids(brief())

    def test_regions_replace_their_country(self) -> None:
        wanted = brief(geo={"countries": ["BR", "MX"], "regions": ["BR-SP"]})
        assert {slot.place for slot in offer(wanted).slots} == {"BR-SP", "MX"}

    def test_a_city_replaces_its_region(self) -> None:
        geo = {"countries": ["BR"], "regions": ["BR-SP"], "cities": ["São Paulo"]}
        wanted = brief(geo=geo)
        assert {slot.place for slot in offer(wanted).slots} == {"São Paulo"}
        assert "BR-São Paulo-audio-direct" in ids(wanted)

    def test_places_that_nobody_sells_are_said(self) -> None:
        geo = {"countries": ["BR", "MX"], "regions": ["BR-AC"], "cities": ["Campinas"]}
        assert notes(brief(geo=geo), "place_not_sold") == [
            {"place": "Campinas"},
            {"place": "BR-AC"},
        ]

    def test_an_excluded_country_is_not_bought(self) -> None:
        wanted = brief(geo={"countries": ["BR", "MX"], "excluded": ["MX"]})
        assert {slot.spot.market for slot in offer(wanted).slots} == {"BR"}

    def test_without_one_region_the_others_are_bought(self) -> None:
        wanted = brief(geo={"countries": ["BR"], "excluded": ["BR-SP"]})
        assert {slot.place for slot in offer(wanted).slots} == {"BR-RJ"}
        assert notes(wanted, "place_not_excluded") == []

    def test_an_excluded_city_among_named_ones_is_left_out(self) -> None:
        geo = {"countries": ["BR"], "cities": ["São Paulo", "Recife"], "excluded": ["Recife"]}
        assert {slot.place for slot in offer(brief(geo=geo)).slots} == {"São Paulo"}

    def test_an_exclusion_that_cannot_be_kept_is_said(self) -> None:
        wanted = brief(geo={"countries": ["BR"], "excluded": ["Recife"]})
        assert notes(wanted, "place_not_excluded") == [{"place": "Recife"}]

    def test_a_country_outside_the_catalog_names_the_command(self) -> None:
        with pytest.raises(NotReady, match=r"Nothing is sold in JP.*flightplan catalog import"):
            offer(brief(geo={"countries": ["JP"]}))


class TestDates:
    def test_every_line_runs_the_whole_flight(self) -> None:
        january = Flight(start=date(2027, 1, 1), end=date(2027, 1, 31))
        assert {slot.flight for slot in offer(brief()).slots} == {january}

    def test_lead_times_move_the_start_and_say_so(self) -> None:
        starts = {slot.spot.channel: slot.flight.start for slot in offer(brief(), LATE).slots}
        assert starts == {"direct": date(2027, 1, 7), "self_serve": date(2027, 1, 1)}
        moved = notes(brief(), "starts_later", LATE)
        assert {note["channel"] for note in moved} == {"direct"}
        assert {note["start"] for note in moved} == {"2027-01-07"}

    def test_what_would_run_too_few_days_is_left_out_and_said(self) -> None:
        short = brief(flight={"start": "2027-01-01", "end": "2027-01-12"})
        assert {slot.spot.channel for slot in offer(short, LATE).slots} == {"self_serve"}
        assert {note["days"] for note in notes(short, "flight_too_short", LATE)} == {7}

    def test_a_flight_in_the_past_leaves_nothing(self) -> None:
        past = brief(flight={"start": "2026-01-01", "end": "2026-01-31"})
        with pytest.raises(NotReady, match="These dates are over"):
            offer(past)

    def test_too_few_days_are_told_from_an_empty_catalog(self) -> None:
        days = {"start": "2027-01-01", "end": "2027-01-03"}
        with pytest.raises(NotReady, match="too few days"):
            offer(brief(flight=days, channels={"only": ["direct"]}), LATE)
        with pytest.raises(NotReady, match="Nothing in the catalog fits"):
            offer(brief(channels={"exclude": list(CHANNELS)}))

    def test_dates_for_one_market_move_only_its_lines(self) -> None:
        march = {"start": "2027-03-01", "end": "2027-03-31", "where": {"market": "MX"}}
        wanted = brief(geo={"countries": ["BR", "MX"]}, flights=[march])
        starts = {slot.spot.market: slot.flight.start for slot in offer(wanted).slots}
        assert starts == {"BR": date(2027, 1, 1), "MX": date(2027, 3, 1)}

    def test_the_closest_wording_wins(self) -> None:
        february = {"start": "2027-02-01", "end": "2027-02-28", "where": {"market": "BR"}}
        audio = {"format": "audio", "market": "BR"}
        march = {"start": "2027-03-01", "end": "2027-03-31", "where": audio}
        slots = offer(brief(flights=[february, march])).slots
        assert {s.flight.start.month for s in slots if s.spot.format == "audio"} == {3}
        assert {s.flight.start.month for s in slots if s.spot.format != "audio"} == {2}

    def test_a_campaign_in_two_bursts_has_lines_for_both_that_share_their_people(self) -> None:
        bursts = [
            {"start": "2027-01-01", "end": "2027-01-15"},
            {"start": "2027-03-01", "end": "2027-03-15"},
        ]
        found = lines(brief(flights=bursts))
        first, second = found["BR-audio-direct"], found["BR-audio-direct-2"]
        assert len(found) == 16
        assert (first.flight.start.month, second.flight.start.month) == (1, 3)
        assert first.pool == second.pool

    def test_a_note_is_said_once_however_many_places_it_is_about(self) -> None:
        wanted = brief(geo={"countries": ["BR"], "regions": ["BR-SP", "BR-RJ"]})
        said = [
            Fact(code="starts_later", values=note) for note in notes(wanted, "starts_later", LATE)
        ]
        assert len(said) == 4


class TestCandidates:
    def test_protected_cells_are_not_offered(self) -> None:
        wanted = brief(constraints=[{"kind": "protect", "where": {"format": "video"}}])
        assert not any("video" in name for name in ids(wanted))

    def test_half_protection_halves_the_avails(self) -> None:
        rule = {"kind": "protect", "where": {"format": "video"}, "max": 0.5}
        found = lines(brief(constraints=[rule]))
        assert found["BR-video-direct"].avails == found["BR-audio-direct"].avails / 2 == 500

    def test_avails_are_those_that_the_audience_hears(self) -> None:
        found = lines(brief(audience={"age_min": 18, "age_max": 37, "genders": ["FEMALE"]}))
        assert found["BR-audio-direct"].avails == pytest.approx(250)
        assert found["BR-audio-direct"].people == pytest.approx(250_000)
        assert found["BR-audio-direct"].sell_through == 0.5

    def test_regions_share_their_countrys_avails_by_people(self) -> None:
        found = lines(brief(geo={"countries": ["BR"], "regions": ["BR-SP", "BR-RJ"]}))
        assert found["BR-SP-audio-direct"].avails == pytest.approx(300)
        assert found["BR-RJ-audio-direct"].avails == pytest.approx(200)

    def test_channels_of_one_format_and_place_share_a_pool(self) -> None:
        found = lines(brief())
        assert found["BR-audio-direct"].pool == found["BR-audio-self_serve"].pool
        assert found["BR-audio-direct"].pool != found["BR-video-direct"].pool

    def test_money_of_another_market_is_converted(self) -> None:
        found = lines(brief(geo={"countries": ["BR", "MX"]}))
        assert found["BR-audio-direct"].min_spend == 100 * MICROS
        assert found["MX-audio-direct"].min_spend == 25 * MICROS
        assert found["MX-audio-direct"].forecast.cpm.mid == pytest.approx(2.5)
        assert found["MX-audio-direct"].forecast.reference_spend == pytest.approx(50.0)

    def test_the_order_of_lines_never_changes(self) -> None:
        wanted = brief(geo={"countries": ["MX", "BR"]})
        assert offer(wanted) == offer(wanted)
        assert [slot.spot.market for slot in offer(wanted).slots] == ["MX"] * 8 + ["BR"] * 8

    def test_a_brief_that_allows_nothing_says_what_to_loosen(self) -> None:
        with pytest.raises(NotReady, match="Allow more formats"):
            offer(brief(channels={"only": ["programmatic"]}))
