"""Intents: what a message is for when it is more or less than a brief."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import tokenise

Kind = Literal[
    "brief",
    "edit",
    "why",
    "sure",
    "compare",
    "cheaper",
    "what_if",
    "history",
    "undo",
    "dropped",
    "first_plan",
    "afresh",
    "approve",
    "reject",
    "help",
    "chatter",
    "off_topic",
    "abuse",
    "injection",
    "other_people",
    "language",
    "none",
]
REFUSED: frozenset[Kind] = frozenset({"off_topic", "abuse", "injection", "other_people"})
"""Intents that are refused and leave the Brief as it was."""
ANSWERED: frozenset[Kind] = frozenset(
    (
        "why",
        "sure",
        "compare",
        "cheaper",
        "what_if",
        "history",
        "dropped",
        "approve",
        "reject",
        "help",
        "chatter",
        "language",
        "none",
    )
)
"""Intents that are answered and leave the Brief as it was."""

_ORDER: tuple[Kind, ...] = (
    "injection",
    "other_people",
    "abuse",
    "first_plan",
    "undo",
    "history",
    "cheaper",
    "what_if",
    "sure",
    "why",
    "compare",
    "approve",
    "reject",
    "off_topic",
    "help",
    "chatter",
)


@dataclass(frozen=True, slots=True)
class HistoryQuestion:
    """What a question about past campaigns asks for."""

    metric: str | None = None
    markets: tuple[str, ...] = ()
    advertiser: str | None = None
    start: str | None = None
    end: str | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """The kind, whether small talk came with it, and a history question's slots."""

    kind: Kind
    chatter: bool = False
    history: HistoryQuestion | None = None


@cache
def _table() -> Phrases[str]:
    return Phrases((w, tag) for tag in _ORDER for w in words("intents")[tag])


def find_intents(message: Message) -> list[Hit[str]]:
    """All wordings of intents, claimed by nobody yet."""
    return list(_table().find(message.tokens))


def decide(
    message: Message,
    hits: list[Hit[str]],
    facts: int,
    standing: bool,
    funded: bool = False,
    set_outright: bool = False,
    beside: bool = False,
) -> Intent:
    """The intent of a message that states `facts` facts, for a Brief that is `standing` or new.

    `set_outright`: the budget is set in a sentence that asks nothing. `beside`: all facts are
    stated in such sentences, and questions only stand beside them.
    """
    kinds: set[Kind] = _shaped(message)
    if not (standing or funded) and _metric_asked(message):
        kinds.add("history")
    if any(hit.entry in _HYPOTHETICAL for hit in hits):
        kinds.discard("history")
    kinds.update(hit.entry for hit in hits)  # type: ignore[misc]
    if standing and facts and supposes(message):
        kinds.add("what_if")
    if set_outright:
        kinds -= _IDEAS
    if beside:
        kinds -= QUESTIONS
    chatter = "chatter" in kinds
    refused = next((k for k in _GRAVE if k in kinds and _really(message, hits, k, facts)), None)
    if refused is not None:
        return Intent(refused)
    return Intent(
        _backward(message, hits, kinds, facts)
        or _asked(message, hits, kinds, facts, standing)
        or (None if beside else _figures_asked(message, facts, standing, funded))
        or _aside(message, hits, kinds, facts, funded)
        or _stated(message, kinds, facts, standing),
        chatter,
    )


_GRAVE: tuple[Kind, ...] = ("injection", "other_people", "abuse")
_QUESTIONS: tuple[Kind, ...] = ("history", "cheaper", "what_if", "sure", "why", "compare")
QUESTIONS: frozenset[Kind] = frozenset(_QUESTIONS)
"""Intents that ask something and state nothing."""
_PLAIN: tuple[Kind, ...] = ("dropped", "approve", "reject", "off_topic", "help", "chatter")


def _backward(message: Message, hits: list[Hit[str]], kinds: set[Kind], facts: int) -> Kind | None:
    """Back to the first plan, or one step back; what else is said comes on top of that."""
    first = "first_plan" in kinds
    if first and (_backwards(message) or "undo" in kinds or len(message.tokens) <= 8):
        return "first_plan"
    undone = "undo" in kinds and (facts == 0 or _apart(message, hits))
    return "undo" if undone else None


