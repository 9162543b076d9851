"""The other buttons of a card: Adjust, Alternatives, Export, choices, Show."""

from __future__ import annotations

import contextlib
import logging
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from agents.advocates import argue
from bot.cards import buttons
from bot.cards.adjusted import adjusted_line
from bot.cards.alternatives import alternatives_card
from bot.cards.blocks import Block, actions, button
from bot.cards.buttons import PlanRef
from bot.cards.rationale import next_step, why
from bot.cards.totals import top
from bot.exports import export_files
from bot.listeners import posting
from bot.listeners.clicks import Click
from bot.listeners.incoming import Said
from bot.listeners.surface import Surface, Thread
from bot.modals.adjust import ADJUSTED, adjust_modal
from bot.modals.adjusted import changes_of
from bot.modals.inputs import brought, notice
from bot.phrases import adjusted_in_words
from bot.words import Words, sentence
from bot.words.refusals import said
from media.errors import FlightplanError, InvalidInput
from media.plan import Fact, MediaPlan
from storage.threads import ThreadWorker

_log = logging.getLogger(__name__)


class Tools:
    """Listeners of the buttons that decide nothing. What changes a plan goes through the inbox."""

    def __init__(self, surface: Surface, worker: ThreadWorker) -> None:
        self._surface = surface
        self._worker = worker

    def register(self, app: AsyncApp) -> None:
        """Add the listeners."""
        import re

        app.action(buttons.ADJUST)(self.open_form)
        app.view(ADJUSTED)(self.adjust)
        app.action(buttons.ALTERNATIVES)(self.alternatives)
        app.action(re.compile(f"^{buttons.USE_ALTERNATIVE}_"))(self.use_alternative)
        app.action(re.compile(f"^{buttons.SAY}_"))(self.say)
        app.action(buttons.EXPORT)(self.export)
        app.action(buttons.SHOW_PLAN)(self.show)
        app.action(buttons.OPEN_THREAD)(_acknowledge)

    async def open_form(self, ack: Any, body: dict[str, Any]) -> None:
        """Adjust opens the Brief as a form: as it stands now, on whichever card it was pressed."""
        await ack()
        click = Click.read(body)
        plan = await self._plan(click, newest=True)
        if plan is None or not await self._is_in_place(click, plan.id):
            return
        catalog = await self._surface.desk.catalog()
        countries = [market.country for market in catalog.markets]
        where = {"conversation": click.thread.id, "ref": str(PlanRef(plan.id, plan.version))}
        view = adjust_modal(
            plan.brief,
            plan.currency,
            countries,
            where,
            await self._language(click),
        )
        await self._surface.client.views_open(trigger_id=click.trigger, view=view)

    async def adjust(self, ack: Any, body: dict[str, Any]) -> None:
        """The form's changes are said in the thread, by whoever made them."""
        view, tenant = body["view"], body["team"]["id"]
        ref = PlanRef.read(brought(view, "ref"))
        plan = await self._surface.desk.plan_of(tenant, ref.plan, ref.version)
        user, thread = body["user"]["id"], Thread.read(brought(view, "conversation"))
        language = await self._surface.language(user, thread)
        try:
            changes = changes_of(view, plan.brief)
        except InvalidInput as error:
            complaint = said(error.message, Words(language))
            await ack(response_action="errors", errors={error.remedy: complaint})
            return
        if words := adjusted_in_words(changes):
            shown = adjusted_line(changes, language)
            change = Said(user=user, text=words, quoted=True, shown=shown)
            await self._tell(thread, change, f"form:{view['id']}")
        await ack()

    async def alternatives(self, ack: Any, body: dict[str, Any]) -> None:
        """The corners of the frontier, in the thread: those that can be chosen now."""
        await ack()
        click = Click.read(body)
        plan = await self._plan(click, newest=True)
        if plan is not None and await self._is_in_place(click, plan.id):
            card = alternatives_card(plan, argue(plan), await self._language(click))
            await posting.post(self._surface.client, click.thread, card)

    async def use_alternative(self, ack: Any, body: dict[str, Any]) -> None:
        """The corner becomes the next version, in its turn among the thread's messages."""
        click = Click.read(body)
        shown, _, name = click.value.rpartition(":")
        ref = PlanRef.read(shown)
        if name in ("reach", "efficiency", "yield") and await self._is_in_place(click, ref.plan):
            said = Said(
                user=click.user,
                text=name,
                quoted=True,
                shown=click.label,
                alternative=name,  # type: ignore[arg-type]
                version=ref.version,
            )
            await self._tell(click.thread, said, await self._once(click))
        await ack()

    async def say(self, ack: Any, body: dict[str, Any]) -> None:
        """A button that stands for words: they count as if its presser had written them."""
        click = Click.read(body)
        if await self._is_in_place(click):
            said = Said(user=click.user, text=click.value, quoted=True, shown=click.label)
            await self._tell(click.thread, said, await self._once(click))
        await ack()

    async def export(self, ack: Any, body: dict[str, Any]) -> None:
        """The plan as files in the thread."""
        await ack()
        click = Click.read(body)
        plan = await self._plan(click)
        if plan is None:
            return
        files = export_files(plan, await self._language(click))
        await self._surface.client.files_upload_v2(
            channel=click.channel,
            thread_ts=click.root,
            file_uploads=[
                {"content": file.content, "filename": file.name, "title": file.title}
                for file in files
            ],
        )

    async def show(self, ack: Any, body: dict[str, Any]) -> None:
        """A plan of the Home tab in short, with the way to its thread."""
        await ack()
        click = Click.read(body)
        plan = await self._plan(click)
        if plan is None:
            return
        words = Words(await self._surface.language(click.user))
        blocks: list[Block | None] = [*top(plan, words), why(plan, words), next_step(plan, words)]
        blocks.append(await self._way_to_thread(click.tenant, plan, words))
        shown = [block for block in blocks if block is not None]
        view = notice(words.t("Plan {id}, version {version}", id=plan.id[:6], version=plan.version),
                      words.t("Close"), shown)  # fmt: skip
        await self._surface.client.views_open(trigger_id=click.trigger, view=view)

    async def _way_to_thread(self, tenant: str, plan: MediaPlan, words: Words) -> Block | None:
        async with self._surface.storage.transaction() as tx:
            posts = await tx.posts.of_plan(tenant, plan.id, kind="card")
        if not posts:
            return None
        with contextlib.suppress(SlackApiError):
            link = await self._surface.client.chat_getPermalink(
                channel=posts[0].channel, message_ts=posts[0].ts
            )
            go = button(words.t("Open the thread"), buttons.OPEN_THREAD, url=link["permalink"])
            return actions("thread", go)
        return None

    async def _is_in_place(self, click: Click, plan: str | None = None) -> bool:
        """Whether a card stands in the conversation that it came up in; else that is said."""
        conversation = await self._surface.storage.conversation(click.thread.id)
        if conversation is not None and plan in (None, conversation.plan_id):
            return True
        said = sentence(Fact(code="copied"), await self._language(click))
        await posting.whisper(self._surface.client, click.channel, click.user, said, click.root)
        return False

    async def _plan(self, click: Click, *, newest: bool = False) -> MediaPlan | None:
        """The plan of a button's value, or its newest version, for members only; None after saying
        why not.
        """
        try:
            ref = PlanRef.read(click.value)
            member = await self._surface.people.member(click.tenant, click.user)
            if not member.outsider:
                version = None if newest else ref.version
                return await self._surface.desk.plan_of(click.tenant, ref.plan, version)
            text = Words(await self._language(click)).t(
                "I work only for members of this workspace."
            )
        except FlightplanError as error:
            text = posting.plainly(error, await self._language(click))
        where = click.channel or click.user
        await posting.whisper(self._surface.client, where, click.user, text, click.root or None)
        return None

    async def _language(self, click: Click) -> str:
        return await self._surface.language(click.user, click.thread)

    async def _once(self, click: Click) -> str:
        """The id of a click; a double click, with no answer in between, has the same twice."""
        conversation = await self._surface.storage.conversation(click.thread.id)
        answered = len(conversation.turns) if conversation is not None else 0
        return f"click:{click.channel}:{click.ts}:{click.action}:{answered}"

    async def _tell(self, thread: Thread, said: Said, event_id: str) -> None:
        member = await self._surface.people.member(thread.tenant, said.user)
        if not member.outsider:
            await self._worker.receive(said.event(thread, event_id))


async def _acknowledge(ack: Any) -> None:
    await ack()
