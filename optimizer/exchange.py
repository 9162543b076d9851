"""`flightplan allocate`: a problem as JSON in, a plan as JSON out (docs/allocate.md)."""

from __future__ import annotations

import numpy as np
from pydantic import JsonValue

from media.errors import Infeasible
from optimizer.advice import infeasible
from optimizer.allocate import solve
from optimizer.curves import Floats
from optimizer.notes import notes_of
from optimizer.solution import Solution
from optimizer.stated import Exchange, read_problem
from optimizer.weeks import spread

__all__ = ["allocate_json", "read_problem"]


def allocate_json(source: str | bytes | dict[str, object]) -> dict[str, JsonValue]:
    """The answer to a problem as JSON-ready data: status, lines, reach, bound, gap, seconds, notes.

    Raises InvalidProblem for a bad field, and Infeasible, naming an irreducible set of rules that
    clash and what would make them work, when no plan exists.
    """
    exchange = read_problem(source)
    form = exchange.form
    if not form.lines and form.budget > 0 and form.spend == "exactly":
        rule = f"budget exactly {form.budget:.15g}"
        message = "There is no line to spend the budget on."
        raise Infeasible(message, "Add one to `lines`.", (rule,))
    solution = solve(exchange.problem, gap=form.gap, time_limit=form.time_limit)
    if solution.status == "infeasible":
        raise infeasible(exchange, solution)
    return _answer(exchange, solution)


def _answer(exchange: Exchange, solution: Solution) -> dict[str, JsonValue]:
    lines = exchange.form.lines
    spends = solution.spends[: len(lines)]
    texts = [_text(exchange, spend) for spend in spends]
    rows: list[JsonValue] = [
        {"id": line.id, "spend": text} for line, text in zip(lines, texts, strict=True)
    ]
    if len(exchange.weeks):
        rows = _with_week_spends(exchange, solution.spends, texts)
    plain = exchange.form.goal.metric == "REACH"
    notes: list[JsonValue] = [*notes_of(exchange.form)]
    answer: dict[str, JsonValue] = {
        "status": solution.status,
        "lines": rows,
        "reach": float(solution.reach.sum()),
        "bound": solution.bound,
        "gap": solution.gap if np.isfinite(solution.gap) else None,
        "seconds": round(solution.seconds, 4),
        "notes": notes,
    }
    return answer if plain else {**answer, "value": solution.value}


def _with_week_spends(exchange: Exchange, spends: Floats, texts: list[str]) -> list[JsonValue]:
    unit = float(exchange.unit)
    count = len(exchange.form.lines)
    parts = spread(exchange.form, exchange.weeks, spends[:count], spends[count:], unit)
    weeks: list[dict[str, JsonValue]] = [{} for _ in exchange.form.lines]
    for i, w, part in zip(exchange.weeks.line, exchange.weeks.week, parts, strict=True):
        weeks[i][exchange.form.weeks[w].id] = _text(exchange, part)
    return [
        {"id": line.id, "spend": text, "weeks": own}
        for line, text, own in zip(exchange.form.lines, texts, weeks, strict=True)
    ]


def _text(exchange: Exchange, spend: float) -> str:
    """A decimal string in whole minor units."""
    units = int(np.rint(spend / float(exchange.unit)))
    return f"{units * exchange.unit:f}"
