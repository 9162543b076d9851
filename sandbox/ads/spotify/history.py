"""The change history of the local Spotify: every save, with before and after."""

from __future__ import annotations

from sandbox.ads.spotify.state import Spotify, new_id
from sandbox.ads.store import Record

_CATEGORIES = {
    "status": "STATUS", "delivery": "STATUS", "budget": "BUDGET", "bid_micro_amount": "BUDGET",
    "targets": "TARGETING", "start_time": "SCHEDULING", "end_time": "SCHEDULING",
}  # fmt: skip
_SILENT = ("id", "created_at", "updated_at", "account", "reference")


def save(spotify: Spotify, kind: str, before: Record | None, after: Record) -> Record:
    """Keep an entity and write down what changed."""
    now = spotify.clock.stamp()
    after = {**after, "updated_at": now}
    changed = [key for key in after if key not in _SILENT and (before or {}).get(key) != after[key]]
    spotify.store.put(kind, after["id"], after)
    if changed:
        spotify.store.put("change", new_id(), _row(kind, before, after, changed, now))
    return after


def _row(kind: str, before: Record | None, after: Record, changed: list[str], now: str) -> Record:
    return {
        "change_id": new_id(),
        "timestamp": now,
        "account": after["account"],
        "entity_type": kind.upper() if kind != "ad" else "CREATIVE",
        "entity_id": after["id"],
        "entity_name": after.get("name") or "Unnamed",
        "operation": "CHANGED" if before else "CREATED",
        "actor": {
            "principal_id": "flightplan",
            "principal_type": "SERVICE",
            "category": "API_INTEGRATION",
        },
        "changes": [_change(key, before, after) for key in changed],
    }


def _change(key: str, before: Record | None, after: Record) -> Record:
    change = {
        "field_type": key,
        "display_label": key.replace("_", " ").capitalize(),
        "change_category": _CATEGORIES.get(key, "SETTINGS"),
        "after": _object(after[key]),
    }
    if before and key in before:
        change["before"] = _object(before[key])
    return change


def _object(value: object) -> Record:
    return value if isinstance(value, dict) else {"value": value}
