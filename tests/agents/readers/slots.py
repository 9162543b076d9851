"""What one or a few messages say of a slot, short enough to state in a test."""

from __future__ import annotations

from datetime import date
from typing import Any

from agents.understanding import understand

TODAY = date(2026, 11, 20)


def brief_of(*messages: str) -> dict[str, Any]:
    data: dict[str, Any] = understand(messages, TODAY)[-1][1].model_dump(mode="json")
    return data


def budget(text: str) -> str:
    found = brief_of(text)["budget"]
    if found is None:
        return ""
    parts = [found["amount"], found["currency"] or "-", found["period"]]
    parts += [f"max {found['max']}"] if found["max"] else []
    parts += ["at_most"] if found["at_most"] else []
    parts += [found["basis"]] if found["basis"] else []
    return " ".join(parts)


def rules(text: str) -> str:
    found = []
    for rule in brief_of(text)["constraints"]:
        where = " ".join(rule["where"].values())
        bounds = "" if rule["kind"] == "exclude" else f" {rule.get('min')} {rule.get('max')}"
        found.append(f"{rule['kind']} {where}{bounds}")
    return "; ".join(found)
