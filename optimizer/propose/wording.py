"""The rules of a Brief as phrases that every surface can say in its reader's language."""

from __future__ import annotations

from media.brief import FrequencyCap, Kpi, Where
from media.money import MICROS, Money
from media.sentences import Place, Sentence, Share, Value, joined
from media.words import CHANNEL_WORDS, METRIC_WORDS, MONEY_METRICS
from optimizer.propose.request import Candidate


def named(where: Where) -> Sentence:
    """Which lines a rule is about: "video programmatic BR"."""
    parts: list[Value | None] = [
        Sentence(where.format) if where.format else None,
        Sentence(CHANNEL_WORDS[where.channel]) if where.channel else None,
        Place(where.market) if where.market else None,
        Place(where.region) if where.region else None,
        where.city,
    ]
    return joined([part for part in parts if part is not None], " ")


def line_named(line: Candidate) -> Sentence:
    """A line: "audio in BR (direct)"."""
    return Sentence(
        "{format} in {place} ({channel})",
        format=Sentence(line.format),
        place=Place(line.place),
        channel=Sentence(CHANNEL_WORDS[line.channel]),
    )


def bounded(where: Where, side: str, bound: Value) -> Sentence:
    """A floor or a ceiling of what some lines get: money, or a share of the total."""
    share = isinstance(bound, Share)
    match side, share:
        case "min", True:
            return Sentence("{what} at least {bound} of the total", what=named(where), bound=bound)
        case "max", True:
            return Sentence("{what} at most {bound} of the total", what=named(where), bound=bound)
        case "min", _:
            return Sentence("{what} at least {bound}", what=named(where), bound=bound)
    return Sentence("{what} at most {bound}", what=named(where), bound=bound)


def capped(cap: FrequencyCap, place: Value) -> Sentence:
    """A frequency cap in a place, or in so many of them."""
    count = cap.impressions
    match cap.per:
        case "day":
            return Sentence(
                "at most {count} a day to a person in {place}", count=count, place=place
            )
        case "week":
            return Sentence(
                "at most {count} a week to a person in {place}", count=count, place=place
            )
        case "month":
            return Sentence(
                "at most {count} a month to a person in {place}", count=count, place=place
            )
    return Sentence("at most {count} in all to a person in {place}", count=count, place=place)


def targeted(kpi: Kpi, currency: str) -> Sentence:
    """A target: "CPM at most 8.00 USD"."""
    metric, value = Sentence(METRIC_WORDS[kpi.metric]), target_of(kpi, kpi.value, currency)
    match kpi.op:
        case "<=":
            return Sentence("{what} at most {bound}", what=metric, bound=value)
        case ">=":
            return Sentence("{what} at least {bound}", what=metric, bound=value)
    return Sentence("{what} of {bound}", what=metric, bound=value)


def target_of(kpi: Kpi, value: float, currency: str) -> Value:
    """The value of a metric: money, a rate, a frequency or a count."""
    if kpi.metric in MONEY_METRICS:
        return Money(round(value * MICROS), currency)
    if kpi.metric in ("CTR", "VTR"):
        return Share(value)
    return value if kpi.metric == "FREQUENCY" else round(value)


def budgeted(amount: Money, period: str) -> Sentence:
    """A budget, whole or per period."""
    match period:
        case "day":
            return Sentence("a budget of {value} a day", value=amount)
        case "week":
            return Sentence("a budget of {value} a week", value=amount)
        case "month":
            return Sentence("a budget of {value} a month", value=amount)
    return Sentence("a budget of {value}", value=amount)
