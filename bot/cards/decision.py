"""The foot of a plan card: its buttons while it may be decided on, else what was decided."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import buttons
from bot.cards.blocks import Block, actions, button, confirm, context, section
from bot.cards.buttons import PlanRef, RequestRef
from bot.cards.text import bullets, escape, strong
from bot.words import Words, names
from bot.words.numbers import full_date, money
from bot.words.refusals import problem
from desk.results import Planned
from media.booking import Problem

_SIGNS = {"approved": "✔", "rejected": "✘", "expired": "–", "superseded": "→"}


def foot(planned: Planned, words: Words) -> list[Block | None]:
    """Problems, buttons, and one grey line on version and request."""
    if planned.request.plan_hash != planned.plan.hash:
        return [_tools(planned, words, *()), _superseded(words)]
    if planned.request.state != "open":
        return [_decided(planned, words), _tools(planned, words), _about(planned, words)]
    if planned.problems:
        return [
            _blocked(planned.problems, words),
            _tools(planned, words, *_remedy_buttons(planned, words), _reject(planned, words)),
            _about(planned, words),
        ]
    deciding = (_approve(planned, words), _reject(planned, words))
    return [_tools(planned, words, *deciding), _about(planned, words)]


def _tools(planned: Planned, words: Words, *first: Block) -> Block:
    ref = str(PlanRef(planned.plan.id, planned.plan.version))
    tools = [
        button(words.t("Adjust"), buttons.ADJUST, ref),
        button(words.t("Alternatives"), buttons.ALTERNATIVES, ref),
        button(words.t("Export"), buttons.EXPORT, ref),
    ]
    if not planned.plan.alternatives:
        del tools[1]
    return actions("plan", *first, *tools)


def _approve(planned: Planned, words: Words) -> Block:
    plan = planned.plan
    total = money(plan.total, plan.currency, words.language)
    asked = confirm(
        words.t("Approve {total}?", total=total),
        words.t(
            "The inventory is held and the campaigns are booked, paused. Your role and limit are "
            "checked."
        ),
        words.t("Approve"),
        words.t("Not yet"),
    )
    ref = str(RequestRef(planned.request.id, plan.hash))
    return button(words.t("Approve"), buttons.APPROVE, ref, style="primary", confirm=asked)


def _reject(planned: Planned, words: Words) -> Block:
    ref = str(RequestRef(planned.request.id, planned.plan.hash))
    return button(words.t("Reject"), buttons.REJECT, ref, style="danger")


def _remedy_buttons(planned: Planned, words: Words) -> list[Block]:
    if not planned.plan.brief.advertiser:
        return []
    ref = str(PlanRef(planned.plan.id, planned.plan.version))
    return [button(words.t("Set up account"), buttons.SET_UP, ref, style="primary")]


def _blocked(problems: Sequence[Problem], words: Words) -> Block | None:
    said = (problem(each, words) for each in problems)
    listed = bullets(dict.fromkeys(said), most=5, each=220)
    return section(strong(words.t("Cannot be approved yet")) + f"\n{listed}")


def _decided(planned: Planned, words: Words) -> Block | None:
    request = planned.request
    sign = _SIGNS.get(request.state, "")
    who = f" · <@{request.decided_by}>" if request.decided_by else ""
    reason = "".join(f"\n>{escape(line)}" for line in (request.reason or "").splitlines())
    state = names.request_name(request.state, words)
    return section(f"{sign} *{state[:1].upper()}{state[1:]}*{who}{reason}")


def _superseded(words: Words) -> Block | None:
    return context(words.t("A newer version stands below."))


def _about(planned: Planned, words: Words) -> Block | None:
    request = planned.request
    parts = [
        words.t("Plan {id}, version {version}", id=planned.plan.id, version=planned.plan.version),
        words.t("asked for by {user}", user=f"<@{request.requested_by}>"),
    ]
    if request.state == "open":
        until = full_date(request.expires_at.date(), words.language)
        parts.append(words.t("open until {day}", day=until))
        if request.approvals:
            first = ", ".join(f"<@{user}>" for user in request.approvals)
            parts.append(words.t("approved by {users}, one more is needed", users=first))
    return context("  ·  ".join(parts))
