"""Candidate lines and requests for the tests, with round numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from media.flight import Flight
from media.forecast import Comparables, Interval, LineForecast, ReachCurve
from media.money import MICROS
from media.words import CHANNELS, AdFormat, Channel
from optimizer.propose import Candidate, PlanRequest

FLIGHT = Flight(start=date(2027, 1, 4), end=date(2027, 1, 31))


def around(mid: float, spread: float = 0.2) -> Interval:
    """An interval of `spread` to each side at 90 %."""
    return Interval(
        mid=mid,
        low80=mid * (1 - 0.8 * spread),
        high80=mid * (1 + 0.8 * spread),
        low90=mid * (1 - spread),
        high90=mid * (1 + spread),
    )


def line(
    name: str = "BR-audio-direct",
    *,
    cpm: float = 10.0,
    ceiling: float = 0.5,
    growth: float = 0.0,
    reference: float = 10_000.0,
    ctr: float = 0.002,
    vtr: float | None = None,
    people: float = 10_000_000.0,
    min_spend: float = 0.0,
    max_spend: float | None = None,
    avails: float = 1e9,
    sell_through: float = 0.5,
    delivery: float = 1.0,
    comparables: int = 20,
    spread: float = 0.2,
) -> Candidate:
    """A line called "market-format-channel"; its pool is its market and format."""
    market, format_, channel = name.split("-")
    forecast = LineForecast(
        cpm=around(cpm, spread),
        reference_spend=reference,
        cpm_growth=growth,
        delivery_rate=around(delivery, 0.02),
        ctr=around(ctr),
        vtr=None if vtr is None else around(vtr, 0.1),
        reach=ReachCurve(family="exponential", ceiling=ceiling),
        comparables=Comparables(count=comparables, level="market, format, channel"),
        fit="test",
    )
    return Candidate(
        id=name,
        market=market,
        format=_format(format_),
        channel=_channel(channel),
        flight=FLIGHT,
        place=market,
        pool=f"{market}-{format_}",
        people=people,
        forecast=forecast,
        seller="house",
        min_spend=round(min_spend * MICROS),
        max_spend=None if max_spend is None else round(max_spend * MICROS),
        avails=avails,
        sell_through=sell_through,
    )


def request(*lines: Candidate, budget: float = 100_000.0, **rest: Any) -> PlanRequest:
    """A request in dollars."""
    return PlanRequest(
        candidates=lines, currency="USD", budget=round(budget * MICROS), unit=10_000, **rest
    )


def _format(word: str) -> AdFormat:
    return next(f for f in ("audio", "video", "podcast", "display") if f == word)


def _channel(word: str) -> Channel:
    return next(c for c in CHANNELS if c == word)


@st.composite
def lines(draw: st.DrawFn) -> tuple[Candidate, ...]:
    """Two to nine lines of up to two markets."""
    names = [
        f"{market}-{format_}-{channel}"
        for market in ("BR", "MX")
        for format_ in ("audio", "video", "display")
        for channel in ("direct", "programmatic")
    ]
    chosen = draw(st.lists(st.sampled_from(names), min_size=2, max_size=9, unique=True))
    return tuple(
        line(
            name,
            cpm=draw(st.floats(2, 40)),
            ceiling=draw(st.floats(0.1, 0.9)),
            growth=draw(st.sampled_from((0.0, 0.1, 0.3))),
            people={"BR": 2e7, "MX": 8e6}[name[:2]],
            min_spend=draw(st.sampled_from((0.0, 500.0, 5_000.0))),
            avails=draw(st.floats(1e5, 1e8)),
            sell_through=draw(st.floats(0.1, 0.95)),
            vtr=0.7 if "video" in name else None,
        )
        for name in chosen
    )
