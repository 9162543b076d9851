"""What people type behind a command: each kind read once, and complained of in one sentence."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

import typer

from media.approvals import Role
from media.codes import money_of
from media.errors import InvalidInput
from media.money import typed_amount
from media.words import CHANNELS, Channel

_USER = re.compile(r"[UW][A-Z0-9]+")
_TEAM = re.compile(r"[TE][A-Z0-9]+")
_ROLES: tuple[Role, ...] = ("rep", "approver", "admin")


def user_id(text: str) -> str:
    """A person's id in Slack."""
    if not _USER.fullmatch(text.strip()):
        raise InvalidInput(
            f"“{text}” is no Slack user id.", "Copy it from the person's profile, as U0123ABC."
        )
    return text.strip()


def team_id(text: str) -> str:
    """A workspace's id in Slack."""
    if not _TEAM.fullmatch(text.strip()):
        raise InvalidInput(f"“{text}” is no Slack team id.", "It looks like T0123ABC.")
    return text.strip()


def name(text: str) -> str:
    """A name or an id that others have given: anything but nothing."""
    if not text.strip():
        raise InvalidInput("An empty name stands for nothing.", "Write it, such as “Nike”.")
    return text.strip()


def role(text: str) -> Role:
    """One of the roles."""
    for known in _ROLES:
        if text == known:
            return known
    raise InvalidInput(f"“{text}” is no role.", f"Choose from {', '.join(_ROLES)}.")


def channel(text: str) -> Channel:
    """A buying channel."""
    for known in CHANNELS:
        if text.replace("-", "_") == known:
            return known
    raise InvalidInput(f"“{text}” is no buying channel.", f"Choose from {', '.join(CHANNELS)}.")


def day(text: str) -> date:
    """A date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"“{text}” is no date.", "Write it as YYYY-MM-DD.") from None


NEGATIVE = {"ignore_unknown_options": True}
"""For commands with numbers: what begins with a minus is not taken for an option."""
Tenant = Annotated[
    str | None,
    typer.Option(parser=team_id, metavar="TEAM", help="The Slack team id; the only one if absent."),
]
User = Annotated[
    str, typer.Argument(parser=user_id, metavar="USER", help="Slack user id, such as U0123ABC.")
]
Name = Annotated[str, typer.Argument(parser=name, metavar="NAME")]
OneRole = Annotated[str, typer.Argument(parser=role, metavar="ROLE", help=", ".join(_ROLES))]
Amount = Annotated[int, typer.Argument(parser=typed_amount, metavar="AMOUNT")]
Currency = Annotated[
    str, typer.Argument(parser=money_of, metavar="CURRENCY", help="ISO 4217, such as BRL.")
]
Until = Annotated[
    date, typer.Argument(parser=day, metavar="DAY", help="The last day, as YYYY-MM-DD.")
]
BuyingChannel = Annotated[
    str, typer.Argument(parser=channel, metavar="CHANNEL", help=", ".join(CHANNELS))
]
