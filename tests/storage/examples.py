"""Small examples of what is stored."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from media.approvals import ApprovalRequest
from media.brief import Brief, Budget
from media.conversation import Conversation, Turn
from media.forecast import Comparables, Interval
from media.money import MICROS
from media.plan import Fact, LineEvidence, LineItem, MediaPlan

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
INTERVAL = Interval(mid=12.5, low80=10.25, high80=15, low90=9, high90=17.125)


def line(name: str = "l1", budget: int = 250_000 * MICROS) -> LineItem:
    return LineItem(
        id=name,
        market="BR",
        format="audio",
        channel="direct",
        start=date(2027, 1, 1),
        end=date(2027, 3, 31),
        budget=budget,
        cpm=12_500_000,
        impressions=20_000_000,
        reach=4_000_000,
        evidence=LineEvidence(
            comparables=Comparables(count=12, level="market, format", nearest=("c1", "c2")),
            fit="fit-1",
            seller="spotify",
            cpm=INTERVAL,
            impressions=INTERVAL.scaled(1e6),
            sell_through=0.1 + 0.2,
        ),
    )


def plan(plan_id: str = "p1", version: int = 1, budget: int = 250_000 * MICROS) -> MediaPlan:
    return MediaPlan(
        id=plan_id,
        version=version,
        currency="BRL",
        total=budget,
        lines=(line(budget=budget),),
        reach=4_000_000,
        frequency=5.0,
        cpm=12_500_000,
        gap=0.0004,
        intervals={"reach": INTERVAL},
        reasons=(Fact(code="cheapest", values={"cpm": 12.0, "who": "São Paulo 🎧"}),),
        brief=Brief(advertiser="Nike", budget=Budget(amount=budget, currency="BRL")),
        made_on=NOW.date(),
    )


def turn(message: str, *, author: str = "U1") -> Turn:
    return Turn(message=message, author=author, kind="answer", brief=Brief(advertiser="Nike"))


def conversation(conversation_id: str = "T1:C1:1.0") -> Conversation:
    return Conversation(id=conversation_id, tenant="T1", today=NOW.date())


def request(
    request_id: str = "r1", *, of: MediaPlan | None = None, tenant: str = "T1"
) -> ApprovalRequest:
    asked_for = of or plan()
    return ApprovalRequest(
        id=request_id,
        tenant=tenant,
        plan=asked_for.id,
        version=asked_for.version,
        plan_hash=asked_for.hash,
        total=asked_for.total,
        currency=asked_for.currency,
        requested_by="U1",
        requested_at=NOW,
        expires_at=NOW + timedelta(hours=72),
    )
