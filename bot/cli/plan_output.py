"""Replies on the terminal: JSON in the stable form, or tables that a person can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import JsonValue
from rich.console import Console
from rich.table import Table

from agents.reply import Reply
from bot.cards.lines import title
from bot.cards.rationale import notes, proven
from bot.cards.totals import interval, target
from bot.cli.console import marked, table
from bot.words import Words, names, sentence
from bot.words.asked import asked
from bot.words.numbers import count, money, short_date
from media.plan import Fact, MediaPlan

_BOLD = re.compile(r"\*(\S[^*\n]*)\*")
"""Slack's way to write bold text, which a terminal does not know."""

Replies = Sequence[tuple[str, Reply]]


def as_data(replies: Replies) -> dict[str, Any]:
    """`{"turns": [...], "brief": {...}, "plan": {...} | null}` ."""
    plan = latest_plan(replies)
    last = replies[-1][1]
    return {
        "turns": [
            {
                "message": message,
                "kind": reply.kind,
                "text": text(reply),
                "brief": reply.brief.model_dump(mode="json"),
            }
            for message, reply in replies
        ],
        "brief": last.brief.model_dump(mode="json"),
        "plan": None if plan is None else plan_data(plan),
    }


def plan_data(plan: MediaPlan) -> dict[str, Any]:
    """The plan as JSON; reasons, assumptions and warnings with their sentences beside them."""
    data = plan.model_dump(mode="json")
    for key in ("assumptions", "reasons", "warnings"):
        for entry, fact in zip(data[key], getattr(plan, key), strict=True):
            entry["text"] = sentence(fact, "en")
    return data


def latest_plan(replies: Replies) -> MediaPlan | None:
    """The newest plan of the conversation."""
    plans = [reply.planned.plan for _, reply in replies if reply.planned is not None]
    return plans[-1] if plans else None


def text(reply: Reply) -> str:
    """All that is said, in the reply's language."""
    said = [sentence(fact, reply.language) for fact in reply.said]
    if reply.infeasible is not None:
        said.append(str(reply.infeasible))
    if reply.planned is not None:
        plan = reply.planned.plan
        values: dict[str, JsonValue] = {
            "total": str(money(plan.total, plan.currency, reply.language))
        }
        said.insert(0, sentence(Fact(code="planned", values=values), reply.language))
    return _BOLD.sub(r"\1", " ".join(part for part in said if part))


def show(replies: Replies, console: Console) -> None:
    """Every turn, and the newest plan as a table."""
    for message, reply in replies:
        console.print(marked(">", "bold", message))
        console.print(text(reply), soft_wrap=True)
        console.print()
    plan = latest_plan(replies)
    if plan is not None:
        _show_plan(plan, Words(replies[-1][1].language), console)


def _show_plan(plan: MediaPlan, words: Words, console: Console) -> None:
    console.print(_table(plan, words))
    for said in (*_outlook(plan, words), proven(plan, words)):
        console.print(said)
    _listed(words.t("You asked for"), asked(plan.brief, plan.currency, words), console)
    for heading, facts in (
        (words.t("I assumed"), plan.assumptions),
        (words.t("Why this plan"), plan.reasons),
        (words.t("Please note"), notes(plan)),
    ):
        told = [said for fact in facts if (said := sentence(fact, words.language))]
        _listed(heading, told, console)


def _listed(heading: str, told: Sequence[str], console: Console) -> None:
    if told:
        console.print()
        console.print(heading, style="bold")
        for said in dict.fromkeys(told):
            console.print(f"  • {said}")


def _table(plan: MediaPlan, words: Words) -> Table:
    heading = words.t("Plan {id}, version {version}", id=plan.id, version=plan.version)
    named = [words.t(name) for name in ("Market", "Format", "Channel", "Flight")]
    counted = [words.t(name) for name in ("Budget", "CPM", "Impressions", "Reach")]
    rows, language = table(heading, named, counted), words.language
    for line in plan.lines:
        rows.add_row(
            line.city or line.region or line.market,
            names.format_name(line.format, words),
            names.channel_name(line.channel, words),
            f"{short_date(line.start, language)} – {short_date(line.end, language)}",
            money(line.budget, plan.currency, language),
            money(line.cpm, plan.currency, language),
            count(line.impressions, language),
            count(line.reach, language),
        )
    rows.add_section()
    total = money(plan.total, plan.currency, language)
    cpm = money(plan.cpm, plan.currency, language)
    shown = count(sum(line.impressions for line in plan.lines), language)
    reach = count(plan.reach, language)
    rows.add_row(words.t("Total"), "", "", "", total, cpm, shown, reach)
    return rows


def _outlook(plan: MediaPlan, words: Words) -> Iterator[str]:
    """The ranges of what is counted, and the chance of every target."""
    for key in plan.intervals:
        yield f"{title(names.metric_name(key.upper(), words))}, {interval(plan, key, words)}"
    for key in plan.chance:
        yield target(plan, key, words)
