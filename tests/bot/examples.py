"""Plans, requests and bookings for cards, as big and as strange as a test wants them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from desk.results import BookingView, Planned
from media.accounts import AdAccount
from media.approvals import ApprovalRequest
from media.booking import Booked, BookedLine, BookingState, LineState, Order, OrderLine, Problem
from media.brief import Brief
from media.forecast import Comparables, Interval
from media.money import MICROS
from media.plan import (
    Alternative,
    AlternativeLine,
    Fact,
    FrontierPoint,
    LineEvidence,
    LineItem,
    MediaPlan,
    Totals,
)
from media.words import CHANNELS, FORMATS

MARKETS = ("BR", "AR", "MX", "US", "DE", "ES", "FR", "GB", "IT", "PT")


def interval(mid: float) -> Interval:
    return Interval(mid=mid, low80=mid * 0.8, high80=mid * 1.2, low90=mid * 0.7, high90=mid * 1.3)


def line(number: int, **changes: Any) -> LineItem:
    market = MARKETS[number % len(MARKETS)]
    form = FORMATS[number // 3 % len(FORMATS)]
    channel = CHANNELS[number % len(CHANNELS)]
    given: dict[str, Any] = {
        "id": f"{market}-{form}-{channel}-{number}",
        "market": market,
        "format": form,
        "channel": channel,
        "start": date(2027, 1, 1),
        "end": date(2027, 3, 31),
        "budget": (1_000 + number) * MICROS + 330_000,
        "cpm": 12_345_678,
        "impressions": 81_000 + number,
        "reach": 40_000 + number,
        "evidence": LineEvidence(
            comparables=Comparables(
                count=21, level="market, format, channel", nearest=("C1", "C2")
            ),
            fit="f1",
            seller="spotify",
            cpm=interval(12.3),
            impressions=interval(81_000.0),
            sell_through=0.2,
        ),
    }
    return LineItem(**{**given, **changes})


def plan(lines: int | Sequence[LineItem] = 6, **changes: Any) -> MediaPlan:
    items = tuple(line(n) for n in range(lines)) if isinstance(lines, int) else tuple(lines)
    total = sum(item.budget for item in items)
    brief = Brief.model_validate(
        {
            "advertiser": "Nike",
            "objective": "REACH",
            "budget": {"amount": "250000.00", "currency": "BRL"},
            "flight": {"start": "2027-01-01", "end": "2027-03-31"},
            "geo": {"countries": ["BR"]},
            "audience": {"age_min": 18, "age_max": 34, "interests": ["fitness"]},
        }
    )
    given: dict[str, Any] = {
        "id": "c5d0cff192d1",
        "version": 1,
        "currency": "BRL",
        "total": total,
        "lines": items,
        "reach": 3_400_000,
        "frequency": 2.4,
        "cpm": 27_240_000,
        "gap": 0.0002,
        "intervals": {"reach": interval(3_400_000.0), "impressions": interval(8_160_000.0)},
        "alternatives": tuple(
            alternative(name, total) for name in ("reach", "efficiency", "yield")
        ),
        "frontier": tuple(
            FrontierPoint(
                reach=4e6 - n * 1e5,
                cost_per_thousand=60.0 + n,
                sell_through=0.3 - n / 50,
                chosen=n == 2,
            )
            for n in range(6)
        ),
        "assumptions": (Fact(code="assumed", values={"slot": "objective", "value": "REACH"}),),
        "reasons": REASONS,
        "warnings": (Fact(code="gap_open", values={"gap": 0.0103, "asked": 0.001}),),
        "brief": brief,
        "made_on": date(2026, 11, 20),
    }
    return MediaPlan(**{**given, **changes})


def alternative(name: Any, total: int) -> Alternative:
    totals = Totals(
        budget=total, impressions=8_000_000, reach=3_500_000, frequency=2.3, cpm=26_000_000,
        sell_through=0.24,
    )  # fmt: skip
    return Alternative(name=name, totals=totals, lines=(AlternativeLine(id="x", budget=total),))


REASONS = (
    Fact(
        code="next_dollar",
        values={
            "step": "1000.00", "currency": "BRL", "more_brings": 5480, "less_costs": 5601,
            "metric": "REACH",
        },
    ),
    Fact(
        code="biggest_line",
        values={
            "line": "BR-audio-direct", "market": "BR", "format": "audio", "channel": "direct",
            "share": 0.36, "amount": "90000.00", "currency": "BRL", "cpm": 22.1, "plan_cpm": 27.2,
            "why": "cheapest",
        },
    ),
)  # fmt: skip


def planned(of: MediaPlan, problems: Sequence[Problem] = (), **changes: Any) -> Planned:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    request = ApprovalRequest(
        **{
            "id": "a" * 32,
            "tenant": "T1",
            "plan": of.id,
            "version": of.version,
            "plan_hash": of.hash,
            "total": of.total,
            "currency": of.currency,
            "requested_by": "U1",
            "requested_at": now,
            "expires_at": now + timedelta(hours=72),
            **changes,
        }
    )
    return Planned(of, request, tuple(problems))


def booking(of: MediaPlan, state: BookingState, line_state: LineState = "confirmed") -> BookingView:
    orders = []
    for channel in CHANNELS:
        mine = [item for item in of.lines if item.channel == channel]
        order = Order(
            reference=f"fp-{channel}", plan=of.id, version=of.version, plan_hash=of.hash,
            advertiser="Nike", category="ADV_6_44", objective="REACH", currency=of.currency,
            account=AdAccount(channel=channel, seller="spotify", account_id="acc-1", currency="BRL"),  # noqa: E501
            lines=tuple(
                OrderLine(
                    line=item.id, reference=f"r{n}", market=item.market, format=item.format,
                    channel=item.channel, start=item.start, end=item.end, budget=item.budget,
                    impressions=item.impressions, cpm=item.cpm,
                )
                for n, item in enumerate(mine)
            ),
        )  # fmt: skip
        problem = Problem(line=None, message="The seller said <no> & <!channel>.", remedy="Ask it.")
        lines = tuple(
            BookedLine(
                line=item.id, state=line_state, url="https://ads.example/a?b=1&c=2|x",
                problem=problem if line_state == "rejected" else None,
            )
            for item in mine
        )  # fmt: skip
        orders.append((order, Booked(campaign_id="c", lines=lines, url="https://ads.example/c")))
    return BookingView(of, state, tuple(orders))
