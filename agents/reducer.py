"""The one reducer: applies what was read to the Brief, and fills in what nobody said.

Pure: the same Brief and Reading give the same Brief. Facts may come in any order and over any
number of messages; what follows from several of them (the currency of "$", the country of a city)
is settled again after each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from agents.readers.currencies import resolve, written_in
from agents.readers.gazetteer import names as place_names
from agents.readers.proposals import (
    Ages,
    BudgetValue,
    Change,
    Dated,
    Each,
    PlacedSwap,
    PlaceValue,
    Proposal,
    Shift,
    Swap,
)
from agents.readers.reading import Reading
from agents.readers.tokens import tokenise
from media.brief import (
    AmountConstraint,
    Audience,
    Brief,
    Budget,
    Channels,
    ExcludeConstraint,
    Formats,
    Geo,
    Kpi,
    PartialFlight,
    ProtectConstraint,
    ShareConstraint,
    Where,
)
from media.evidence import Evidence
from media.flight import Flight
from media.policies import defaults

T = TypeVar("T")
Constraints = ShareConstraint | AmountConstraint | ExcludeConstraint | ProtectConstraint


@dataclass(slots=True)
class _Draft:
    """A Brief while it is being changed."""

    brief: Brief
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    """Paths that this reading has written to already."""

    def put(self, **slots: object) -> None:
        self.brief = self.brief.model_copy(update=slots)

    def cite(self, pointer: str, words: Iterable[Evidence], replace: bool = False) -> None:
        before = () if replace and pointer not in self.fresh else self.evidence.get(pointer, ())
        self.fresh.add(pointer)
        merged = dict.fromkeys((*before, *words))
        self.evidence[pointer] = tuple(merged)

    def forget(self, pointer: str) -> None:
        self.evidence.pop(pointer, None)


def reduce(brief: Brief, reading: Reading) -> Brief:
    """The Brief with all proposals of the reading applied. `assumed` and `missing` stay empty."""
    if not reading.proposals:
        return brief
    draft = _Draft(brief, dict(brief.evidence))
    for proposal in sorted(reading.proposals, key=_turn):
        _apply(draft, proposal)
    return _settled(draft, brief)


def complete(brief: Brief, today: date) -> Brief:
    """The Brief with defaults in the slots nobody stated (`assumed`), and what is `missing`."""
    slots: dict[str, object] = {}
    if brief.objective is None:
        slots["objective"] = defaults.OBJECTIVE
    if brief.flight is None and brief.flights:
        slots["flight"] = Flight(
            start=min(f.start for f in brief.flights), end=max(f.end for f in brief.flights)
        )
    elif brief.flight is None:
        slots["flight"] = defaults.flight(today)
    if brief.priority is None:
        slots["priority"] = defaults.PRIORITY
    missing = []
    if brief.budget is None:
        missing.append("budget")
    if not brief.geo.countries:
        missing.append("geo")
    return brief.model_copy(
        update={**slots, "assumed": (*brief.assumed, *slots), "missing": tuple(missing)}
    )


def stated(brief: Brief) -> Brief:
    """The Brief without what `complete` and habits put in: only what somebody said."""
    nothing = Brief()
    blank: dict[str, object] = {slot: getattr(nothing, slot) for slot in brief.assumed}
    return brief.model_copy(update={**blank, "assumed": (), "missing": ()})


_ORDER = ("swap", "remove", "exclude", "only", "set", "add", "raise", "cut", "shift")


def _turn(proposal: Proposal) -> tuple[int, int]:
    """Removals first, so that "drop Spain, add Italy" never meets itself; constraints last."""
    return _ORDER.index(proposal.op), proposal.path == "/constraints"


def _apply(draft: _Draft, proposal: Proposal) -> None:
    path = proposal.path
    if path == "/budget":
        _budget(draft, proposal)
    elif path == "/budget/currency":
        draft.cite(path, proposal.evidence, replace=True)
    elif path in ("/flight", "/flights"):
        _flight(draft, proposal)
    elif path.startswith("/geo"):
        _geo(draft, proposal)
    elif path == "/audience/age":
        _ages(draft, proposal)
    elif path.startswith("/audience/"):
        _trait(draft, proposal)
    elif path.startswith(("/formats", "/channels")):
        _wish(draft, proposal)
    elif path in ("/kpis", "/constraints", "/brand_safety"):
        _listed(draft, proposal)
    elif proposal.op == "remove":
        draft.put(**{path[1:]: None})
        draft.forget(path)
    else:
        draft.put(**{path[1:]: proposal.value})
        draft.cite(path, proposal.evidence, replace=True)


# --- money -------------------------------------------------------------------------------


def _budget(draft: _Draft, proposal: Proposal) -> None:
    value, standing = proposal.value, draft.brief.budget
    if isinstance(value, BudgetValue):
        kept = standing or Budget(amount=0)
        period = value.period or ("total" if standing is None else kept.period)
        at_most = (
            kept.at_most if value.at_most is None and standing is not None else bool(value.at_most)
        )
        draft.put(
            budget=Budget(
                amount=value.amount or kept.amount,
                max=value.max if value.amount else kept.max,
                currency=kept.currency,
                period=period,
                at_most=at_most,
                basis=value.basis or kept.basis,
            )
        )
        draft.cite("/budget", proposal.evidence, replace=True)
    elif isinstance(value, Change) and standing is not None:
        amount = _changed(standing.amount, value)
        upper = None if standing.max is None else _changed(standing.max, value)
        draft.put(budget=standing.model_copy(update={"amount": amount, "max": upper}))
        draft.cite("/budget", proposal.evidence)


def _changed(amount: int, change: Change) -> int:
    """The amount after the change, never below zero; a fraction is of whole cents."""
    step = change.micros or 0
    if change.fraction is not None:
        step += int((change.fraction * amount / _CENT).to_integral_value()) * _CENT
    return max(amount + step, 0)


_CENT = 10_000
"""Micros in a hundredth of a unit."""


# --- dates -------------------------------------------------------------------------------


def _flight(draft: _Draft, proposal: Proposal) -> None:
    value, standing = proposal.value, draft.brief.flight
    if isinstance(value, Dated) and proposal.path == "/flights":
        _add_flight(draft, value, proposal)
    elif isinstance(value, Dated):
        flight = _dated(value, standing)
        if flight is not None:
            draft.put(flight=flight)
            draft.cite("/flight", proposal.evidence, replace=True)
    elif isinstance(value, Shift) and standing is not None:
        moved = _shifted(standing, value)
        draft.put(flight=moved)
        draft.cite("/flight", proposal.evidence)


def _dated(value: Dated, standing: Flight | None) -> Flight | None:
    start, end = value.start, value.end
    if start is not None and end is None:
        kept = standing.end if standing is not None and standing.end > start else None
        end = kept or defaults.flight_end(start)
    if start is None and end is not None and standing is not None and standing.start <= end:
        start = standing.start
    return Flight(start=start, end=end) if start and end and start <= end else None


def _shifted(flight: Flight, shift: Shift) -> Flight:
    moved = flight.shifted(shift.days)
    if shift.edge == "both":
        return moved
    start = moved.start if shift.edge == "start" else flight.start
    end = moved.end if shift.edge == "end" else flight.end
    return Flight(start=start, end=end) if start <= end else flight


def _add_flight(draft: _Draft, value: Dated, proposal: Proposal) -> None:
    if value.start is None or value.end is None or value.end < value.start:
        return
    flight = PartialFlight(start=value.start, end=value.end, where=value.where or Where())
    if "/flights" not in draft.fresh:
        draft.put(flights=(), flight=None)
        draft.forget("/flight")
    draft.put(flights=_with(draft.brief.flights, flight, key=lambda f: (f.start, str(f.where))))
    draft.cite("/flights", proposal.evidence, replace=True)


# --- places ------------------------------------------------------------------------------


def _geo(draft: _Draft, proposal: Proposal) -> None:
    value = proposal.value
    if isinstance(value, PlacedSwap):
        _take_place(draft, value.old)
        _put_place(draft, value.new, proposal.evidence)
        return
    if not isinstance(value, PlaceValue):
        return
    if proposal.op == "exclude" or (
        proposal.op == "remove" and not _has_place(draft.brief.geo, value)
    ):
        stood = value.level == "countries" and _has_place(draft.brief.geo, value)
        _take_place(draft, value)
        if stood:
            return
        geo = draft.brief.geo
        draft.put(geo=geo.model_copy(update={"excluded": _with(geo.excluded, value.code)}))
        draft.cite("/geo/excluded", proposal.evidence)
    elif proposal.op == "remove":
        _take_place(draft, value)
    elif proposal.op == "only":
        if "only" not in draft.fresh:
            draft.fresh.add("only")
            draft.put(geo=Geo(excluded=draft.brief.geo.excluded))
        _put_place(draft, value, proposal.evidence)
    else:
        _put_place(draft, value, proposal.evidence)


def _has_place(geo: Geo, value: PlaceValue) -> bool:
    return value.code in getattr(geo, value.level)


def _put_place(draft: _Draft, value: PlaceValue, words: tuple[Evidence, ...]) -> None:
    geo = draft.brief.geo
    if value.level == "countries" and value.code in geo.excluded and "/geo/excluded" in draft.fresh:
        return
    held: tuple[str, ...] = getattr(geo, value.level)
    update: dict[str, object] = {value.level: _with(held, value.code)}
    if value.level != "countries":
        update["countries"] = _with(geo.countries, value.countries[0])
        draft.cite("/geo/countries", words)
    update["excluded"] = tuple(code for code in geo.excluded if code != value.code)
    draft.put(geo=geo.model_copy(update=update))
    draft.cite(f"/geo/{value.level}", words)


def _take_place(draft: _Draft, value: PlaceValue) -> None:
    """Removes a place, what lies inside it, and a country that only stood for it."""
    geo = draft.brief.geo
    if value.level == "countries":
        kept = [c for c in geo.countries if c != value.code]
        draft.put(
            geo=geo.model_copy(
                update={
                    "countries": tuple(kept),
                    "regions": tuple(r for r in geo.regions if r[:2] != value.code),
                    "cities": tuple(c for c in geo.cities if value.code not in _countries_of(c)),
                }
            )
        )
    else:
        held = tuple(code for code in getattr(geo, value.level) if code != value.code)
        geo = geo.model_copy(update={value.level: held})
        country = value.countries[0] if value.countries else ""
        if (
            country
            and _has_place(draft.brief.geo, value)
            and not _otherwise_named(draft, geo, country)
        ):
            geo = geo.model_copy(
                update={"countries": tuple(c for c in geo.countries if c != country)}
            )
        draft.put(geo=geo)
    for level in ("countries", "regions", "cities"):
        if not getattr(draft.brief.geo, level):
            draft.forget(f"/geo/{level}")


def _otherwise_named(draft: _Draft, geo: Geo, country: str) -> bool:
    """Whether a country is named itself, or holds another place of the Brief."""
    if any(r[:2] == country for r in geo.regions) or any(
        country in _countries_of(c) for c in geo.cities
    ):
        return True
    return any(
        country in _named_countries(e.text) for e in draft.evidence.get("/geo/countries", ())
    )


def _countries_of(city: str) -> tuple[str, ...]:
    hit = next(iter(place_names().find(tokenise(city))), None)
    return (
        ()
        if hit is None
        else tuple(p.countries[0] for p in hit.entry if p.level == "city" and p.code == city)
    )


def _named_countries(text: str) -> tuple[str, ...]:
    hit = next(iter(place_names().find(tokenise(text))), None)
    places = () if hit is None else hit.entry
    named = tuple(c for p in places if p.level in ("country", "trade") for c in p.countries)
    return named or ((text,) if len(text) == 2 and text.isupper() else ())


# --- audience, formats, channels ------------------------------------------------------------


def _ages(draft: _Draft, proposal: Proposal) -> None:
    if not isinstance(proposal.value, Ages):
        return
    ranges = proposal.value.ranges
    single = ranges[0] if len(ranges) == 1 else None
    update = {
        "age_min": single.min if single else None,
        "age_max": single.max if single else None,
        "age_ranges": () if single else ranges,
    }
    draft.put(audience=draft.brief.audience.model_copy(update=update))
    for pointer in ("age_min", "age_max", "age_ranges"):
        draft.forget(f"/audience/{pointer}")
        if update[pointer] not in (None, ()):
            draft.cite(f"/audience/{pointer}", proposal.evidence, replace=True)


def _trait(draft: _Draft, proposal: Proposal) -> None:
    slot = proposal.path.rpartition("/")[2]
    held: tuple[str, ...] = getattr(draft.brief.audience, slot)
    value = str(proposal.value)
    if proposal.op == "remove":
        new = tuple(v for v in held if v != value)
    elif proposal.op == "only" and proposal.path not in draft.fresh:
        new = (value,)
    else:
        new = _with(held, value)
    _put_audience(draft, slot, new)
    if proposal.op != "remove":
        draft.cite(proposal.path, proposal.evidence, replace=proposal.op == "only")
    elif not new:
        draft.forget(proposal.path)


def _put_audience(draft: _Draft, slot: str, value: tuple[str, ...]) -> None:
    audience: Audience = draft.brief.audience.model_copy(update={slot: value})
    draft.put(audience=audience)


def _wish(draft: _Draft, proposal: Proposal) -> None:
    kind = proposal.path.split("/")[1]
    held: Formats | Channels = getattr(draft.brief, kind)
    lists = {name: tuple(getattr(held, name)) for name in ("only", "include", "exclude")}
    if isinstance(proposal.value, Swap):
        _swap(lists, proposal.value)
        target = "include"
    else:
        target = proposal.path.rpartition("/")[2]
        _place_wish(lists, target, str(proposal.value), fresh=proposal.path in draft.fresh)
    draft.put(**{kind: held.model_copy(update=lists)})
    draft.cite(f"/{kind}/{target}", proposal.evidence)
    for name in lists:
        if not lists[name]:
            draft.forget(f"/{kind}/{name}")


def _place_wish(lists: dict[str, tuple[str, ...]], target: str, value: str, fresh: bool) -> None:
    """Puts a format or channel into one list and out of the others that it contradicts."""
    if target == "exclude":
        for name in ("only", "include"):
            lists[name] = tuple(v for v in lists[name] if v != value)
    else:
        lists["exclude"] = tuple(v for v in lists["exclude"] if v != value)
    if target == "only":
        lists["only"] = _with(lists["only"] if fresh else (), value)
        lists["include"] = ()
    elif target == "include" and lists["only"]:
        lists["only"] = _with(lists["only"], value)
    else:
        lists[target] = _with(lists[target], value)


def _swap(lists: dict[str, tuple[str, ...]], swap: Swap) -> None:
    name = "only" if swap.old in lists["only"] else "include"
    lists[name] = _with(tuple(v for v in lists[name] if v != swap.old), swap.new)
    lists["exclude"] = tuple(v for v in lists["exclude"] if v != swap.new)


# --- lists of rules -------------------------------------------------------------------------


def _listed(draft: _Draft, proposal: Proposal) -> None:
    value, path = proposal.value, proposal.path
    if isinstance(value, Kpi):
        rest = tuple(k for k in draft.brief.kpis if (k.metric, k.k) != (value.metric, value.k))
        draft.put(kpis=_with(rest, value, key=lambda k: k.metric))
    elif path == "/brand_safety":
        draft.put(brand_safety=_with(draft.brief.brand_safety, str(value)))
    elif isinstance(value, Each):
        for country in draft.brief.geo.countries:
            where = Where(market=country)
            _constrain(draft, AmountConstraint(where=where, min=value.micros, max=value.micros))
        if draft.brief.budget is None:
            total = value.micros * max(len(draft.brief.geo.countries), 1)
            draft.put(budget=Budget(amount=total))
            draft.cite("/budget", proposal.evidence)
    elif isinstance(
        value, ShareConstraint | AmountConstraint | ExcludeConstraint | ProtectConstraint
    ):
        _constrain(draft, value)
    elif isinstance(value, Change):
        _adjust(draft, value)
    draft.cite(path, proposal.evidence)


def _adjust(draft: _Draft, change: Change) -> None:
    """Moves the bounds of the amount that stands for the change's lines, if one stands."""
    for held in draft.brief.constraints:
        if isinstance(held, AmountConstraint) and held.where == change.where:
            low = None if held.min is None else _changed(held.min, change)
            high = None if held.max is None else _changed(held.max, change)
            _constrain(draft, held.model_copy(update={"min": low, "max": high}))


def _constrain(draft: _Draft, value: Constraints) -> None:
    rest = tuple(
        c for c in draft.brief.constraints if (c.kind, c.where) != (value.kind, value.where)
    )
    draft.put(constraints=_with(rest, value, key=lambda c: (c.kind, str(c.where))))


def _with(held: tuple[T, ...], value: T, key: Callable[[T], object] | None = None) -> tuple[T, ...]:
    """The tuple with the value in it, sorted, so that the order of messages leaves no trace."""
    return tuple(sorted({*held, value} if key is None else [*held, value], key=key or str))  # type: ignore[arg-type]


# --- what follows from several facts --------------------------------------------------------


def _settled(draft: _Draft, before: Brief) -> Brief:
    brief = draft.brief
    if brief.budget is not None:
        written = next(
            (written_in(e.text) for e in draft.evidence.get("/budget/currency", ())), None
        )
        currency = resolve(written, brief.geo.countries)
        draft.put(budget=brief.budget.model_copy(update={"currency": currency}))
    if draft.brief.objective is None and draft.brief.priority == "reach":
        draft.put(objective="REACH")
    return draft.brief.model_copy(update={"evidence": draft.evidence, "assumed": (), "missing": ()})


__all__ = ["complete", "reduce"]
