"""Catalog versions: what can be sold where; plans name the version they were made from."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Identity, Table, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from media.canonical import digest
from media.catalog import Catalog
from storage.repository import Repository
from storage.schema import metadata, stamp, text

CATALOGS = Table(
    "catalogs",
    metadata,
    Column("number", BigInteger, Identity(), primary_key=True),
    Column("id", text("id").type, nullable=False, index=True),
    Column("as_of", Date, nullable=False),
    Column("body", JSONB, nullable=False),
    text("imported_by"),
    stamp("imported_at"),
)


class Catalogs(Repository):
    """Every imported catalog; the last import is the current one."""

    async def add(self, catalog: Catalog, *, by: str) -> str:
        """Make a catalog the current one; gives back its id, which is its content's hash."""
        body = catalog.model_dump(mode="json")
        catalog_id = digest(body)
        if await self.current_id() != catalog_id:
            values = {"id": catalog_id, "as_of": catalog.as_of, "body": body, "imported_by": by}
            await self._db.execute(insert(CATALOGS).values(values))
        return catalog_id

    async def current_id(self) -> str | None:
        """The current catalog's id; None before the first import."""
        query = select(CATALOGS.c.id).order_by(CATALOGS.c.number.desc()).limit(1)
        return (await self._db.execute(query)).scalar_one_or_none()

    async def current(self) -> Catalog | None:
        """The current catalog; None before the first import."""
        query = select(CATALOGS.c.body).order_by(CATALOGS.c.number.desc()).limit(1)
        body = (await self._db.execute(query)).scalar_one_or_none()
        return None if body is None else Catalog.model_validate(body)

    async def get(self, catalog_id: str) -> Catalog | None:
        """A catalog by its id."""
        query = select(CATALOGS.c.body).where(CATALOGS.c.id == catalog_id).limit(1)
        body = (await self._db.execute(query)).scalar_one_or_none()
        return None if body is None else Catalog.model_validate(body)
