"""Rules that leave no plan: the nearest value of each that does, tried on the solver itself.

What a program over overestimated curves says a rule must give way is only where the search starts:
the program's tolerance is more than a minor unit, and targets and frequency caps are curved or
ratios, so that how much their rows must give way says little to a person.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from media.money import MICROS, minor_unit
from optimizer.clash import Rule
from optimizer.form import AmountForm, ProblemForm
from optimizer.rules import COUNTS

PART = re.compile(r"(shares|amounts|avails|weeks|kpis|frequency_caps)\[(\d+)\]")
LINE = re.compile(r"lines\[(\d+)\]\.avails")
SHARES = ("shares", "weeks")
SIDE = re.compile(r" at (least|most) \S+(?: of the total| impressions| a person)?$")
FAR = 1e6
"""So many times its value a ceiling is tried with."""
LESS, MORE = 1e-3, 10.0
"""So many times as large a budget is free to be."""
CLOSE = (1e-6, 1e-4, 1e-2, 0.1, 1.0, 10.0, 100.0)
"""So far beyond its start, of what the rule is measured by, the search looks first."""
TARGET_DIGITS, EXACT_DIGITS = 4, 9
HALVINGS = 48

Works = Callable[[ProblemForm], bool]


@dataclass(frozen=True, slots=True)
class Knob:
    """One number of a form: where it stands, what it is, and whether `up` is its looser side.

    It comes in multiples of `grain` (0: any, to `digits`); `size` is what it is measured by.
    """

    form: ProblemForm
    slot: str
    at: int
    key: str
    now: float
    up: bool
    size: float
    grain: float = 0.0
    digits: int = 6

    @property
    def place(self) -> tuple[str, int, str]:
        """Where in the form it stands."""
        return self.slot, self.at, self.key

    @property
    def name(self) -> str:
        """How the names of its rules begin."""
        return f"{self.slot}[{self.at}]"

    @property
    def target(self) -> bool:
        """Whether it is a KPI's or a frequency cap's: those are curved or ratios."""
        return self.slot in ("kpis", "frequency_caps")

    @property
    def count(self) -> bool:
        """Whether it is what people or impressions or clicks must add up to, and no ratio."""
        return self.slot == "kpis" and self.form.kpis[self.at].metric in ("REACH", *COUNTS)

    @property
    def exact(self) -> bool:
        """Whether it is a KPI's that is to be met exactly."""
        return self.slot == "kpis" and self.form.kpis[self.at].op == "=="

    @property
    def most(self) -> float:
        """What it cannot be more than."""
        return 1.0 if self.slot in SHARES else math.inf

    @property
    def loosest(self) -> float:
        """The last value to try; of a budget none is looser than another."""
        if self.slot == "budget":
            return self.now
        return min(FAR * max(self.now, self.size), self.most) if self.up else 0.0

    def turned(self, value: float) -> ProblemForm:
        """The form with this number instead."""
        if self.slot == "budget":
            return self.form.model_copy(update={"budget": value})
        return self._with({self.key: value})

    def freed(self) -> ProblemForm:
        """The form as if this number did not matter; of a budget something is spent."""
        if self.slot != "budget":
            return self.turned(self.loosest)
        least = AmountForm(where={}, min=LESS * self.now)
        free = {"budget": MORE * self.now, "spend": "at_most"}
        return self.form.model_copy(update={**free, "amounts": (*self.form.amounts, least)})

    def one_sided(self) -> tuple[Knob, ...]:
        """For a target to be met exactly: its two sides, each a target of its own."""
        most, least = self._with({"op": "<="}), self._with({"op": ">="})
        return replace(self, form=most, up=True), replace(self, form=least, up=False)

    def _with(self, change: dict[str, object]) -> ProblemForm:
        parts = list(getattr(self.form, self.slot))
        parts[self.at] = parts[self.at].model_copy(update=change)
        return self.form.model_copy(update={self.slot: tuple(parts)})

    def rounded(self, value: float) -> float:
        """To the grain or to a few digits, towards the looser side."""
        if value <= 0:
            return 0.0
        grain = Decimal(repr(self.grain)) if self.grain else _last_digit(value, self.digits)
        way = ROUND_CEILING if self.up else ROUND_FLOOR
        return min(float((Decimal(repr(value)) / grain).to_integral_value(way) * grain), self.most)


