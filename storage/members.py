"""Members of a workspace and their roles, and the versions of its policy."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, ColumnElement, Integer, Table, Text, any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from media.approvals import Member, Policy, Role
from media.errors import Conflict
from storage.repository import Repository
from storage.schema import key, metadata, stamp, text

MEMBERS = Table(
    "members",
    metadata,
    key("tenant"),
    key("user"),
    text("name"),
    Column("roles", ARRAY(Text), nullable=False),
    stamp("updated_at"),
)
POLICIES = Table(
    "policies",
    metadata,
    key("tenant"),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", JSONB, nullable=False),
    text("changed_by"),
    stamp("changed_at"),
)


class Members(Repository):
    """Roles by user. Whether somebody is a guest or an outsider only the surface can say."""

    async def get(self, tenant: str, user: str) -> Member:
        """The member, without roles when nobody gave them any."""
        found = await self.named(tenant, [user])
        return found[0] if found else Member(user=user)

    async def named(self, tenant: str, users: Iterable[str]) -> list[Member]:
        """Those of `users` who were given roles (or had some once)."""
        return await self._select(tenant, MEMBERS.c.user.in_(list(users)))

    async def all(self, tenant: str) -> list[Member]:
        """All members who were given roles (or had some once), by user id."""
        return await self._select(tenant)

    async def with_role(self, tenant: str, role: Role) -> list[Member]:
        """Everybody who has the role."""
        return await self._select(tenant, literal(role) == any_(MEMBERS.c.roles))

    async def set_roles(
        self, tenant: str, user: str, roles: Iterable[Role], *, name: str = ""
    ) -> None:
        """Replace a member's roles; an empty `name` keeps the one that is known."""
        values = {"roles": sorted(roles), "updated_at": func.now()} | (
            {"name": name} if name else {}
        )
        statement = insert(MEMBERS).values({"tenant": tenant, "user": user, "name": name} | values)
        await self._db.execute(
            statement.on_conflict_do_update(constraint=MEMBERS.primary_key, set_=values)
        )

    async def _select(self, tenant: str, *where: ColumnElement[bool]) -> list[Member]:
        query = (
            select(MEMBERS.c.user, MEMBERS.c.name, MEMBERS.c.roles)
            .where(MEMBERS.c.tenant == tenant, *where)
            .order_by(MEMBERS.c.user)
        )
        rows = (await self._db.execute(query)).mappings()
        return [Member.model_validate(dict(row)) for row in rows]


class Policies(Repository):
    """The rules of each workspace: every version stays readable, for the audit trail."""

    async def current(self, tenant: str) -> Policy:
        """The newest version; version 0 with the defaults when none was set."""
        query = select(POLICIES.c.body).where(POLICIES.c.tenant == tenant)
        newest = query.order_by(POLICIES.c.version.desc()).limit(1)
        body = (await self._db.execute(newest)).scalar_one_or_none()
        return Policy(version=0) if body is None else Policy.model_validate(body)

    async def get(self, tenant: str, version: int) -> Policy:
        """One version; version 0 is the defaults."""
        query = select(POLICIES.c.body).where(
            POLICIES.c.tenant == tenant, POLICIES.c.version == version
        )
        body = (await self._db.execute(query)).scalar_one_or_none()
        return Policy(version=0) if body is None else Policy.model_validate(body)

    async def change(self, tenant: str, policy: Policy, *, by: str) -> Policy:
        """Store `policy` as the version after `policy.version`, and give that back.

        Raises Conflict when somebody changed the policy since it was read.
        """
        new = policy.model_copy(update={"version": policy.version + 1})
        statement = insert(POLICIES).values(
            tenant=tenant, version=new.version, body=new.model_dump(mode="json"), changed_by=by
        )
        is_newest = (await self.current(tenant)).version == policy.version
        written = is_newest and await self._db.execute(statement.on_conflict_do_nothing())
        if not written or written.rowcount == 0:
            raise Conflict("Somebody else has changed these rules.", "Open them again.")
        return new
