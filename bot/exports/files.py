"""The files of a plan."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass

from bot.words import Words, sentence
from media.money import decimal_string
from media.plan import LineItem, MediaPlan

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is run by spreadsheets (OWASP, CSV injection)."""

_COLUMNS: dict[str, Callable[[LineItem, MediaPlan], str]] = {
    "line": lambda line, plan: line.id,
    "market": lambda line, plan: line.market,
    "region": lambda line, plan: line.region or "",
    "city": lambda line, plan: line.city or "",
    "format": lambda line, plan: line.format,
    "channel": lambda line, plan: line.channel,
    "start": lambda line, plan: line.start.isoformat(),
    "end": lambda line, plan: line.end.isoformat(),
    "currency": lambda line, plan: plan.currency,
    "budget": lambda line, plan: decimal_string(line.budget),
    "cpm": lambda line, plan: decimal_string(line.cpm),
    "impressions": lambda line, plan: str(line.impressions),
    "impressions_low_80": lambda line, plan: str(round(line.evidence.impressions.low80)),
    "impressions_high_80": lambda line, plan: str(round(line.evidence.impressions.high80)),
    "reach": lambda line, plan: str(line.reach),
    "comparables": lambda line, plan: str(line.evidence.comparables.count),
    "seller": lambda line, plan: line.evidence.seller,
}


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to share."""

    name: str
    title: str
    content: bytes


def export_files(plan: MediaPlan, language: str) -> tuple[ExportFile, ...]:
    """The plan's lines as CSV, and the whole plan as JSON."""
    stem = f"plan-{plan.id}-v{plan.version}"
    title = Words(language).t("Plan {id}, version {version}", id=plan.id, version=plan.version)
    return (
        ExportFile(f"{stem}.csv", f"{title} (CSV)", as_csv(plan)),
        ExportFile(f"{stem}.json", f"{title} (JSON)", as_json(plan, language)),
    )


def as_csv(plan: MediaPlan) -> bytes:
    """One row a line, UTF-8 with a byte order mark so that spreadsheets read it right."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    for line in plan.lines:
        rows.writerow([harmless(read(line, plan)) for read in _COLUMNS.values()])
    return text.getvalue().encode("utf-8-sig")


def harmless(value: str) -> str:
    """A cell that no spreadsheet runs as a formula; numbers stay numbers."""
    if value.startswith(_FORMULA) and not _is_number(value):
        return "'" + value
    return value


def _is_number(value: str) -> bool:
    return value.lstrip("-").replace(".", "", 1).isdigit()


def as_json(plan: MediaPlan, language: str) -> bytes:
    """The plan as it is hashed, with the sentences of its Facts beside them."""
    data = plan.model_dump(mode="json")
    for key in ("assumptions", "reasons", "warnings"):
        for entry, fact in zip(data[key], getattr(plan, key), strict=True):
            entry["text"] = sentence(fact, language)
    return json.dumps(data, ensure_ascii=False, indent=2).encode()
