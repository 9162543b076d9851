"""The worker's handler: think, store the answer, show it, each step safe to be repeated.

A message that is `working` has no answer yet; one that is `answered` has a stored turn that only
has to be shown. A crash between the two never gives a second answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date
from weakref import WeakValueDictionary

from slack_sdk.errors import SlackApiError

from bot.cards.answers import answer_card, working_card
from bot.cards.blocks import Card, context
from bot.cards.text import clip, escape
from bot.listeners import posting
from bot.listeners.incoming import Said
from bot.listeners.surface import Surface, Thread
from bot.listeners.turns import (
    alternative_turn,
    card_of,
    check_still_shown,
    note_turn,
    turn_of,
)
from bot.slack import is_trouble
from bot.words import Words
from desk.results import Planned
from media.approvals import ApprovalRequest
from media.conversation import Conversation, Turn
from media.errors import FlightplanError
from media.plan import Fact
from media.stored import trouble
from storage.database import is_away
from storage.inbox import LeaseLost, Message
from storage.posts import Post
from storage.threads import NotNow

_log = logging.getLogger(__name__)
ATTEMPTS = 4
"""How often a message is tried before it is given up, with an apology in its place."""


@dataclass(frozen=True, slots=True)
class _Thought:
    """What a message came to, before it is stored."""

    turn: Turn
    planned: Planned | None = None


@dataclass(frozen=True, slots=True)
class _Answered:
    """The number of a stored turn, and its plan when it was made this very moment."""

    number: int
    planned: Planned | None = None


class Answering:
    """Answers the inbox's messages in their threads."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._running: dict[str, asyncio.Task[_Thought]] = {}
        self._refreshing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def handle(self, message: Message) -> None:
        """Answer one message of the inbox; where its thread was deleted nobody waits for it.

        Raises NotNow while Slack is in trouble.
        """
        try:
            await self._handle(message, Thread.read(message.thread))
        except SlackApiError as error:
            if is_trouble(error):
                raise NotNow(error.response["error"]) from None
            if error.response["error"] not in posting.NOWHERE:
                raise
            _log.info("Message %s has no thread any more", message.id)

    async def _handle(self, message: Message, thread: Thread) -> None:
        placeholder = message.placeholder or await self._placeholder(message, thread)
        answered = None
        try:
            async with self._at_work(thread):
                answered = await self._answered(message, thread)
            await self._show(message, thread, placeholder, answered)
        except (asyncio.CancelledError, LeaseLost):
            raise
        except Exception as error:
            if (fact := _trouble(message, error, is_stored=answered is not None)) is not None:
                await self._explain(message, thread, placeholder, fact)
            raise

    def stop(self, thread: Thread) -> None:
        """Somebody pressed Stop: what is being thought about in the thread is dropped."""
        task = self._running.get(thread.id)
        if task is not None:
            task.cancel()

    # The placeholder

    async def _placeholder(self, message: Message, thread: Thread) -> str:
        language = await self._surface.language(Said.read(message.body).user, thread)
        ts = await posting.post(self._surface.client, thread, working_card(language))
        async with self._surface.storage.transaction() as tx:
            await tx.inbox.set_placeholder(message.id, owner=self._surface.owner, ts=ts)
        return ts

    @contextlib.asynccontextmanager
    async def _at_work(self, thread: Thread) -> AsyncIterator[None]:
        """While it lasts, people see that we work and may press Stop."""
        await self._session(thread, "processing")
        try:
            yield
        finally:
            await self._session(thread, "active")

    async def _session(self, thread: Thread, status: str) -> None:
        where = {"channel_id": thread.channel, "thread_ts": thread.root, "status": status}
        with contextlib.suppress(SlackApiError):
            await self._surface.client.api_call("agents.sessions.setStatus", json=where)

    # Thinking and storing

    async def _answered(self, message: Message, thread: Thread) -> _Answered:
        """The stored turn, thought of now unless it was before."""
        if message.turn is not None:
            return _Answered(message.turn)
        words = Said.read(message.body)
        conversation = await self._conversation(thread, words.user)
        thought = await self._stoppable(thread, conversation, words)
        planned, turn = thought.planned, thought.turn
        async with self._surface.storage.turn(thread.id) as tx:
            await tx.conversations.append(
                conversation,
                turn,
                plan_id=planned.plan.id if planned else None,
                asked=turn.brief.missing,
            )
            number = len(conversation.turns)
            await tx.inbox.answered(message.id, owner=self._surface.owner, turn=number)
        return _Answered(number, planned)

    async def _conversation(self, thread: Thread, user: str) -> Conversation:
        """The thread's conversation, in which "today" is the day of the new message."""
        known = await self._surface.storage.conversation(thread.id)
        if known is not None:
            return known.model_copy(update={"today": date.today()})
        return Conversation(
            id=thread.id,
            tenant=thread.tenant,
            today=date.today(),
            begun_in=await self._surface.people.language(user),
        )

    async def _stoppable(self, thread: Thread, conversation: Conversation, words: Said) -> _Thought:
        thinking = asyncio.create_task(self._think(conversation, words))
        self._running[thread.id] = thinking
        try:
            return await thinking
        except asyncio.CancelledError:
            if not thinking.cancelled() or _is_cancelled():
                thinking.cancel()
                raise
            return _noted(Fact(code="stopped"), words, conversation)
        finally:
            self._running.pop(thread.id, None)

    async def _think(self, conversation: Conversation, words: Said) -> _Thought:
        if words.shared:
            return _noted(Fact(code="shared_channel"), words, conversation)
        if words.outsider:
            return _noted(Fact(code="outsider"), words, conversation)
        if words.alternative and conversation.plan_id:
            return await self._choose(conversation, words)
        reply = await self._surface.orchestrator.answer(conversation, words.text, words.user)
        if words.quoted:
            reply = replace(reply, language=conversation.language)
        turn = turn_of(reply, words.text, words.user, files=words.files)
        return _Thought(turn, reply.planned)

    async def _choose(self, conversation: Conversation, words: Said) -> _Thought:
        assert words.alternative is not None
        assert conversation.plan_id is not None
        try:
            check_still_shown(conversation, words.version)
            planned = await self._surface.desk.alternative(
                tenant=conversation.tenant,
                author=words.user,
                plan=conversation.plan_id,
                version=words.version,
                name=words.alternative,
                conversation=conversation.id,
                today=conversation.today,
            )
        except FlightplanError as error:
            return _noted(trouble(error), words, conversation)
        turn = alternative_turn(planned, words.alternative, words.user, conversation.language)
        return _Thought(turn, planned)

    # Showing

    async def _show(
        self, message: Message, thread: Thread, placeholder: str, answered: _Answered
    ) -> None:
        conversation = await self._surface.storage.conversation(thread.id)
        assert conversation is not None
        turn, plan_id = conversation.turns[answered.number], conversation.plan_id
        card = await card_of(turn, self._surface, thread.tenant, plan_id, answered.planned)
        card = _quoting(card, Said.read(message.body), turn.language)
        if answered.number == 0 and not thread.is_direct:
            card = _inviting(card, turn.language)
        ts = await posting.replace(self._surface.client, thread, placeholder, card)
        if turn.plan_version is not None and conversation.plan_id is not None:
            await self.remember(thread, ts, conversation.plan_id, turn)

    async def remember(self, thread: Thread, ts: str, plan: str, turn: Turn) -> None:
        """Note the card, and take the buttons off the cards of older versions."""
        assert turn.plan_version is not None
        async with self._surface.storage.transaction() as tx:
            older = await tx.posts.of_plan(thread.tenant, plan, kind="card")
            await tx.posts.remember(
                thread.tenant,
                Post(thread.channel, ts, thread.root, "card", plan, turn.plan_version),
            )
        stale = [post for post in older if post.version == turn.plan_version - 1]
        for post in stale:
            await self.refresh(thread.tenant, post)

    async def refresh(self, tenant: str, post: Post) -> None:
        """Show a card again as its plan stands now; a card that is gone stays gone.

        To make a card may take long, since sellers are asked: what was decided meanwhile counts.
        """
        turn = await self._turn_of(tenant, post)
        if turn is None:
            return
        one_by_one = self._refreshing.setdefault(post.ts, asyncio.Lock())
        while True:
            request = await self._request(tenant, post.plan)
            card = await card_of(turn, self._surface, tenant, post.plan)
            async with one_by_one:
                if await self._request(tenant, post.plan) != request:
                    continue
                with contextlib.suppress(SlackApiError):
                    await posting.update(self._surface.client, post.channel, post.ts, card)
                return

    async def _request(self, tenant: str, plan: str) -> ApprovalRequest | None:
        async with self._surface.storage.transaction() as tx:
            return await tx.approvals.latest(tenant, plan)

    async def _turn_of(self, tenant: str, post: Post) -> Turn | None:
        async with self._surface.storage.transaction() as tx:
            conversation = await tx.conversations.of_plan(tenant, post.plan)
        turns = conversation.turns if conversation is not None else ()
        return next((t for t in reversed(turns) if t.plan_version == post.version), None)

    async def _explain(
        self, message: Message, thread: Thread, placeholder: str, fact: Fact
    ) -> None:
        """One plain sentence in the answer's place."""
        with contextlib.suppress(SlackApiError):
            user = Said.read(message.body).user
            card = answer_card((fact,), await self._surface.language(user, thread))
            await posting.replace(self._surface.client, thread, placeholder, card)


