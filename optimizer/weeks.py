"""Weeks: each line's spend over the weeks it runs in, under weekly shares and avails.

The allocation carries one auxiliary quantity per week and group of lines; afterwards the weeks are
spread again as evenly as their rules allow, since the objective does not care which week money
falls in.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from optimizer.curves import Floats, Ints
from optimizer.form import ProblemForm
from optimizer.problem import Row
from optimizer.program import Program, run
from optimizer.rules import matching


@dataclass(frozen=True, slots=True, eq=False)
class Weeks:
    """The (line, week) pairs of a form, in order: `line` and `week` are indices.

    Lines whose weeks no rule tells apart are one group, and what they spend in a week is one
    `column` of the problem. `group` (N) are the lines' groups; a line of no week is one by itself.
    """

    line: Ints
    week: Ints
    group: Ints
    column: Ints

    def __len__(self) -> int:
        return len(self.line)

    @property
    def columns(self) -> int:
        """How many (group, week) columns there are."""
        return int(self.column.max(initial=-1)) + 1

    @property
    def first(self) -> Ints:
        """One pair of each column."""
        return np.asarray(np.unique(self.column, return_index=True)[1], np.int64)

    @property
    def column_group(self) -> Ints:
        """The group of each column."""
        return self.group[self.line[self.first]]


def weeks_of(form: ProblemForm) -> Weeks:
    """Every line with every week that it runs in: all of them unless it names some."""
    index = {week.id: w for w, week in enumerate(form.weeks)}
    runs = [
        tuple(
            index[week] for week in dict.fromkeys(line.weeks if line.weeks is not None else index)
        )
        for line in form.lines
    ]
    pairs = np.array([(i, w) for i, mine in enumerate(runs) for w in mine], np.int64).reshape(-1, 2)
    group = _numbered(_groups(form, runs))
    column = _numbered([(int(group[i]), int(w)) for i, w in pairs])
    return Weeks(pairs[:, 0], pairs[:, 1], group, column)


def _groups(form: ProblemForm, runs: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """What the lines have in common: their weeks, or nothing where weekly avails count them."""
    cells = [matching(form.lines, cell.cell) for cell in form.avails if cell.week is not None]
    counted = {i for cell in cells for i in cell.tolist()}
    return [
        (-1 - i,) if i in counted or not mine else tuple(sorted(mine))
        for i, mine in enumerate(runs)
    ]


def _numbered(keys: Sequence[Hashable]) -> Ints:
    """The number of each key, in the order in which they first come."""
    number = {key: n for n, key in enumerate(dict.fromkeys(keys))}
    return np.array([number[key] for key in keys], np.int64)


def week_rows(form: ProblemForm, weeks: Weeks, unit: float) -> list[Row]:
    """A group is the sum of its weeks, and weekly rules hold. Columns: lines, then weeks."""
    if not form.weeks:
        return []
    columns = len(form.lines) + weeks.column
    rules = [*_share_rows(form, weeks, unit), *_avail_rows(form, weeks, 0.0)]
    return [*_sum_rows(form, weeks), *(_over(columns, len(form.lines), row) for row in rules)]


def _over(columns: Ints, lines: int, row: Row) -> Row:
    """A rule over (line, week) pairs as one over their columns."""
    pairs = row.lines - lines
    at, first = np.unique(columns[pairs], return_index=True)
    spend = np.broadcast_to(row.spend, len(pairs))[first]
    return replace(row, lines=at, spend=spend)


def sum_names(form: ProblemForm, weeks: Weeks) -> tuple[str, ...]:
    """What the rules are called that each group is the sum of its weeks."""
    firsts = np.unique(weeks.group, return_index=True)[1]
    return tuple(f"the weeks of line {form.lines[i].id}" for i in firsts)


def _sum_rows(form: ProblemForm, weeks: Weeks) -> list[Row]:
    rows = []
    for group, name in enumerate(sum_names(form, weeks)):
        lines = np.flatnonzero(weeks.group == group)
        parts = len(form.lines) + np.flatnonzero(weeks.column_group == group)
        sign = np.append(np.ones(len(lines)), -np.ones(len(parts)))
        rows.append(Row(name, np.append(lines, parts), spend=sign, lower=0.0, upper=0.0))
    return rows


def _share_rows(form: ProblemForm, weeks: Weeks, unit: float) -> list[Row]:
    rows = []
    for w, week in enumerate(form.weeks):
        at = len(form.lines) + np.flatnonzero(weeks.week == w)
        miss = unit * max(len(at), 1)
        if week.min:
            name = f"weeks[{w}] ({week.id}) at least {week.min:g} of the total"
            rows.append(Row(name, at, spend=1.0, total=-week.min, lower=0.0, tolerance=miss))
        if week.max is not None and week.max < 1:
            name = f"weeks[{w}] ({week.id}) at most {week.max:g} of the total"
            rows.append(Row(name, at, spend=1.0, total=-week.max, upper=0.0, tolerance=miss))
    return rows


def _avail_rows(form: ProblemForm, weeks: Weeks, spare: float) -> list[Row]:
    """Weekly avails; a line's weeks cost its plain cpm. Each leaves room for `spare` money."""
    rows = []
    cpm = np.array([line.cpm for line in form.lines])
    for i, cell in enumerate(form.avails):
        if cell.week is None:
            continue
        index = [week.id for week in form.weeks].index(cell.week)
        mine = np.isin(weeks.line, matching(form.lines, cell.cell)) & (weeks.week == index)
        per_unit = 1000.0 / cpm[weeks.line[mine]]
        name = f"avails[{i}] ({cell.week}) at most {cell.max:.15g} impressions"
        room = max(cell.max - spare * float(per_unit.sum()), 0.0)
        rows.append(Row(name, len(form.lines) + np.flatnonzero(mine), spend=per_unit, upper=room))
    return rows


