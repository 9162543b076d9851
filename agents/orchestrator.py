"""The orchestrator: one message in, one reply out.

It lets the embedded readers mark what they understand, asks the specialists' model only for words
that nobody could explain, has one reducer write the Brief, and calls the desk. It does no
arithmetic, allocates nothing and books nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Protocol

from agents import why
from agents.habits import with_habits
from agents.readers import ReadContext, Reading, read
from agents.reducer import complete, reduce
from agents.reply import Reply
from agents.router import questions_of
from agents.understanding import Thread, understand
from desk.desk import Desk
from desk.results import HistoryAnswer
from media.brief import Brief
from media.conversation import Conversation, TokenUse, TurnKind
from media.errors import FlightplanError, Infeasible
from media.plan import Fact, MediaPlan
from media.stored import trouble

Handler = Callable[[Conversation, Reading], Awaitable[Reply]]
PLANNED_ON = frozenset({"brief", "edit", "undo", "first_plan"})
"""Intents after which there is a new plan, or a question for what it still needs."""
_BACK = frozenset({"undo", "first_plan"})


class Model(Protocol):
    """A language model that may explain words which the readers could not."""

    async def explain(
        self, message: str, reading: Reading, context: ReadContext, *, tenant: str = ""
    ) -> tuple[Reading, tuple[TokenUse, ...]]:
        """The reading with accepted proposals added; the same reading when the model fails."""
        ...


class Orchestrator:
    """Answers messages of conversations."""

    def __init__(self, desk: Desk, model: Model | None = None) -> None:
        """Without a `model` everything rests on the embedded readers."""
        self._desk = desk
        self._model = model
        self._handlers: dict[str, Handler] = {
            "why": self._why,
            "sure": self._sure,
            "compare": self._compare,
            "cheaper": self._compare,
            "what_if": self._what_if,
            "history": self._history,
            "approve": _saying("approve_with_the_button"),
            "reject": _saying("reject_with_the_button"),
            "language": _saying("language"),
            "help": _saying("help"),
            "dropped": _saying("idea_dropped"),
            "chatter": _saying("chatter"),
            "none": _not_understood,
        }

    def prepare(self) -> None:
        """Load the words of all languages; else the first message waits a second for them."""
        read("help", ReadContext(date.today()))

    async def answer(self, conversation: Conversation, message: str, author: str) -> Reply:
        """The reply to the conversation's next message. Nothing but a plan version is stored."""
        thread = Thread.of(conversation)
        before, context = thread.brief, thread.context(message)
        reading, uses = await self._read(message, context, conversation.tenant)
        thread.move(reading)
        kind = reading.intent.kind
        if kind in self._handlers:
            reply = await self._handlers[kind](conversation, reading)
        elif kind not in PLANNED_ON:
            reply = _spoken(conversation, reading, "refusal", Fact(code=f"refused_{kind}"))
        elif reading.afresh and await self._is_booked(conversation):
            reply = _spoken(conversation, reading, "answer", Fact(code="booked_here"))
        elif kind in _BACK and not reading.proposals and thread.brief == before != Brief():
            reply = _spoken(conversation, reading, "answer", Fact(code="nothing_to_undo"))
        else:
            reply = await self._plan_or_ask(conversation, reading, thread.brief, author)
        return replace(reply, uses=uses)

    def asks_for_help(self, message: str, today: date, language: str) -> str | None:
        """The language of a message that asks for nothing but help, `language` when its words
        belong to none; None when it says more.
        """
        reading = read(message, Thread(today, language=language).context(message))
        return reading.language if reading.intent.kind == "help" else None

    async def _read(
        self, message: str, context: ReadContext, tenant: str
    ) -> tuple[Reading, tuple[TokenUse, ...]]:
        reading = read(message, context)
        if self._model is None or not reading.unexplained:
            return reading, ()
        return await self._model.explain(message, reading, context, tenant=tenant)

    async def _plan_or_ask(
        self, conversation: Conversation, reading: Reading, stated: Brief, author: str
    ) -> Reply:
        brief, notes = await self._completed(stated, conversation)
        said = (*_went_back(reading), *reading.decisions, *notes, *_unused(reading))
        if brief.missing:
            question = Fact(code="question", values={"slots": list(brief.missing)})
            return Reply(
                "question", reading.language, brief, (question, *said), asked=brief.missing
            )
        previous = await self._current(conversation)
        try:
            planned = await self._desk.plan(
                tenant=conversation.tenant,
                author=author,
                conversation=conversation,
                brief=brief,
                today=conversation.today,
            )
        except Infeasible as clash:
            return Reply(
                "answer", reading.language, brief, said, previous=previous, infeasible=clash
            )
        except FlightplanError as error:
            return Reply("answer", reading.language, brief, (trouble(error), *said))
        return Reply("plan", reading.language, brief, said, planned=planned, previous=previous)

    async def brief(self, messages: Sequence[str], conversation: Conversation) -> Brief:
        """The Brief of a whole conversation, completed as for a plan; nothing is planned."""
        turns = understand(messages, conversation.today)
        stated = turns[-1][1] if turns else Brief()
        return (await self._completed(stated, conversation))[0]

    async def _completed(
        self, brief: Brief, conversation: Conversation
    ) -> tuple[Brief, tuple[Fact, ...]]:
        notes: tuple[Fact, ...] = ()
        if brief.advertiser:
            brief, notes = with_habits(brief, await self._desk.past.habits(brief.advertiser))
        return complete(brief, conversation.today), notes

    async def _is_booked(self, conversation: Conversation) -> bool:
        tenant, plan = conversation.tenant, conversation.plan_id
        return plan is not None and await self._desk.is_booked(tenant=tenant, plan=plan)

    async def _current(self, conversation: Conversation) -> MediaPlan | None:
        if conversation.plan_id is None:
            return None
        return await self._desk.plan_of(conversation.tenant, conversation.plan_id)

    async def _what_if(self, conversation: Conversation, reading: Reading) -> Reply:
        """What a change would give; the conversation's Brief and plan stay."""
        idea = replace(reading, proposals=reading.ideas)
        stated = reduce(Thread.of(conversation).brief, idea)
        brief, _ = await self._completed(stated, conversation)
        previous = await self._current(conversation)
        if brief.missing or not reading.ideas:
            return await _not_understood(conversation, reading)
        try:
            tried = await self._desk.try_out(
                tenant=conversation.tenant, brief=brief, today=conversation.today, previous=previous
            )
        except FlightplanError as error:
            return _spoken(conversation, reading, "answer", trouble(error))
        reply = _spoken(conversation, reading, "answer", *_difference(tried, previous))
        return replace(reply, previous=previous, tried=tried)

    async def _why(self, conversation: Conversation, reading: Reading) -> Reply:
        return await self._told(conversation, reading, partial(why.why, about=reading.topics))

    async def _sure(self, conversation: Conversation, reading: Reading) -> Reply:
        return await self._told(conversation, reading, why.sure)

    async def _compare(self, conversation: Conversation, reading: Reading) -> Reply:
        return await self._told(conversation, reading, why.compare)

    async def _told(
        self,
        conversation: Conversation,
        reading: Reading,
        tell: Callable[[MediaPlan], tuple[Fact, ...]],
    ) -> Reply:
        """What there is to tell of the conversation's plan, if it has one."""
        plan = await self._current(conversation)
        return _spoken(conversation, reading, "answer", *(tell(plan) if plan else _NO_PLAN))

    async def _history(self, conversation: Conversation, reading: Reading) -> Reply:
        questions = questions_of(reading, conversation.brief)
        answers = [await self._desk.past.ask(question) for question in questions]
        facts = tuple(fact for answer in answers for fact in answer.facts)
        rows = tuple(row for answer in answers for row in answer.rows)
        found = HistoryAnswer(facts, rows, sum(answer.count for answer in answers))
        return replace(_spoken(conversation, reading, "answer", *facts), history=found)


