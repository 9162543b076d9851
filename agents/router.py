"""The router: which way a message takes, from the reading's intent."""

from __future__ import annotations

from datetime import date

from agents.readers import Reading
from desk.past import HistoryQuestion
from media.brief import Brief


def questions_of(reading: Reading, brief: Brief) -> tuple[HistoryQuestion, ...]:
    """The history questions of a reading, one a market; without a name it is about everybody."""
    asked = reading.intent.history
    if asked is None:
        return (HistoryQuestion(),)
    return tuple(
        HistoryQuestion(
            metrics=(asked.metric,) if asked.metric else ("CPM",),
            advertiser=asked.advertiser or (brief.advertiser if asked.last else None),
            market=market,
            since=_day(asked.start),
            until=_day(asked.end),
            last=asked.last,
        )
        for market in (asked.markets or (None,))
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
