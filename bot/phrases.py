"""Changes as a person would write them in English, which the readers understand.

Buttons and forms say them in the place of words that nobody typed; people are shown them in their
own language.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date
from pydantic import JsonValue

from bot.modals.adjusted import Changes, Moved
from bot.words import Words, names
from media.money import decimal_string
from media.plan import Fact

_ENGLISH = Locale("en")
_PRIORITIES = {
    "balanced": "balance reach and efficiency",
    "reach": "maximise reach",
    "efficiency": "prioritise efficiency",
    "yield": "prioritise sell-through",
}


def alternative_in_words(name: str) -> str:
    """That an alternative was chosen; `name` is what it favours."""
    return f"Use the alternative for {name}"


def adjusted_in_words(changes: Changes) -> str:
    """What was changed in the Adjust form, as one message; empty when nothing was."""
    said = [
        f"budget {changes.currency} {decimal_string(changes.budget)}" if changes.budget else "",
        "from {} to {}".format(*changes.flight) if changes.flight else "",
        _ages(*changes.ages) if changes.ages else "",
        *_countries(changes.countries),
        *_formats(changes.formats),
        _PRIORITIES[changes.priority] if changes.priority else "",
    ]
    return ", ".join(part for part in said if part)


def _ages(low: str, high: str) -> str:
    if low and high:
        return f"ages {low}-{high}"
    if low:
        return f"ages {low}+"
    return f"ages 13-{high}" if high else "ages 13+"


def _countries(moved: Moved) -> list[str]:
    added = [f"add {_country(code)}" for code in moved.added]
    return added + [f"drop {_country(code)}" for code in moved.dropped]


def _country(code: str) -> str:
    return str(_ENGLISH.territories.get(code, code))


def _formats(moved: Moved) -> list[str]:
    return [f"no {code}" for code in moved.dropped] + [f"add {code}" for code in moved.added]


def each_in_words(fact: Fact, kind: str) -> str:
    """That the share which a Fact bounds is meant of each "country" or "format"."""
    return f"{bound_in_words(fact)} per {kind}"


def figure_in_words(fact: Fact, slot: str) -> str:
    """That the figure of a Fact is the "budget", or the "target" on what the Fact counts."""
    figure = f"{float(str(fact.values['value'])):.0f}"
    return f"budget {figure}" if slot == "budget" else f"{figure} {_counted(fact)}"


def _counted(fact: Fact) -> str:
    metric = str(fact.values["metric"])
    return "reach" if metric == "REACH" else names.counted_name(metric, Words("en"))


def fortnight_in_words(fact: Fact, month: str) -> str:
    """That nothing, or only what a Fact names, runs in half of a month ("2027-03")."""
    named = format_date(date.fromisoformat(f"{month}-01"), "MMMM y", _ENGLISH)
    half = f"in the {fact.values['half']} half of {named}"
    market = fact.values["market"]
    of = "" if market is None else f" {_country(str(market))}"
    return f"pause{of} {half}" if fact.values["verb"] == "pause" else f"{of} only {half}".strip()


def left_out_in_words(code: str) -> str:
    """A format, a channel or a place left out."""
    return f"drop {names.any_name(code, Words('en'))}"


def bound_in_words(fact: Fact) -> str:
    """The share that a Fact bounds, as a person would write it in English."""
    floor = fact.values["min"] is not None
    value = float(str(fact.values["min" if floor else "max"]))
    exact = fact.values["min"] == fact.values["max"]
    return f"{'' if exact else 'at least ' if floor else 'at most '}{100 * value:.6g}%"


def relaxed_in_words(relaxation: Fact) -> str:
    """The smallest change that makes a plan possible, or all that do so together."""
    return ", ".join(_relaxed(change) for change in changes_of(relaxation))


def changes_of(relaxation: Fact) -> list[Fact]:
    """The changes of single numbers or names that a relaxation is made of."""
    changes = relaxation.values.get("changes")
    return (
        [Fact.model_validate(each) for each in changes]
        if isinstance(changes, list)
        else [relaxation]
    )


def _relaxed(change: Fact) -> str:
    values = change.values
    value, about = str(values["value"]), str(values["about"])
    floor = str(values["pointer"]).endswith("/min")
    towards = "at least" if floor else "at most"
    if floor and float(value) <= 0:
        return f"no minimum for {about}"
    match values["kind"]:
        case "allow":
            return "use " + _listed(_texts(values["value"]))
        case "leave_out":
            return "drop " + _listed([_country(code) for code in _texts(values["before"])])
        case "budget":
            per = f" a {about}" if about else ""
            return f"make the budget {values.get('currency', '')} {value}{per}".replace("  ", " ")
        case "share":
            return f"{about} {towards} {float(value):.1%}"
        case "amount":
            return f"{about} {towards} {values.get('currency', '')} {value}".replace("  ", " ")
        case "frequency_cap":
            return f"frequency cap of {round(float(value))} per {about}"
    loosened_upwards = float(value) >= float(str(values["before"]))
    return f"{about} {'at most' if loosened_upwards else 'at least'} {value}"


def _listed(names: Sequence[str]) -> str:
    said = [name.replace("_", "-") for name in names]
    return " and ".join(part for part in (", ".join(said[:-1]), said[-1]) if part)


def _texts(value: JsonValue) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
