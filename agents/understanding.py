"""A whole conversation through the readers and the reducer, without any model.

The same steps that the orchestrator takes turn by turn; `flightplan read` and `flightplan eval`
run it over batches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice, takewhile

from agents.readers import ANSWERED, QUESTIONS, REFUSED, ReadContext, Reading, read, starts_over
from agents.readers.findings.focus import Focus
from agents.readers.findings.proposals import Proposal
from agents.reducer import focus, reduce, stated
from media.brief import Brief
from media.conversation import Conversation, Turn, TurnKind

_QUESTIONS, _QUESTION = 3, 500
"""So many questions are looked back for an idea, and so many characters of each are read."""


@dataclass(slots=True)
class Thread:
    """A conversation so far: the Brief as it stands and the ones before it, for undo."""

    today: date
    brief: Brief = field(default_factory=Brief)
    past: list[Brief] = field(default_factory=list)
    first_plan: Brief | None = None
    messages: int = 0
    language: str = "en"
    answered: bool = False
    """Whether the last message was a question that changed nothing."""
    ideas: tuple[Proposal, ...] = ()
    """What was asked about last, until something else than a question is said."""
    undone: Brief | None = None
    """The Brief that the last change, a step back, left behind."""
    slip: str = ""
    """The last message, where it changed the Brief and was no step back."""

    @classmethod
    def of(cls, conversation: Conversation) -> Thread:
        """A stored conversation; a turn that gave back the Brief before it was an undo."""
        thread = cls(conversation.today, language=conversation.begun_in)
        for turn in conversation.turns:
            brief = stated(turn.brief)
            thread.answered = turn.kind in ("answer", "refusal") and brief == thread.brief
            back, changed = brief == thread._earlier, brief != thread.brief
            if back:
                thread._step_back()
            else:
                thread._change(brief)
            thread.slip = turn.message if changed and not back else ""
            if thread.first_plan is None and turn.kind == "plan":
                thread.first_plan = brief
            thread.messages, thread.language = thread.messages + 1, turn.language
        thread.ideas = thread._asked_about(conversation.turns)
        return thread

    def _asked_about(self, turns: Sequence[Turn]) -> tuple[Proposal, ...]:
        """What the last of the questions at the end that had an idea was about."""
        asked = takewhile(lambda turn: turn.kind == "answer", reversed(turns))
        for back, turn in enumerate(islice(asked, _QUESTIONS)):
            context = replace(self.context(""), message=len(turns) - 1 - back)
            reading = read(turn.message[:_QUESTION], context)
            if reading.ideas or reading.intent.kind not in QUESTIONS:
                return reading.ideas
        return ()

    @property
    def _earlier(self) -> Brief | None:
        """Where a step back leads; nobody goes back to where nothing was said."""
        return next((brief for brief in reversed(self.past) if brief != Brief()), None)

    def context(self, text: str) -> ReadContext:
        """What the next message, `text`, is read against: nothing, when it starts over."""
        afresh = self.brief != Brief() and starts_over(text)
        asked = missing(self.brief) if self.messages and not afresh else ()
        return ReadContext(
            self.today,
            self.messages,
            Brief() if afresh else self.brief,
            asked,
            self.language,
            answered=self.answered,
            steps=self._earlier is not None,
            afresh=afresh,
            focus=focus(self.past[-1], self.brief) if self.past and not afresh else Focus(),
            ideas=self.ideas,
            former=self.past[-1] if self.past and not afresh else None,
            undone=None if afresh else self.undone,
            slip="" if afresh else self.slip,
        )

    def take(self, text: str) -> Reading:
        """Reads one more message and moves the Brief on."""
        before, reading = self.brief, read(text, self.context(text))
        self.move(reading)
        changed = self.brief != before and self.undone is None
        self.slip = text if changed else ""
        return reading

    def move(self, reading: Reading) -> None:
        """The Brief after a reading of the next message."""
        self.messages += 1
        self.language = reading.language
        kind = reading.intent.kind
        self.answered = kind in ANSWERED | REFUSED
        self.ideas = reading.ideas or (self.ideas if kind in QUESTIONS else ())
        if reading.afresh:
            self._change(Brief())
        earlier = self._earlier
        if kind == "undo" and earlier is not None and not reading.proposals:
            self._step_back()
        elif kind == "undo" and earlier is not None:
            self._change(reduce(earlier, reading))
        elif kind == "first_plan" and self.first_plan is not None:
            self._change(reduce(self.first_plan, reading))
        elif reading.instead:
            self._change(reduce(self.past[-1], reading, self.past[:-1]))
        elif kind in ("brief", "edit") and reading.proposals:
            self._change(reduce(self.brief, reading, self.past))
        if self.first_plan is None and not missing(self.brief):
            self.first_plan = self.brief

    def _change(self, brief: Brief) -> None:
        if brief != self.brief:
            self.past.append(self.brief)
            self.brief, self.undone = brief, None

    def _step_back(self) -> None:
        self.undone = self.brief
        self.brief = self.past.pop()
        while self.brief == Brief():
            self.brief = self.past.pop()

    def kind(self, reading: Reading) -> TurnKind:
        """What the answer to a reading is: a plan, one question, an answer or a refusal."""
        if reading.intent.kind in REFUSED:
            return "refusal"
        if reading.intent.kind in ANSWERED:
            return "answer"
        return "question" if missing(self.brief) else "plan"


def missing(brief: Brief) -> tuple[str, ...]:
    """The material slots that are still open."""
    return (*(() if brief.budget else ("budget",)), *(() if brief.geo.countries else ("geo",)))


def understand(messages: Sequence[str], today: date) -> list[tuple[Reading, Brief]]:
    """Each message's reading and the Brief after it. Refused messages leave the Brief as it was."""
    return [(reading, brief) for reading, brief, _ in turns(messages, today)]


def turns(messages: Sequence[str], today: date) -> list[tuple[Reading, Brief, TurnKind]]:
    """As `understand`, with the kind of each answer."""
    thread = Thread(today)
    found = []
    for text in messages:
        reading = thread.take(text)
        found.append((reading, thread.brief, thread.kind(reading)))
    return found
