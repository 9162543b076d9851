"""What one message comes to: which of its proposals are stated, and what it is for."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from pydantic import JsonValue

from agents.readers.edits.confined import unconfined
from agents.readers.edits.history import history_question
from agents.readers.edits.inquiries import inquiries, outright, settle
from agents.readers.edits.intents import REFUSED, HistoryQuestion, Intent, decide
from agents.readers.edits.told_past import compared_with_past, of_today, told_past
from agents.readers.edits.undecided import Undecided
from agents.readers.edits.unexplained import unexplained
from agents.readers.findings.corrections import marked
from agents.readers.findings.dates import Dates
from agents.readers.findings.proposals import Proposal
from agents.readers.places.places import PlaceSpan
from agents.readers.places.scenery import without_scenery
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit
from agents.readers.text.tongue import language_of
from agents.readers.turn import MOVING, ReadContext, Reading
from media.plan import Fact


class Conclusion:
    """Takes from the proposals of a message what is only told, asked or left open."""

    def __init__(
        self,
        message: Message,
        context: ReadContext,
        places: Sequence[PlaceSpan],
        proposals: Sequence[Proposal],
        meant: Set[int],
    ) -> None:
        """`meant` are characters at which words begin that a later command is about."""
        self.message, self.context, self.places = message, context, places
        brief = context.brief
        self.standing = brief.budget is not None or bool(brief.geo.countries)
        self.planned = brief.budget is not None and bool(brief.geo.countries)
        self.decisions: list[Fact] = []
        self.told_before = [*told_past(message)]
        self.proposals = self._placed(self._without_past(proposals, meant))

    def reading(
        self,
        hits: Sequence[Hit[str]],
        topics: frozenset[str],
        taken: tuple[Proposal, ...],
        dates: Callable[[], Sequence[Dates]],
    ) -> Reading:
        """The reading, given what the message may want; an idea that is `taken` up is an edit.

        `dates` are all that the message names, for questions about the past.
        """
        hits = [h for h in hits if not (self.told_before and h.entry == "history")]
        intent, left_open = self._intent(hits)
        if intent.kind == "history":
            intent = Intent("history", intent.chatter, self._history(dates()))
        if taken and intent.kind not in REFUSED:
            intent = Intent("edit", intent.chatter)
        stated = marked(self.message, self.proposals)
        flights = sum(p.path == "/flights" for p in self.proposals)
        refused, moving = intent.kind in REFUSED, intent.kind in MOVING
        return Reading(
            proposals=(*taken, *stated) if moving else (),
            intent=intent,
            language=language_of(self.message.tokens, self.context.language),
            unexplained=() if refused else unexplained(self.message, self.places, flights),
            decisions=(*self.decisions, *left_open),
            topics=topics,
            ideas=stated if intent.kind == "what_if" else (),
            afresh=self.context.afresh and moving,
        )

    def _without_past(self, proposals: Sequence[Proposal], meant: Set[int]) -> list[Proposal]:
        """Without what was so before; what is only compared with it is named and sets nothing."""
        today = of_today(self.told_before, proposals, meant)
        spans = [*compared_with_past(self.message)]
        kept = of_today(spans, today)
        if len(kept) < len(today):
            words: list[JsonValue] = [self.message.text[start:end] for start, end in spans]
            self.decisions.append(Fact(code="words_not_used", values={"words": words}))
        return kept

    def _placed(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """Without places that a first brief only mentions, which are named."""
        if self.standing:
            return list(proposals)
        kept, scenery = without_scenery(self.message, proposals)
        if scenery:
            self.decisions.append(Fact(code="words_not_used", values={"words": list(scenery)}))
        return kept

    def _intent(self, hits: Sequence[Hit[str]]) -> tuple[Intent, list[Fact]]:
        """What the message is for, with the words that it leaves open; keeps what it states."""
        asked = inquiries(self.message, self.proposals, list(hits), self.planned)
        decided, left_open = self._decided()
        settled = settle(decided, asked)
        self.proposals, inquiry = settled.stated, settled.inquiry
        facts = len({p.evidence[0].start for p in self.proposals if p.evidence})
        funded = any(p.path == "/budget" for p in self.proposals)
        if self.proposals and not self.context.steps:
            hits = [hit for hit in hits if hit.entry != "undo"]
        told = outright(self.message, self.proposals)
        intent = decide(
            self.message, list(hits), facts, self.standing, funded, told, settled.beside
        )
        if left_open and not self.proposals:
            intent = Intent("none", intent.chatter)
        if inquiry is not None and intent.kind in MOVING:
            intent = Intent(inquiry.kind, intent.chatter)
        return intent, left_open

    def _decided(self) -> tuple[list[Proposal], list[Fact]]:
        """The proposals without those that the message leaves open, or that a Brief cannot hold.

        Facts name the words of the others.
        """
        undecided = Undecided(self.message, self.context.language, self.standing)
        decided, left_open = undecided.parted(self.proposals)
        kept, confined = unconfined(self.message, self.context.brief, self.places, decided)
        return kept, [*left_open, *confined]

    def _history(self, dates: Sequence[Dates]) -> HistoryQuestion:
        advertiser = next((str(p.value) for p in self.proposals if p.path == "/advertiser"), None)
        today = self.context.today
        return history_question(self.message, list(self.places), list(dates), advertiser, today)
