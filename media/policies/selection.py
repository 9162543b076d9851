"""Which cells (a format through a channel in a place) a Brief lets a plan use."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from media.brief import Brief, ProtectConstraint, Where
from media.words import AdFormat, Channel, Objective

OBJECTIVE_FORMATS: dict[Objective, tuple[AdFormat, ...]] = {
    "VIDEO_VIEWS": ("video",),
    "PODCAST_STREAMS": ("podcast",),
}
"""Objectives that the Ads APIs accept for some formats only (Spotify Ads API v3)."""

_ROUNDING = 1e-9
"""Shares such as 0.7, 0.2 and 0.1 fill a plan, though their floats add up to a little less."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell in a place: what a constraint's `where` is held against."""

    market: str
    format: AdFormat
    channel: Channel
    region: str | None = None
    city: str | None = None


def matches(where: Where, spot: Spot) -> bool:
    """Whether a constraint's `where` is about the spot; all keys that are set must match."""
    return all(wanted is None or wanted == getattr(spot, key) for key, wanted in where)


def allows(brief: Brief, spot: Spot) -> bool:
    """Whether a line may be made in the spot: exclusions, "only", named formats and channels."""
    if spot.format in brief.formats.exclude or spot.channel in brief.channels.exclude:
        return False
    if any(c.kind == "exclude" and matches(c.where, spot) for c in brief.constraints):
        return False
    formats, channels = kept_formats(brief), kept_channels(brief)
    if (formats and spot.format not in formats) or (channels and spot.channel not in channels):
        return False
    return spot.format in OBJECTIVE_FORMATS.get(brief.objective or "REACH", (spot.format,))


def kept_formats(brief: Brief) -> frozenset[str]:
    """The formats a plan keeps to; empty when any may join.

    A list of formats is kept to, with those that a floor asks for, unless their shares leave a rest
    to others ("mostly audio", "40% audio and 30% video").
    """
    return _kept(brief, "format", brief.formats.only, brief.formats.include)


def kept_channels(brief: Brief) -> frozenset[str]:
    """The buying channels a plan keeps to; empty when any may join. The rule is that of formats."""
    return _kept(brief, "channel", brief.channels.only, brief.channels.include)


def protection(brief: Brief, spot: Spot) -> float | None:
    """The fraction of the spot's avails that a plan may take; None where nothing protects it."""
    fractions = [
        c.max or 0.0
        for c in brief.constraints
        if c.kind == "protect" and matches(c.where, spot) and not _asked_by_name(brief, c, spot)
    ]
    return min(fractions, default=None)


def _kept(
    brief: Brief, key: str, only: tuple[str, ...], include: tuple[str, ...]
) -> frozenset[str]:
    if only or not include:
        return frozenset(only)
    listed = frozenset(include) | _floors(brief, key)
    return frozenset() if _leaves_a_rest(brief, key, listed) else listed


def _leaves_a_rest(brief: Brief, key: str, listed: frozenset[str]) -> bool:
    """Whether the shares of what is listed give money to others: to all of them too little.

    One alone with a share of its own ("mostly audio") shares with others, whatever its most is.
    """
    shares = {
        getattr(c.where, key): c
        for c in brief.constraints
        if c.kind == "share" and _keys(c.where) == {key} and getattr(c.where, key) in listed
    }
    if not listed <= shares.keys():
        return False
    if len(listed) == 1:
        return fsum(c.min or 0.0 for c in shares.values()) < 1.0 - _ROUNDING
    return fsum(1.0 if c.max is None else c.max for c in shares.values()) < 1.0 - _ROUNDING


def _keys(where: Where) -> set[str]:
    return {name for name, value in where if value is not None}


def _floors(brief: Brief, key: str) -> frozenset[str]:
    return frozenset(
        getattr(c.where, key)
        for c in brief.constraints
        if c.kind in ("share", "amount") and getattr(c.where, key) and getattr(c, "min", None)
    )


def _asked_by_name(brief: Brief, rule: ProtectConstraint, spot: Spot) -> bool:
    named = (
        (rule.where.format, spot.format in (*brief.formats.only, *brief.formats.include)),
        (rule.where.channel, spot.channel in (*brief.channels.only, *brief.channels.include)),
    )
    by_list = [asked for protected, asked in named if protected]
    by_floor = any(
        c.kind in ("share", "amount")
        and getattr(c, "min", None)
        and (c.where.format == rule.where.format and c.where.channel == rule.where.channel)
        and matches(c.where, spot)
        for c in brief.constraints
    )
    return by_floor or (bool(by_list) and all(by_list))
