"""Targets and frequency caps that leave no plan: the nearest value of each that does.

Their rows are curved or ratios, so that how much a row must give way says little to a person.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from optimizer.form import ProblemForm

NAME = re.compile(r"(kpis|frequency_caps)\[(\d+)\]")
FAR = 1e6
"""So many times its value a ceiling is tried with."""
DIGITS = 4
HALVINGS = 20

Works = Callable[[ProblemForm], bool]


def eased(form: ProblemForm, rule: str, works: Works) -> str | None:
    """What the rule of that name would have to be, in words; None if no value of it will do."""
    found = NAME.match(rule)
    assert found is not None
    slot, at = found[1], int(found[2])
    key = "value" if slot == "kpis" else "max"
    part = getattr(form, slot)[at]
    now, up = float(getattr(part, key)), getattr(part, "op", "<=") == "<="
    if getattr(part, "op", "") == "==" or now <= 0:
        return None

    def kept(value: float) -> bool:
        parts = list(getattr(form, slot))
        parts[at] = part.model_copy(update={key: value})
        return works(form.model_copy(update={slot: tuple(parts)}))

    near, far = now, now * FAR if up else 0.0
    if not kept(far):
        return None
    for _ in range(HALVINGS):
        middle = math.sqrt(near * far) if up else (near + far) / 2
        near, far = (near, middle) if kept(middle) else (middle, far)
    return f"{rule} moved to {_rounded(far, up):.15g}"


def _rounded(value: float, up: bool) -> float:
    """To a few digits, towards the looser side."""
    if value <= 0:
        return 0.0
    grain = 10.0 ** (math.floor(math.log10(value)) - DIGITS + 1)
    whole = math.ceil(value / grain) if up else math.floor(value / grain)
    return float(f"{whole * grain:.{DIGITS}g}")
