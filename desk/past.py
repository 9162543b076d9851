"""Questions about past campaigns, answered from the rows; and what an advertiser usually does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from desk.results import HistoryAnswer, PastCampaign
from media.plan import Fact
from optimizer.forecast.doubts import believed
from storage.history import HistoryFilter
from storage.store import Storage

_SHOWN = 20
_HABIT = 0.5
_SUMMED = 3
"""Currencies that get figures of their own, the most frequent."""


@dataclass(frozen=True, slots=True)
class HistoryQuestion:
    """What is asked of the past; `metrics` are media.words.Metric names or "DELIVERY"."""

    metrics: tuple[str, ...] = ("CPM",)
    advertiser: str | None = None
    market: str | None = None
    format: str | None = None
    channel: str | None = None
    since: date | None = None
    until: date | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Habits:
    """What an advertiser's campaigns mostly were; empty where there is no majority."""

    campaigns: int = 0
    markets: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None


class Past:
    """Reads campaign history for people."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def ask(self, question: HistoryQuestion) -> HistoryAnswer:
        """Weighted figures per currency, and the newest rows behind them.

        Clicks and views that their impressions contradict count as unknown, as in forecasts.
        """
        where = HistoryFilter(
            advertiser=question.advertiser,
            market=question.market,
            format=question.format,
            channel=question.channel,
            since=question.since,
            until=question.until,
        )
        async with self._storage.transaction() as tx:
            table = await tx.history.read(where, last=question.last)
        rows = [_campaign(row) for row in believed(table).to_pylist()]
        facts = _figures(rows, question) if rows else (_nothing(question),)
        return HistoryAnswer(facts, tuple(rows[:_SHOWN]), len(rows))

    async def habits(self, advertiser: str) -> Habits:
        """What most of the advertiser's last 50 campaigns share."""
        async with self._storage.transaction() as tx:
            table = await tx.history.read(HistoryFilter(advertiser=advertiser), last=50)
        if table.num_rows == 0:
            return Habits()
        ages = [_majority(table, name) for name in ("age_min", "age_max")]
        return Habits(
            campaigns=table.num_rows,
            markets=_usual(table, "market"),
            formats=_usual(table, "format"),
            age_min=None if ages[0] is None else int(ages[0]),
            age_max=None if ages[1] is None else int(ages[1]),
        )

    async def advertisers(self) -> list[str]:
        """The advertisers that have campaigns."""
        async with self._storage.transaction() as tx:
            return await tx.history.advertisers()


def _campaign(row: dict[str, Any]) -> PastCampaign:
    shown = row["impressions"] or 0.0
    return PastCampaign(
        campaign_id=row["campaign_id"],
        advertiser=row["advertiser"] or "",
        market=row["market"] or "",
        format=row["format"] or "",
        channel=row["channel"] or "",
        start=row["start"],
        end=row["end"],
        currency=row["currency"] or "",
        spend=row["spend"] or 0.0,
        impressions=shown,
        cpm=_ratio((row["spend"] or 0.0) * 1000, shown),
        ctr=_ratio(row["clicks"], shown),
        vtr=_ratio(row["completed_views"], shown),
        delivery_rate=_ratio(row["impressions"], row["booked_impressions"]),
        booked=row["booked_impressions"],
    )


def _ratio(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def _figures(rows: list[PastCampaign], question: HistoryQuestion) -> tuple[Fact, ...]:
    currencies = Counter(row.currency for row in rows).most_common()
    summed = tuple(
        _figure([row for row in rows if row.currency == currency], currency, question)
        for currency, _ in currencies[:_SUMMED]
    )
    return (*summed, *_others(currencies[_SUMMED:]))


def _others(currencies: Sequence[tuple[str, int]]) -> Iterator[Fact]:
    """That there are campaigns in further currencies."""
    if currencies:
        values: dict[str, Any] = {
            "campaigns": sum(count for _, count in currencies),
            "currencies": sorted(currency for currency, _ in currencies),
        }
        yield Fact(code="history_others", values=values)


def _figure(rows: list[PastCampaign], currency: str, question: HistoryQuestion) -> Fact:
    shown = sum(row.impressions for row in rows)
    spend = sum(row.spend for row in rows)
    values: dict[str, Any] = {
        "campaigns": len(rows),
        "currency": currency,
        "spend": round(spend, 2),
        "impressions": round(shown),
        "cpm": _ratio(spend * 1000, shown),
        "ctr": _weighted(rows, "ctr"),
        "vtr": _weighted(rows, "vtr"),
        "delivery_rate": _delivered(rows),
        "metrics": list(question.metrics),
        "advertiser": question.advertiser,
        "market": question.market,
        "format": question.format,
        "since": min(row.start for row in rows).isoformat(),
        "until": max(row.end or row.start for row in rows).isoformat(),
    }
    return Fact(code="history_figures", values=values)


def _weighted(rows: list[PastCampaign], name: str) -> float | None:
    known = [(getattr(r, name), r.impressions) for r in rows if getattr(r, name) is not None]
    return _ratio(sum(value * weight for value, weight in known), sum(w for _, w in known))


def _delivered(rows: list[PastCampaign]) -> float | None:
    booked = [(row.impressions, row.booked) for row in rows if row.booked]
    return _ratio(sum(shown for shown, _ in booked), sum(goal for _, goal in booked))


def _nothing(question: HistoryQuestion) -> Fact:
    return Fact(
        code="history_nothing",
        values={"advertiser": question.advertiser, "market": question.market},
    )


def _usual(table: pa.Table, name: str) -> tuple[str, ...]:
    """Values that at least half of the campaigns have, most frequent first."""
    counts = Counter(value for value in table[name].to_pylist() if value)
    return tuple(v for v, n in counts.most_common(3) if n >= _HABIT * table.num_rows)


def _majority(table: pa.Table, name: str) -> float | None:
    counts = Counter(table[name].to_pylist())
    value, count = counts.most_common(1)[0]
    return float(value) if value is not None and count >= _HABIT * table.num_rows else None
