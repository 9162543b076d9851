"""The orchestrator: one message in, one reply out.

It lets the embedded readers mark what they understand, asks specialists' models only for words that
nobody could explain, has one reducer write the Brief, and calls the desk. It does no arithmetic,
allocates nothing and books nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

from agents import why
from agents.habits import with_habits
from agents.readers import ReadContext, Reading, read
from agents.reducer import complete, reduce
from agents.reply import Reply
from agents.router import REFUSED, earlier_brief, question_of
from desk.desk import Desk
from desk.past import HistoryQuestion
from media.brief import Brief
from media.conversation import Conversation, TokenUse, TurnKind
from media.errors import FlightplanError, Infeasible, NotReady
from media.plan import Fact, MediaPlan


class Model(Protocol):
    """A language model that may explain words which the readers could not."""

    async def explain(
        self, brief: Brief, message: str, reading: Reading, context: ReadContext
    ) -> tuple[Reading, tuple[TokenUse, ...]]:
        """The reading with accepted proposals added; the same reading when the model fails."""
        ...


class Orchestrator:
    """Answers messages of conversations."""

    def __init__(self, desk: Desk, model: Model | None = None) -> None:
        """Without a `model` everything rests on the embedded readers."""
        self._desk = desk
        self._model = model

    async def answer(self, conversation: Conversation, message: str, author: str) -> Reply:
        """The reply to the conversation's next message. Nothing but a plan version is stored."""
        context = ReadContext(
            today=conversation.today,
            message=len(conversation.turns),
            brief=conversation.brief,
            asked=conversation.asked,
        )
        reading = read(message, context)
        uses: tuple[TokenUse, ...] = ()
        if self._model is not None and reading.unexplained:
            reading, uses = await self._model.explain(conversation.brief, message, reading, context)
        reply = await self._route(conversation, reading, author)
        return replace(reply, uses=uses)

    async def _route(self, conversation: Conversation, reading: Reading, author: str) -> Reply:
        kind = reading.intent.kind
        if kind in REFUSED:
            return _spoken(conversation, reading, "refusal", Fact(code=f"refused_{kind}"))
        if kind in ("undo", "first_plan"):
            return await self._go_back(conversation, reading, author)
        handler = self._answers().get(kind)
        if handler is not None and not reading.proposals:
            return await handler(conversation, reading)
        return await self._brief(conversation, reading, author)

    def _answers(
        self,
    ) -> dict[str, Callable[[Conversation, Reading], Awaitable[Reply]]]:
        return {
            "why": self._why,
            "compare": self._compare,
            "cheaper": self._compare,
            "history": self._history,
            "approve": _say("approve_with_the_button"),
            "reject": _say("reject_with_the_button"),
            "help": _say("help"),
            "chatter": _say("chatter"),
        }

    async def _brief(self, conversation: Conversation, reading: Reading, author: str) -> Reply:
        """Merge, complete, ask or plan."""
        merged = reduce(conversation.brief, reading)
        if merged == conversation.brief and not reading.proposals:
            return _not_understood(conversation, reading)
        brief, notes = await self._completed(merged, conversation)
        said = (*reading.decisions, *notes, *_unused(reading))
        if reading.intent.kind == "what_if" and conversation.plan_id:
            return await self._try_out(conversation, reading, brief, said)
        return await self._plan_or_ask(conversation, reading.language, brief, said, author)

    async def _completed(
        self, brief: Brief, conversation: Conversation
    ) -> tuple[Brief, tuple[Fact, ...]]:
        notes: tuple[Fact, ...] = ()
        if brief.advertiser:
            brief, notes = with_habits(brief, await self._desk.past.habits(brief.advertiser))
        return complete(brief, conversation.today), notes

    async def _plan_or_ask(
        self,
        conversation: Conversation,
        language: str,
        brief: Brief,
        said: tuple[Fact, ...],
        author: str,
    ) -> Reply:
        if brief.missing:
            asked = brief.missing
            question = Fact(code="question", values={"slots": list(asked)})
            return Reply("question", language, brief, (question, *said), asked=asked)
        previous = await self._previous(conversation)
        try:
            planned = await self._desk.plan(
                tenant=conversation.tenant,
                author=author,
                conversation=conversation,
                brief=brief,
                today=conversation.today,
            )
        except Infeasible as clash:
            return Reply("answer", language, brief, said, previous=previous, infeasible=clash)
        except NotReady as missing:
            trouble = Fact(code="trouble", values={"text": str(missing)})
            return Reply("answer", language, brief, (trouble, *said))
        return Reply("plan", language, brief, said, planned=planned, previous=previous)

    async def _try_out(
        self, conversation: Conversation, reading: Reading, brief: Brief, said: tuple[Fact, ...]
    ) -> Reply:
        """What a change would give; the conversation's Brief and plan stay."""
        previous = await self._previous(conversation)
        try:
            tried = await self._desk.try_out(
                brief=brief, today=conversation.today, previous=previous
            )
        except FlightplanError as error:
            trouble = Fact(code="trouble", values={"text": str(error)})
            return Reply("answer", reading.language, conversation.brief, (trouble,))
        return Reply(
            "answer", reading.language, conversation.brief, said, previous=previous, tried=tried
        )

    async def _go_back(self, conversation: Conversation, reading: Reading, author: str) -> Reply:
        brief = earlier_brief(conversation, first=reading.intent.kind == "first_plan")
        if brief is None:
            return _spoken(conversation, reading, "answer", Fact(code="nothing_to_undo"))
        said = (Fact(code=f"went_back_{reading.intent.kind}"),)
        return await self._plan_or_ask(conversation, reading.language, brief, said, author)

    async def _previous(self, conversation: Conversation) -> MediaPlan | None:
        if conversation.plan_id is None:
            return None
        found = await self._desk.current(tenant=conversation.tenant, plan=conversation.plan_id)
        return found.plan

    async def _why(self, conversation: Conversation, reading: Reading) -> Reply:
        plan = await self._previous(conversation)
        if plan is None:
            return _spoken(conversation, reading, "answer", Fact(code="no_plan_yet"))
        facts = why.why(plan, reading.intent.about)
        return _spoken(conversation, reading, "answer", *facts)

    async def _compare(self, conversation: Conversation, reading: Reading) -> Reply:
        plan = await self._previous(conversation)
        if plan is None:
            return _spoken(conversation, reading, "answer", Fact(code="no_plan_yet"))
        return _spoken(conversation, reading, "answer", *why.compare(plan))

    async def _history(self, conversation: Conversation, reading: Reading) -> Reply:
        question: HistoryQuestion = question_of(reading, conversation.brief)
        answer = await self._desk.past.ask(question)
        reply = _spoken(conversation, reading, "answer", *answer.facts)
        return replace(reply, history=answer)


def _spoken(conversation: Conversation, reading: Reading, kind: TurnKind, *said: Fact) -> Reply:
    return Reply(kind, reading.language, conversation.brief, said)


def _say(code: str) -> Callable[[Conversation, Reading], Awaitable[Reply]]:
    async def answer(conversation: Conversation, reading: Reading) -> Reply:
        return _spoken(conversation, reading, "answer", Fact(code=code))

    return answer


def _not_understood(conversation: Conversation, reading: Reading) -> Reply:
    return _spoken(conversation, reading, "answer", Fact(code="not_understood"), *_unused(reading))


def _unused(reading: Reading) -> tuple[Fact, ...]:
    words = [span.text for span in reading.unexplained]
    return (Fact(code="not_used", values={"words": list(words)}),) if words else ()