def _apart(message: Message, hits: list[Hit[str]]) -> bool:
    """Whether the step back is a piece of its own ("undo that, and add Italy instead")."""
    undo = max((h for h in hits if h.entry == "undo"), key=lambda h: h.last)
    opening = all(not message.claimed[i] for i in range(undo.first))
    return opening and message.fold(undo.last + 1) in _PIECES


_PIECES = folded("guards", "intents_pieces")


def _asked(
    message: Message, hits: list[Hit[str]], kinds: set[Kind], facts: int, standing: bool
) -> Kind | None:
    """The question that is the point of the message, if one is."""
    return next(
        (k for k in _QUESTIONS if k in kinds and _question(message, hits, k, facts, standing)), None
    )


def _figures_asked(message: Message, facts: int, standing: bool, funded: bool) -> Kind | None:
    return "why" if standing and not funded and facts <= 2 and _asks(message) else None


def _aside(
    message: Message, hits: list[Hit[str]], kinds: set[Kind], facts: int, funded: bool
) -> Kind | None:
    """Off topic, where no plan is being spoken of."""
    named = not funded or any(h.entry == "off_topic" and h.last > h.first for h in hits)
    off = "off_topic" in kinds and named and facts <= _FEW
    return "off_topic" if off and not _planning(message) else None


_FEW = 3
"""How much an errand may seem to say ("my expense report for Lisbon? 412 euros")."""


def _stated(message: Message, kinds: set[Kind], facts: int, standing: bool) -> Kind:
    """A brief or an edit where facts are stated, else what was said besides."""
    if facts:
        return "edit" if standing else "brief"
    planning = _planning(message)
    if "afresh" in kinds:
        return "brief"
    plain = next((k for k in _PLAIN if k in kinds), None)
    if plain == "chatter":
        return "brief" if planning else "chatter"
    return plain or ("brief" if planning and not standing else "none")


def _planning(message: Message) -> bool:
    """Whether somebody asks for a plan without saying anything about it yet."""
    return next(iter(_planning_words().find(message.tokens)), None) is not None


@cache
def _planning_words() -> Phrases[str]:
    return Phrases((w, "planning") for w in words("intents")["planning"])


_IDEAS = frozenset({"cheaper", "what_if"})
_HYPOTHETICAL = frozenset({"what_if", "why", "compare", "cheaper"})
_ASKING = folded("guards", "intents_asking")
_METRICS = folded("guards", "intents_metric")
_PAST = folded("guards", "intents_past")
_AUXILIARIES = frozenset(("haben", "habt", "hast", "hat", "hebben", "heeft", "hebt", "heb"))
_PARTICIPLE = re.compile(r"\w*ge\w{2,}(?:t|d|en)|(?:be|ver|er|ent)\w{2,}(?:t|d|en)|\w+iert")
_FORGET = folded("guards", "intents_forget")
_RULES = folded("guards", "intents_rules")


def _shaped(message: Message) -> set[Kind]:
    """Intents that show in how a sentence is built rather than in one wording."""
    found: set[Kind] = set()
    folds = [token.fold for token in message.tokens]
    for i, word in enumerate(folds):
        if word in _FORGET and _RULES & set(folds[i + 1 : i + 8]):
            found.add("injection")
    asking = next((i for i, word in enumerate(folds[:6]) if word in _ASKING), None)
    if "?" in folds and asking is not None and _past(folds[asking + 1 :]):
        found.add("history")
    return found


def _past(folds: list[str]) -> bool:
    """Whether words are of the past; "was haben wir für ...?" has no participle and is not."""
    said = _PAST & set(folds)
    sentence = folds[: folds.index("?")] if "?" in folds else folds
    return bool(said - _AUXILIARIES) or bool(said and any(map(_PARTICIPLE.fullmatch, sentence)))


def _metric_asked(message: Message) -> bool:
    """Whether a question begins with the metric it is after ("what CPM do we see in Spain")."""
    folds = [token.fold for token in message.tokens if token.kind != "sign"][:_METRIC_NEAR]
    asking = next((i for i, word in enumerate(folds) if word in _ASKING), None)
    return asking is not None and bool(_METRICS & set(folds[asking + 1 :]))


