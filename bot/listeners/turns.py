"""From a reply to the turn that is stored, and from a stored turn to its card.

What is shown is always made from what was stored, so that an answer shown again after a crash is
the answer that was given.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import JsonValue

from agents.reply import Reply
from bot.cards.alternatives import alternatives_card
from bot.cards.answers import answer_card, infeasible_card, question_card, tried_card
from bot.cards.blocks import Card
from bot.cards.plan import plan_card
from bot.listeners.surface import Surface
from bot.phrases import alternative_in_words, changes_of
from desk.desk import Desk
from desk.results import HistoryAnswer, Planned
from media.brief import Brief
from media.conversation import Conversation, Turn
from media.errors import Conflict, FlightplanError, Infeasible
from media.plan import Fact, MediaPlan
from media.stored import stored

_CHOSEN = "chose_alternative"


def turn_of(reply: Reply, message: str, author: str, *, files: bool = False) -> Turn:
    """The turn of a reply. Clashing rules, rows of history, and that nobody reads the files that
    came along, are kept as Facts of their own.
    """
    extra = [Fact(code="files_unread")] if files else []
    if reply.infeasible is not None:
        extra.append(_clash(reply.infeasible, reply.brief))
    if reply.history is not None:
        extra.append(_rows(reply.history))
    return Turn(
        message=message,
        author=author,
        kind=reply.kind,
        brief=reply.brief,
        language=reply.language,
        said=(*reply.said, *extra),
        plan_version=reply.planned.plan.version if reply.planned else None,
        uses=reply.uses,
    )


def check_still_shown(conversation: Conversation, version: int | None) -> None:
    """Raises Conflict when a plan was edited after the version whose alternatives were shown;
    another of those alternatives is no edit.
    """
    for turn in conversation.turns:
        chosen = any(fact.code == _CHOSEN for fact in turn.said)
        if version is not None and (turn.plan_version or 0) > version and not chosen:
            raise Conflict(
                "The plan has changed since these alternatives were shown.",
                "Press Alternatives on the newest card.",
            )


def alternative_turn(planned: Planned, name: str, author: str, language: str) -> Turn:
    """The turn in which somebody chose an alternative: from now on the Brief says so."""
    brief = planned.plan.brief
    assumed = tuple(slot for slot in brief.assumed if slot != "priority")
    return Turn(
        message=alternative_in_words(name),
        author=author,
        kind="plan",
        brief=brief.model_copy(update={"assumed": assumed}),
        language=language,
        said=(Fact(code=_CHOSEN, values={"name": name}),),
        plan_version=planned.plan.version,
    )


def note_turn(fact: Fact, message: str, author: str, brief: Brief, language: str) -> Turn:
    """A turn that only says something."""
    return Turn(
        message=message,
        author=author,
        kind="refusal",
        brief=brief,
        language=language,
        said=(fact,),
    )


def _clash(infeasible: Infeasible, brief: Brief) -> Fact:
    currency = brief.budget.currency if brief.budget else None
    relaxations: list[JsonValue] = [_in(currency, fact) for fact in infeasible.relaxations]
    rules = [stored(rule) for rule in infeasible.rules or (infeasible.message,)]
    return Fact(code="infeasible", values={"rules": rules, "relaxations": relaxations})


def _in(currency: str | None, relaxation: Fact) -> JsonValue:
    """A relaxation whose amounts say what currency they are in."""
    values = {**relaxation.values, "currency": currency}
    if "changes" in values:
        values["changes"] = [_in(currency, change) for change in changes_of(relaxation)]
    return {"code": relaxation.code, "values": values}


def _rows(history: HistoryAnswer) -> Fact:
    rows: list[JsonValue] = [
        {name: _json(getattr(row, name)) for name in row.__slots__} for row in history.rows
    ]
    return Fact(code="history_rows", values={"rows": rows, "count": history.count})


def _json(value: Any) -> JsonValue:
    return value.isoformat() if isinstance(value, date) else value


async def card_of(
    turn: Turn, surface: Surface, tenant: str, plan_id: str | None, fresh: Planned | None = None
) -> Card:
    """The card of a stored turn; a plan stands as it is now, with the decision that was taken.

    `fresh` is that plan when it was made this very moment, which saves asking the sellers again.
    """
    desk = surface.desk
    if turn.plan_version is not None and plan_id is not None:
        planned = fresh or await planned_now(surface, tenant, plan_id, turn.plan_version)
        previous = await _previous(desk, tenant, planned.plan)
        return plan_card(planned, turn.language, said=turn.said, previous=previous)
    argued = tuple(fact for fact in turn.said if fact.code.startswith("advocate_"))
    if argued and plan_id is not None:
        return alternatives_card(await desk.plan_of(tenant, plan_id), argued, turn.language)
    clash = next((fact for fact in turn.said if fact.code == "infeasible"), None)
    if clash is not None:
        return infeasible_card(clash, [f for f in turn.said if f is not clash], turn.language)
    if turn.kind == "question":
        return question_card(turn.said, turn.brief.missing, await _markets(desk), turn.language)
    if any(fact.code == "would_give" for fact in turn.said):
        return tried_card(turn.said, turn.language)
    return answer_card(turn.said, turn.language)


async def planned_now(surface: Surface, tenant: str, plan: str, version: int) -> Planned:
    """A version and its request; the sellers are asked only about one that may be approved."""
    async with surface.storage.transaction() as tx:
        found = await tx.plans.get(tenant, plan, version)
        request = await tx.approvals.latest(tenant, plan)
    if request is not None and (request.state != "open" or request.plan_hash != found.hash):
        return Planned(found, request)
    return await surface.desk.current(tenant=tenant, plan=plan, version=version)


async def _previous(desk: Desk, tenant: str, plan: MediaPlan) -> MediaPlan | None:
    if plan.version == 1:
        return None
    return await desk.plan_of(tenant, plan.id, plan.version - 1)


async def _markets(desk: Desk) -> list[str]:
    """The countries on offer, the biggest first."""
    try:
        markets = (await desk.catalog()).markets
    except FlightplanError:
        return []
    return [m.country for m in sorted(markets, key=lambda market: -market.population)]
