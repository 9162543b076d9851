"""What the past says."""

from __future__ import annotations

from datetime import date

from bot.words import names, numbers
from bot.words.values import Values
from media.money import MICROS


def _figures(v: Values) -> str:
    campaigns = int(v.number("campaigns"))
    said = v.words.n(
        "{n} campaign{about} ({dates}) spent {spend} for {shown} impressions: {figures}.",
        "{n} campaigns{about} ({dates}) spent {spend} for {shown} impressions: {figures}.",
        campaigns,
        n=v.count("campaigns"),
        about=_about(v),
        dates=numbers.dates(
            date.fromisoformat(v.text("since")), date.fromisoformat(v.text("until")), v.language
        ),
        spend=numbers.short_money(
            round(v.number("spend") * MICROS), v.text("currency"), v.language
        ),
        shown=v.short("impressions"),
        figures=", ".join(_shown(v)),
    )
    return said


def _about(v: Values) -> str:
    parts = []
    if v.has("advertiser"):
        parts.append(v.words.t(" of {advertiser}", advertiser=v.text("advertiser")))
    if v.has("format"):
        parts.append(" " + names.format_name(v.text("format"), v.words))
    if v.has("market"):
        parts.append(
            v.words.t(" in {market}", market=names.country_name(v.text("market"), v.words))
        )
    return "".join(parts)


def _shown(v: Values) -> list[str]:
    """The asked metrics first, then the CPM."""
    wanted = dict.fromkeys([*v.texts("metrics"), "CPM"])
    found = [_figure(v, metric) for metric in wanted]
    return [said for said in found if said] or ["–"]


def _figure(v: Values, metric: str) -> str:
    keys = {"CPM": "cpm", "CTR": "ctr", "VTR": "vtr", "DELIVERY": "delivery_rate"}
    key = keys.get(metric)
    if key is None or not v.has(key):
        return ""
    value = v.unit_price(key) if metric == "CPM" else v.percent(key, 2)
    return f"{names.metric_name(metric, v.words)} *{value}*"


def _nothing(v: Values) -> str:
    return v.words.t("I found no past campaigns{about}.", about=_about(v))


def _others(v: Values) -> str:
    return v.words.n(
        "{n} more campaign was paid in {currencies}; name a country to see its figures.",
        "{n} more campaigns were paid in {currencies}; name a country to see their figures.",
        int(v.number("campaigns")),
        n=v.count("campaigns"),
        currencies=v.listed(v.texts("currencies")),
    )


SENTENCES = {
    "history_figures": _figures,
    "history_nothing": _nothing,
    "history_others": _others,
}