def _last_digit(value: float, digits: int) -> Decimal:
    return Decimal(1).scaleb(math.floor(math.log10(value)) - digits + 1)


def eased(knob: Knob, start: float | None, works: Works) -> float | None:
    """The nearest value from `start` on that leaves a plan; None if none does."""
    tight, first = knob.now, None if start is None else knob.rounded(start)
    for value in _tries(knob, start):
        if works(knob.turned(value)):
            return value if value == first else _nearest(knob, tight, value, works)
        tight = value
    return None


def eased_exactly(knob: Knob, start: Callable[[Knob], float | None], works: Works) -> float | None:
    """The nearest value of a target to be met exactly that leaves a plan; None if none does.

    One of its sides is what leaves none; where that side begins to leave one, the other does too,
    unless a single value does and takes many digits.
    """
    for side in knob.one_sided():
        if works(side.form):
            continue
        first = start(side)
        for digits in (knob.digits, EXACT_DIGITS):
            to = eased(replace(side, digits=digits), first, works)
            if to is None or works(knob.turned(to)):
                return to
    return None


def _tries(knob: Knob, start: float | None) -> Iterator[float]:
    """`start`, close beyond it, and the loosest."""
    way = 1.0 if knob.up else -1.0
    first = knob.now if start is None else start
    close = (first, *(first + way * knob.size * c for c in CLOSE))
    last = knob.now
    for value in (*close, knob.loosest):
        value = knob.rounded(value)
        if value > last if knob.up else value < last:
            yield value
            last = value


def _nearest(knob: Knob, tight: float, loose: float, works: Works) -> float:
    for _ in range(HALVINGS):
        far = loose > 4 * tight > 0
        middle = knob.rounded(math.sqrt(tight * loose) if far else (tight + loose) / 2)
        if middle in (tight, loose):
            break
        tight, loose = (tight, middle) if works(knob.turned(middle)) else (middle, loose)
    return loose


def knob_of(form: ProblemForm, rule: Rule) -> Knob | None:
    """The number of the form behind a rule; None where no other value of it can be told."""
    unit, at = minor_unit(form.currency) / MICROS, rule.index
    line = LINE.match(rule.words)
    if rule.kind == "budget":
        return Knob(form, "budget", 0, "", form.budget, True, form.budget, unit)
    if line is not None:
        now = form.lines[int(line[1])].avails or 0.0
        return Knob(form, "lines", int(line[1]), "avails", now, True, now or _shown(form))
    if rule.kind == "min":
        now = form.lines[at].min_spend
        return Knob(form, "lines", at, "min_spend", now, False, form.budget, unit)
    if rule.kind == "max":
        now = form.lines[at].max_spend or 0.0
        return Knob(form, "lines", at, "max_spend", now, True, form.budget, unit)
    return _knob_of_part(form, rule.words, unit)


def _knob_of_part(form: ProblemForm, words: str, unit: float) -> Knob | None:
    part, side = PART.match(words), SIDE.search(words)
    if part is None:
        return None
    slot, at = part[1], int(part[2])
    stated = getattr(form, slot)[at]
    if slot == "kpis":
        now, up = stated.value, stated.op == "<="
        return Knob(form, slot, at, "value", now, up, now or 1.0, digits=TARGET_DIGITS)
    assert side is not None
    key, up = ("min", False) if side[1] == "least" else ("max", True)
    now = float(getattr(stated, key))
    if slot == "frequency_caps":
        return Knob(form, slot, at, key, now, up, now, digits=TARGET_DIGITS)
    if slot == "amounts":
        return Knob(form, slot, at, key, now, up, form.budget, unit)
    return Knob(form, slot, at, key, now, up, 1.0 if slot in SHARES else now or _shown(form))


def _shown(form: ProblemForm) -> float:
    """The most impressions that the budget buys."""
    return form.budget * 1000.0 / min(line.cpm for line in form.lines)
