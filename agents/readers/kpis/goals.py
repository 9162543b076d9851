"""Goals: objective, priority and brand safety."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from agents.readers.findings.traits import people_words
from agents.readers.numbers.metrics import reach_words
from agents.readers.rules.permitting import piece_around, tags_of
from agents.readers.rules.topical import format_of
from agents.readers.text.message import Message, same_as
from agents.readers.text.money_words import BUDGETS
from agents.readers.text.phrases import Hit, Phrases, folded, words


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal at tokens [first, last]; `slot` is its place in the Brief."""

    slot: str
    value: str
    first: int
    last: int
    certainty: float = 1.0


@cache
def _table(name: str) -> Phrases[str]:
    return Phrases((w, tag) for tag, ws in words(name).items() for w in ws)


@cache
def _safety(cue: bool) -> Phrases[str]:
    return Phrases(
        (w, tag) for tag, ws in words("safety").items() for w in ws if (tag == "cue") == cue
    )


_CUES = folded("guards", "goals_cues")


def read_goals(message: Message, paid: Set[int] = frozenset()) -> list[Goal]:
    """Objective, priority and brand safety of a message.

    `paid` are the last tokens of amounts of money: what follows them they do not count.
    """
    return [*_safety_goals(message), *_priorities(message), *_objectives(message, paid)]


def read_aim(message: Message, first: int, last: int) -> list[Goal]:
    """The objective that a target at tokens [first, last] counts: "50k app installs"."""
    hits = _table("objectives").find(message.tokens[first : last + 1])
    found = [h for h in hits if h.entry != "REACH"][:1]
    return [Goal("objective", h.entry, first + h.first, first + h.last) for h in found]


def read_reach_aim(message: Message, first: int, last: int) -> list[Goal]:
    """The objective in "objective is reach - 500k people", whose words the target at tokens has."""
    named = next(iter(reach_words().find(message.tokens[first : last + 1])), None)
    if named is None:
        return []
    at, end = first + named.first, first + named.last
    low, high = message.clause(at)
    told = range(max(low, at - _LABEL), min(high, end + _LABEL) + 1)
    labelled = any(message.fold(i) in _LABELS - {"kpi"} for i in told)
    counted = end < last and message.fold(end + 1) in folded("guards", "goals_reach_ends")
    return [Goal("objective", "REACH", at, end)] if labelled and counted else []


_LABEL = 5
"""How far from "reach" the word for objective may stand."""
_LABELS = folded("guards", "goals_score_5")


def _priorities(message: Message) -> list[Goal]:
    found = []
    for hit in message.find(_table("priorities")):
        word = message.folds(hit.first, hit.last)
        if word in folded("guards", "goals_priorities") and not _prioritised(message, hit):
            continue
        if message.fold(hit.last + 1) in folded("guards", "goals_brand_of"):
            continue
        negated = message.operator(hit.first, hit.last, same_as([hit])) == "not"
        if negated:
            continue
        found.append(Goal("priority", hit.entry, hit.first, hit.last))
        if hit.entry == "reach":
            found.append(Goal("objective", "REACH", hit.first, hit.last))
        message.claim(hit.first, hit.last)
    return found


def _prioritised(message: Message, hit: Hit[str]) -> bool:
    near = {message.fold(i) for i in range(hit.first - 5, hit.last + 4)} - {""}
    cues = folded("guards", "goals_prioritised")
    return bool(near & cues)


def _objectives(message: Message, paid: Set[int]) -> list[Goal]:
    named = message.find(_table("objectives"))
    hits = [h for h in named if _bought(message, h, paid) or not _counted(message, h)]
    chosen: list[tuple[int, Hit[str]]] = []
    for hit in hits:
        score = _score(message, hit) or 2 * _bought(message, hit, paid)
        if score > 0:
            chosen.append((score, hit))
    if not chosen:
        return []
    for _, hit in chosen:
        message.claim(hit.first, hit.last)
    best = max(chosen, key=lambda pair: (pair[0], -pair[1].first))[1]
    return [Goal("objective", best.entry, best.first, best.last)]


def _bought(message: Message, hit: Hit[str], paid: Set[int]) -> bool:
    """ "R$ 400k app installs": the money for them stands right before."""
    following = message.fold(hit.last + 1) in folded("guards", "goals_counted_2")
    return hit.first - 1 in paid and not following


