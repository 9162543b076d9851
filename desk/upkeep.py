"""What has to be done now and then: requests that expire, old events, forecasts out of date.

Every replica may run it at any time; each piece is one transaction and changes nothing twice.
"""

from __future__ import annotations

from datetime import UTC, datetime

from desk.refitting import refit
from media.errors import NotReady
from storage.store import Storage


class Upkeep:
    """Keeps the records in order."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def expire_requests(self) -> int:
        """Close requests whose time is over; each leaves a row in the audit trail."""
        async with self._storage.transaction() as tx:
            expired = await tx.approvals.expire(datetime.now(UTC))
            for request in expired:
                await tx.audit.append(
                    request.tenant,
                    actor="flightplan",
                    action="expired",
                    plan=request.plan,
                    version=request.version,
                    data={"request": request.id},
                )
        return len(expired)

    async def refit_if_changed(self) -> bool:
        """Fit the forecasts again when there is history and they were learnt from other data."""
        try:
            return await refit(self._storage)
        except NotReady:
            return False
