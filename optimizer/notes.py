"""What a problem says that changes nothing: rules that speak of no line or ask for nothing.

A cap on what nobody offers is a good rule, and a slip of the pen looks just like it. So such a
problem is solved, and the answer says what was without effect.
"""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.form import AvailsForm, ProblemForm
from optimizer.rules import COUNTS, matching, per_impression

PARAMETERS = {"shape": "nbd", "half": "hill"}
"""Which family each parameter of a reach curve belongs to."""


def notes_of(form: ProblemForm) -> tuple[str, ...]:
    """One sentence for each part of the form that has no effect, with its path."""
    return (*_of_lines(form), *_of_no_line(form), *_unbounded(form), *_worthless(form))


def _of_lines(form: ProblemForm) -> Iterator[str]:
    for i, line in enumerate(form.lines):
        for name, family in PARAMETERS.items():
            if getattr(line.reach, name) is not None and line.reach.family != family:
                yield f"lines[{i}].reach.{name}: only {family} curves have one."


def _of_no_line(form: ProblemForm) -> Iterator[str]:
    for slot in ("shares", "amounts", "kpis"):
        for i, rule in enumerate(getattr(form, slot)):
            if not len(matching(form.lines, rule.where)):
                yield f"{slot}[{i}].where: no line matches it."
    for i, cell in enumerate(form.avails):
        if not _sells(form, cell):
            yield f"avails[{i}].where: no line matches it."
    markets = {line.market for line in form.lines}
    for i, cap in enumerate(form.frequency_caps):
        if cap.market is not None and cap.market not in markets:
            yield f"frequency_caps[{i}].market: no line is in it."


def _sells(form: ProblemForm, cell: AvailsForm) -> bool:
    lines = [form.lines[i] for i in matching(form.lines, cell.cell)]
    return any(cell.week is None or one.weeks is None or cell.week in one.weeks for one in lines)


def _unbounded(form: ProblemForm) -> Iterator[str]:
    for slot in ("shares", "amounts"):
        for i, rule in enumerate(getattr(form, slot)):
            if rule.min is None and rule.max is None:
                yield f"{slot}[{i}]: it has neither `min` nor `max`."


def _worthless(form: ProblemForm) -> Iterator[str]:
    metric = form.goal.metric
    if metric in COUNTS and not per_impression(form.lines, COUNTS[metric]).any():
        yield f"goal.metric: no line has the `rates` of {metric}, so that every plan is as good."
