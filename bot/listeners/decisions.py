"""Approve, Reject, Retry, Set live, Undo: the desk checks the click, and the cards follow."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.cards import buttons
from bot.cards.buttons import PlanRef, RequestRef
from bot.listeners import posting
from bot.listeners.answering import Answering
from bot.listeners.bookings import BookingPosts
from bot.listeners.clicks import Click
from bot.listeners.surface import Surface
from bot.modals.inputs import brought, language_of
from bot.modals.reject import REJECTED, reason_of, reject_modal
from bot.words import Words, refusal
from desk.results import BookingView
from media.errors import FlightplanError, NotAllowed
from storage.posts import Post


class Decisions:
    """Listeners of the buttons that decide."""

    def __init__(self, surface: Surface, answering: Answering, bookings: BookingPosts) -> None:
        self._surface = surface
        self._answering = answering
        self._bookings = bookings

    def register(self, app: AsyncApp) -> None:
        """Add the listeners."""
        app.action(buttons.APPROVE)(self.approve)
        app.action(buttons.REJECT)(self.ask_reason)
        app.view(REJECTED)(self.reject)
        app.action(buttons.RETRY)(self.retry)
        app.action(buttons.LAUNCH)(self.launch)
        app.action(buttons.UNDO)(self.undo)

    async def approve(self, ack: Any, body: dict[str, Any]) -> None:
        """Every check is the desk's; a refusal is told to whoever clicked, and to nobody else."""
        await ack()
        click = Click.read(body)
        ref = RequestRef.read(click.value)
        member = await self._surface.people.member(click.tenant, click.user)
        try:
            decision = await self._surface.desk.approve(
                tenant=click.tenant, request=ref.request, plan_hash=ref.plan_hash, member=member
            )
        except FlightplanError as error:
            await self._undecided(click, error)
            return
        await self._refresh(click.tenant, decision.plan.id, decision.plan.version)
        if not decision.waiting_for_second:
            await self._show_booking(click.tenant, decision.plan.id, decision.plan.version)

    async def ask_reason(self, ack: Any, body: dict[str, Any]) -> None:
        """Reject asks why, unless there is nothing to reject."""
        await ack()
        click = Click.read(body)
        ref = RequestRef.read(click.value)
        member = await self._surface.people.member(click.tenant, click.user)
        try:
            await self._surface.desk.check_rejectable(
                tenant=click.tenant, request=ref.request, plan_hash=ref.plan_hash, member=member
            )
        except FlightplanError as error:
            await self._undecided(click, error)
            return
        view = reject_modal(click.value, await self._surface.language(click.user, click.thread))
        await self._surface.client.views_open(trigger_id=click.trigger, view=view)

    async def reject(self, ack: Any, body: dict[str, Any]) -> None:
        """The reason was given; a refusal stands under the input."""
        view = body["view"]
        ref = RequestRef.read(brought(view, "request"))
        tenant, user = body["team"]["id"], body["user"]["id"]
        block, reason = reason_of(view)
        member = await self._surface.people.member(tenant, user)
        try:
            decision = await self._surface.desk.reject(
                tenant=tenant,
                request=ref.request,
                plan_hash=ref.plan_hash,
                member=member,
                reason=reason,
            )
        except FlightplanError as error:
            said = refusal(error, Words(language_of(view)))
            await ack(response_action="errors", errors={block: said})
            return
        await ack()
        await self._refresh(tenant, decision.plan.id, decision.plan.version)

    async def retry(self, ack: Any, body: dict[str, Any]) -> None:
        """Book what is not booked yet."""
        await ack()
        await self._change(Click.read(body), self._surface.desk.retry)

    async def launch(self, ack: Any, body: dict[str, Any]) -> None:
        """Let what was booked run."""
        await ack()
        await self._change(Click.read(body), self._surface.desk.launch)

    async def undo(self, ack: Any, body: dict[str, Any]) -> None:
        """Pause and archive what was booked."""
        await ack()
        await self._change(Click.read(body), self._surface.desk.undo)

    async def _change(self, click: Click, act: Callable[..., Awaitable[BookingView]]) -> None:
        ref = PlanRef.read(click.value)
        member = await self._surface.people.member(click.tenant, click.user)
        try:
            view = await act(tenant=click.tenant, plan=ref.plan, version=ref.version, member=member)
        except FlightplanError as error:
            await self._refused(click, error)
            return
        await self._bookings(view)

    async def _show_booking(self, tenant: str, plan: str, version: int) -> None:
        await self._bookings(
            await self._surface.desk.booking(tenant=tenant, plan=plan, version=version)
        )

    async def _undecided(self, click: Click, error: FlightplanError) -> None:
        """Why nothing was decided; a card that did not show it yet is shown as it stands now."""
        await self._refused(click, error)
        if not isinstance(error, NotAllowed):
            await self._refresh_clicked(click)

    async def _refused(self, click: Click, error: FlightplanError) -> None:
        said = posting.plainly(error, await self._surface.language(click.user, click.thread))
        await posting.whisper(self._surface.client, click.channel, click.user, said, click.root)

    async def _refresh(self, tenant: str, plan: str, version: int) -> None:
        """Show all cards of a version as the decision left them."""
        async with self._surface.storage.transaction() as tx:
            posts = await tx.posts.of_plan(tenant, plan, kind="card")
        for post in posts:
            if post.version == version:
                await self._answering.refresh(tenant, post)

    async def _refresh_clicked(self, click: Click) -> None:
        post = await self._clicked(click)
        if post is not None:
            await self._answering.refresh(click.tenant, post)

    async def _clicked(self, click: Click) -> Post | None:
        conversation = await self._surface.storage.conversation(click.thread.id)
        if conversation is None or conversation.plan_id is None:
            return None
        async with self._surface.storage.transaction() as tx:
            posts = await tx.posts.of_plan(click.tenant, conversation.plan_id, kind="card")
        return next((post for post in posts if post.ts == click.ts), None)
