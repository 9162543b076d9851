"""Model fits: bytes that are swapped in whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Integer,
    LargeBinary,
    Table,
    Text,
    delete,
    select,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import insert

from storage.repository import Repository
from storage.schema import metadata, stamp, text

FITS = Table(
    "fits",
    metadata,
    Column("number", BigInteger, Identity(), primary_key=True),
    text("id"),
    Column("campaigns", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    stamp("made_at"),
    Column("learnt_from", Text, nullable=False, server_default=""),
)
_KEPT = 3
"""How many fits stay; older ones are only named by plans."""


@dataclass(frozen=True, slots=True)
class StoredFit:
    """A fit as bytes, and how many campaigns it learned from."""

    id: str
    campaigns: int
    body: bytes
    made_at: datetime


class Fits(Repository):
    """The newest fit is the one in use."""

    async def lock(self) -> None:
        """Let no other transaction swap until this one ends; readers go on."""
        await self._db.execute(sql("LOCK TABLE fits IN SHARE ROW EXCLUSIVE MODE"))

    async def swap_in(self, fit_id: str, body: bytes, *, campaigns: int, learnt_from: str) -> None:
        """Make a fit the one in use, for every reader at once when the transaction commits.

        `learnt_from` names the state of the data that it was made from.
        """
        values = {"id": fit_id, "body": body, "campaigns": campaigns, "learnt_from": learnt_from}
        await self._db.execute(insert(FITS).values(values))
        kept = select(FITS.c.number).order_by(FITS.c.number.desc()).limit(_KEPT)
        await self._db.execute(delete(FITS).where(FITS.c.number.not_in(kept)))

    async def current_id(self) -> str | None:
        """The id of the fit in use, without its bytes; None before the first."""
        query = select(FITS.c.id).order_by(FITS.c.number.desc()).limit(1)
        return (await self._db.execute(query)).scalar_one_or_none()

    async def learnt_from(self) -> str | None:
        """What the fit in use was made from; None before the first."""
        query = select(FITS.c.learnt_from).order_by(FITS.c.number.desc()).limit(1)
        return (await self._db.execute(query)).scalar_one_or_none()

    async def current(self) -> StoredFit | None:
        """The fit in use; None before the first."""
        columns = (FITS.c[name] for name in StoredFit.__slots__)
        query = select(*columns).order_by(FITS.c.number.desc()).limit(1)
        row = (await self._db.execute(query)).one_or_none()
        return None if row is None else StoredFit(*row)
