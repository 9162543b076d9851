"""Lines that deliver too little: the thread hears of them, with a plan to put it right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.listeners import posting
from bot.listeners.answering import Answering
from bot.listeners.surface import Surface, Thread
from bot.listeners.turns import card_of
from desk.booking.pacing import Pacing
from desk.results import BookingView, Planned
from media.conversation import Conversation, Turn
from media.plan import Fact, LineItem

_AUTHOR = "flightplan"


class LaggingLines:
    """Told by the desk, posts in the thread that the plan came from."""

    def __init__(self, surface: Surface, answering: Answering) -> None:
        self._surface, self._answering = surface, answering

    async def __call__(
        self, tenant: str, view: BookingView, lagging: tuple[Pacing, ...], today: date
    ) -> None:
        """Say which lines lag and propose the next version, for somebody to approve."""
        async with self._surface.storage.transaction() as tx:
            conversation = await tx.conversations.of_plan(tenant, view.plan.id)
            cards = await tx.posts.of_plan(tenant, view.plan.id, kind="card")
        if conversation is None or not cards:
            return
        planned = await self._surface.desk.reallocate(
            tenant=tenant,
            plan=view.plan.id,
            version=view.plan.version,
            lagging=lagging,
            today=today,
        )
        turn = _turn(conversation, tuple(_facts(view, lagging, planned)), planned)
        async with self._surface.storage.turn(conversation.id) as tx:
            await tx.conversations.append(
                conversation, turn, plan_id=view.plan.id, asked=conversation.asked
            )
        await self._show(Thread.read(conversation.id), turn, view.plan.id, planned)

    async def _show(self, thread: Thread, turn: Turn, plan: str, planned: Planned | None) -> None:
        card = await card_of(turn, self._surface, thread.tenant, plan, planned)
        ts = await posting.post(self._surface.client, thread, card)
        if planned is not None:
            await self._answering.remember(thread, ts, plan, turn)


def _turn(conversation: Conversation, said: tuple[Fact, ...], planned: Planned | None) -> Turn:
    return Turn(
        message="",
        author=_AUTHOR,
        kind="plan" if planned else "answer",
        brief=conversation.brief,
        language=conversation.language,
        said=said,
        plan_version=planned.plan.version if planned else None,
    )


def _facts(
    view: BookingView, lagging: tuple[Pacing, ...], planned: Planned | None
) -> Iterator[Fact]:
    lines = {line.id: line for line in view.plan.lines}
    for pace in lagging:
        yield _behind(lines[pace.line], pace)
    yield Fact(code="reallocated" if planned else "not_reallocated")


def _behind(line: LineItem, pace: Pacing) -> Fact:
    return Fact(
        code="line_behind",
        values={
            "market": line.market,
            "format": line.format,
            "channel": line.channel,
            "delivered": round(pace.delivered, 4),
            "elapsed": round(pace.elapsed, 4),
            "through": pace.through.isoformat(),
        },
    )
