"""Campaign history: what advertisers bought in the past, and what the market gave them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from media.history import HISTORY
from media.words import CHANNELS, FORMATS
from sandbox.market import advertisers
from sandbox.market.advertisers import Advertisers
from sandbox.market.audiences import Audiences
from sandbox.market.chance import COMPLETION_WEIGHT, DELIVERY_WEIGHT, Chance
from sandbox.market.countries import PLACES
from sandbox.market.lines import Floats, Ints, Lines
from sandbox.market.offer import MINIMUM_USD, seller
from sandbox.market.rates import Rates
from sandbox.market.truth import Truth

Columns = dict[str, NDArray[Any]]

LINES_PER_BUY = 2.2
PAST_DAYS = 760
MOST_EXPOSURES = 12.0
"""Nobody books more impressions a head than this."""
_LENGTHS = np.array([5, 7, 10, 14, 14, 21, 28, 30, 30, 42, 60, 90])
_OBJECTIVES = np.array(["REACH", "EVEN_IMPRESSION_DELIVERY", "CLICKS", "VIDEO_VIEWS", None])
_FORMAT_SHARES = [0.38, 0.27, 0.13, 0.22]
_CHANNEL_SHARES = [0.24, 0.46, 0.30]


@dataclass(frozen=True, slots=True)
class Past:
    """The lines that were bought, and by whom. One row is one campaign."""

    lines: Lines
    buy: Ints
    advertiser: Ints
    audience: Ints
    objective: NDArray[np.object_]


def history(truth: Truth, rates: Rates, count: int, today: date) -> pa.Table:
    """`count` past campaigns in the columns of media.history.HISTORY, all over before `today`."""
    draw = np.random.default_rng([truth.seed, 2])
    buyers = advertisers.drawn(draw, max(8, count // 14))
    audiences = Audiences.drawn(draw, truth.catalog)
    past = _bought(draw, buyers, audiences, count, np.datetime64(today, "D"))
    return _table(truth, rates, past, buyers, audiences)


def _bought(
    draw: np.random.Generator,
    buyers: Advertisers,
    audiences: Audiences,
    count: int,
    today: np.datetime64,
) -> Past:
    buy = np.sort(draw.integers(0, max(1, round(count / LINES_PER_BUY)), count))
    buys = int(buy.max()) + 1
    weight = 1.0 / np.arange(1, len(buyers) + 1) ** 0.7
    who = draw.choice(len(buyers), buys, p=weight / weight.sum())[buy]
    market = np.where(
        draw.random(buys)[buy] < 0.8, buyers.home[who], draw.integers(0, len(PLACES), buys)[buy]
    )
    length = draw.choice(_LENGTHS, buys)[buy]
    end = today - 1 - draw.integers(0, PAST_DAYS, buys)[buy].astype("timedelta64[D]")
    audience = audiences.chosen(
        draw, buys, buyers.topic[who[np.searchsorted(buy, np.arange(buys))]]
    )[buy]
    objective = draw.choice(_OBJECTIVES, count, p=[0.45, 0.12, 0.2, 0.13, 0.1])
    format, channel = (
        draw.choice(4, count, p=_FORMAT_SHARES),
        draw.choice(3, count, p=_CHANNEL_SHARES),
    )
    lines = Lines(
        market=market,
        format=format,
        channel=channel,
        start=end - (length - 1).astype("timedelta64[D]"),
        end=end,
        budget_usd=_budgets(draw, format, channel),
        people=audiences.people[audience, market],
        interests=audiences.interests[audience],
        for_clicks=objective == "CLICKS",
    )
    return Past(lines, buy, who, audience, objective)


def _budgets(draw: np.random.Generator, format: Ints, channel: Ints) -> Floats:
    least = np.array([[MINIMUM_USD[seller(f, c)] for c in CHANNELS] for f in FORMATS], float)
    return np.asarray(np.maximum(least[format, channel], draw.lognormal(8.6, 1.15, len(format))))


def _table(
    truth: Truth, rates: Rates, past: Past, buyers: Advertisers, audiences: Audiences
) -> pa.Table:
    currency = np.array([place.currency for place in PLACES], object)[past.lines.market]
    currency = np.where(buyers.usd[past.advertiser], "USD", currency)
    per_usd = rates.per_usd(currency, past.lines.start)
    columns = (
        _who(past, buyers)
        | {"currency": currency}
        | _where(past, audiences)
        | _outcome(truth, past, buyers.price[past.advertiser], per_usd)
    )
    return pa.table([pa.array(columns[f.name], f.type, from_pandas=True) for f in HISTORY], HISTORY)


def _who(past: Past, buyers: Advertisers) -> Columns:
    numbers = np.arange(1, len(past.lines) + 1).astype(str)
    return {
        "campaign_id": np.char.add("C", np.char.zfill(numbers, 7)),
        "advertiser": np.array(buyers.names, object)[past.advertiser],
        "buyer": np.where(past.advertiser % 3 == 0, "In-house", "Agency"),
        "objective": past.objective,
    }


def _where(past: Past, audiences: Audiences) -> Columns:
    return {
        "market": np.array([place.code for place in PLACES], object)[past.lines.market],
        "format": np.array(FORMATS, object)[past.lines.format],
        "channel": np.array(CHANNELS, object)[past.lines.channel],
        "start": past.lines.start,
        "end": past.lines.end,
        "age_min": audiences.age_min[past.audience],
        "age_max": audiences.age_max[past.audience],
        "gender": audiences.gender[past.audience],
        "targeting": audiences.targeting[past.audience],
    }


def _outcome(truth: Truth, past: Past, price: Floats, per_usd: Floats) -> Columns:
    draw = np.random.default_rng([truth.seed, 3])
    lines, luck = _affordable(truth, past.lines), Chance.drawn(draw, len(past.lines))
    cpm = truth.cpm(lines) * luck.price * price
    booked = np.floor(lines.budget_usd / cpm * 1000)
    impressions = np.floor(booked * luck.rate(truth.delivery_rate(lines), DELIVERY_WEIGHT))
    clicks = luck.clicks(impressions, truth.click_rate(lines))
    completed = luck.count(impressions, truth.completion_rate(lines), COMPLETION_WEIGHT)
    reach = truth.reach(lines, impressions) * luck.reach[:, None]
    return {
        "spend": np.round(impressions * cpm / 1000 * per_usd, 2),
        "impressions": impressions,
        "clicks": _known(draw, 0.97, clicks),
        "completed_views": _known(draw, np.where(lines.format == 3, 0.0, 0.95), completed),
        "budget": _known(draw, 0.95, np.round(lines.budget_usd * per_usd, 2)),
        "booked_impressions": _known(draw, 0.95, booked),
        **_reaches(draw, np.floor(np.minimum(reach, impressions[:, None]))),
    }


def _affordable(truth: Truth, lines: Lines) -> Lines:
    most = MOST_EXPOSURES * lines.people * truth.cpm(lines) / 1000
    return replace(lines, budget_usd=np.minimum(lines.budget_usd, most))


def _reaches(draw: np.random.Generator, reach: Floats) -> dict[str, Floats]:
    """Reach is measured for most campaigns, its distribution for fewer."""
    measured = draw.random(len(reach))
    first = np.where(measured < 0.75, reach[:, 0], np.nan)
    more = np.where(measured[:, None] < 0.5, reach[:, 1:], np.nan)
    return {"reach": first, **{f"reach_{k}": more[:, k - 2] for k in range(2, 6)}}


def _known(draw: np.random.Generator, share: float | Floats, values: Floats) -> Floats:
    """Values, except that all but `share` of them were never recorded."""
    return np.asarray(np.where(draw.random(len(values)) < share, values, np.nan))
