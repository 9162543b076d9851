"""What admins set up: an advertiser's accounts, roles, and the rules of approving."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeVar

from bot.cards.blocks import Block, section
from bot.cards.text import escape
from bot.modals.inputs import (
    Answers,
    boxes,
    date_input,
    field,
    menu,
    modal,
    person,
    text_input,
)
from bot.words import Words, names
from media.accounts import AdAccount, Advertiser, Assets, check_address, check_tagline
from media.approvals import MOST_HOURS, Delegation, Limit, Policy, Role
from media.codes import money_of
from media.errors import InvalidInput
from media.money import decimal_string, typed_amount
from media.policies.approving import check_delegation
from media.words import CHANNELS

Checked = TypeVar("Checked")
Result = TypeVar("Result")

NAMED, SET_UP, ROLES, RULES = "advertiser_named", "advertiser_set_up", "roles_set", "rules_set"
_ROLES: tuple[Role, ...] = ("rep", "approver", "admin")
_NONE = "-"


def _metadata(words: Words, about: str = "") -> str:
    return json.dumps({"language": words.language, "about": about})


def language_of(view: dict[str, Any]) -> str:
    """The language that a form was shown in."""
    return str(json.loads(view["private_metadata"])["language"])


def about(view: dict[str, Any]) -> str:
    """What a form is about: the advertiser, or the version of the rules that it changes."""
    return str(json.loads(view["private_metadata"])["about"])


def name_modal(known: Sequence[str], language: str) -> Block:
    """Which advertiser: one that is known, or a new name."""
    words = Words(language)
    blocks = [field("name", words.t("Advertiser"), text_input(most=100))]
    if known:
        choices = [(name, name) for name in known]
        choose = field("known", words.t("Known advertiser"), menu(choices), optional=True)
        blocks = [
            choose,
            field("name", words.t("Or a new one"), text_input(most=100), optional=True),
        ]
    return modal(
        NAMED, words.t("Advertiser"), words.t("Next"), words.t("Cancel"), blocks, _metadata(words)
    )


def name_of(view: dict[str, Any]) -> str:
    """The advertiser that was named. Raises InvalidInput with the field in `remedy`."""
    answers = Answers(view)
    name = answers.text("name") or answers.text("known")
    if not name:
        raise InvalidInput("Name an advertiser.", "name")
    return name


def set_up_modal(
    advertiser: Advertiser, currency: str, sellers: Sequence[str], language: str
) -> Block:
    """Category, one ad account a channel, and what ads are made of."""
    words = Words(language)
    assets = advertiser.assets
    blocks: list[Block] = [
        field(
            "category",
            words.t("Ad category"),
            text_input(advertiser.category or "", most=12),
            hint=words.t("A code such as ADV_6_44 (clothing)"),
            optional=True,
        )
    ]
    for channel in CHANNELS:
        blocks += _account_fields(advertiser, channel, currency, sellers, words)
    blocks += [
        field(
            "tagline", words.t("Tagline"), text_input(assets.tagline or "", most=40), optional=True
        ),
        field(
            "clickthrough",
            words.t("Clickthrough address"),
            text_input(assets.clickthrough or "", most=500),
            optional=True,
        ),
        field(
            "files",
            words.t("Assets"),
            text_input("\n".join(assets.files), lines=True),
            hint=words.t("One asset id or https address a line"),
            optional=True,
        ),
    ]
    return modal(
        SET_UP, words.t("Set up an advertiser"), words.t("Save"), words.t("Cancel"),
        [_titled(advertiser.name), *blocks], _metadata(words, advertiser.name),
    )  # fmt: skip


def _titled(name: str) -> Block:
    shown = section(f"*{escape(name)}*")
    assert shown is not None
    return shown


def _account_fields(
    advertiser: Advertiser, channel: str, currency: str, sellers: Sequence[str], words: Words
) -> list[Block]:
    account = next((a for a in advertiser.accounts if a.channel == channel), None)
    name = names.channel_name(channel, words)
    choices = [(_NONE, "–"), *((seller, seller) for seller in sellers)]
    return [
        field(
            f"seller_{channel}",
            words.t("{channel}: sold by", channel=name),
            menu(choices, account.seller if account else _NONE),
        ),
        field(
            f"account_{channel}",
            words.t("{channel}: account", channel=name),
            text_input(account.account_id if account else "", most=100),
            optional=True,
        ),
        field(
            f"currency_{channel}",
            words.t("{channel}: currency", channel=name),
            text_input(account.currency if account else currency, most=3),
            optional=True,
        ),
    ]


def accounts_of(view: dict[str, Any]) -> list[AdAccount]:
    """The accounts that were filled in. Raises InvalidInput with the field in `remedy`."""
    answers, found = Answers(view), []
    for channel in CHANNELS:
        seller, account = answers.text(f"seller_{channel}"), answers.text(f"account_{channel}")
        if seller in ("", _NONE):
            continue
        if not account:
            raise InvalidInput("Give the account's id.", f"account_{channel}")
        field_name = f"currency_{channel}"
        currency = _checked(money_of, answers.text(field_name), field_name)
        found.append(
            AdAccount(channel=channel, seller=seller, account_id=account, currency=currency)
        )
    return found


def assets_of(view: dict[str, Any], before: Assets) -> Assets:
    """The assets as they were filled in. Raises InvalidInput with the field in `remedy`."""
    answers = Answers(view)
    tagline, address = answers.text("tagline"), answers.text("clickthrough")
    if tagline:
        _checked(check_tagline, tagline, "tagline")
    if address:
        _checked(check_address, address, "clickthrough")
    return before.model_copy(
        update={
            "tagline": tagline or None,
            "clickthrough": address or None,
            "files": tuple(answers.text("files").split()),
        }
    )


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
        ROLES, words.t("Roles"), words.t("Save"), words.t("Cancel"), blocks, _metadata(words)
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
        _metadata(words, str(policy.version)),
    )  # fmt: skip


def rules_of(view: dict[str, Any], before: Policy, today: date) -> Policy:
    """The rules as they were filled in. Raises InvalidInput with the field in `remedy`.

    Delegations that are over are left out.
    """
    answers = Answers(view)
    hours = answers.text("hours")
    if not hours.isdecimal() or not 1 <= int(hours) <= MOST_HOURS:
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
    return _checked(money_of, parts[0], name), _checked(typed_amount, parts[1], name)


def _checked(check: Callable[[Checked], Result], value: Checked, name: str) -> Result:
    """What a rule of the house makes of a value; its complaint belongs to the field `name`."""
    try:
        return check(value)
    except InvalidInput as wrong:
        raise InvalidInput(wrong.message, name) from None


def _delegation(answers: Answers, today: date) -> list[Delegation]:
    user, to, until = (answers.text(name) for name in ("away", "stand_in", "until"))
    if not any((user, to, until)):
        return []
    if not all((user, to, until)):
        raise InvalidInput("Give both people and the last day.", "until")
    entry = Delegation(user=user, to=to, until=date.fromisoformat(until))
    _checked(partial(check_delegation, today=today), entry, "until")
    return [entry]
