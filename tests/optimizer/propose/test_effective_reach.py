"""Plans for people reached several times: what is maximised, promised and said."""

from __future__ import annotations

from math import exp

import pytest

from media.brief import Kpi
from media.plan import Fact
from optimizer.propose import Proposal, propose
from tests.optimizer.propose.lines import line, request

PEOPLE = 10_000_000.0


def thrice(value: float, k: int = 3) -> Kpi:
    return Kpi(metric="REACH", op=">=", value=value, k=k)


def fact(proposal: Proposal, code: str) -> Fact:
    return next(f for f in (*proposal.reasons, *proposal.warnings) if f.code == code)


def reached_thrice(impressions: float, ceiling: float = 0.5) -> float:
    """Of a pool whose every second person sees contacts at random (Poisson)."""
    mean = impressions / PEOPLE / ceiling
    return PEOPLE * ceiling * (1 - exp(-mean) * (1 + mean + mean**2 / 2))


def test_the_goal_is_people_reached_so_often() -> None:
    two = [line("BR-audio-direct"), line("BR-video-direct", cpm=10.5)]
    plain, often = propose(request(*two)), propose(request(*two, kpis=(thrice(0),)))
    assert sum(a.spend > 0 for a in plain.lines) == 2
    assert sum(a.spend > 0 for a in often.lines) == 1
    assert plain.reach > often.reach
    assert fact(often, "goal").values["metric"] == "REACH_3"
    assert fact(often, "goal").values["value"] == pytest.approx(reached_thrice(1e7), rel=1e-3)


def test_the_interval_and_the_chance_are_of_people_reached_so_often() -> None:
    expected = reached_thrice(1e7)
    likely = propose(request(line(), kpis=(thrice(0.8 * expected),)))
    assert likely.intervals["reach_3"].mid == pytest.approx(expected, rel=0.05)
    assert likely.intervals["reach_3"].high90 < likely.intervals["reach"].low90
    assert likely.chance["reach_3"] > 0.6
    even = propose(request(line(), kpis=(thrice(expected),)))
    assert 0.3 < even.chance["reach_3"] < 0.7


def test_a_target_that_is_out_of_reach_is_told() -> None:
    missed = propose(request(line(), kpis=(thrice(PEOPLE / 2),)))
    values = fact(missed, "target_missed").values
    assert values["metric"] == "REACH_3"
    assert values["value"] == pytest.approx(reached_thrice(1e7), rel=1e-3)


def test_beside_another_goal_it_is_measured() -> None:
    asked = (thrice(1.0),)
    clicks = propose(request(line(), kpis=asked, objective="CLICKS"))
    assert fact(clicks, "goal").values["metric"] == "CLICKS"
    assert clicks.intervals["reach_3"].mid == pytest.approx(reached_thrice(1e7), rel=0.05)
    assert clicks.chance["reach_3"] == 1.0


def test_as_many_as_can_be_had_is_no_target_to_miss() -> None:
    goal = propose(request(line(), kpis=(thrice(0),)))
    assert goal.chance == {}
    assert not [f for f in goal.warnings if f.code.startswith("target")]
