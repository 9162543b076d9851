"""What the local Spotify shares between its routes, and small helpers for answers."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse

from sandbox.ads.clock import Clock
from sandbox.ads.delivery import Deliver
from sandbox.ads.faults import Faults
from sandbox.ads.prices import Price
from sandbox.ads.store import Record, Store


@dataclass(slots=True)
class Spotify:
    """One local Spotify."""

    store: Store
    faults: Faults
    clock: Clock
    price: Price
    deliver: Deliver
    interests: tuple[str, ...]
    draw: random.Random = field(default_factory=lambda: random.Random(7))

    def account(self, id: str) -> Record:
        """The ad account; raises Refusal 403 for one that this token may not use."""
        found = self.store.get("account", id)
        if found is None:
            raise Refusal(403, "FORBIDDEN", "Caller has no role on ad account")
        return found


@dataclass(slots=True)
class Refusal(Exception):
    """An answer that is not what was hoped for."""

    status: int
    code: str
    message: str
    extra: Record = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def response(self) -> JSONResponse:
        """The body that Spotify's description gives for errors."""
        body = {
            "sp_trace_id": new_id(),
            "messages": [self.message],
            "error_codes": [{"code": self.code, "definition": self.message}],
            **self.extra,
        }
        return JSONResponse(body, self.status, self.headers)


def new_id() -> str:
    """A new UUID."""
    return str(uuid.uuid4())


def state(request: Request) -> Spotify:
    """The local Spotify that serves a request."""
    found: Spotify = request.app.state.spotify
    return found


def page(request: Request, key: str, records: list[Record]) -> Record:
    """One page of a list, 1 to 50 at once."""
    limit, offset = (
        int(request.query_params.get("limit", 50)),
        int(request.query_params.get("offset", 0)),
    )
    if not 1 <= limit <= 50:
        raise Refusal(400, "INVALID_LIMIT", "limit must be between 1 and 50")
    return {
        "paging": {
            "page_size": limit,
            "total_results": len(records),
            "offset": offset,
            "current_page": offset // limit + 1,
        },
        key: records[offset : offset + limit],
    }


def listed(request: Request, name: str) -> list[str]:
    """A list parameter, given by repeating it."""
    return [value for value in request.query_params.getlist(name) if value]


async def json_of(request: Request) -> Record:
    """The body, which must be a JSON object."""
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refusal(400, "MALFORMED_BODY", "Request body is not a JSON object")
    return body
