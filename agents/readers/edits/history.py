"""The slots of a question about past campaigns: metric, markets, period, advertiser, how many."""

from __future__ import annotations

import re
from datetime import date

from agents.readers.dates.tape import NUMBERS, tape
from agents.readers.edits.intents import HistoryQuestion
from agents.readers.findings.dates import Dates
from agents.readers.numbers.metrics import metrics
from agents.readers.places.places import PlaceSpan
from agents.readers.text.message import Message


def history_question(
    message: Message,
    places: list[PlaceSpan],
    dates: list[Dates],
    advertiser: str | None,
    today: date,
) -> HistoryQuestion:
    """What is asked for. Periods lie in the past: "Q4" is the last one that has ended or runs."""
    metric = next((h.entry for h in metrics().find(message.tokens)), None)
    markets = tuple(dict.fromkeys(c for p in places for c in p.place.countries))
    start, end = _period(message, dates, today)
    return HistoryQuestion(metric, markets, advertiser, start, end, _count(message))


def _count(message: Message) -> int | None:
    """How many last campaigns: "last three campaigns", "last campaign"."""
    text = " ".join(t.fold for t in message.tokens)
    several = _SEVERAL.search(text)
    if several is not None:
        word = several[1]
        return int(word) if word.isdigit() else int(NUMBERS.get(word, 0)) or None
    return 1 if _LAST.search(text) else None


_LASTS = "last|past|previous|ultimas?|ultimos|letzten?|dernieres?|ultime|laatste|senaste"
_CAMPAIGNS = "campaigns?|campanas?|campanhas?|kampagnen?|campagnes?|campagna|kampanj"
_SEVERAL = re.compile(rf"(?:{_LASTS}) (\w{{1,12}})(?: \w{{1,20}}){{0,3}} (?:{_CAMPAIGNS})")
_LAST = re.compile(rf"(?:{_LASTS}) (?:{_CAMPAIGNS})")


def _period(message: Message, dates: list[Dates], today: date) -> tuple[str | None, str | None]:
    found = next((d for d in dates if d.start is not None and d.end is not None), None)
    if found is None or found.start is None or found.end is None:
        return _last_unit(message, today)
    start, end = found.start, found.end
    while end > today:
        start, end = _year_before(start), _year_before(end)
    return start.isoformat(), end.isoformat()


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _last_unit(message: Message, today: date) -> tuple[str | None, str | None]:
    """Last year, last quarter, last month."""
    items = tape(message.tokens)
    letters = "".join(item.letter for item in items)
    if "lv" in letters:
        return f"{today.year - 1}-01-01", f"{today.year - 1}-12-31"
    if "lo" in letters:
        last = today.replace(day=1).toordinal() - 1
        end = date.fromordinal(last)
        return end.replace(day=1).isoformat(), end.isoformat()
    return None, None