def _trouble(message: Message, error: Exception, *, is_stored: bool) -> Fact | None:
    """What is said of an error: that the answer waits for the database, unless it may be shown
    already, or, after the last attempt, a number that stands in the log. Nothing can be said while
    Slack is in trouble.
    """
    if is_trouble(error):
        return None
    if is_away(error):
        return None if is_stored else Fact(code="put_off")
    if message.attempts < ATTEMPTS:
        return None
    number = uuid.uuid4().hex[:8]
    _log.error("Message %s is given up; its number is %s", message.id, number)
    return Fact(code="failed", values={"id": number})


def _is_cancelled() -> bool:
    """Whether this very task is being cancelled, not only the one that it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _noted(fact: Fact, words: Said, conversation: Conversation) -> _Thought:
    turn = note_turn(fact, words.text, words.user, conversation.brief, conversation.language)
    return _Thought(turn)


def _quoting(card: Card, words: Said, language: str) -> Card:
    """Words that came from a button or form stand above the answer, because nobody typed them."""
    if not words.quoted:
        return card
    said = Words(language).t("{user} chose: {words}", user=f"<@{words.user}>", words="{words}")
    quote = context(said.replace("{words}", clip(escape(words.shown or words.text), 300)))
    return Card(card.text, [block for block in (quote, *card.blocks) if block is not None])


def _inviting(card: Card, language: str) -> Card:
    """In a channel we hear only what mentions us, which the first answer of a thread says."""
    hint = context(Words(language).t("Mention me in this thread to answer or to change something."))
    return Card(card.text, [*card.blocks, *([hint] if hint else [])])
