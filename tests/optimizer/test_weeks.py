"""Weeks: lines that no rule tells apart share theirs until the money is spread."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.problems import allocation
from optimizer.exchange import allocate_json, read_problem
from tests.optimizer.test_exchange import line, problem
from tests.optimizer.truth import check_rules

WEEKS = [{"id": f"w{n}", "min": 0.2, "max": 0.3} for n in range(4)]


def test_weeks_add_no_columns_for_each_line() -> None:
    form = allocation(40) | {"weeks": WEEKS}
    assert len(read_problem(form).problem) == 40 + len(WEEKS)
    form["avails"] = [{"where": {"format": "video", "week": "w1"}, "max": 1e9}]
    video = sum(row["tags"]["format"] == "video" for row in form["lines"])
    assert len(read_problem(form).problem) == 40 + len(WEEKS) * (1 + video)


def test_many_lines_with_weeks_are_certified() -> None:
    form = allocation(400, shares=8) | {"weeks": WEEKS, "time_limit": 60.0}
    answer = allocate_json(form)
    check_rules(form, answer)
    assert answer["status"] == "optimal"
    for week in WEEKS:
        spent = sum(Decimal(row["weeks"].get(week["id"], "0")) for row in answer["lines"])
        share = float(spent) / form["budget"]
        assert week["min"] - 1e-6 <= share <= week["max"] + 1e-6


def test_lines_of_different_weeks_keep_to_theirs() -> None:
    """Only one split of the money over the weeks is left."""
    lines = [line("a", weeks=["w0"], max_spend=20_000.0), line("b", weeks=["w1", "w0"])]
    weeks = [{"id": "w0", "max": 0.5}, {"id": "w1", "max": 0.5}]
    lines += [line("c", weeks=["w0", "w1"])]
    answer = allocate_json(problem(lines=lines, weeks=weeks))
    spent = {row["id"]: row["weeks"] for row in answer["lines"]}
    assert set(spent["a"]) == {"w0"}
    for week in ("w0", "w1"):
        assert sum(Decimal(own.get(week, "0")) for own in spent.values()) == 50_000


def test_weeks_of_the_largest_budgets_add_up_to_the_unit() -> None:
    """Floats tell a unit of such sums apart only where they count in units."""
    lines = [line("a"), line("b", weeks=["w0", "w1"]), line("c", weeks=["w2"], cpm=9.0)]
    weeks = [{"id": f"w{n}", "min": least} for n, least in enumerate((0.1, 0.22, 0.3))]
    form = problem(currency="KWD", budget=686_130_224_677.291, lines=lines, weeks=weeks)
    answer = allocate_json(form)
    check_rules(form, answer)
    assert answer["status"] == "optimal"