def supposes(message: Message) -> bool:
    """Whether a sentence asks what a change would bring, rather than for the change.

    "Et avec 150k, ça donnerait quoi ?", "would 200k get us more?"; "can you make it 200k?" does
    not.
    """
    return any(supposing(sentence) for sentence in _asking_sentences(message))


def supposing(folds: list[str]) -> bool:
    """Whether the words of a question ask what a change would bring."""
    polite = [h for h in _polite().find(tokenise(" ".join(folds))) if h.first < _OPENING]
    said = {i for h in polite for i in range(h.first, h.last + 1)}
    if any(fold in _CONDITIONS and i not in said for i, fold in enumerate(folds[:_OPENING])):
        return True
    requested = bool(polite)
    return bool((_SHOWING if requested else _OUTCOMES) & set(folds))


_OPENING = 4
_METRIC_NEAR = 6
_CONDITIONS = folded("guards", "intents_conditions")
_SHOWING = folded("guards", "intents_showing")
_OUTCOMES = folded("guards", "intents_outcomes")


@cache
def _polite() -> Phrases[str]:
    return Phrases((w, "polite") for w in words("intents")["polite"])


def _asking_sentences(message: Message) -> Iterator[list[str]]:
    """The words of every sentence that ends in a question mark."""
    folds: list[str] = []
    for token in message.tokens:
        if token.fold == "?":
            yield folds
        if token.kind == "break" or token.fold in (".", "!", "?"):
            folds = []
        elif token.fold != "-":
            folds.append(token.fold)


def _asks(message: Message) -> bool:
    """A question for figures of the plan ("hoeveel van dat budget zit er in video?")."""
    folds = [token.fold for token in message.tokens if token.kind == "word"][:4]
    return message.text.rstrip().endswith("?") and bool(_HOW_MUCH & set(folds[:3]))


_HOW_MUCH = folded("guards", "intents_how_much")


def _really(message: Message, hits: list[Hit[str]], kind: Kind, facts: int) -> bool:
    """A refusal must be meant: "avoid adult content" or a quoted rule in a full brief is none."""
    if kind == "abuse":
        return facts < 3
    if kind == "other_people":
        reason = facts > 0 and _names_clients(message, hits) and not _requests(message)
        return "?" in message.text or (facts <= _FEW and not reason)
    folds = {message.folds(h.first, h.last) for h in hits if h.entry == kind}
    return not (folds <= folded("guards", "intents_really") and facts >= 3)


def _names_clients(message: Message, hits: list[Hit[str]]) -> bool:
    """ "We keep it for another client": clients are named, and nothing private of theirs."""
    own = [message.folds(h.first, h.last) for h in hits if h.entry == "other_people"]
    return all(said.split()[-1] in folded("guards", "goals_client") | _CLIENTS for said in own)


_CLIENTS = folded("guards", "intents_clients")


def _requests(message: Message) -> bool:
    """Whether somebody wants to be told something, and not only says why."""
    return any(token.fold in folded("guards", "intents_requests") for token in message.tokens)


def _backwards(message: Message) -> bool:
    return bool(
        re.search(
            r"\b(back|go|return|restore|revert|volv|vuelv|volta|zuruck|retour|reven|revien|torn|terug|tillbaka|wieder|prefer|use|want|take|let|keep|quedemos|fica|ripristina|reprends?)",
            " ".join(t.fold for t in message.tokens),
        )
    )


def _question(
    message: Message, hits: list[Hit[str]], kind: Kind, facts: int, standing: bool
) -> bool:
    """Whether the question is the point of the message, not an aside of a brief."""
    own = [h for h in hits if h.entry == kind]
    if kind == "history":
        return "?" in message.text or facts <= 3 or own[0].first <= 3
    if kind == "why":
        early = own[0].first <= 4
        return ("?" in message.text and facts <= 3) or (early and facts <= 3)
    if kind == "sure":
        return facts == 0 or (facts <= 2 and "?" in message.text)
    if kind == "compare":
        return facts <= 2
    if kind == "cheaper":
        return facts <= 3
    return standing or facts <= _FEW
