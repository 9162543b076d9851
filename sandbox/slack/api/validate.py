"""blocks.validate: a live check of blocks, a message or a view."""

from __future__ import annotations

from sandbox.slack.api.registry import Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.validation.check import block_problems, check_message, view_problems
from sandbox.slack.wire import Payload


@method("blocks.validate")
async def blocks_validate(call: Call) -> Payload:
    """Says what is wrong with exactly one of blocks, message or view."""
    given = [name for name in ("blocks", "message", "view") if call.arguments.get(name) is not None]
    if len(given) != 1:
        raise SlackError("invalid_arguments")
    kind = given[0]
    problems = _problems(call, kind)
    if problems:
        raise SlackError(f"invalid_{kind}", extra={"errors": [_described(p) for p in problems]})
    return {}


def _problems(call: Call, kind: str) -> list[str]:
    if kind == "view":
        return view_problems(call.object("view") or {})
    if kind == "blocks":
        return block_problems(call.objects("blocks", "invalid_blocks_format"))
    message = call.object("message") or {}
    try:
        check_message(str(message.get("text") or ""), message.get("blocks"))
    except SlackError as error:
        return list(error.extra.get("errors", [error.code]))
    return []


def _described(problem: str) -> Payload:
    words, _, pointer = problem.partition(" [json-pointer:")
    return {"pointer": pointer.rstrip("]"), "code": "failed_constraint", "message": words}
