"""The JSON form of an allocation problem: what `flightplan allocate` reads (docs/allocate.md)."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from typing import Annotated, Literal, NoReturn, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from media.codes import currencies
from media.errors import InvalidProblem

Finite = Annotated[float, Field(allow_inf_nan=False, strict=True)]
LEAST, MOST, A_DAY = 1e-9, 1e18, 86_400.0
"""Numbers beyond these are slips of the pen, and floats would overflow on them."""
Positive = Annotated[Finite, Field(gt=0, ge=LEAST, le=MOST)]
NotNegative = Annotated[Finite, Field(ge=0, le=MOST)]
Fraction = Annotated[Finite, Field(ge=0, le=1)]
Id = Annotated[str, Field(min_length=1, strict=True)]
Where = dict[str, str]
Metric = Literal[
    "CPM", "CPC", "CPA", "CPCV", "CTR", "VTR", "REACH", "FREQUENCY", "IMPRESSIONS", "CLICKS",
    "COMPLETIONS", "CONVERSIONS",
]  # fmt: skip


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MarketForm(_Part):
    """A market and how many people live in it."""

    id: Id
    population: Positive


class CurveForm(_Part):
    """A reach curve; `shape` belongs to nbd, `half` to hill."""

    family: Literal["exponential", "nbd", "hill"]
    ceiling: Annotated[Finite, Field(gt=0, ge=LEAST, lt=1)]
    shape: Positive | None = None
    half: Positive | None = None

    @model_validator(mode="after")
    def _has_its_parameters(self) -> Self:
        if self.family == "nbd" and self.shape is None:
            raise ValueError("an nbd curve needs `shape`")
        if self.family == "hill" and self.half is None:
            raise ValueError("a hill curve needs `half`")
        if self.family == "hill" and self.half is not None and self.half < self.ceiling:
            raise ValueError(f"`half` {self.half} is less than `ceiling` {self.ceiling}")
        return self


class RatesForm(_Part):
    """Clicks per impression, completions per impression, conversions per click."""

    ctr: Fraction = 0.0
    vtr: Fraction = 0.0
    cvr: Fraction = 0.0


class LineForm(_Part):
    """A candidate line; money in currency units."""

    id: Id
    market: Id
    cpm: Positive
    reach: CurveForm
    pool: Id | None = None
    min_spend: NotNegative = 0.0
    max_spend: NotNegative | None = None
    optional: Annotated[bool, Field(strict=True)] = False
    tags: dict[str, str] = Field(default_factory=dict)
    cpm_growth: Annotated[Finite, Field(ge=0, lt=1)] = 0.0
    reference_spend: Positive | None = None
    avails: NotNegative | None = None
    rates: RatesForm = RatesForm()
    weeks: tuple[Id, ...] | None = None

    @model_validator(mode="after")
    def _bounds_are_in_order(self) -> Self:
        if self.max_spend is not None and self.min_spend > self.max_spend:
            raise ValueError(f"`min_spend` {self.min_spend} is more than `max_spend`")
        if self.cpm_growth > 0 and self.reference_spend is None:
            raise ValueError("`cpm_growth` needs `reference_spend`")
        if "market" in self.tags:
            raise ValueError("`market` is a reserved key and cannot be a tag")
        return self


class _Bounds(_Part):
    where: Where = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        low, high = getattr(self, "min", None), getattr(self, "max", None)
        if low is not None and high is not None and low > high:
            raise ValueError(f"`min` {low} is more than `max` {high}")
        return self


class ShareForm(_Bounds):
    """Bounds on the part of the total spend that goes to matching lines."""

    min: Fraction | None = None
    max: Fraction | None = None


class AmountForm(_Bounds):
    """Bounds in money on what matching lines spend in sum."""

    min: NotNegative | None = None
    max: NotNegative | None = None


class AvailsForm(_Bounds):
    """Unsold impressions that matching lines can buy in sum; `where` may name a `week`."""

    max: NotNegative

    @property
    def week(self) -> str | None:
        """The week that it speaks of, if of one alone."""
        return self.where.get("week")

    @property
    def cell(self) -> Where:
        """What the lines must match, in whichever week."""
        return {key: value for key, value in self.where.items() if key != "week"}


class FrequencyForm(_Part):
    """A cap on average frequency (impressions per person reached) in a market, or in each one."""

    market: Id | None = None
    max: Positive


class KpiForm(_Part):
    """A target that the plan must meet over the matching lines."""

    metric: Metric
    op: Literal["<=", ">=", "=="]
    value: NotNegative
    where: Where = Field(default_factory=dict)


class GoalForm(_Part):
    """What is to be as large as possible; `k` counts people who saw the ads k times or more."""

    metric: Literal["REACH", "IMPRESSIONS", "CLICKS", "COMPLETIONS", "CONVERSIONS"] = "REACH"
    k: Annotated[int, Field(ge=1, le=20, strict=True)] = 1

    @model_validator(mode="after")
    def _k_is_for_reach(self) -> Self:
        if self.k > 1 and self.metric != "REACH":
            raise ValueError("`k` belongs to the metric REACH")
        return self


class WeekForm(_Bounds):
    """A week of the flight, with bounds on its part of the total spend."""

    id: Id
    min: Fraction | None = None
    max: Fraction | None = None


class ProblemForm(_Part):
    """A whole allocation problem."""

    currency: Id
    budget: NotNegative
    spend: Literal["exactly", "at_most"] = "exactly"
    markets: tuple[MarketForm, ...]
    lines: tuple[LineForm, ...]
    shares: tuple[ShareForm, ...] = ()
    gap: Annotated[Finite, Field(gt=0, le=1)] = 1e-3
    time_limit: Annotated[Finite, Field(gt=0, le=A_DAY)] = 10.0
    goal: GoalForm = GoalForm()
    amounts: tuple[AmountForm, ...] = ()
    avails: tuple[AvailsForm, ...] = ()
    frequency_caps: tuple[FrequencyForm, ...] = ()
    kpis: tuple[KpiForm, ...] = ()
    weeks: tuple[WeekForm, ...] = ()

    @field_validator("currency")
    @classmethod
    def _is_a_currency(cls, code: str) -> str:
        if code not in currencies():
            raise ValueError(f"“{code}” is no ISO 4217 currency")
        return code


OF_JSON = {
    "missing": "This field is missing",
    "extra_forbidden": "This field is unknown",
    "tuple_type": "This must be a list",
    "dict_type": "This must be an object",
    "model_type": "This must be an object",
    "string_type": "This must be a string",
    "string_too_short": "This must not be empty",
    "string_unicode": "This must be a string of whole Unicode characters",
    "float_type": "This must be a number",
    "int_type": "This must be a whole number",
    "bool_type": "This must be true or false",
}
"""What pydantic says in words of Python, by its type of error."""


def read_form(source: str | bytes | dict[str, object]) -> ProblemForm:
    """The problem in a JSON text, or in what it parses to. Raises InvalidProblem with the field."""
    data = source if isinstance(source, dict) else _parsed(source)
    try:
        form = ProblemForm.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        message = OF_JSON.get(first["type"], first["msg"])
        raise InvalidProblem(_path(first["loc"]), _sentence(message)) from None
    _check_ids(form)
    _check_pools(form)
    return form


def _parsed(text: str | bytes) -> dict[str, object]:
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        message = f"line {error.lineno}, column {error.colno}: {error.msg}."
        raise InvalidProblem("problem", f"This is not JSON ({message})") from None
    except UnicodeDecodeError:
        raise InvalidProblem("problem", "This is not JSON in UTF-8.") from None
    except RecursionError:
        raise InvalidProblem("problem", "This is nested too deeply.") from None
    except ValueError:
        message = "A whole number has more digits than can be used."
        raise InvalidProblem("problem", message) from None
    if not isinstance(data, dict):
        raise InvalidProblem("problem", "A problem is one JSON object.")
    return data


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InvalidProblem(_repeated(key for key, _ in pairs), "This key stands there twice.")
    return found


def _repeated(keys: Iterable[str]) -> str:
    seen: set[str] = set()
    return next(key for key in keys if key in seen or seen.add(key))  # type: ignore[func-returns-value]


def _no_constant(name: str) -> NoReturn:
    raise InvalidProblem("problem", f"{name} is not a number that can be used.")


def _path(parts: tuple[int | str, ...]) -> str:
    text = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in parts)
    return text.removeprefix(".") or "problem"


def _sentence(message: str) -> str:
    text = message.removeprefix("Value error, ").replace("Input should", "This must").rstrip(".")
    return text[:1].upper() + text[1:] + "."


def _check_ids(form: ProblemForm) -> None:
    _unique("markets", [m.id for m in form.markets])
    _unique("lines", [line.id for line in form.lines])
    _unique("weeks", [week.id for week in form.weeks])
    markets, weeks = {m.id for m in form.markets}, {w.id for w in form.weeks}
    for i, line in enumerate(form.lines):
        _known(f"lines[{i}].market", line.market, markets)
        for week in line.weeks or ():
            _known(f"lines[{i}].weeks", week, weeks)
    for slot in ("shares", "amounts", "avails", "kpis"):
        for i, rule in enumerate(getattr(form, slot)):
            _check_where(form, f"{slot}[{i}].where", rule.where, markets, weeks)
    for i, cap in enumerate(form.frequency_caps):
        if cap.market is not None:
            _known(f"frequency_caps[{i}].market", cap.market, markets)


def _check_where(
    form: ProblemForm, field: str, where: Where, markets: set[str], weeks: set[str]
) -> None:
    if "market" in where:
        _known(f"{field}.market", where["market"], markets)
    if "week" not in where:
        return
    if field.startswith("avails"):
        _known(f"{field}.week", where["week"], weeks)
    elif weeks and not any("week" in line.tags for line in form.lines):
        message = "Only `avails` can name a week; what a week may spend stands in `weeks`."
        raise InvalidProblem(f"{field}.week", message)


def _unique(field: str, ids: list[str]) -> None:
    seen: set[Hashable] = set()
    for i, one in enumerate(ids):
        if one in seen:
            raise InvalidProblem(f"{field}[{i}].id", f"“{one}” is used twice.")
        seen.add(one)


def _known(field: str, one: str, known: set[str]) -> None:
    if one not in known:
        raise InvalidProblem(field, f"“{one}” is not defined in this problem.")


def _check_pools(form: ProblemForm) -> None:
    """Lines of a pool share one market and one curve."""
    first: dict[str, LineForm] = {}
    for i, line in enumerate(form.lines):
        if line.pool is None:
            continue
        other = first.setdefault(line.pool, line)
        if other.market != line.market:
            message = f"Pool “{line.pool}” is in {other.market} and cannot be in {line.market} too."
            raise InvalidProblem(f"lines[{i}].market", message)
        if other.reach != line.reach:
            message = f"Pool “{line.pool}” has another curve at line “{other.id}”."
            raise InvalidProblem(f"lines[{i}].reach", message)
