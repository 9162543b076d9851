"""What the advocates settle on: everybody gets the same share of what they could get."""

from __future__ import annotations

import pytest

from media.brief import Kpi
from media.words import Objective
from optimizer.propose.advocates import reach_corner, yield_corner
from optimizer.propose.bargain import bargained
from optimizer.propose.leeway import BARGAIN_LOSS, keeping, least_goal
from optimizer.propose.model import model_of
from optimizer.propose.request import Candidate
from optimizer.propose.room import Best, best_plan
from tests.optimizer.propose.lines import line, request

FINE = 1e-4
ALIKE = 0.01


def best_of(objective: Objective, min_spend: float = 0.0) -> Best:
    """The goal's plan over lines whose clicks, people and sell-through lead to different ones."""
    lines: list[Candidate] = [
        line(
            f"{market}-{format_}-direct",
            cpm=5.0 + 2 * i + 3 * j,
            ctr=0.001 * (1 + (2 * i + j) % 3),
            people=(2e7, 1e7, 5e6)[i],
            sell_through=(0.9, 0.3, 0.6, 0.2)[(i + j) % 4],
            growth=0.3,
            min_spend=min_spend,
        )
        for i, market in enumerate(("BR", "MX", "AR"))
        for j, format_ in enumerate(("audio", "video", "display"))
    ]
    return best_plan(model_of(request(*lines, objective=objective, gap=FINE)))


@pytest.mark.parametrize("min_spend", [0.0, 8_000.0])
def test_reach_and_yield_get_the_same_share(min_spend: float) -> None:
    best = best_of("REACH", min_spend)
    settled = bargained(best, FINE).settled
    ideal = yield_corner(best, keeping(best, BARGAIN_LOSS), FINE)
    least = least_goal(best, BARGAIN_LOSS)
    assert settled is not None
    kept = (settled.plan.goal - least) / (best.plan.goal - least)
    saved = (settled.plan.unsold - best.plan.unsold) / (ideal.plan.unsold - best.plan.unsold)
    assert min(kept, saved) > 0.4
    assert kept == pytest.approx(saved, abs=ALIKE if not min_spend else 5 * ALIKE)
    assert settled.solution.gap <= 1e-3


def test_a_third_party_gets_no_less() -> None:
    best = best_of("CLICKS")
    settled = bargained(best, FINE).settled
    lean, least = keeping(best, BARGAIN_LOSS), least_goal(best, BARGAIN_LOSS)
    people, unsold = reach_corner(best, lean, FINE).plan.reach, yield_corner(best, lean, FINE)
    assert settled is not None
    shares = (
        (settled.plan.goal - least) / (best.plan.goal - least),
        (settled.plan.reach - best.plan.reach) / (people - best.plan.reach),
        (settled.plan.unsold - best.plan.unsold) / (unsold.plan.unsold - best.plan.unsold),
    )
    assert min(shares) > 0.2
    assert max(shares) - min(shares) <= ALIKE


@pytest.mark.parametrize(("times", "budget"), [(2, 100_000.0), (3, 400_000.0)])
def test_a_plan_found_without_prices_is_settled_too(times: int, budget: float) -> None:
    """The curves of people reached several times bend both ways, and may leave no prices."""
    lines = [
        line(f"BR-{format_}-direct", cpm=5.0 + 3 * j, people=2e7, sell_through=sold, growth=0.3)
        for j, (format_, sold) in enumerate((("audio", 0.9), ("video", 0.3), ("display", 0.6)))
    ]
    wanted = Kpi(metric="REACH", op=">=", value=0, k=times)
    best = best_plan(model_of(request(*lines, budget=budget, kpis=(wanted,), gap=FINE)))
    settled = bargained(best, FINE).settled
    assert settled is not None
    assert settled.plan.unsold > best.plan.unsold
    assert settled.plan.goal >= least_goal(best, BARGAIN_LOSS)


def test_there_is_nothing_to_settle_where_all_cells_sell_alike() -> None:
    best = best_plan(model_of(request(line("BR-audio-direct"), line("BR-video-direct"))))
    assert bargained(best, FINE).settled is None
