"""The App Home: what waits for a decision, recent plans, and the set-up for admins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.cards import buttons
from bot.cards.blocks import (
    Block,
    actions,
    button,
    context,
    divider,
    header,
    section,
)
from bot.cards.buttons import PlanRef
from bot.cards.text import escape, strong
from bot.words import Words, names
from bot.words.numbers import full_date, money
from media.approvals import ApprovalRequest, Member
from storage.plans import PlanSummary

_MOST = 8


@dataclass(frozen=True, slots=True)
class HomeView:
    """What a person's Home shows. `asked_for` has the advertisers of pending plans by their ids;
    `advertisers` lack nothing that they need to be booked.
    """

    member: Member
    pending: Sequence[ApprovalRequest]
    recent: Sequence[PlanSummary]
    may_administer: bool
    asked_for: Mapping[str, str] = field(default_factory=dict)
    advertisers: Sequence[str] = ()


def home(view: HomeView, language: str) -> Block:
    """The view for views.publish."""
    words = Words(language)
    blocks: list[Block | None] = [
        header(words.t("Flightplan")),
        section(
            words.t(
                "Tell me a budget, a country and who to reach, in a message or with `/plan`. I "
                "answer with a plan, its evidence, and a button to approve it."
            )
        ),
        *_pending(view, words),
        *_recent(view, words),
        *(_administration(view, words) if view.may_administer else ()),
        divider(),
        context(_who(view.member, words)),
    ]
    return {"type": "home", "blocks": [block for block in blocks if block is not None]}


def _pending(view: HomeView, words: Words) -> list[Block | None]:
    title: list[Block | None] = [divider(), section(strong(words.t("Waiting for approval")))]
    if not view.pending:
        return [*title, context(words.t("Nothing waits."))]
    return title + [
        _request(request, view.asked_for.get(request.plan), words)
        for request in view.pending[:_MOST]
    ]


def _request(request: ApprovalRequest, advertiser: str | None, words: Words) -> Block | None:
    amount = money(request.total, request.currency, words.language)
    until = full_date(request.expires_at.date(), words.language)
    said = words.t(
        "{amount}, asked for by {user}, open until {day}",
        amount=f"*{escape(advertiser)}  {amount}*" if advertiser else f"*{amount}*",
        user=f"<@{request.requested_by}>",
        day=until,
    )
    return section(said, _show(PlanRef(request.plan, request.version), words))


def _recent(view: HomeView, words: Words) -> list[Block | None]:
    title: list[Block | None] = [divider(), section(strong(words.t("Recent plans")))]
    if not view.recent:
        return [*title, context(words.t("No plans yet."))]
    return title + [_plan(summary, words) for summary in view.recent[:_MOST]]


def _plan(summary: PlanSummary, words: Words) -> Block | None:
    name = escape(summary.advertiser or words.t("No advertiser named"))
    amount = money(summary.total, summary.currency, words.language)
    day = full_date(summary.created_at.date(), words.language)
    version = words.t("version {version}", version=summary.version)
    said = f"*{name}*  {amount}\n{version}  ·  {day}"
    return section(said, _show(PlanRef(summary.id, summary.version), words))


def _show(ref: PlanRef, words: Words) -> Block:
    return button(words.t("Show"), buttons.SHOW_PLAN, str(ref))


def _administration(view: HomeView, words: Words) -> list[Block | None]:
    ready = ", ".join(escape(name) for name in view.advertisers[:20]) or "–"
    return [
        divider(),
        section(strong(words.t("Set-up"))),
        context(words.t("Advertisers: {names}", names=ready)),
        actions(
            "set_up",
            button(words.t("Set up an advertiser"), buttons.CHOOSE_ADVERTISER),
            button(words.t("Roles"), buttons.EDIT_ROLES),
            button(words.t("Limits and rules"), buttons.EDIT_RULES),
        ),
    ]


def _who(member: Member, words: Words) -> str:
    roles = ", ".join(names.role_name(role, words) for role in sorted(member.roles))
    if not roles:
        return words.t("You have no role yet; everybody may plan.")
    return words.t("Your roles: {roles}", roles=roles)