def _counted(message: Message, hit: Hit[str]) -> bool:
    """ "2M views", "cost per click", "avoid sales": a KPI, a count or a negation."""
    previous = message.fold(hit.first - 1)
    if previous in folded("guards", "goals_counted"):
        return not _uncountable(message, hit)
    if hit.first > 0 and message.tokens[hit.first - 1].kind == "number":
        return not (message.claimed[hit.first - 1] or _uncountable(message, hit))
    if message.fold(hit.last + 1) in folded("guards", "goals_counted_2") and message.folds(
        hit.first, hit.last
    ) not in ("reach",):
        return True
    if _department(message, hit.first):
        return True
    operator = message.operator(hit.first, hit.last, same_as([hit]))
    return operator in ("not", "remove")


def _uncountable(message: Message, hit: Hit[str]) -> bool:
    """ "50k awareness": words for being known, which no number counts as it does people reached."""
    reached = next(iter(reach_words().find(message.tokens[hit.first : hit.last + 1])), None)
    return hit.entry == "REACH" and reached is None


def _department(message: Message, first: int) -> bool:
    """ "Equipo de ventas", "head of sales": people, not what they are after."""
    names = folded("guards", "goals_department")
    return any(message.folds(first - n, first - 1) in names for n in (1, 2))


def _score(message: Message, hit: Hit[str]) -> int:
    """How surely the words state an objective; 0 when they do not."""
    word = message.folds(hit.first, hit.last)
    before = [message.fold(i) for i in range(max(0, hit.first - 5), hit.first)]
    while before and before[-1] in _SMALL:
        before.pop()
    after = [message.fold(i) for i in range(hit.last + 1, min(len(message.tokens), hit.last + 5))]
    if _LABELS & set(before) or _LABELS & set(after[:4]):
        return 3
    if len(word.split()) > 1 or word not in _PLAIN_NEEDS_CUE:
        return 2
    if word in folded("guards", "goals_score"):
        noun = word == "reach" and _noun_reach(message, hit)
        return int(noun or _among_facts(message, hit))
    if before and before[-1] in _CUES:
        return 2
    alone = (
        not before
        or before[-1] in folded("guards", "goals_score_2")
        or message.tokens[hit.first - 1].kind == "break"
    ) and (
        not after
        or after[0] in folded("guards", "goals_score_3")
        or message.tokens[hit.last + 1].kind == "break"
    )
    if alone or (after and after[0] in folded("guards", "goals_score_4")):
        return 2
    return int(_among_facts(message, hit))


def _among_facts(message: Message, hit: Hit[str]) -> bool:
    """ "Nike Germany clicks 250k Q1": what is known, or a sign, stands on both sides.

    A message may begin with it where it is no verb ("clicks Italia", but "reach women").
    """
    before, verb = hit.first - 1, message.fold(hit.first) in folded("guards", "goals_score")
    led = message.fold(before) in _FOR or _is_fact(message, before) if hit.first else not verb
    return led and _is_fact(message, hit.last + 1)


def _is_fact(message: Message, i: int) -> bool:
    if i >= len(message.tokens) or message.tokens[i].kind == "break":
        return True
    known = message.claimed[i] or i in message.people or message.fold(i) in people_words()
    return known or message.fold(i) in _SIGNS | BUDGETS


_SIGNS = frozenset(",;.|/-–:()")
_FOR = frozenset(("for", "para", "por", "fur", "für", "pour", "per", "voor", "för"))


_SMALL = folded("guards", "goals_small")
_PLAIN_NEEDS_CUE = folded("guards", "goals_needs_cue")


def _noun_reach(message: Message, hit: Hit[str]) -> bool:
    """Whether "reach" is the noun: "for reach", "reach campaign", ", reach,"."""
    previous, following = message.fold(hit.first - 1), message.fold(hit.last + 1)
    if previous in folded("guards", "goals_noun_reach") and following not in (
        "",
        ",",
        ".",
        "campaign",
    ):
        return False
    closed = (
        following in {"", *folded("guards", "goals_noun_reach_2")}
        or message.tokens[hit.last + 1].kind == "break"
    )
    return closed and previous not in ("to", "can", "will")