_ASKED = frozenset(
    (
        "how_much",
        "each_of_which",
        "share_of_place",
        "budget_or_target",
        "which_month",
        "nothing_runs_then",
        "no_dates_to_leave_out",
        "left_open",
        "words_not_used",
    )
)
"""Decisions that answer or ask back where a message says nothing else that is clear."""
_NO_PLAN = (Fact(code="no_plan_yet"),)


def _spoken(conversation: Conversation, reading: Reading, kind: TurnKind, *said: Fact) -> Reply:
    return Reply(kind, reading.language, conversation.brief, said)


def _saying(code: str) -> Handler:
    async def answer(conversation: Conversation, reading: Reading) -> Reply:
        return _spoken(conversation, reading, "answer", Fact(code=code))

    return answer


async def _not_understood(conversation: Conversation, reading: Reading) -> Reply:
    asked = [fact for fact in reading.decisions if fact.code in _ASKED]
    said = asked or [Fact(code="not_understood")]
    return _spoken(conversation, reading, "answer", *said, *_unused(reading))


def _went_back(reading: Reading) -> tuple[Fact, ...]:
    if reading.afresh:
        return (Fact(code="began_afresh"),)
    kind = reading.intent.kind
    return (Fact(code=f"went_back_{kind}"),) if kind in _BACK else ()


def _unused(reading: Reading) -> tuple[Fact, ...]:
    words = [span.text for span in reading.unexplained]
    return (Fact(code="words_not_used", values={"words": list(words)}),) if words else ()


def _difference(tried: MediaPlan, previous: MediaPlan | None) -> tuple[Fact, ...]:
    """What a tried plan brings, against the plan as it stands."""
    counted, people, before = (
        tried.compared(previous) if previous else (tried.counted, tried.people, 0)
    )
    values = {
        "metric": counted,
        "reach": people,
        "reach_change": people - before,
        "total": tried.model_dump(mode="json")["total"],
        "currency": tried.currency,
    }
    return (Fact(code="would_give", values=values),)
