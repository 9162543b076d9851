"""Places: put, taken, excluded, swapped; a place inside a country names the country."""

from __future__ import annotations

from typing import TypeVar

from agents.readers.findings.proposals import PlacedSwap, PlaceValue, Proposal
from agents.readers.text.gazetteer import names as place_names
from agents.readers.text.tokens import tokenise
from agents.reducer.draft import Draft, merged
from media.brief import AmountConstraint, Constraint, Geo, PartialFlight, ShareConstraint
from media.evidence import Evidence

R = TypeVar("R", Constraint, PartialFlight)


def apply_geo(draft: Draft, proposal: Proposal) -> None:
    """Puts, takes, excludes or swaps a place."""
    value = proposal.value
    if isinstance(value, PlacedSwap):
        _hand_over(draft, value)
        _take_place(draft, value.old)
        _put_place(draft, value.new, proposal.evidence)
        return
    if not isinstance(value, PlaceValue):
        return
    if proposal.op == "exclude" or (
        proposal.op == "remove" and not _has_place(draft.brief.geo, value)
    ):
        stood = _has_place(draft.brief.geo, value)
        _take_place(draft, value)
        if stood and (value.level == "countries" or _narrowed(draft.brief.geo, value.countries)):
            return
        geo = draft.brief.geo
        draft.put(geo=geo.model_copy(update={"excluded": merged(geo.excluded, value.code)}))
        draft.cite("/geo/excluded", proposal.evidence)
    elif proposal.op == "remove":
        _take_place(draft, value)
    elif proposal.op == "only":
        if "only" not in draft.fresh:
            draft.fresh.add("only")
            draft.put(geo=Geo(excluded=draft.brief.geo.excluded))
        _put_place(draft, value, proposal.evidence)
    elif proposal.op == "set":
        _take_place(draft, value)
        _put_place(draft, value, proposal.evidence)
    else:
        _put_place(draft, value, proposal.evidence)


def _hand_over(draft: Draft, swap: PlacedSwap) -> None:
    """The rules and dates of a country that another takes the place of become the other's."""
    if not swap.old.level == swap.new.level == "countries":
        return
    new = {"market": swap.new.code}

    def handed(rule: R) -> R:
        if rule.where.market != swap.old.code:
            return rule
        return rule.model_copy(update={"where": rule.where.model_copy(update=new)})

    draft.put(
        constraints=tuple(handed(c) for c in draft.brief.constraints),
        flights=tuple(handed(f) for f in draft.brief.flights),
    )


def _narrowed(geo: Geo, countries: tuple[str, ...]) -> bool:
    """Whether the Brief still names places inside one of the countries."""
    inside = {r[:2] for r in geo.regions} | {c for city in geo.cities for c in _countries_of(city)}
    return bool(inside & set(countries))


def _has_place(geo: Geo, value: PlaceValue) -> bool:
    return value.code in getattr(geo, value.level)


def _put_place(draft: Draft, value: PlaceValue, words: tuple[Evidence, ...]) -> None:
    geo = draft.brief.geo
    if value.level == "countries" and value.code in geo.excluded and "/geo/excluded" in draft.fresh:
        return
    held: tuple[str, ...] = getattr(geo, value.level)
    update: dict[str, object] = {value.level: merged(held, value.code)}
    if value.level != "countries":
        update["countries"] = merged(geo.countries, value.countries[0])
        draft.cite("/geo/countries", words)
    update["excluded"] = tuple(code for code in geo.excluded if code != value.code)
    draft.put(geo=geo.model_copy(update=update))
    draft.cite(f"/geo/{value.level}", words)


def _take_place(draft: Draft, value: PlaceValue) -> None:
    """Removes a place, what lies inside it, and a country that only stood for it."""
    geo = draft.brief.geo
    _release(draft, value)
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


def _release(draft: Draft, place: PlaceValue) -> None:
    """A place that goes takes its own shares and amounts with it."""
    bounds = (ShareConstraint, AmountConstraint)
    key = {"countries": "market", "regions": "region", "cities": "city"}[place.level]
    kept = tuple(
        c
        for c in draft.brief.constraints
        if not (isinstance(c, bounds) and getattr(c.where, key) == place.code)
    )
    draft.put(constraints=kept)
    if not kept:
        draft.forget("/constraints")


def _otherwise_named(draft: Draft, geo: Geo, country: str) -> bool:
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
