"""What a Brief asks for beyond money, place and time: its rules, each as a short phrase."""

from __future__ import annotations

from collections.abc import Iterator

from bot.words import names
from bot.words.catalog import Words
from bot.words.numbers import money, percent
from bot.words.refusals import said
from media.brief import (
    AmountConstraint,
    Brief,
    Constraint,
    FrequencyCap,
    ProtectConstraint,
    ShareConstraint,
    Where,
)
from optimizer.propose.wording import targeted


def asked(brief: Brief, currency: str, words: Words) -> list[str]:
    """Bounds, what is ruled out or protected, the cap, the targets, and what to keep away from.

    `currency` is that of the plan, in which amounts are given.
    """
    found = [*_ruled_out(brief, words)]
    for rule in brief.constraints:
        found += _rule(rule, currency, words)
    if brief.frequency_cap is not None:
        found.append(_cap(brief.frequency_cap, words))
    found += [said(targeted(kpi, currency), words) for kpi in brief.kpis if kpi.is_target]
    topics = [names.topic_name(topic, words) for topic in brief.brand_safety]
    if topics:
        found.append(words.t("keep away from {topics}", topics=", ".join(topics)))
    return found


def _ruled_out(brief: Brief, words: Words) -> Iterator[str]:
    for code in (*brief.formats.exclude, *brief.channels.exclude):
        yield words.t("no {what}", what=names.any_name(code, words))


def _rule(rule: Constraint, currency: str, words: Words) -> Iterator[str]:
    what = _what(rule.where, words)
    if isinstance(rule, ShareConstraint | AmountConstraint):
        yield from _bounds(rule, what, currency, words)
    elif isinstance(rule, ProtectConstraint) and rule.max:
        share = percent(rule.max, words.language)
        yield words.t("{what}: {share} of its inventory at most", what=what, share=share)
    elif isinstance(rule, ProtectConstraint):
        yield words.t("{what} protected", what=what)
    else:
        yield words.t("no {what}", what=what)


def _what(where: Where, words: Words) -> str:
    """What a rule is about: "video (Italy)", "programmatic", "Spain"."""
    sold = [names.any_name(code, words) for code in (where.format, where.channel) if code]
    places = [names.place_name(p, words) for p in (where.market, where.region, where.city) if p]
    if not sold or not places:
        return " ".join((*sold, *places))
    return f"{' '.join(sold)} ({', '.join(places)})"


def _bounds(
    rule: ShareConstraint | AmountConstraint, what: str, currency: str, words: Words
) -> Iterator[str]:
    low, high = (_bound(rule, end, currency, words) for end in (rule.min, rule.max))
    shared = isinstance(rule, ShareConstraint)
    if rule.min == rule.max:
        yield f"{what}: {low}"
    elif shared and low:
        yield words.t("{what} at least {bound} of the total", what=what, bound=low)
    elif low:
        yield words.t("{what} at least {bound}", what=what, bound=low)
    if rule.min == rule.max or not high:
        return
    if shared:
        yield words.t("{what} at most {bound} of the total", what=what, bound=high)
    else:
        yield words.t("{what} at most {bound}", what=what, bound=high)


def _bound(
    rule: ShareConstraint | AmountConstraint, end: float | None, currency: str, words: Words
) -> str:
    if end is None:
        return ""
    if isinstance(rule, ShareConstraint):
        return percent(end, words.language)
    return money(int(end), currency, words.language)


def _cap(cap: FrequencyCap, words: Words) -> str:
    return words.t(
        "at most {n} per person per {period}",
        n=cap.impressions,
        period=names.cap_name(cap.per, words),
    )
