"""One turn of a conversation: what a message is read against, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from agents.readers.edits.intents import Intent
from agents.readers.findings.focus import Focus
from agents.readers.findings.proposals import Proposal
from media.brief import Brief
from media.evidence import Evidence
from media.plan import Fact

MOVING = frozenset(("brief", "edit", "undo", "first_plan"))
"""Intents whose facts move the Brief on; going back may bring some along."""


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What a message is read against: the day, its number, and the Brief as it stands.

    `answered`: the message before was a question that changed nothing; `steps`: there is an
    earlier Brief to go back to; `afresh`: the message starts over, so `brief` is empty; `focus`:
    what the last change was of; `ideas`: what the question before asked about; `former`: the Brief
    before the last change; `undone`: the one that it left, where it was a step back; `slip`: the
    message before, where that was the one that changed the Brief.
    """

    today: date
    message: int = 0
    brief: Brief = field(default_factory=Brief)
    asked: tuple[str, ...] = ()
    language: str = "en"
    answered: bool = False
    steps: bool = True
    afresh: bool = False
    focus: Focus = field(default_factory=Focus)
    ideas: tuple[Proposal, ...] = ()
    former: Brief | None = None
    undone: Brief | None = None
    slip: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message says.

    `decisions` name the stated rules that settled an ambiguity, `topics` the formats, channels
    and countries that the message is about, whatever it says of them; `ideas` are proposals that
    somebody only asks about ("what if ..."). `afresh`: the Brief that stood is put aside;
    `instead`: the proposals are of the Brief before the last change, which they replace.
    """

    proposals: tuple[Proposal, ...]
    intent: Intent
    language: str
    unexplained: tuple[Evidence, ...] = ()
    decisions: tuple[Fact, ...] = ()
    topics: frozenset[str] = frozenset()
    ideas: tuple[Proposal, ...] = ()
    afresh: bool = False
    instead: bool = False
