"""`Desk`: the one address that every surface calls."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import JsonValue

from ads.registry import Registry
from desk.approving import Approvals
from desk.importing import Importer
from desk.knowledge import Knowledge
from desk.past import Past
from desk.planning import Planner
from desk.results import BookingView, Decision, Planned
from desk.under_way import FRESH, under_way
from media.accounts import AdAccount, Advertiser, Assets
from media.approvals import Member, Policy, Role
from media.booking import Problem
from media.brief import Brief
from media.catalog import Catalog
from media.conversation import Conversation
from media.errors import FlightplanError, NotAllowed
from media.plan import MediaPlan
from media.policies.categories import check_code
from media.words import Channel
from storage.store import Storage

if TYPE_CHECKING:
    from desk.booking.booker import Booker
    from desk.booking.pacing import Pacing
    from desk.together import Together

_log = logging.getLogger(__name__)
Corner = Literal["reach", "efficiency", "yield"]


class Desk:
    """Plans, decisions, bookings, and the records that they rest on."""

    def __init__(self, storage: Storage, registry: Registry, booker: Booker) -> None:
        """`registry` knows the sellers' Ads APIs, `booker` does the durable work."""
        self._storage = storage
        self._registry = registry
        self._booker = booker
        self._knowledge = Knowledge()
        self._planner = Planner(storage, self._knowledge)
        self._approvals = Approvals(storage, registry, booker)
        self.imports = Importer(storage)
        self.past = Past(storage)

    async def catalog(self) -> Catalog:
        """What can be sold. Raises NotReady when nothing was imported."""
        async with self._storage.transaction() as tx:
            return (await self._knowledge.catalog(tx)).catalog

    # Plans

    async def plan(
        self, *, tenant: str, author: str, conversation: Conversation, brief: Brief, today: date
    ) -> Planned:
        """Plan a Brief and store the version: the conversation's first, or the next one.

        Raises InvalidInput, NotReady or Infeasible; then nothing is stored.
        """
        known = conversation.plan_id
        previous = await self.plan_of(tenant, known) if known else None
        plan = await self._next(tenant, brief, today, previous)
        return await self._keep(tenant, author, conversation.id, plan)

    async def reallocate(
        self, *, tenant: str, plan: str, version: int, lagging: Sequence[Pacing], today: date
    ) -> Planned | None:
        """A next version that moves money away from the lagging lines of a booked one.

        It is only a proposal, like every version, asked for in the name of who asked before. None
        when an edit is under way already, or when there is no better plan for what is left.
        """
        async with self._storage.transaction() as tx:
            newest = await tx.plans.get(tenant, plan)
            asked = await tx.approvals.latest(tenant, plan)
            posts = await tx.conversations.of_plan(tenant, plan)
            so_far = await under_way(tx, tenant, newest, lagging)
        if newest.version != version or asked is None or posts is None:
            return None
        try:
            moved = await self._planner.plan(
                newest.brief, today, newest, keep_close=False, under_way=so_far
            )
        except FlightplanError as error:
            _log.info("No reallocation of %s v%d: %s", plan, version, error)
            return None
        return await self._keep(tenant, asked.requested_by, posts.id, moved)

    async def plan_together(
        self, briefs: Sequence[Brief], today: date, tick: Callable[[], None]
    ) -> list[Together]:
        """Plan briefs that compete for the same inventory; nothing is stored."""
        from desk.together import plan_together

        return await plan_together(self._planner, self._storage, briefs, today, tick)

    async def try_out(
        self, *, tenant: str, brief: Brief, today: date, previous: MediaPlan | None
    ) -> MediaPlan:
        """What a Brief would give, without storing it ("what if")."""
        return await self._next(tenant, brief, today, previous)

    async def alternative(
        self,
        *,
        tenant: str,
        author: str,
        plan: str,
        name: Corner,
        conversation: str,
        today: date,
        version: int | None = None,
    ) -> Planned:
        """The Brief of a version (the newest without one) for one corner, as the next version.

        The corner stands in the new version's Brief as its priority; that of efficiency is what
        less money brings, so that the budget becomes the most to spend.
        """
        newest = await self.plan_of(tenant, plan)
        shown = await self.plan_of(tenant, plan, version)
        brief, budget = shown.brief.model_copy(update={"priority": name}), shown.brief.budget
        if name == "efficiency" and budget is not None:
            thrifty = budget.model_copy(update={"at_most": True})
            brief = brief.model_copy(update={"budget": thrifty})
        chosen = await self._next(tenant, brief, today, newest, keep_close=False)
        return await self._keep(tenant, author, conversation, chosen)

    async def _next(
        self,
        tenant: str,
        brief: Brief,
        today: date,
        previous: MediaPlan | None,
        *,
        keep_close: bool = True,
    ) -> MediaPlan:
        """The version after `previous`, with what is left of the budget by then."""
        so_far = FRESH
        if previous is not None:
            async with self._storage.transaction() as tx:
                so_far = await under_way(tx, tenant, previous)
        return await self._planner.plan(
            brief,
            today,
            previous,
            keep_close=keep_close and not so_far.spent,
            under_way=so_far,
        )

    async def current(self, *, tenant: str, plan: str, version: int | None = None) -> Planned:
        """A plan version (the newest without `version`) with its request and problems."""
        async with self._storage.transaction() as tx:
            found = await tx.plans.get(tenant, plan, version)
            request = await tx.approvals.latest(tenant, plan)
        assert request is not None
        return Planned.of(found, request, await self._problems(tenant, found))

    async def plan_of(self, tenant: str, plan: str, version: int | None = None) -> MediaPlan:
        """A stored version, the newest without `version`. Raises NotFound."""
        async with self._storage.transaction() as tx:
            return await tx.plans.get(tenant, plan, version)

    async def _keep(self, tenant: str, author: str, conversation: str, plan: MediaPlan) -> Planned:
        async with self._storage.transaction() as tx:
            await tx.plans.add(tenant, plan, author=author, conversation=conversation)
            request = await self._approvals.request(tx, tenant, plan, author)
            await tx.audit.append(
                tenant,
                actor=author,
                action="planned",
                plan=plan.id,
                version=plan.version,
                data={"hash": plan.hash},
            )
        return Planned.of(plan, request, await self._problems(tenant, plan))

    async def _problems(self, tenant: str, plan: MediaPlan) -> tuple[Problem, ...]:
        """What stands in the way of booking: set-up first, then what the sellers would refuse."""
        if not plan.brief.advertiser:
            remedy = "Say who it is for, such as “it's for Nike”."
            return (Problem(line=None, message="The plan names no advertiser.", remedy=remedy),)
        advertiser = await self.advertiser(tenant, plan.brief.advertiser)
        routing = self._registry.route(plan, advertiser)
        if routing.problems:
            return routing.problems
        replaced = await self._booker.replaced_by(tenant, plan)
        return (*await self._booker.preflight(routing.orders), *replaced)

    # Decisions and bookings

    async def approve(
        self, *, tenant: str, request: str, plan_hash: str, member: Member
    ) -> Decision:
        """Approve; raises NotAllowed, Conflict, NotReady or SoldOut."""
        return await self._approvals.approve(tenant, request, plan_hash, member)

    async def reject(
        self, *, tenant: str, request: str, plan_hash: str, member: Member, reason: str
    ) -> Decision:
        """Reject with a reason; raises NotAllowed or Conflict."""
        return await self._approvals.reject(tenant, request, plan_hash, member, reason)

    async def check_rejectable(
        self, *, tenant: str, request: str, plan_hash: str, member: Member
    ) -> None:
        """Raises what `reject` would, before anybody has thought of a reason."""
        await self._approvals.check_rejectable(tenant, request, plan_hash, member)

    async def booking(self, *, tenant: str, plan: str, version: int) -> BookingView:
        """How a booking stands. Raises NotFound."""
        return await self._booker.view(tenant, plan, version)

    async def is_booked(self, *, tenant: str, plan: str) -> bool:
        """Whether a version of the plan is booked, or on its way there."""
        async with self._storage.transaction() as tx:
            return bool(await tx.bookings.standing(tenant, plan))

    async def retry(self, *, tenant: str, plan: str, version: int, member: Member) -> BookingView:
        """Book what is not booked yet. Raises NotAllowed."""
        await self._check_decider(tenant, member)
        await self._booker.retry(tenant, plan, version, member.user)
        return await self._booker.view(tenant, plan, version)

    async def launch(self, *, tenant: str, plan: str, version: int, member: Member) -> BookingView:
        """Let what is booked, and paused so far, run on its dates. Raises NotAllowed, Conflict."""
        await self._check_decider(tenant, member)
        await self._booker.launch(tenant, plan, version, member.user)
        return await self._booker.view(tenant, plan, version)

    async def undo(self, *, tenant: str, plan: str, version: int, member: Member) -> BookingView:
        """Pause and archive what was booked, and free its inventory. Raises NotAllowed."""
        await self._check_decider(tenant, member)
        await self._booker.undo(tenant, plan, version, member.user)
        return await self._booker.view(tenant, plan, version)

    async def _check_decider(self, tenant: str, member: Member) -> None:
        await self._approvals.check_decider(tenant, member)

    # Administration: each change leaves a row in the audit trail

    async def member(self, tenant: str, user: str) -> Member:
        """A person's roles; none for somebody unknown."""
        async with self._storage.transaction() as tx:
            return await tx.members.get(tenant, user)

    async def members(self, tenant: str) -> list[Member]:
        """Everybody with a role."""
        async with self._storage.transaction() as tx:
            return await tx.members.all(tenant)

    async def check_admin(self, tenant: str, member: Member) -> None:
        """Raises NotAllowed unless the member is an admin; while nobody is one yet, unless they
        administer the workspace itself.
        """
        async with self._storage.transaction() as tx:
            admins = {admin.user for admin in await tx.members.with_role(tenant, "admin")}
        is_ours = not (member.guest or member.outsider)
        if not is_ours or not (member.user in admins if admins else member.owner):
            raise NotAllowed("Only an admin can change this.", "Ask an admin of this workspace.")

    async def set_roles(
        self, tenant: str, user: str, roles: Iterable[Role], by: str, name: str = ""
    ) -> None:
        """Give a person exactly these roles."""
        wanted = sorted(roles)
        async with self._storage.transaction() as tx:
            await tx.members.set_roles(tenant, user, wanted, name=name)
            data: dict[str, JsonValue] = {"user": user, "roles": [*wanted]}
            await tx.audit.append(tenant, actor=by, action="roles_set", data=data)

    async def policy(self, tenant: str) -> Policy:
        """The rules of the workspace."""
        async with self._storage.transaction() as tx:
            return await tx.policies.current(tenant)

    async def change_policy(self, tenant: str, policy: Policy, by: str) -> Policy:
        """New rules, which get the next version number."""
        async with self._storage.transaction() as tx:
            changed = await tx.policies.change(tenant, policy, by=by)
            data = {"policy": changed.version}
            await tx.audit.append(tenant, actor=by, action="policy_changed", data=data)
        return changed

    async def advertisers(self, tenant: str) -> list[str]:
        """The advertisers with accounts, category or assets."""
        async with self._storage.transaction() as tx:
            return await tx.advertisers.names(tenant)

    async def advertiser(self, tenant: str, name: str) -> Advertiser:
        """What is known for booking; an unknown advertiser has nothing set."""
        async with self._storage.transaction() as tx:
            return await tx.advertisers.get(tenant, name)

    async def set_account(self, tenant: str, name: str, account: AdAccount, by: str) -> None:
        """Set the advertiser's ad account at a seller. Raises NotReady unless it sells this."""
        self._registry.check(account)
        async with self._storage.transaction() as tx:
            await tx.advertisers.set_account(tenant, name, account)
            data = {"advertiser": name, **account.model_dump(mode="json")}
            await tx.audit.append(tenant, actor=by, action="account_set", data=data)

    async def remove_account(
        self, tenant: str, name: str, channel: Channel, seller: str, by: str
    ) -> bool:
        """Forget the advertiser's ad account at a seller; False where there is none."""
        async with self._storage.transaction() as tx:
            there_was = await tx.advertisers.remove_account(tenant, name, channel, seller)
            if there_was:
                data = {"advertiser": name, "channel": channel, "seller": seller}
                await tx.audit.append(tenant, actor=by, action="account_removed", data=data)
        return there_was

    async def set_category(self, tenant: str, name: str, code: str, by: str) -> None:
        """Set the advertiser's ad category. Raises InvalidInput for a code that is none."""
        async with self._storage.transaction() as tx:
            await tx.advertisers.set_category(tenant, name, check_code(code))
            data = {"advertiser": name, "category": code}
            await tx.audit.append(tenant, actor=by, action="category_set", data=data)

    async def set_assets(self, tenant: str, name: str, assets: Assets, by: str) -> None:
        """Set what the advertiser's ads are made of; what is booked already gets its ads too."""
        async with self._storage.transaction() as tx:
            await tx.advertisers.set_assets(tenant, name, assets)
            data = {"advertiser": name, **assets.model_dump(mode="json")}
            await tx.audit.append(tenant, actor=by, action="assets_set", data=data)
        await self._booker.attach_assets_of(tenant, name, assets, by)

    @property
    def sellers(self) -> Mapping[str, Channel]:
        """The connected sellers' keys, and the buying channel that each sells through."""
        return {key: self._registry.api(key).channel for key in self._registry.sellers}
