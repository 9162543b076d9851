"""Lifting: a slot that stands set free again ("drop the age", "forget the CPM", "any gender").

Only slots that hold something can be lifted, so that the same words in a first brief stay what
they are elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from agents.readers.findings.proposals import Proposal
from agents.readers.money.bounds import Release
from agents.readers.numbers.metrics import METRICS
from agents.readers.rules.wishes import Wish
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, words
from agents.readers.text.tokens import fold, tokenise
from agents.readers.text.valued import takes_number
from media.brief import Brief
from media.evidence import Evidence

_TRAITS = ("genders", "interests", "languages", "devices")
_PLAIN = ("frequency_cap", "objective")
_WHOLE = {
    "all_ages": "age",
    "all_genders": "genders",
    "all_formats": "formats",
    "all_channels": "channels",
}
_KINDS = ("formats", "channels")
_GAP = 4
"""How many loose words may stand between a word that lifts and the name of the slot."""


@dataclass(frozen=True, slots=True)
class Lift:
    """A slot, or one metric of the KPIs, to be set free at tokens [first, last]."""

    slot: str
    first: int
    last: int


def read_lifts(message: Message, brief: Brief) -> list[Lift]:
    """What the message sets free of the Brief that stands; claims the words."""
    standing = _standing(brief)
    found = []
    for hit in message.find(_slots()) if standing else ():
        slot = _WHOLE.get(hit.entry, hit.entry)
        span = (hit.first, hit.last) if hit.entry in _WHOLE else _lifted(message, hit)
        if slot in standing and span is not None:
            found.append(Lift(slot, *span))
            message.claim(*span)
    return found


def lifting(lift: Lift, message: Message, brief: Brief) -> Iterator[Proposal]:
    """The proposals that empty the slot."""
    words = (message.evidence(lift.first, lift.last),)
    if lift.slot == "age":
        yield Proposal("/audience/age", "remove", "", words)
    elif lift.slot in _TRAITS:
        for value in getattr(brief.audience, lift.slot):
            yield Proposal(f"/audience/{lift.slot}", "remove", str(value), words)
    elif lift.slot in _KINDS:
        yield from _let_in(brief, lift.slot, words)
    elif lift.slot in _PLAIN:
        yield Proposal(f"/{lift.slot}", "remove", "", words)
    elif lift.slot == "brand_safety":
        for rule in brief.brand_safety:
            yield Proposal("/brand_safety", "remove", rule, words)
    else:
        for kpi in brief.kpis:
            if lift.slot in ("kpis", kpi.metric):
                yield Proposal("/kpis", "remove", kpi.metric, words)


def _let_in(brief: Brief, kind: str, words: tuple[Evidence, ...]) -> Iterator[Proposal]:
    """The proposals that empty the lists of what alone is sold, or asked for."""
    for name in ("only", "include"):
        for value in getattr(getattr(brief, kind), name):
            yield Proposal(f"/{kind}/{name}", "remove", value, words)


def _standing(brief: Brief) -> frozenset[str]:
    audience = brief.audience
    found = {slot for slot in _TRAITS if getattr(audience, slot)}
    found |= {slot for slot in (*_PLAIN, "kpis", "brand_safety") if getattr(brief, slot)}
    found |= {kind for kind in _KINDS if getattr(brief, kind).only or getattr(brief, kind).include}
    if audience.age_min is not None or audience.age_max is not None or audience.age_ranges:
        found.add("age")
    return frozenset(found | {kpi.metric for kpi in brief.kpis})


def _lifted(message: Message, noun: Hit[str]) -> tuple[int, int] | None:
    """The tokens of a slot's name with the word that lifts it; None when it names a value."""
    if takes_number(message, noun.last):
        return None
    first, last = _reach(message, noun.first, -1), _reach(message, noun.last, 1)
    before = [h for h in _verbs("before").find(message.tokens[first : noun.first])]
    if before:
        return first + before[0].first, noun.last
    behind = [h for h in _verbs("behind").find(message.tokens[noun.last + 1 : last + 1])]
    return (noun.first, noun.last + 1 + behind[-1].last) if behind else None


def reopened_wishes(message: Message, brief: Brief, wishes: Sequence[Wish]) -> Iterator[Release]:
    """ "Forget audio only": what alone was sold or bought is so no more."""
    for wish in wishes:
        if wish.operator != "only" or wish.value not in getattr(brief, wish.kind).only:
            continue
        start = message.operator_start(wish.first, lambda _: False)
        edges = {wish.first, wish.first if start is None else start}
        if any(_lifted_from(message, edge) for edge in edges):
            said = (message.evidence(wish.first, wish.last),)
            proposal = Proposal(f"/{wish.kind}/only", "remove", wish.value, said)
            yield Release(proposal, frozenset((wish.first,)))


def _lifted_from(message: Message, i: int) -> bool:
    """Whether a word that lifts stands before token i, with nothing but loose words between."""
    first = _reach(message, i, -1)
    hits = _verbs("before").find(message.tokens[first:i])
    return next(iter(hits), None) is not None


def _reach(message: Message, edge: int, step: int) -> int:
    """How far words that lift, and loose words, go on from a slot's name in one direction."""
    table = _verb_words("before" if step < 0 else "behind")
    i, loose = edge + step, 0
    while 0 <= i < len(message.tokens) and loose <= _GAP:
        word = message.fold(i)
        if i in message.repeats:
            i += step
            continue
        if message.tokens[i].kind == "break" or word not in table | _loose():
            break
        loose += word not in table
        i += step
    return i - step


@cache
def _slots() -> Phrases[str]:
    names = [*_TRAITS, *_PLAIN, *_WHOLE, "age", "kpis", "brand_safety"]
    metrics = ((w, tag) for tag in METRICS for w in words("kpis")[tag])
    return Phrases([*metrics, *((w, tag) for tag in names for w in words("lifting")[tag])])


@cache
def _verbs(side: str) -> Phrases[str]:
    return Phrases((w, side) for w in words("lifting")[side])


@cache
def _verb_words(side: str) -> frozenset[str]:
    return frozenset(t.fold for w in words("lifting")[side] for t in tokenise(w))


@cache
def _loose() -> frozenset[str]:
    return frozenset(fold(w) for w in words("lifting")["loose"])
