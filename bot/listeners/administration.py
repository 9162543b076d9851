"""Set-up by admins: an advertiser's accounts, roles, limits and rules."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.cards import buttons
from bot.cards.blocks import Block
from bot.cards.buttons import PlanRef
from bot.listeners import posting
from bot.listeners.answering import Answering
from bot.listeners.clicks import Click
from bot.listeners.lifecycle import Lifecycle
from bot.listeners.surface import Surface
from bot.modals import administration as forms
from bot.modals import advertisers
from bot.modals.inputs import Answers, about, language_of
from bot.words import Words, refusal
from bot.words.refusals import said
from media.errors import FlightplanError

Save = Callable[[str, str, dict[str, Any]], Awaitable[None]]
"""Tenant, who saves, and the submitted view."""
After = Callable[[str, dict[str, Any]], Awaitable[None]]
"""Tenant and the submitted view."""


class Administration:
    """Listeners of the set-up. Each opening and each saving checks the admin role anew."""

    def __init__(self, surface: Surface, lifecycle: Lifecycle, answering: Answering) -> None:
        self._surface = surface
        self._lifecycle = lifecycle
        self._answering = answering

    def register(self, app: AsyncApp) -> None:
        """Add the listeners."""
        app.action(buttons.CHOOSE_ADVERTISER)(self.choose)
        app.action(buttons.SET_UP)(self.set_up_of_plan)
        app.action(buttons.EDIT_ROLES)(self.edit_roles)
        app.action(buttons.EDIT_RULES)(self.edit_rules)
        app.view(advertisers.NAMED)(self.named)
        app.view(advertisers.SET_UP)(
            self._saving(self._save_advertiser, "category", self._refresh_open)
        )
        app.view(forms.ROLES)(self._saving(self._save_roles, "user"))
        app.view(forms.RULES)(self._saving(self._save_rules, "hours"))

    # Opening

    async def choose(self, ack: Any, body: dict[str, Any]) -> None:
        """Which advertiser is to be set up."""
        await ack()
        click = Click.read(body)
        known = await self._surface.desk.advertisers(click.tenant)
        await self._open(click, advertisers.name_modal(known, await self._language(click)))

    async def set_up_of_plan(self, ack: Any, body: dict[str, Any]) -> None:
        """Straight to the advertiser of a plan that cannot be approved yet."""
        await ack()
        click = Click.read(body)
        ref = PlanRef.read(click.value)
        plan = await self._surface.desk.plan_of(click.tenant, ref.plan, ref.version)
        language = await self._language(click)
        view = await self._form(click.tenant, plan.brief.advertiser or "", plan.currency, language)
        await self._open(click, view)

    async def edit_roles(self, ack: Any, body: dict[str, Any]) -> None:
        """Who may do what."""
        await ack()
        click = Click.read(body)
        await self._open(click, forms.roles_modal(await self._language(click)))

    async def edit_rules(self, ack: Any, body: dict[str, Any]) -> None:
        """Limits and rules."""
        await ack()
        click = Click.read(body)
        policy = await self._surface.desk.policy(click.tenant)
        await self._open(click, forms.rules_modal(policy, await self._language(click)))

    async def _open(self, click: Click, view: Block) -> None:
        try:
            await self._check(click.tenant, click.user)
        except FlightplanError as error:
            where = click.channel or click.user
            said = posting.plainly(error, await self._language(click))
            await posting.whisper(self._surface.client, where, click.user, said, click.root or None)
            return
        await self._surface.client.views_open(trigger_id=click.trigger, view=view)

    async def _language(self, click: Click) -> str:
        return await self._surface.language(click.user, click.thread)

    async def _check(self, tenant: str, user: str) -> None:
        member = await self._surface.people.member(tenant, user)
        await self._surface.desk.check_admin(tenant, member)

    async def _form(self, tenant: str, name: str, currency: str, language: str) -> Block:
        advertiser = await self._surface.desk.advertiser(tenant, name)
        return advertisers.set_up_modal(advertiser, currency, self._surface.desk.sellers, language)

    # Saving

    async def named(self, ack: Any, body: dict[str, Any]) -> None:
        """The advertiser was named: on to its form."""
        tenant, view = body["team"]["id"], body["view"]
        try:
            await self._check(tenant, body["user"]["id"])
            name = advertisers.name_of(view)
        except FlightplanError as error:
            await _complain(ack, error, "name", view)
            return
        form = await self._form(tenant, name, "USD", language_of(view))
        await ack(response_action="update", view=form)

    def _saving(
        self, save: Save, first: str, after: After | None = None
    ) -> Callable[..., Awaitable[None]]:
        """A listener that checks, saves, and shows complaints; `first` takes general ones. What
        follows `after` it may take longer than Slack waits for a form.
        """

        async def saved(ack: Any, body: dict[str, Any]) -> None:
            tenant, user, view = body["team"]["id"], body["user"]["id"], body["view"]
            try:
                await self._check(tenant, user)
                await save(tenant, user, view)
            except FlightplanError as error:
                await _complain(ack, error, first, view)
                return
            await ack()
            await self._lifecycle.publish(tenant, user)
            if after is not None:
                await after(tenant, view)

        return saved

    async def _save_advertiser(self, tenant: str, user: str, view: dict[str, Any]) -> None:
        desk, name = self._surface.desk, about(view)
        before = await desk.advertiser(tenant, name)
        accounts = advertisers.account_changes(view, before, desk.sellers)
        assets = advertisers.assets_of(view, before.assets)
        category = Answers(view).text("category")
        if category and category != before.category:
            await desk.set_category(tenant, name, category, user)
        for channel, seller in accounts.removed:
            await desk.remove_account(tenant, name, channel, seller, user)
        for account in accounts.set:
            await desk.set_account(tenant, name, account, user)
        if assets != before.assets:
            await desk.set_assets(tenant, name, assets, user)

    async def _save_roles(self, tenant: str, user: str, view: dict[str, Any]) -> None:
        whom, roles = forms.roles_of(view)
        member = await self._surface.people.member(tenant, whom)
        await self._surface.desk.set_roles(tenant, whom, roles, user, member.name)

    async def _save_rules(self, tenant: str, user: str, view: dict[str, Any]) -> None:
        before = await self._surface.desk.policy(tenant)
        changed = forms.rules_of(view, before, date.today())
        await self._surface.desk.change_policy(tenant, changed, user)

    async def _refresh_open(self, tenant: str, view: dict[str, Any]) -> None:
        """Cards that waited for this set-up may be approved now."""
        advertiser = about(view)
        async with self._surface.storage.transaction() as tx:
            open_now = await tx.approvals.pending(tenant)
            recent = {plan.id for plan in await tx.plans.recent(tenant, limit=50)
                      if plan.advertiser == advertiser}  # fmt: skip
            posts = [
                post
                for request in open_now[-20:]
                if request.plan in recent
                for post in await tx.posts.of_plan(tenant, request.plan, kind="card")
                if post.version == request.version
            ]
        for post in posts:
            await self._answering.refresh(tenant, post)


async def _complain(ack: Any, error: FlightplanError, first: str, view: dict[str, Any]) -> None:
    """Under the input at fault when the error names it, else under the first one."""
    words = Words(language_of(view))
    if error.remedy in view["state"]["values"]:
        errors = {str(error.remedy): said(error.message, words)}
    else:
        errors = {first: refusal(error, words)}
    await ack(response_action="errors", errors=errors)
