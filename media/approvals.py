"""Who may approve what: members, roles, limits, requests, and the trail they leave."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from media.money import Currency, Micros

Role = Literal["rep", "approver", "admin"]
MOST_HOURS = 24 * 365
"""The longest that a request for approval may stay open."""
RequestState = Literal["open", "approved", "rejected", "expired", "superseded"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Limit(_Part):
    """The most a role (or one member) may approve in one plan, per currency."""

    role: Role
    currency: Currency
    amount: Micros = Field(ge=0)


class Delegation(_Part):
    """`to` may act for `user` up to and including `until`."""

    user: str
    to: str
    until: date


class Member(_Part):
    """A person of a workspace, as the surface vouches for them at the click."""

    user: str
    name: str = ""
    roles: frozenset[Role] = frozenset()
    guest: bool = False
    outsider: bool = False
    owner: bool = False
    """Whether they administer the workspace itself."""


class Policy(_Part):
    """The rules of one workspace."""

    limits: tuple[Limit, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    two_person_above: dict[Currency, Micros] = Field(default_factory=dict)
    requester_may_approve: bool = False
    expires_after_hours: int = Field(default=72, ge=1, le=MOST_HOURS)
    version: int = 1


class ApprovalRequest(_Part):
    """A plan version that waits for a decision. `id` is what the button carries."""

    id: str
    tenant: str
    plan: str
    version: int
    plan_hash: str
    total: Micros
    currency: Currency
    requested_by: str
    requested_at: datetime
    expires_at: datetime
    state: RequestState = "open"
    approvals: tuple[str, ...] = ()
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str | None = None


class AuditEntry(_Part):
    """One row of the trail; `hash` covers the row and the hash of the row before."""

    number: int
    tenant: str
    at: datetime
    actor: str
    action: str
    plan: str | None = None
    version: int | None = None
    data: dict[str, JsonValue] = Field(default_factory=dict)
    previous: str
    hash: str
