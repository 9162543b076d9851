"""What has been delivered and who changed what, from Spotify's reports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time

from ads.money import from_units
from ads.spotify.answers import ChangeHistory, ChangeRow, Report, ReportRow
from ads.spotify.errors import unreadable
from ads.spotify.finding import MOST_PAGES, PAGE_SIZE
from ads.spotify.http import Account
from media.booking import Booked, ChangeRecord, Delivery, Order

_FIELDS = ("IMPRESSIONS", "SPEND", "CLICKS", "COMPLETES", "REACH")
_IDS_AT_ONCE = 50


async def deliveries(
    account: Account, order: Order, known: Booked, since: date, until: date
) -> tuple[Delivery, ...]:
    """Lifetime figures of the booked lines whose flights reach into [since, until]."""
    running = {
        known.line(line.line).external_id: line
        for line in order.lines
        if line.end >= since and line.start <= until
    }
    running.pop(None, None)
    if not running:
        return ()
    first = min(line.start for line in running.values())
    ids = [id for id in running if id]
    rows = [row for some in _chunks(ids) for row in await _rows(account, some, first, until)]
    lines = {id: line for id, line in running.items() if id}
    return tuple(
        _delivery(row, lines[row.entity_id].line, min(until, lines[row.entity_id].end))
        for row in rows
        if row.entity_id in lines
    )


async def changes(account: Account, known: Booked) -> tuple[ChangeRecord, ...]:
    """Every recorded change of the campaign and its lines, oldest first (180 days)."""
    ids = [id for id in (known.campaign_id, *(line.external_id for line in known.lines)) if id]
    found: list[ChangeRow] = []
    for some in _chunks(ids):
        found += await _history(account, some)
    records = [record for row in found for record in _records(row)]
    return tuple(sorted(records, key=lambda record: record.at))


async def _rows(account: Account, ids: Sequence[str], first: date, last: date) -> list[ReportRow]:
    rows: list[ReportRow] = []
    token: str | None = None
    for _ in range(MOST_PAGES):
        page = await account.get(
            "{me}/aggregate_reports",
            Report,
            entity_type="AD_SET",
            entity_ids_type="AD_SET",
            entity_ids=list(ids),
            fields=list(_FIELDS),
            granularity="LIFETIME",
            report_start=_instant(first, time.min),
            report_end=_instant(last, time(23, 59, 59)),
            continuation_token=token,
            limit=PAGE_SIZE,
        )
        rows += page.rows
        token = page.continuation_token
        if not token:
            return rows
    raise unreadable()


async def _history(account: Account, ids: Sequence[str]) -> list[ChangeRow]:
    rows: list[ChangeRow] = []
    for _ in range(MOST_PAGES):
        page = await account.get(
            "{me}/change_history",
            ChangeHistory,
            entity_ids=list(ids),
            sort_direction="ASC",
            limit=PAGE_SIZE,
            offset=len(rows),
        )
        rows += page.change_history
        if not page.change_history or not page.has_more(len(rows)):
            return rows
    raise unreadable()


def _delivery(row: ReportRow, line: str, through: date) -> Delivery:
    figures = {stat.field_type: stat.field_value for stat in row.stats}
    reach = figures.get("REACH")
    return Delivery(
        line=line,
        external_id=row.entity_id,
        through=through,
        spend=from_units(figures.get("SPEND", 0.0)),
        impressions=int(figures.get("IMPRESSIONS", 0)),
        clicks=int(figures.get("CLICKS", 0)),
        completed_views=int(figures.get("COMPLETES", 0)),
        reach=None if reach is None else int(reach),
    )


def _records(row: ChangeRow) -> Iterator[ChangeRecord]:
    for change in row.changes:
        yield ChangeRecord(
            at=row.timestamp,
            entity=row.entity_id,
            field=change.field_type,
            value=_value(change.after or {}),
        )


def _value(after: dict[str, object]) -> str:
    if len(after) == 1:
        only = next(iter(after.values()))
        if isinstance(only, str | int | float):
            return str(only)
    return json.dumps(after, sort_keys=True)


def _chunks(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[i : i + _IDS_AT_ONCE] for i in range(0, len(ids), _IDS_AT_ONCE)]


def _instant(day: date, at: time) -> str:
    return datetime.combine(day, at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
