"""What everything has in common that goes over a wire to a seller and comes back.

An answer that breaks one of these bounds cannot be read, which is trouble at the seller: what it
says is neither booked nor kept.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

MOST = 2**63 - 1
"""The highest number that is kept anywhere: of impressions, people or micros."""


class Wire(BaseModel):
    """Base of everything on the wire."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


def _utc(at: datetime) -> datetime:
    """The instant in UTC, which is also meant where no zone is named."""
    try:
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError("no instant that a calendar has") from None


Instant = Annotated[
    datetime,
    AfterValidator(_utc),
    PlainSerializer(lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ"), return_type=str),
]
Count = Annotated[int, Field(ge=0, le=MOST)]
Micros = Annotated[int, Field(ge=0, le=MOST)]
Amount = Annotated[float, Field(ge=0, le=MOST / 10**6)]
"""Money in currency units."""
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""A currency of ISO 4217."""
Token = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=200)]
"""A seller's own name for something: opaque, but one line that can be kept."""
