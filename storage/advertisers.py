"""Advertisers of a workspace: category, ad accounts per channel, assets."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Table, Text, delete, func, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from media.accounts import AdAccount, Advertiser, Assets
from media.words import Channel
from storage.repository import Repository
from storage.schema import key, metadata, stamp, text

ADVERTISERS = Table(
    "advertisers",
    metadata,
    key("tenant"),
    key("id"),
    text("name"),
    Column("category", Text),
    Column("assets", JSONB, nullable=False),
    stamp("updated_at"),
)
ACCOUNTS = Table(
    "ad_accounts",
    metadata,
    key("tenant"),
    key("advertiser"),
    key("channel"),
    key("seller"),
    text("account_id"),
    text("currency"),
    ForeignKeyConstraint(
        ["tenant", "advertiser"], ["advertisers.tenant", "advertisers.id"], ondelete="CASCADE"
    ),
)


class Advertisers(Repository):
    """Advertisers by name, whatever the case and spacing of it."""

    async def get(self, tenant: str, name: str) -> Advertiser:
        """The advertiser, empty but for its name when nothing was set up yet."""
        query = select(ADVERTISERS).where(
            ADVERTISERS.c.tenant == tenant, ADVERTISERS.c.id == advertiser_id(name)
        )
        row = (await self._db.execute(query)).mappings().one_or_none()
        if row is None:
            return Advertiser(name=name)
        return Advertiser(
            name=row["name"],
            category=row["category"],
            assets=Assets.model_validate(row["assets"]),
            accounts=await self._accounts(tenant, row["id"]),
        )

    async def names(self, tenant: str) -> list[str]:
        """All advertisers that were set up, by name."""
        query = select(ADVERTISERS.c.name).where(ADVERTISERS.c.tenant == tenant)
        return list(await self._db.scalars(query.order_by(ADVERTISERS.c.id)))

    async def save(self, tenant: str, advertiser: Advertiser) -> None:
        """Replace all that is known about an advertiser."""
        await self._put(
            tenant,
            advertiser.name,
            category=advertiser.category,
            assets=advertiser.assets.model_dump(mode="json"),
        )
        await self._db.execute(
            delete(ACCOUNTS).where(
                ACCOUNTS.c.tenant == tenant, ACCOUNTS.c.advertiser == advertiser_id(advertiser.name)
            )
        )
        for account in advertiser.accounts:
            await self._put_account(tenant, advertiser.name, account)

    async def set_account(self, tenant: str, name: str, account: AdAccount) -> None:
        """Set the ad account at one seller of a channel, leaving the others."""
        await self._put(tenant, name)
        await self._put_account(tenant, name, account)

    async def remove_account(self, tenant: str, name: str, channel: Channel, seller: str) -> bool:
        """Forget the ad account at one seller of a channel; False where there is none."""
        gone = await self._db.execute(
            delete(ACCOUNTS).where(
                ACCOUNTS.c.tenant == tenant,
                ACCOUNTS.c.advertiser == advertiser_id(name),
                ACCOUNTS.c.channel == channel,
                ACCOUNTS.c.seller == seller,
            )
        )
        return bool(gone.rowcount)

    async def set_category(self, tenant: str, name: str, category: str | None) -> None:
        """Set the ad category."""
        await self._put(tenant, name, category=category)

    async def set_assets(self, tenant: str, name: str, assets: Assets) -> None:
        """Set what ads are made of."""
        await self._put(tenant, name, assets=assets.model_dump(mode="json"))

    async def _accounts(self, tenant: str, advertiser: str) -> tuple[AdAccount, ...]:
        query = (
            select(*(ACCOUNTS.c[name] for name in AdAccount.model_fields))
            .where(ACCOUNTS.c.tenant == tenant, ACCOUNTS.c.advertiser == advertiser)
            .order_by(ACCOUNTS.c.channel, ACCOUNTS.c.seller)
        )
        rows = (await self._db.execute(query)).mappings()
        return tuple(AdAccount.model_validate(dict(row)) for row in rows)

    async def _put(self, tenant: str, name: str, **changes: object) -> None:
        fresh = {"category": None, "assets": Assets().model_dump(mode="json")} | changes
        statement = insert(ADVERTISERS).values(
            tenant=tenant, id=advertiser_id(name), name=name, **fresh
        )
        await self._db.execute(
            statement.on_conflict_do_update(
                constraint=ADVERTISERS.primary_key, set_=changes | {"updated_at": func.now()}
            )
        )

    async def _put_account(self, tenant: str, name: str, account: AdAccount) -> None:
        statement = insert(ACCOUNTS).values(
            tenant=tenant, advertiser=advertiser_id(name), **account.model_dump()
        )
        await self._db.execute(
            statement.on_conflict_do_update(
                constraint=ACCOUNTS.primary_key,
                set_=account.model_dump(exclude={"channel", "seller"}),
            )
        )


def advertiser_id(name: str) -> str:
    """What two spellings of one advertiser have in common."""
    return " ".join(name.casefold().split())
