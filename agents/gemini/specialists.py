"""The specialists: each knows one subject of a Brief. Which of them unexplained words concern."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from agents.gemini.answers import (
    AudienceAnswer,
    BudgetAnswer,
    GoalAnswer,
    InventoryAnswer,
    ScheduleAnswer,
    SpecialistAnswer,
)
from agents.readers.text.phrases import Phrases, words
from agents.readers.text.tokens import Token, tokenise
from media.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Specialist:
    """A subject, the form of its answers, and the Brief's paths whose ids it must know."""

    name: str
    answer: type[SpecialistAnswer]
    paths: tuple[str, ...] = ()


GOAL = Specialist("goal", GoalAnswer, ("/brand_safety",))
AUDIENCE = Specialist("audience", AudienceAnswer, ("/audience/interests", "/geo/countries"))
BUDGET = Specialist("budget", BudgetAnswer)
SCHEDULE = Specialist("schedule", ScheduleAnswer)
INVENTORY = Specialist("inventory", InventoryAnswer)
SPECIALISTS = (GOAL, AUDIENCE, BUDGET, SCHEDULE, INVENTORY)
_OF_WORDS = frozenset(("goal", "audience", "inventory"))
"""Subjects that are told in words; money and dates need a number, a month or the like, since
nothing else could be checked against our own readers."""


def concerned(spans: Iterable[Evidence]) -> tuple[Specialist, ...]:
    """The specialists whose subject any of the unexplained words could be."""
    names = {name for span in spans for name in _subjects(tokenise(span.text))}
    return tuple(s for s in SPECIALISTS if s.name in names)


def _subjects(tokens: tuple[Token, ...]) -> Iterable[str]:
    if any(token.kind == "date" for token in tokens):
        yield "schedule"
    if any(token.kind == "number" for token in tokens):
        yield from _of_numbers(tokens)
    if next(iter(_money().find(tokens)), None) is not None:
        yield "budget"
    if next(iter(_calendar().find(tokens)), None) is not None:
        yield "schedule"
    if any(token.kind == "word" and len(token.fold) > 2 for token in tokens):
        yield from _OF_WORDS


def _of_numbers(tokens: tuple[Token, ...]) -> Iterable[str]:
    """Money and targets for every number; shares and ages only where they could be meant."""
    signs = {token.fold for token in tokens}
    yield from ("budget", "goal")
    if "%" in signs:
        yield "inventory"
    elif not next(iter(_money().find(tokens)), None):
        yield from ("schedule", "audience")


@cache
def _money() -> Phrases[str]:
    tags = (t for t in words("money") if t.isupper() or t in _AMOUNTS)
    return Phrases((w, tag) for tag in tags for w in words("money")[tag])


_GROUPS = ("dollar", "dollars", "peso", "krona")
_MAGNITUDES = ("thousand", "million", "billion", "lakh", "crore", "half", "quarter")
_AMOUNTS = frozenset((*_GROUPS, *_MAGNITUDES, "budget"))


@cache
def _calendar() -> Phrases[str]:
    tables = ("months", "dates", "holidays")
    tagged = ((tag, group) for table in tables for tag, group in words(table).items())
    return Phrases((w, tag) for tag, group in tagged if tag not in _LINKS for w in group)


_LINKS = frozenset(("from", "to", "between", "and", "of", "for", "within", "this", "whole"))
"""Words around dates that say nothing of time by themselves: "a" is one in five languages."""
