"""`roles`, `accounts` and `audit`: who may approve, where advertisers are booked, what happened."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bot.cli import arguments
from bot.cli.arguments import (
    NEGATIVE,
    Amount,
    BuyingChannel,
    Currency,
    Name,
    OneRole,
    Tenant,
    Until,
    User,
)
from bot.cli.console import marked, output, run
from media.accounts import AdAccount, Assets, check_address, check_tagline
from media.approvals import MOST_HOURS, Delegation, Limit, Policy
from media.errors import InvalidInput, NotReady
from media.money import decimal_string
from media.policies.approving import check_delegation

if TYPE_CHECKING:
    from desk.desk import Desk

BY = "command line"


def register(app: typer.Typer) -> None:
    """Add the three groups."""
    for name, (what, commands) in _groups().items():
        group = typer.Typer(help=what, no_args_is_help=True)
        for word, command in commands.items():
            settings = NEGATIVE if word in ("limit", "two-people", "expiry") else None
            group.command(word, context_settings=settings)(command)
        app.add_typer(group, name=name)


def _groups() -> dict[str, tuple[str, dict[str, Callable[..., None]]]]:
    return {
        "roles": (
            "Who may approve what.",
            {
                "list": roles_list,
                "set": roles_set,
                "limit": limit,
                "two-people": two_people,
                "delegate": delegate,
                "expiry": expiry,
            },
        ),
        "accounts": (
            "An advertiser's ad accounts, category and assets.",
            {
                "list": accounts_list,
                "set": accounts_set,
                "remove": accounts_remove,
                "category": category_set,
                "assets": assets_set,
            },
        ),
        "audit": (
            "The chained audit trail.",
            {"verify": audit_verify, "export": audit_export},
        ),
    }


@asynccontextmanager
async def _desk(tenant: str | None) -> AsyncIterator[tuple[Desk, str]]:
    from bot.house import open_house
    from bot.settings import read_settings

    async with open_house(read_settings(), durable=False) as house:
        async with house.storage.transaction() as tx:
            known = list(await tx.tenants.all())
        if not tenant and len(known) != 1:
            names = ", ".join(known) or "none yet"
            raise NotReady(f"Which workspace? Known are: {names}.", "Say it with --tenant.")
        yield house.desk, tenant or known[0]


def roles_list(tenant: Tenant = None) -> None:
    """Everybody with a role, and the spend limits."""

    async def work() -> None:
        async with _desk(tenant) as (desk, team):
            people = Table("User", "Name", "Roles")
            for member in await desk.members(team):
                people.add_row(member.user, member.name, ", ".join(sorted(member.roles)))
            limits = Table("Role", "Approves up to")
            for entry in (await desk.policy(team)).limits:
                limits.add_row(entry.role, f"{decimal_string(entry.amount)} {entry.currency}")
            rules = _rules(await desk.policy(team))
        output.print(people, limits)
        for rule in rules:
            output.print(rule)

    run(work())


def roles_set(
    user: User,
    roles: Annotated[list[str], typer.Argument(help="rep, approver, admin; none to take away.")],
    tenant: Tenant = None,
) -> None:
    """Give a person exactly these roles."""
    wanted = {arguments.role(word) for word in roles if word != "none"}

    async def work() -> None:
        async with _desk(tenant) as (desk, team):
            await desk.set_roles(team, user, wanted, BY)

    run(work())


def limit(role: OneRole, amount: Amount, currency: Currency, tenant: Tenant = None) -> None:
    """The most that a role may approve in one plan, in a currency."""
    entry = Limit(role=arguments.role(role), currency=currency, amount=amount)

    def changed(policy: Policy) -> Policy:
        others = tuple(
            kept
            for kept in policy.limits
            if (kept.role, kept.currency) != (entry.role, entry.currency)
        )
        return policy.model_copy(update={"limits": (*others, entry)})

    run(_change(tenant, changed))


def two_people(amount: Amount, currency: Currency, tenant: Tenant = None) -> None:
    """Above this amount two people must approve; 0 ends the rule for the currency."""

    def changed(policy: Policy) -> Policy:
        rule = policy.two_person_above | {currency: amount}
        kept = {code: above for code, above in rule.items() if above}
        return policy.model_copy(update={"two_person_above": kept})

    run(_change(tenant, changed))


def delegate(user: User, to: User, until: Until, tenant: Tenant = None) -> None:
    """Let TO decide for USER, who is away, up to and including a day."""
    entry = Delegation(user=user, to=to, until=until)
    check_delegation(entry, date.today())

    def changed(policy: Policy) -> Policy:
        kept = (d for d in policy.delegations if (d.user, d.to) != (user, to))
        return policy.model_copy(update={"delegations": (*kept, entry)})

    run(_change(tenant, changed))


def expiry(hours: int, tenant: Tenant = None) -> None:
    """How many hours a request for approval stays open."""
    if not 1 <= hours <= MOST_HOURS:
        raise InvalidInput(f"{hours} hours do not do.", f"Choose between 1 and {MOST_HOURS}.")
    run(_change(tenant, lambda policy: policy.model_copy(update={"expires_after_hours": hours})))


async def _change(tenant: str | None, changed: Callable[[Policy], Policy]) -> None:
    async with _desk(tenant) as (desk, team):
        await desk.change_policy(team, changed(await desk.policy(team)), BY)


def _rules(policy: Policy) -> Iterator[str]:
    """The rules beside roles and limits, a sentence each."""
    for currency, amount in sorted(policy.two_person_above.items()):
        yield f"Two people approve above {decimal_string(amount)} {currency}."
    for entry in policy.delegations:
        yield f"{entry.to} stands in for {entry.user} until {entry.until}."
    yield f"A request stays open for {policy.expires_after_hours} hours."


def accounts_list(tenant: Tenant = None) -> None:
    """What is known of every advertiser."""

    async def work() -> None:
        async with _desk(tenant) as (desk, team):
            table = Table("Advertiser", "Category", "Channel", "Seller", "Account", "Currency")
            for name in await desk.advertisers(team):
                found = await desk.advertiser(team, name)
                for account in found.accounts or (None,):
                    row = (
                        (account.channel, account.seller, account.account_id, account.currency)
                        if account
                        else ("–", "–", "–", "–")
                    )
                    table.add_row(found.name, found.category or "–", *row)
        output.print(table)

    run(work())


def accounts_set(
    advertiser: Name,
    channel: BuyingChannel,
    seller: Name,
    account_id: Name,
    currency: Currency,
    tenant: Tenant = None,
) -> None:
    """Set an advertiser's ad account at a seller of a buying channel."""
    account = AdAccount(
        channel=arguments.channel(channel), seller=seller, account_id=account_id, currency=currency
    )

    async def work() -> None:
        async with _desk(tenant) as (desk, team):
            await desk.set_account(team, advertiser, account, BY)

    run(work())


