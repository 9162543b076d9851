"""Workers of durable jobs: who is alive, and who takes over from whom."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from storage.repository import Repository
from storage.schema import key, metadata, stamp

WORKERS = Table(
    "workers",
    metadata,
    key("id"),
    Column("version", Text, nullable=False, server_default=""),
    stamp("beat_at"),
)


class Workers(Repository):
    """Heartbeats by executor id, timed by the database's clock alone."""

    async def beat(self, worker: str, *, version: str = "") -> None:
        """Say that a worker is alive."""
        statement = insert(WORKERS).values(id=worker, version=version)
        await self._db.execute(
            statement.on_conflict_do_update(
                constraint=WORKERS.primary_key, set_={"beat_at": func.now(), "version": version}
            )
        )

    async def lock_lost(self, silent_for: float) -> list[str]:
        """Workers silent for so many seconds, locked for the caller until its transaction ends.

        Another replica that asks meanwhile does not get them, so each is taken over once.
        """
        deadline = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, silent_for)
        query = select(WORKERS.c.id).where(WORKERS.c.beat_at < deadline)
        return list(await self._db.scalars(query.with_for_update(skip_locked=True)))

    async def forget(self, worker: str) -> None:
        """Remove a worker that ended, or whose work was taken over."""
        await self._db.execute(delete(WORKERS).where(WORKERS.c.id == worker))
