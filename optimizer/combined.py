"""Rules of a form that leave no plan where one gives way: the least changes of several that do.

The numbers of a clash are set free, then those of the clash that is left, until there is a plan:
the clashes have no number in common, so at least one of each must change. Then as many as can be
are held again. How far those go that stay free, see `optimizer.together`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from optimizer.alone import moved_in_words, starts_of, target_of, works_until
from optimizer.clash import Rule
from optimizer.easing import Knob, Works, knob_of
from optimizer.form import ProblemForm
from optimizer.stated import Exchange, exchange_of
from optimizer.stated_clash import stated_clash
from optimizer.targets import attained
from optimizer.together import farther, irreducible, least_multiples

Number = tuple[Rule, Knob]


def combined(exchange: Exchange, rules: Sequence[Rule], end: float) -> tuple[str, ...]:
    """What numbers behind `rules`, and others, would have to be together; none if not in time."""
    form, works = exchange.form, works_until(end)
    free = _free(exchange, rules, works, end)
    needed = irreducible(free, lambda rest: works(_freed(form, rest)))
    least = [_about(form, number, needed, end) for number in needed]
    known = [to for to in least if to is not None]
    if not needed or len(known) < len(needed):
        return ()

    def moved(multiples: tuple[float, ...]) -> list[tuple[Number, float]]:
        return [
            (number, _beyond(number[1], to, times))
            for number, to, times in zip(needed, known, multiples, strict=True)
        ]

    def enough(multiples: tuple[float, ...]) -> bool:
        changed = form
        for (_, knob), value in moved(multiples):
            changed = replace(knob, form=changed).turned(value)
        return works(changed)

    multiples = least_multiples(len(needed), enough)
    if multiples is None:
        return ()
    return tuple(moved_in_words(rule, to) for (rule, _), to in moved(multiples))


def _free(exchange: Exchange, rules: Sequence[Rule], works: Works, end: float) -> list[Number]:
    """Numbers without which there is a plan; none if no plan is found."""
    form, names = exchange.form, exchange.problem.rows.names
    free: list[Number] = []
    while time.monotonic() < end:
        known = {knob.place for _, knob in free}
        more = [number for number in _numbers(form, rules) if number[1].place not in known]
        free += more
        if not more:
            break
        if works(_freed(form, free)):
            return free
        found = stated_clash(exchange_of(_freed(form, free)))
        rules = [rule for rule in found if rule.kind != "row" or rule.words in names]
    return []


def _numbers(form: ProblemForm, rules: Sequence[Rule]) -> list[Number]:
    """The numbers behind rules; a target to be met exactly has no looser side."""
    knobs = [(rule, knob) for rule in rules if (knob := knob_of(form, rule)) is not None]
    return [(rule, knob) for rule, knob in knobs if not knob.exact]


def _freed(form: ProblemForm, numbers: Sequence[Number]) -> ProblemForm:
    for _, knob in numbers:
        form = replace(knob, form=form).freed()
    return form


def _about(form: ProblemForm, number: Number, needed: Sequence[Number], end: float) -> float | None:
    """About the value nearest to now that leaves a plan where the others of the needed are free."""
    rule, knob = number
    others = _freed(form, [other for other in needed if other is not number])
    if knob.target:
        return attained(target_of(replace(knob, form=others)), end)
    exchange = exchange_of(others)
    if rule.kind == "row":
        rule = replace(rule, index=exchange.problem.rows.names.index(rule.words))
    found = starts_of(exchange, rule, knob)
    return min(found, key=lambda to: abs(to - knob.now), default=None)


def _beyond(knob: Knob, to: float, times: float) -> float:
    """So many times as far from now as a value, towards it."""
    return replace(knob, up=to > knob.now).rounded(farther(knob.now, to, times))