def accounts_remove(
    advertiser: Name, channel: BuyingChannel, seller: Name, tenant: Tenant = None
) -> None:
    """Forget an advertiser's ad account at a seller."""

    async def work() -> None:
        async with _desk(tenant) as (desk, team):
            of = arguments.channel(channel)
            if not await desk.remove_account(team, advertiser, of, seller, BY):
                raise InvalidInput(
                    f"{advertiser} has no {of} account at “{seller}”.",
                    "See what there is with `flightplan accounts list`.",
                )

    run(work())


def category_set(advertiser: Name, code: str, tenant: Tenant = None) -> None:
    """Set an advertiser's ad category, such as ADV_6_44."""

    async def work() -> None:
        async with _desk(tenant) as (desk, team):
            await desk.set_category(team, advertiser, code, BY)

    run(work())


def assets_set(
    advertiser: Name,
    tagline: Annotated[
        str | None, typer.Option(parser=check_tagline, metavar="TEXT", help="2 to 40 characters.")
    ] = None,
    clickthrough: Annotated[
        str | None,
        typer.Option(parser=check_address, metavar="ADDRESS", help="Where a click leads."),
    ] = None,
    file: Annotated[list[str] | None, typer.Option(help="Asset id. Repeatable.")] = None,
    tenant: Tenant = None,
) -> None:
    """Set what an advertiser's ads are made of."""
    assets = Assets(tagline=tagline, clickthrough=clickthrough, files=tuple(file or ()))

    async def work() -> None:
        async with _desk(tenant) as (desk, team):
            await desk.set_assets(team, advertiser, assets, BY)

    run(work())


def audit_verify(tenant: Tenant = None) -> None:
    """Recompute the chain of the audit trail; exit code 1 when it is broken."""
    broken = run(_verify(tenant))
    if broken:
        raise typer.Exit(1)


async def _verify(tenant: str | None) -> bool:
    from bot.house import open_storage
    from bot.settings import read_settings

    broken = False
    async with open_storage(read_settings()) as (storage, _), storage.transaction() as tx:
        teams = [tenant] if tenant else await tx.audit.tenants()
        if not teams:
            output.print("The audit trail is empty.")
        for team in teams:
            found = await tx.audit.verify(team)
            mark = ("✓", "green") if found.intact else ("✗", "red")
            says = "intact" if found.intact else f"broken at {found.broken_at}: {found.problem}"
            output.print(marked(*mark, f"{team}: {found.entries} entries, {says}"))
            broken |= not found.intact
    return broken


def audit_export(
    tenant: Tenant = None,
    plan: Annotated[str | None, typer.Option(help="Only this plan.")] = None,
) -> None:
    """Print the audit trail as JSON lines."""
    run(_export(tenant, plan))


async def _export(tenant: str | None, plan: str | None) -> None:
    from bot.house import open_storage
    from bot.settings import read_settings

    async with open_storage(read_settings()) as (storage, _), storage.transaction() as tx:
        for team in [tenant] if tenant else await tx.audit.tenants():
            async for entry in tx.audit.export(team, plan=plan):
                typer.echo(entry.model_dump_json())
