"""Inquiries: sentences that ask about the plan and state nothing.

"Should we add podcasts?", "¿incluye podcasts?", "what about Canada?", "is a CPM of 9 doable?". A
polite question ("can you add podcasts?", "is it possible to ...?") is a request and no inquiry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agents.readers.edits.intents import QUESTIONS, supposing
from agents.readers.findings.proposals import Proposal
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.sentences import Sentence, sentences
from agents.readers.text.tokens import Token

About = Literal["what_if", "why"]
_OPENING = 3
"""How many tokens may stand before the words that ask ("hmm ok, should we ...")."""
_FOUNDING = ("/budget", "/advertiser", "/flight")
"""What a brief is begun with: a sentence that states it asks for a plan."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question at characters [start, end): what a change would bring, or what the plan is.

    `firm`: it asks even where nothing else is stated, so that what it names is not wanted.
    """

    kind: About
    start: int
    end: int
    firm: bool = True

    def holds(self, proposal: Proposal) -> bool:
        """Whether all words of the proposal stand in the question."""
        return all(self.start <= e.start and e.end <= self.end for e in proposal.evidence)


@dataclass(frozen=True, slots=True)
class Settled:
    """What is stated, the question where nothing is, and whether a question stands beside it."""

    stated: list[Proposal]
    inquiry: Inquiry | None = None
    beside: bool = False


def inquiries(
    message: Message, proposals: Sequence[Proposal], hits: Sequence[Hit[str]], planned: bool
) -> list[Inquiry]:
    """The questions of a message that are no requests.

    Without a plan (`planned`) only those whether something can be done are known from a brief.
    """
    found: list[Inquiry] = []
    for sentence in sentences(message):
        inquiry = Inquiry("what_if", *_span(message, sentence))
        kind = _kind(message, sentence, proposals, planned) if _asks(message, sentence) else None
        if kind is not None:
            found.append(Inquiry(kind, inquiry.start, inquiry.end))
        elif planned and _asks_besides(message, sentence, hits):
            found.append(Inquiry("what_if", inquiry.start, inquiry.end, firm=False))
    return found


def settle(proposals: Sequence[Proposal], asked: Sequence[Inquiry]) -> Settled:
    """What is stated outside the questions; the question, where nothing else is stated."""
    stated = [p for p in proposals if not any(q.holds(p) for q in asked)]
    if stated:
        return Settled(stated, beside=bool(asked))
    inside = (q for q in asked if q.firm and any(q.holds(p) for p in proposals))
    return Settled(list(proposals), next(inside, None))


def outright(message: Message, proposals: Sequence[Proposal]) -> bool:
    """Whether the budget stands in a sentence of its own that asks nothing.

    "Can we see something cheaper? 90k max", "¿y si 4 mdp? sí, déjalo en 4 millones".
    """
    words = [e for p in proposals if p.path == "/budget" for e in p.evidence]
    return any("?" in message.text[: e.start] and "?" not in message.text[e.end :] for e in words)


def _span(message: Message, sentence: Sentence) -> tuple[int, int]:
    return message.tokens[sentence.first].start, message.tokens[sentence.last].end


def _asks(message: Message, sentence: Sentence) -> bool:
    return sentence.asks or _indirect(message.tokens[sentence.first : sentence.last + 1])


def _kind(
    message: Message, sentence: Sentence, proposals: Sequence[Proposal], planned: bool
) -> About | None:
    """What a sentence that asks is about; `planned` is whether there is a plan."""
    tokens = message.tokens[sentence.first : sentence.last + 1]
    inquiry = Inquiry("what_if", *_span(message, sentence))
    held = [p for p in proposals if p.evidence and inquiry.holds(p)]
    if _feasible(tokens) and (planned or not any(p.path in _FOUNDING for p in held)):
        return "what_if"
    if not planned:
        return None
    weighed = _only(held, "/kpis") or (
        _has("sufficing", tokens) and _only(held, "/kpis", "/budget")
    )
    if weighed and _reaches(tokens):
        return "what_if"
    return None if _has("polite", tokens) else _asked(tokens)


def _indirect(tokens: Sequence[Token]) -> bool:
    """Whether a sentence without its mark asks: "let me know if a $9 CPM is realistic"."""
    hit = _indirect_words(tokens)
    rest = tokens[hit.last + 1 :] if hit is not None else ()
    return any(_has(tag, rest) for tag in ("feasible", "available", "possible"))


def _feasible(tokens: Sequence[Token]) -> bool:
    """Whether a sentence weighs if something can be done ("is $9 realistic?")."""
    polite = [range(h.first, h.last + 1) for h in _table("polite").find(tokens)]
    hits = [*_table("feasible").find(tokens), *_possible(tokens)]
    return any(not any(h.first in inside for inside in polite) for h in hits)


def _possible(tokens: Sequence[Token]) -> list[Hit[str]]:
    """ "Let me know if Canada is possible"; asked outright it is a request ("possible ?")."""
    return list(_table("possible").find(tokens)) if _indirect_words(tokens) is not None else []


def _indirect_words(tokens: Sequence[Token]) -> Hit[str] | None:
    return next(iter(_table("indirect").find(tokens)), None)


def _only(held: Sequence[Proposal], *paths: str) -> bool:
    """Whether nothing but targets, or what the money is, stands in a question."""
    said = [p for p in held if p.path != "/budget/currency"]
    return bool(said) and all(p.path in paths and p.op in ("add", "set") for p in said)


def _reaches(tokens: Sequence[Token]) -> bool:
    """Whether targets are asked for as something to be reached ("do we get to 2M reach?")."""
    return _has("reaching", tokens) and not _has("steering", tokens)


def _asked(tokens: Sequence[Token]) -> About | None:
    for tag, kind in _KINDS:
        hit = next(iter(_table(tag).find(tokens)), None)
        if hit is not None and hit.first <= _OPENING:
            return kind
    states = _has("available", tokens) or _opens_with_being(tokens)
    return "why" if states and not _tagged(tokens) else None


def _opens_with_being(tokens: Sequence[Token]) -> bool:
    """ "And is podcast ...": a verb that asks stands first."""
    i = next((i for i, t in enumerate(tokens) if t.fold not in _FILLERS), len(tokens))
    return i < len(tokens) and _table("being").at(tokens, i) is not None


def _tagged(tokens: Sequence[Token]) -> bool:
    """Whether only the last word asks ("é Brasil e Portugal, tá?")."""
    return any(t.fold in _TAGS for t in tokens[-2:])


def _asks_besides(message: Message, sentence: Sentence, hits: Sequence[Hit[str]]) -> bool:
    """Whether a sentence asks for figures or reasons, whatever else it may name."""
    inside = [
        h for h in hits if h.entry in QUESTIONS and sentence.first <= h.first <= sentence.last
    ]
    if not sentence.asks:
        return any(h.first <= sentence.first + 1 for h in inside)
    folds = [t.fold for t in message.tokens[sentence.first : sentence.last + 1] if t.fold != "-"]
    return bool(inside) or supposing(folds) or bool(_ASKING & set(folds[:_OPENING]))


def _has(tag: str, tokens: Sequence[Token]) -> bool:
    return next(iter(_table(tag).find(tokens)), None) is not None


_KINDS: tuple[tuple[str, About], ...] = (("weighing", "what_if"), ("looking", "why"))
_FILLERS = folded("guards", "inquiries_fillers")
_TAGS = folded("guards", "inquiries_tags")
_ASKING = folded("guards", "intents_asking")


@cache
def _table(tag: str) -> Phrases[str]:
    return Phrases((w, tag) for w in words("intents")[tag])
