"""The formats within a market follow its amount: "Germany 50k (30k video, 20k audio)", then 60k."""

from __future__ import annotations

from agents.reducer.draft import Draft
from agents.reducer.sums import Parts, exact_parts
from media.brief import AmountConstraint, Brief, Constraint, Where

_CENT = 10_000
"""Micros in a hundredth of a unit."""


def follow_wholes(draft: Draft, before: Brief) -> None:
    """Keeps the proportions of what made up a place whose amount alone has changed."""
    old, new = exact_parts(before), exact_parts(draft.brief)
    scaled: Parts = {}
    for whole, amount in new.items():
        cells = {where: held for where, held in old.items() if _inside(where, whole)}
        stand = {where: held for where, held in new.items() if _inside(where, whole)} == cells
        made_up = whole in old and sum(cells.values()) == old[whole] != amount
        if cells and stand and made_up and len({*map(_kind, cells)}) == 1:
            scaled |= _in_proportion(cells, amount)
    if scaled:
        draft.put(constraints=tuple(_scaled(rule, scaled) for rule in draft.brief.constraints))


def _in_proportion(cells: Parts, amount: int) -> Parts:
    """The cells in whole hundredths, with what is left over in the last one."""
    total = sum(cells.values())
    found = {w: amount * held // total // _CENT * _CENT for w, held in cells.items()}
    found[max(found, key=str)] += amount - sum(found.values())
    return found


def _scaled(rule: Constraint, scaled: Parts) -> Constraint:
    exact = isinstance(rule, AmountConstraint) and rule.where in scaled and rule.min == rule.max
    bound = scaled[rule.where] if exact else 0
    return rule.model_copy(update={"min": bound, "max": bound}) if exact else rule


def _inside(cell: Where, whole: Where) -> bool:
    """Whether a format or a channel is told within a place."""
    sold = bool(cell.format or cell.channel) and not (whole.format or whole.channel)
    place = whole.model_dump(exclude_none=True).items()
    return sold and place <= cell.model_dump(exclude_none=True).items()


def _kind(where: Where) -> tuple[str, ...]:
    """The keys that are set."""
    return tuple(key for key, value in where if value is not None)
