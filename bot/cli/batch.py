"""`plan --batch`: many briefs that compete for the same inventory, planned together."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from bot.cli.console import errors, output, progress, table
from bot.cli.entries import Entry
from bot.cli.plan_output import plan_data
from bot.words.numbers import count, money
from media.brief import Brief
from media.conversation import Conversation
from media.errors import FlightplanError, InvalidInput

if TYPE_CHECKING:
    from bot.house import House
    from desk.together import Together


async def plan_batch(entries: Iterable[Entry], today: date, *, as_json: bool) -> None:
    """Print one plan an entry: a table, or a JSON line each. All are planned as of `today`."""
    from bot.house import open_house
    from bot.settings import read_settings

    wanted = list(entries)
    if not wanted:
        raise InvalidInput("The file has no briefs.", 'Write lines {"id", "messages": [...]}.')
    _check_ids(wanted)
    async with open_house(read_settings(), durable=False) as house:
        briefs = [await _brief(house, entry, today) for entry in wanted]
        with progress() as bar:
            task = bar.add_task("Planning together", total=2 * len(briefs))
            answers = await house.desk.plan_together(briefs, today, lambda: bar.advance(task))
    if as_json:
        for entry, answer in zip(wanted, answers, strict=True):
            typer.echo(json.dumps(_data(entry, answer), ensure_ascii=False))
    else:
        _show(wanted, answers)


def _check_ids(wanted: Sequence[Entry]) -> None:
    """One brief twice in a file would be given inventory twice."""
    ids = Counter(json.dumps(entry.id) for entry in wanted if entry.id is not None)
    twice = next((one for one, times in ids.items() if times > 1), None)
    if twice is not None:
        raise InvalidInput(f"The id {twice} is used twice.", "Give every brief an id of its own.")


async def _brief(house: House, entry: Entry, today: date) -> Brief:
    conversation = Conversation(
        id=f"terminal:{uuid.uuid4().hex}", tenant="terminal", today=entry.today or today
    )
    return await house.orchestrator.brief(entry.messages, conversation)


def _data(entry: Entry, answer: Together) -> dict[str, Any]:
    return {
        "id": entry.id,
        "brief": answer.brief.model_dump(mode="json"),
        "plan": plan_data(answer.plan) if answer.plan else None,
        "reach_alone": answer.alone.reach if answer.alone else None,
        "problem": str(answer.problem) if answer.problem else None,
    }


def _show(entries: Sequence[Entry], answers: Sequence[Together]) -> None:
    rows = table(
        f"{len(answers)} briefs, planned together",
        ("Brief", "Advertiser", "Countries"),
        ("Budget", "Reach", "Alone", "Lines"),
    )
    for number, (entry, answer) in enumerate(zip(entries, answers, strict=True), start=1):
        rows.add_row(str(entry.id or number), *_cells(answer))
    output.print(rows)
    for entry, answer in zip(entries, answers, strict=True):
        if answer.problem is not None:
            errors.print(f"{entry.id}: {answer.problem}")


def _cells(answer: Together) -> tuple[str, ...]:
    brief, plan, alone = answer.brief, answer.plan, answer.alone
    named = (brief.advertiser or "", " ".join(brief.geo.countries))
    reached = count(alone.reach, "en") if alone else ""
    if plan is None:
        return (*named, "", _why(answer.problem), reached, "")
    budget = money(plan.total, plan.currency, "en")
    return (*named, budget, count(plan.reach, "en"), reached, str(len(plan.lines)))


def _why(problem: FlightplanError | None) -> str:
    return "not planned" if problem else ""
