"""`plan`, `read`, `allocate`, `eval`: briefs, plans and the solver from the terminal."""

from __future__ import annotations

import json
import uuid
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from bot.cli.console import errors, marked, output, run
from bot.cli.entries import entries, lines, whole_text
from media.brief import Brief
from media.errors import InvalidInput

if TYPE_CHECKING:
    from agents.reply import Reply
    from media.conversation import Conversation

Today = Annotated[
    datetime | None,
    typer.Option("--today", formats=["%Y-%m-%d"], help="Plan as if it were this day."),
]
AUTHOR = "terminal"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("plan")(plan)
    app.command("read")(read)
    app.command("allocate")(allocate)
    app.command("eval")(evaluate)


def plan(
    messages: Annotated[
        list[str] | None, typer.Argument(help="Each message is one turn of one conversation.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    today: Today = None,
    batch: Annotated[
        Path | None, typer.Option(help="Many briefs that compete for the same inventory (JSONL).")
    ] = None,
) -> None:
    """Plan as the Slack bot does, with the same engine: "R$ 250k, reach, Brazil, Q1, 18-34"."""
    if batch is not None:
        from bot.cli.batch import plan_batch

        return run(plan_batch(entries(batch), _day(today), as_json=as_json))
    if not messages:
        raise InvalidInput("There is no message.", 'Write one: flightplan plan "50k in Brazil".')
    return run(_plan(messages, _day(today), as_json=as_json))


async def _plan(messages: list[str], today: date, *, as_json: bool) -> None:
    from bot.cli.plan_output import as_data, show
    from bot.house import open_house
    from bot.settings import read_settings

    async with open_house(read_settings(), durable=False) as house:
        conversation = _conversation(today)
        replies = []
        for message in messages:
            reply = await house.orchestrator.answer(conversation, message, AUTHOR)
            conversation = _after(conversation, message, reply)
            replies.append((message, reply))
    if as_json:
        typer.echo(json.dumps(as_data(replies), ensure_ascii=False, indent=2))
    else:
        show(replies, output)


def _conversation(today: date) -> Conversation:
    from media.conversation import Conversation

    return Conversation(id=f"terminal:{uuid.uuid4().hex}", tenant="terminal", today=today)


def _after(conversation: Conversation, message: str, reply: Reply) -> Conversation:
    from media.conversation import Turn

    turn = Turn(
        message=message,
        author=AUTHOR,
        kind=reply.kind,
        brief=reply.brief,
        language=reply.language,
        said=reply.said,
        plan_version=reply.planned.plan.version if reply.planned else None,
    )
    return conversation.model_copy(
        update={
            "turns": (*conversation.turns, turn),
            "plan_id": reply.planned.plan.id if reply.planned else conversation.plan_id,
            "asked": reply.asked,
        }
    )


def read(
    jsonl: Annotated[Path, typer.Option(help='Lines {"id", "messages": [...], "today"?}.')],
    today: Today = None,
) -> None:
    """Read briefs without planning: one line {"id", "brief"} for each, in order."""
    from agents.reducer import complete
    from agents.understanding import understand

    default = _day(today)
    for entry in entries(jsonl):
        day = entry.today or default
        turns = understand(entry.messages, day)
        brief = complete(turns[-1][1] if turns else Brief(), day).model_dump(mode="json")
        typer.echo(json.dumps({"id": entry.id, "brief": brief}, ensure_ascii=False))


def allocate(
    problem: Annotated[Path, typer.Argument(help="The problem as JSON (docs/allocate.md).")],
) -> None:
    """Solve an allocation on curves of your own, with a proven bound."""
    from optimizer.exchange import allocate_json

    answer = allocate_json(whole_text(problem))
    typer.echo(json.dumps(answer, ensure_ascii=False))
    for note in cast("list[str]", answer["notes"]):
        errors.print(marked("!", "yellow", note), soft_wrap=True)


def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Conversations with gold (JSONL).")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Score the understanding of briefs against gold."""
    from agents.evaluation import evaluate as score

    try:
        report = score(line for path in files for line in lines(path))
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(
            f"A gold line cannot be used ({type(error).__name__}: {error}).",
            'It needs "id", "today", "messages", "kinds" and "brief".',
        ) from None
    if as_json:
        typer.echo(json.dumps(report.figures(), indent=2))
        return
    for name, value in report.figures().items():
        output.print(f"{name.replace('_', ' '):<24} {value:.4g}")


def _day(today: datetime | None) -> date:
    return today.date() if today else date.today()
