"""What was taken where nobody said anything, and what of the brief could not be followed."""

from __future__ import annotations

from datetime import date

from pydantic import JsonValue

from bot.words import names, numbers
from bot.words.values import Values


def _assumed(v: Values) -> str:
    slot, value = v.text("slot").strip("/").split("/")[0], v.raw.get("value")
    match slot, value:
        case "objective", str():
            return v.words.t("Objective: {value}.", value=names.objective_name(value, v.words))
        case "priority", str():
            return v.words.t("Priority: {value}.", value=names.priority_name(value, v.words))
        case "flight", dict():
            return v.words.t("Dates: {value}.", value=_dates(value, v))
        case "audience", dict():
            return v.words.t(
                "Ages: {value}.", value=ages(value.get("age_min"), value.get("age_max"), v)
            )
        case "geo", dict():
            return v.words.t("Places: {value}.", value=_places(value, v))
    return v.words.t("I chose {slot}.", slot=names.slot_name(slot, v.words))


def _dates(value: dict[str, JsonValue], v: Values) -> str:
    start, end = (date.fromisoformat(str(value[key])) for key in ("start", "end"))
    return numbers.dates(start, end, v.language)


def _places(value: dict[str, JsonValue], v: Values) -> str:
    countries = value.get("countries")
    codes = countries if isinstance(countries, list) else []
    return v.listed([names.country_name(str(code), v.words) for code in codes])


def ages(low: object, high: object, v: Values) -> str:
    """Ages in a few characters ("18–34", "55+", "everybody")."""
    if low is None and high is None:
        return v.words.t("everybody")
    if high is None:
        return f"{low}+"
    if low is None:
        return v.words.t("up to {age}", age=high)
    return f"{low}–{high}"


def _not_sold(v: Values) -> str:
    return v.words.t(
        "{place} is not sold on its own; it was left out.",
        place=names.place_name(v.text("place"), v.words),
    )


def _not_excluded(v: Values) -> str:
    return v.words.t(
        "{place} cannot be left out: nothing is sold without it.",
        place=names.place_name(v.text("place"), v.words),
    )


def _too_short(v: Values) -> str:
    return v.words.t(
        "{cell} needs at least {days} days.", cell=names.capital(v.cell()), days=v.count("days")
    )


def _starts_later(v: Values) -> str:
    return v.words.t(
        "{cell} can start on {day} at the earliest.",
        cell=names.capital(v.cell()),
        day=v.day("start"),
    )


def _spent_before(v: Values) -> str:
    return v.words.t("{amount} is spent already; this plan is for the rest.", amount=v.amount())


def _line_behind(v: Values) -> str:
    return v.words.t(
        "{cell} is behind: by {day} it delivered {delivered}, with {elapsed} of its flight over.",
        cell=names.capital(v.cell()),
        day=v.day("through"),
        delivered=v.percent("delivered"),
        elapsed=v.percent("elapsed"),
    )


def _reallocated(v: Values) -> str:
    return v.words.t(
        "I propose to move what it will not spend at this pace. Approving this version pauses and "
        "archives the booked one, and books what is left."
    )


def _not_reallocated(v: Values) -> str:
    return v.words.t("I found no better use of what is left. Say what to change.")


def _currency(v: Values) -> str:
    return v.words.t(
        "Currency: {currency}, because none was named.",
        currency=numbers.locale(v.language).currencies.get(v.text("currency"), v.text("currency")),
    )


def _usually(v: Values) -> str:
    return v.words.n(
        "{advertiser} has {n} past campaign, in {markets}, with {formats}.",
        "{advertiser} has {n} past campaigns, mostly in {markets}, with {formats}.",
        int(v.number("campaigns")),
        **_habits(v),
    )


def _ages_from_history(v: Values) -> str:
    return v.words.t(
        "Ages {ages}, as in most of {advertiser}'s {n} past campaigns.",
        ages=ages(v.raw.get("age_min"), v.raw.get("age_max"), v),
        **_habits(v),
    )


def _habits(v: Values) -> dict[str, object]:
    markets = [names.country_name(code, v.words) for code in v.texts("markets")]
    formats = [names.format_name(code, v.words) for code in v.texts("formats")]
    several = v.words.t("several")
    return {
        "advertiser": v.text("advertiser"),
        "n": v.count("campaigns"),
        "markets": v.listed(markets) or several,
        "formats": v.listed(formats) or several,
    }


def _open_start(v: Values) -> str:
    return v.words.t("No start was named, so it starts today and ends on {end}.", end=v.day("end"))


def _begun(v: Values) -> str:
    return v.words.t(
        "That has begun already, so it starts today and ends on {end}.", end=v.day("end")
    )


def _duration(v: Values) -> str:
    return v.words.t("Dates: {start} to {end}.", start=v.day("start"), end=v.day("end"))


SENTENCES = {
    "assumed": _assumed,
    "place_not_sold": _not_sold,
    "place_not_excluded": _not_excluded,
    "flight_too_short": _too_short,
    "starts_later": _starts_later,
    "spent_before": _spent_before,
    "line_behind": _line_behind,
    "reallocated": _reallocated,
    "not_reallocated": _not_reallocated,
    "currency_by_market": _currency,
    "advertiser_usually": _usually,
    "ages_from_history": _ages_from_history,
    "dates.open_start": _open_start,
    "dates.duration": _duration,
    "dates.begun": _begun,
}
