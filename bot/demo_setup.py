"""Who may do what in the demo, and what its advertisers book with, as an admin would set it.

Every piece is set once: what the audit trail tells of as set for the demo is left to whoever has
changed it since, and what an earlier start, or version, has left out is set now.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.house import House
from media.accounts import AdAccount, Assets
from media.approvals import AuditEntry, Limit, Role
from media.words import Channel
from sandbox.ads import account_id, asset_ids
from sandbox.slack.people import ADAM, ANA, RITA, TEAM_ID

BY = "demo"
"""Who sets it, in the trail."""
_PEOPLE: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    (RITA.id, RITA.name, ("rep",)),
    (ANA.id, ANA.name, ("approver",)),
    (ADAM.id, ADAM.name, ("admin", "approver")),
)
_LIMITS = {"BRL": 2_000_000, "USD": 500_000, "EUR": 500_000, "GBP": 400_000, "MXN": 8_000_000}
_ADVERTISERS = {"Nike": ("BRL", "ADV_6_44"), "Heineken": ("EUR", "ADV_15_139")}
_SELLERS: tuple[tuple[Channel, str], ...] = (
    ("self_serve", "spotify"),
    ("direct", "spotify_reserved"),
    ("direct", "adcp_guaranteed"),
    ("programmatic", "adcp_exchange"),
)

Piece = tuple[str, ...]
"""An action of the audit trail, and what it was about."""
_ABOUT = ("user", "advertiser", "seller")


async def set_up(house: House) -> None:
    """Set what has not been set yet."""
    async with house.storage.transaction() as tx:
        rows = [row async for row in tx.audit.export(TEAM_ID) if row.actor == BY]
    done = set(map(_piece, rows))
    for piece, work in _pieces(house).items():
        if piece not in done:
            await work()


def _piece(row: AuditEntry) -> Piece:
    return (row.action, *(str(row.data[name]) for name in _ABOUT if name in row.data))


def _pieces(house: House) -> Mapping[Piece, Callable[[], Awaitable[None]]]:
    desk = house.desk
    pieces: dict[Piece, Callable[[], Awaitable[None]]] = {
        ("policy_changed",): partial(_set_limits, house)
    }
    for name, (currency, category) in _ADVERTISERS.items():
        pieces["category_set", name] = partial(desk.set_category, TEAM_ID, name, category, BY)
        for channel, seller in _SELLERS:
            account = _account(channel, seller, currency)
            pieces["account_set", name, seller] = partial(
                desk.set_account, TEAM_ID, name, account, BY
            )
        assets = _assets(name, currency)
        pieces["assets_set", name] = partial(desk.set_assets, TEAM_ID, name, assets, BY)
    for user, name, roles in _PEOPLE:
        pieces["roles_set", user] = partial(desk.set_roles, TEAM_ID, user, roles, BY, name)
    return pieces


async def _set_limits(house: House) -> None:
    limits = tuple(
        Limit(role=role, currency=currency, amount=units * 1_000_000)
        for currency, units in _LIMITS.items()
        for role in ("approver", "admin")
    )
    policy = await house.desk.policy(TEAM_ID)
    await house.desk.change_policy(TEAM_ID, policy.model_copy(update={"limits": limits}), BY)


def _account(channel: Channel, seller: str, currency: str) -> AdAccount:
    return AdAccount(
        channel=channel,
        seller=seller,
        account_id=account_id(seller, currency),
        currency=currency,
    )


def _assets(advertiser: str, currency: str) -> Assets:
    return Assets(
        tagline=f"{advertiser}, now playing",
        clickthrough=f"https://{advertiser.lower()}.example",
        files=asset_ids(currency),
    )
