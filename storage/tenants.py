"""Workspaces, and what is forgotten when one leaves."""

from __future__ import annotations

from sqlalchemy import Table, func, select, text
from sqlalchemy.dialects.postgresql import insert

from storage.repository import Repository
from storage.schema import key, metadata, stamp
from storage.schema import text as text_column

TENANTS = Table(
    "tenants",
    metadata,
    key("id"),
    text_column("name"),
    stamp("installed_at"),
)
_FORGOTTEN = (
    *("inbox", "conversations", "tokens", "members", "ad_accounts", "advertisers"),
    *("approval_requests", "posts", "plans", "tenants"),
)


class Tenants(Repository):
    """Workspaces that installed Flightplan; the id is the surface's own."""

    async def install(self, tenant: str, *, name: str = "") -> None:
        """Note a workspace, or its new name."""
        statement = insert(TENANTS).values(id=tenant, name=name)
        await self._db.execute(
            statement.on_conflict_do_update(constraint=TENANTS.primary_key, set_={"name": name})
        )

    async def all(self) -> dict[str, str]:
        """Names by id."""
        rows = await self._db.execute(select(TENANTS.c.id, TENANTS.c.name).order_by(TENANTS.c.id))
        return {row.id: row.name for row in rows}

    async def purge(self, tenant: str) -> None:
        """Forget a workspace's words, people, plans and secrets.

        Orders and their inventory stay, because sellers run them, and so does the audit trail.
        """
        await self._db.execute(select(func.set_config("flightplan.purging", tenant, True)))
        for table in _FORGOTTEN:
            column = "id" if table == "tenants" else "tenant"
            await self._db.execute(
                text(f"DELETE FROM {table} WHERE {column} = :tenant"), {"tenant": tenant}
            )
        await self._db.execute(select(func.set_config("flightplan.purging", "", True)))