def _safety_goals(message: Message) -> list[Goal]:
    """ "No ads next to politics", "avoid gambling content", "brand safety: no violence"."""
    hits = [h for h in message.find(_safety(False)) if not _past_tense(message, h)]
    same, around = same_as(hits), _around(message, hits)
    found = []
    for hit in hits:
        low, high = message.clause(hit.first)
        cues = [c for c in _safety(True).find(message.tokens[low : high + 1])]
        near = any(abs(low + c.first - hit.first) <= 12 for c in cues)
        told = near or hit.first in around or _own_piece(message, hit)
        start = None if told else format_of(message, hit)
        if not (told or start is not None) or _hates(message, hit) or _permitted(message, hit):
            continue
        first = hit.first if start is None else start
        negated = message.operator(first, hit.last, same) in ("not", "remove")
        if negated or (told and _negated_clause(message, low, high)):
            found.append(Goal("brand_safety", hit.entry, hit.first, hit.last))
    for goal in found:
        message.claim(goal.first, goal.last)
    return found


def _own_piece(message: Message, hit: Hit[str]) -> bool:
    """ "Nike Germany 50k no news": denied, with nothing beside it but what is known."""
    operator = message.before.get(hit.first - 1)
    denied = operator is not None and operator.entry == "not"
    first = hit.first if operator is None else operator.first
    return denied and first > 0 and all(_is_fact(message, i) for i in (first - 1, hit.last + 1))


def _permitted(message: Message, hit: Hit[str]) -> bool:
    """ "No news, politics is fine": what is fine is not kept away from."""
    piece = piece_around(message, hit.first, hit.last)
    allowed = tags_of([message.tokens[i] for i in piece], "permit", "harmless") - {"not"}
    return bool(allowed) and _denying(message).isdisjoint(piece)


def _around(message: Message, hits: list[Hit[str]]) -> set[int]:
    """The first tokens of topics that nobody advertises, and of those listed beside one."""
    found: set[int] = set()
    for run in _runs(message, hits):
        if any(hit.entry in _NEVER_SOLD for hit in run):
            found |= {hit.first for hit in run}
    return found


def _runs(message: Message, hits: list[Hit[str]]) -> list[list[Hit[str]]]:
    runs: list[list[Hit[str]]] = []
    for hit in hits:
        if runs and _listed(message, runs[-1][-1].last + 1, hit.first):
            runs[-1].append(hit)
        else:
            runs.append([hit])
    return runs


def _listed(message: Message, first: int, end: int) -> bool:
    """Whether a comma or a conjunction joins two topics, each denied or not ("no news, no war")."""
    joints, denied = range(first, end), _denying(message)
    return 0 < len(joints) <= _JOINT and all(
        message.fold(i) == "," or i in message.glue or i in denied for i in joints
    )


def _denying(message: Message) -> set[int]:
    """The tokens of words that deny what stands behind them."""
    hits = (hit for hit in message.before.values() if hit.entry in ("not", "remove"))
    return {i for hit in hits for i in range(hit.first, hit.last + 1)}


_JOINT = 3
_NEVER_SOLD = frozenset(
    ("politics", "violence", "adult", "hate_speech", "profanity", "war", "crime", "disasters")
)
"""Surroundings that nobody advertises: "no politics" needs no word for content beside it."""


def _hates(message: Message, hit: Hit[str]) -> bool:
    """ "They'd hate being next to news": what somebody feels, and no topic."""
    said = message.folds(hit.first, hit.last) == "hate"
    return said and message.fold(hit.last + 1) in folded("guards", "goals_hating")


def _past_tense(message: Message, hit: Hit[str]) -> bool:
    """Whether the word is German for "was": "der Call war um 14:30"."""
    return message.language == "de" and message.folds(hit.first, hit.last) in _GERMAN


_GERMAN = folded("guards", "goals_german")


def _negated_clause(message: Message, low: int, high: int) -> bool:
    inside = {message.fold(i) for i in range(low, high + 1)}
    negative = any(
        h.entry in ("not", "remove") and low <= h.first <= high for h in message.before.values()
    )
    return negative or bool(inside & folded("guards", "goals_negated_clause"))
