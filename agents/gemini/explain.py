"""Explaining what the readers could not: the orchestrator's model, with budget, round and proof."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace

from pydantic import JsonValue

from agents.gemini.accept import Turn, accept
from agents.gemini.client import Gemini
from agents.gemini.consult import Asks, Round, consult
from agents.gemini.lookups import LookUps
from agents.gemini.ports import OpenBooks
from agents.gemini.quotes import overlap
from agents.gemini.shelf import Shelf
from agents.gemini.verdict import Disagreement, Suggestion, Verdict
from agents.readers import ReadContext, Reading
from agents.readers.findings.proposals import BudgetValue, Dated, PlaceValue, Proposal
from agents.readers.numbers.currencies import resolve
from media.conversation import TokenUse
from media.money import decimal_string
from media.plan import Fact

_NOBODY: tuple[TokenUse, ...] = ()
_WORTH_ASKING = frozenset(("brief", "edit", "none"))
"""Intents whose unexplained words can change a Brief; refused messages are never passed on."""


class GeminiReader:
    """Adds to a reading what a model can prove. `open_books` keeps count of tokens and answers."""

    def __init__(
        self,
        model: Gemini,
        *,
        look_ups: LookUps | None = None,
        open_books: OpenBooks | None = None,
        monthly_tokens: int | None = None,
    ) -> None:
        """`monthly_tokens` is a limit per tenant and month; it needs `open_books`."""
        self._model = model
        self._asks: Asks = model if open_books is None else Shelf(model, open_books)
        self._look_ups = look_ups or LookUps()
        self._open = open_books
        self._limit = monthly_tokens

    async def explain(
        self, message: str, reading: Reading, context: ReadContext, *, tenant: str = ""
    ) -> tuple[Reading, tuple[TokenUse, ...]]:
        """The reading with accepted proposals, and what is left to ask or to offer as decisions.

        Without unexplained words, without tokens left this month, and whenever the model fails or
        is late, it is the reading itself. Each call's use is in the books already.
        """
        if not reading.unexplained or reading.intent.kind not in _WORTH_ASKING:
            return reading, _NOBODY
        turn = Turn(message, reading, context, self._look_ups)
        found = await self._round(turn, tenant)
        if found is None:
            return reading, _NOBODY
        await self._record(found.uses, tenant, context)
        return with_verdicts(reading, accept(found.claims, turn), context), found.uses

    async def _round(self, turn: Turn, tenant: str) -> Round | None:
        """One round inside the deadline, books included; None when nobody was asked."""
        seconds = self._model.settings.deadline_seconds
        started = time.monotonic()
        try:
            async with asyncio.timeout(seconds):
                if not await self._tokens_left(tenant, turn.context):
                    return None
        except TimeoutError:
            return None
        return await consult(
            self._asks, turn, deadline=max(seconds - (time.monotonic() - started), 0.0)
        )

    async def _tokens_left(self, tenant: str, context: ReadContext) -> bool:
        if self._limit is None or self._open is None:
            return True
        async with self._open() as books:
            return await books.usage.tokens(tenant, context.today) < self._limit

    async def _record(self, uses: Sequence[TokenUse], tenant: str, context: ReadContext) -> None:
        if self._open is None:
            return
        async with self._open() as books:
            for use in uses:
                await books.usage.add(tenant, use, on=context.today)


def with_verdicts(reading: Reading, verdicts: Sequence[Verdict], context: ReadContext) -> Reading:
    """The reading after the verdicts: proposals added, the rest told as decisions.

    A `two_readings` decision asks for a choice between `ours` and `theirs` of a `slot`; a
    `could_mean` decision offers an `id` at a `path` for the `words`.
    """
    accepted = tuple(v for v in verdicts if isinstance(v, Proposal))
    told = tuple(_told(v, context) for v in verdicts if isinstance(v, Disagreement | Suggestion))
    if not accepted:
        return replace(reading, decisions=(*reading.decisions, *told))
    used = [span for proposal in accepted for span in proposal.evidence]
    left = tuple(s for s in reading.unexplained if not any(overlap(s, u) for u in used))
    intent = reading.intent
    if intent.kind == "none":
        standing = context.brief.budget is not None or bool(context.brief.geo.countries)
        intent = replace(intent, kind="edit" if standing else "brief")
    return replace(
        reading,
        proposals=(*reading.proposals, *accepted),
        intent=intent,
        unexplained=left,
        decisions=(*reading.decisions, *told),
    )


def _told(verdict: Disagreement | Suggestion, context: ReadContext) -> Fact:
    if isinstance(verdict, Suggestion):
        proposal = verdict.proposal
        value = proposal.value
        values: dict[str, JsonValue] = {
            "path": proposal.path,
            "op": proposal.op,
            "id": value.code if isinstance(value, PlaceValue) else str(value),
            "words": proposal.evidence[0].text,
        }
        return Fact(code="could_mean", values=values)
    countries = context.brief.geo.countries
    return Fact(
        code="two_readings",
        values={
            "slot": verdict.slot,
            "words": verdict.evidence.text,
            "ours": _value(verdict.ours, countries),
            "theirs": _value(verdict.theirs, countries),
        },
    )


def _value(value: BudgetValue | Dated, countries: Sequence[str]) -> dict[str, JsonValue]:
    """A budget or dates as in the Brief's JSON."""
    if isinstance(value, Dated):
        return {"start": _day(value.start), "end": _day(value.end)}
    return {
        "amount": decimal_string(value.amount),
        "max": None if value.max is None else decimal_string(value.max),
        "currency": resolve(value.currency, countries),
        "period": value.period or "total",
    }


def _day(value: object) -> str | None:
    return None if value is None else str(value)
