"""What admins set up for everybody: roles, and the rules of approving."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from bot.cards.blocks import Block
from bot.modals.inputs import (
    Answers,
    about,
    boxes,
    checked,
    date_input,
    field,
    metadata,
    modal,
    person,
    text_input,
)
from bot.words import Words, names
from media.approvals import MOST_HOURS, Delegation, Limit, Policy, Role
from media.codes import money_of
from media.errors import InvalidInput
from media.money import decimal_string, typed_amount
from media.policies.approving import check_delegation

ROLES, RULES = "roles_set", "rules_set"
_DIGITS = 9
"""What is longer is too much in any case, and slow to read."""
_ROLES: tuple[Role, ...] = ("rep", "approver", "admin")


def roles_modal(language: str) -> Block:
    """A person, and their roles from now on."""
    words = Words(language)
    choices = [(role, names.role_name(role, words)) for role in _ROLES]
    blocks = [
        field("user", words.t("Person"), person()),
        field(
            "roles",
            words.t("Roles"),
            boxes(choices),
            hint=words.t("Exactly these from now on; none takes all roles away."),
            optional=True,
        ),
    ]
    return modal(
        ROLES, words.t("Roles"), words.t("Save"), words.t("Cancel"), blocks, metadata(words)
    )


def roles_of(view: dict[str, Any]) -> tuple[str, list[Role]]:
    """The person and the roles. Raises InvalidInput with the field in `remedy`."""
    answers = Answers(view)
    if not answers.text("user"):
        raise InvalidInput("Choose a person.", "user")
    chosen = answers.several("roles")
    return answers.text("user"), [role for role in _ROLES if role in chosen]


def rules_modal(policy: Policy, language: str) -> Block:
    """Limits, the second person, expiry, delegation."""
    words = Words(language)
    limits = "\n".join(f"{x.role} {x.currency} {decimal_string(x.amount)}" for x in policy.limits)
    seconds = "\n".join(f"{c} {decimal_string(m)}" for c, m in policy.two_person_above.items())
    own = words.t("Whoever asked may approve")
    blocks = [
        field(
            "limits",
            words.t("Spend limits"),
            text_input(limits, lines=True),
            hint=words.t("One a line: role, currency, amount, such as “approver BRL 500000”"),
            optional=True,
        ),
        field(
            "two_person",
            words.t("Two people above"),
            text_input(seconds, lines=True),
            hint=words.t("One a line: currency and amount, such as “BRL 1000000”"),
            optional=True,
        ),
        field("hours", words.t("Requests expire after hours"),
              text_input(str(policy.expires_after_hours), most=5)),
        field("own", words.t("Own requests"), boxes([("yes", own)],
              ["yes"] if policy.requester_may_approve else []), optional=True),
        field("away", words.t("Delegate: who is away"), person(), optional=True),
        field("stand_in", words.t("Delegate: who stands in"), person(), optional=True),
        field("until", words.t("Delegate: last day"), date_input(), optional=True),
    ]  # fmt: skip
    return modal(
        RULES, words.t("Limits and rules"), words.t("Save"), words.t("Cancel"), blocks,
        metadata(words, str(policy.version)),
    )  # fmt: skip


def rules_of(view: dict[str, Any], before: Policy, today: date) -> Policy:
    """The rules as they were filled in. Raises InvalidInput with the field in `remedy`.

    Delegations that are over are left out.
    """
    answers = Answers(view)
    hours = answers.text("hours")
    if not hours.isdecimal() or not 1 <= int(hours[:_DIGITS]) <= MOST_HOURS:
        raise InvalidInput("Give a number of hours from 1 to {most}.", "hours", most=MOST_HOURS)
    return before.model_copy(
        update={
            "version": int(about(view)),
            "limits": tuple(_limit(line) for line in answers.text("limits").splitlines() if line),
            "two_person_above": dict(
                _amount(line.split(), "two_person")
                for line in answers.text("two_person").splitlines()
                if line
            ),
            "expires_after_hours": int(hours),
            "requester_may_approve": bool(answers.several("own")),
            "delegations": (
                *(d for d in before.delegations if d.until >= today),
                *_delegation(answers, today),
            ),
        }
    )


def _limit(line: str) -> Limit:
    role, *rest = line.split()
    known = next((each for each in _ROLES if each == role.lower()), None)
    if known is None:
        message = "“{role}” is no role: use rep, approver or admin."
        raise InvalidInput(message, "limits", role=role)
    currency, amount = _amount(rest, "limits")
    return Limit(role=known, currency=currency, amount=amount)


def _amount(parts: list[str], name: str) -> tuple[str, int]:
    if len(parts) != 2:
        raise InvalidInput("Write a currency and an amount, such as BRL 500000.", name)
    return checked(money_of, parts[0], name), checked(typed_amount, parts[1], name)


def _delegation(answers: Answers, today: date) -> list[Delegation]:
    user, to, until = (answers.text(name) for name in ("away", "stand_in", "until"))
    if not any((user, to, until)):
        return []
    if not all((user, to, until)):
        raise InvalidInput("Give both people and the last day.", "until")
    entry = Delegation(user=user, to=to, until=date.fromisoformat(until))
    checked(partial(check_delegation, today=today), entry, "until")
    return [entry]
