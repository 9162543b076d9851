"""What a reader of a plan should beware of, and what would make an impossible brief possible."""

from __future__ import annotations

from math import ceil

from bot.words import names, numbers
from bot.words.refusals import said
from bot.words.values import Values
from media.stored import restored

_MOST_TIMES = 10
"""People can be asked for who are reached up to so many times."""
_SIDES = {"<=": "≤", ">=": "≥", "==": "="}


def _target(v: Values) -> str:
    side = _SIDES.get(v.text("op"), v.text("op"))
    return f"{v.metric()} {side} {v.metric_value('target')}"


def _target_missed(v: Values) -> str:
    missed = v.words.t(
        "The target {target} is missed: the plan has {value}.",
        target=_target(v),
        value=v.metric_value("value"),
    )
    often = ceil(v.number("target"))
    if v.text("metric") != "FREQUENCY" or v.text("op") != ">=" or not 2 <= often <= _MOST_TIMES:
        return missed
    instead = v.words.t('Say "{k}+ reach" to plan for people reached so often.', k=often)
    return f"{missed} {instead}"


def _target_unlikely(v: Values) -> str:
    return v.words.t(
        "The target {target} is unlikely: its chance is {chance}.",
        target=_target(v),
        chance=v.percent("chance"),
    )


def _target_not_modelled(v: Values) -> str:
    return v.words.t(
        "I cannot plan for the target {target}; nothing in the history says how to reach it.",
        target=_target(v),
    )


def _goal_stands_in(v: Values) -> str:
    return v.words.t(
        "I have no forecast for {objective}, so the plan goes for {goal}.",
        objective=names.objective_name(v.text("objective"), v.words),
        goal=v.counted(),
    )


def _few_comparables(v: Values) -> str:
    count = len(v.texts("lines"))
    return v.words.n(
        "{n} line ({share} of the budget) has no comparable past campaign; its forecast is rough.",
        "{n} lines ({share} of the budget) have no comparable past campaigns; their forecasts are "
        "rough.",
        count,
        n=numbers.count(count, v.language),
        share=v.percent("share"),
    )


def _avails_tight(v: Values) -> str:
    return v.words.t(
        "{line} uses {used} of its unsold inventory.",
        line=names.capital(line_name(v.text("line"), v)),
        used=v.percent("used"),
    )


def _avails_tight_lines(v: Values) -> str:
    return v.words.t(
        "{n} lines use {used} or more of their unsold inventory.",
        n=v.count("n"),
        used=v.percent("used"),
    )


def line_name(line: str, v: Values) -> str:
    """A line by its id ("BR-audio-direct"), which ends with its format and channel."""
    parts = line.split("-")
    if parts[-1].isdigit():
        del parts[-1]
    if len(parts) < 3:
        return line
    return names.cell_name("-".join(parts[:-2]), parts[-2], parts[-1], v.words)


def _gap_open(v: Values) -> str:
    return v.words.t(
        "I stopped looking within {gap} of the best possible plan; a better one may exist.",
        gap=numbers.small_percent(v.number("gap"), v.language),
    )


def _relax(v: Values) -> str:
    return said(restored(v.raw["words"]), v.words)


SENTENCES = {
    "target_missed": _target_missed,
    "target_unlikely": _target_unlikely,
    "target_not_modelled": _target_not_modelled,
    "goal_stands_in": _goal_stands_in,
    "few_comparables": _few_comparables,
    "avails_tight": _avails_tight,
    "avails_tight_lines": _avails_tight_lines,
    "gap_open": _gap_open,
    "relax": _relax,
    "relax_together": _relax,
}