def spread(form: ProblemForm, weeks: Weeks, spends: Floats, found: Floats, unit: float) -> Floats:
    """Spend per (line, week) in whole units: as even as the weekly rules allow, sums exact.

    `found` is by column one spread that keeps the rules, the answer where evenness finds none.
    """
    runs = np.bincount(weeks.line, minlength=len(form.lines))[weeks.line]
    wish = np.floor(spends[weeks.line] / runs / unit)
    shares = _share_rows(form, weeks, unit)
    exact = [*shares, *_avail_rows(form, weeks, 0.0)]
    for slack, spare in ((0.0, unit), (1.0, unit), (1.0, 0.0)):
        rows = [*shares, *_avail_rows(form, weeks, spare)]
        parts = _evenly(form, weeks, spends, wish, rows, slack, unit)
        if parts is not None and _keeps(exact, len(form.lines), parts, unit):
            return parts
    return _filled(weeks, spends, found)


def _filled(weeks: Weeks, spends: Floats, found: Floats) -> Floats:
    """Each group's lines one after the other into its weeks, which hold as much in sum."""
    line, column = weeks.line, weeks.column
    by_line, by_week = _before(weeks.group, spends), _before(weeks.column_group, found)
    start = np.maximum(by_line[line], by_week[column])
    end = np.minimum((by_line + spends)[line], (by_week + found)[column])
    return np.asarray(np.maximum(end - start, 0.0), float)


def _before(groups: Ints, values: Floats) -> Floats:
    """The sum of all values that stand earlier in the same group."""
    sums = np.zeros(len(values))
    for group in np.unique(groups):
        mine = groups == group
        sums[mine] = np.cumsum(values[mine]) - values[mine]
    return sums


def _keeps(rows: list[Row], lines: int, parts: Floats, unit: float) -> bool:
    """Whether whole units keep the weekly rules."""
    rules, low, high = _sides(rows, lines, len(parts), float(parts.sum()), 1.0, unit)
    values, noise = rules @ parts, 1e-14 * rules @ np.full(len(parts), parts.sum())
    return bool(np.all((values >= low - noise) & (values <= high + noise)))


def _evenly(
    form: ProblemForm,
    weeks: Weeks,
    spends: Floats,
    wish: Floats,
    rows: list[Row],
    slack: float,
    unit: float,
) -> Floats | None:
    """The spread nearest to `wish` (whole units) where rows may be missed by `slack` tolerances.

    With whole bounds this is a transport problem: its vertices are whole, but for weekly avails.
    """
    pairs, lines = len(weeks), len(form.lines)
    total = max(float(spends.sum()), unit)
    sums = csr_array((np.ones(pairs), (weeks.line, np.arange(pairs))), shape=(lines, pairs))
    rules, low, high = _sides(rows, lines, pairs, total, slack, unit)
    size = np.maximum(rules.max(axis=1, initial=0.0), 1e-300)
    eye = eye_array(pairs, format="csr")
    none = csr_array((lines + len(rows), 2 * pairs))
    top = hstack([vstack([sums, csr_array(rules / size[:, None])]), none])
    even = wish * unit / total
    answer = run(
        Program(
            objective=np.concatenate([np.zeros(pairs), -np.ones(2 * pairs)]),
            upper=np.full(3 * pairs, 1.0),
            matrix=csr_array(vstack([top, hstack([eye, -eye, eye])])),
            row_low=np.concatenate([spends / total - 1e-12, low / size / total, even]),
            row_high=np.concatenate([spends / total + 1e-12, high / size / total, even]),
        ),
        time_limit=10.0,
    )
    if not answer.found:
        return None
    return _in_units(weeks, spends, answer.values[:pairs] * total, unit)


def _sides(
    rows: list[Row], lines: int, pairs: int, total: float, slack: float, unit: float
) -> tuple[Floats, Floats, Floats]:
    """The weekly rules over (line, week) pairs, with their bounds; shares' are whole units.

    Without slack those are rounded to the looser side, with it to the stricter.
    """
    rules = np.zeros((len(rows), pairs))
    for r, row in enumerate(rows):
        rules[r, row.lines - lines] = row.spend
    shift = np.array([row.total * total for row in rows])
    miss = np.array([row.tolerance for row in rows]) * slack
    low = np.array([row.lower for row in rows]) - shift - miss
    high = np.array([row.upper for row in rows]) - shift + miss
    share = np.array([row.tolerance > 0 for row in rows], bool)
    up, down = (np.ceil, np.floor) if slack else (np.floor, np.ceil)
    return (
        rules,
        np.where(share, up(low / unit - NEAR if slack else low / unit + NEAR) * unit, low),
        np.where(share, down(high / unit + NEAR if slack else high / unit - NEAR) * unit, high),
    )


NEAR = 1e-6
"""Of a unit: closer than this to a whole one is that one."""


def _in_units(weeks: Weeks, spends: Floats, parts: Floats, unit: float) -> Floats:
    """Whole units with each line's exact sum, the largest remainders first."""
    units = np.floor(np.maximum(parts, 0.0) / unit + 1e-3)
    for i in np.unique(weeks.line):
        mine = np.flatnonzero(weeks.line == i)
        missing = round(spends[i] / unit - units[mine].sum())
        order = mine[np.argsort(units[mine] - parts[mine] / unit, kind="stable")]
        for step in range(abs(missing)):
            at = order[step % len(order)] if missing > 0 else mine[np.argmax(units[mine])]
            units[at] += np.sign(missing)
    return np.asarray(units * unit, float)
