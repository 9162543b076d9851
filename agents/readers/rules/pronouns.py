"""Commands about what the clause before names: "podcast is nearly sold out so please protect it".

The command is all that its own piece of the sentence says, or else it is about something else
("drop it to 50k"); one with a figure ("cap it at 20%") is of what the clause is about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from agents.readers.findings.targets import Target
from agents.readers.text.carried import carried
from agents.readers.text.message import Message
from agents.readers.text.operators import Operator
from agents.readers.text.phrases import Hit, Phrases, folded, words

_FAR = 24
"""How many tokens before the command what it is about may stand."""
_NEAR = 6
"""How many tokens behind a command its figure may stand, or before it the words that ask for it."""
_FIGURE = 3
"""How many tokens before "on it" its figure may begin."""
_OPERATORS: tuple[Operator, ...] = ("protect", "remove")


@dataclass(frozen=True, slots=True)
class Referring:
    """What pronouns carry back: operators by the first token of what they are of.

    `commands` are the tokens of the commands themselves; `figures` stand for what a command with
    a figure is of, at the tokens of the command.
    """

    operators: dict[int, Operator]
    commands: frozenset[int]
    figures: tuple[Target, ...]


def referring(message: Message, targets: Sequence[Target]) -> Referring:
    """The commands of a message that are about what the clause before them names."""
    starts = [t.first for t in targets]

    def named(hit: Hit[str]) -> list[Target]:
        end = bisect_left(starts, hit.first)
        return _antecedents(message, targets[max(0, end - _FAR) : end], hit)

    figures = [t for hit in _find(message, "figure") for t in _figured(message, named(hit), hit)]
    figures += [t for hit in _onto().find(message.tokens) for t in _onto_it(message, targets, hit)]
    operators: dict[int, Operator] = {}
    commands: set[int] = set()
    for operator in _OPERATORS:
        for hit in _find(message, operator):
            meant = named(hit) if _closes(message, hit) else []
            operators |= dict.fromkeys((t.first for t in meant), operator)
            commands |= {*range(hit.first, hit.last + 1)} if meant else set()
    return Referring(operators, frozenset(commands), tuple(figures))


def _figured(message: Message, named: Sequence[Target], hit: Hit[str]) -> list[Target]:
    """What a figure right behind the command is of: the one thing that the clause begins with."""
    behind = message.tokens[hit.last + 1 : hit.last + 1 + _NEAR]
    if len(named) != 1 or not any(token.kind == "number" for token in behind):
        return []
    (target,) = named
    start = _start(message, target.first, frozenset())
    opens = all(message.fold(i) in _OPENING for i in range(start, target.first))
    return [Target(target.where, hit.first, hit.last, carried=True)] if opens else []


def _onto_it(message: Message, targets: Sequence[Target], hit: Hit[str]) -> list[Target]:
    """What a figure right before is for: the one format or channel of the clause before."""
    figure = message.tokens[max(0, hit.first - _FIGURE) : hit.first]
    if not any(token.kind == "number" for token in figure):
        return []
    piece = _start(message, hit.first - 1, frozenset())
    near = [t for t in targets if piece - _FAR <= t.first < hit.first]
    own = any(t.first >= piece for t in near)
    sold = [t for t in _clause_before(message, near, replace(hit, first=piece)) if t.sold]
    return [Target(sold[0].where, hit.first, hit.last)] if len(sold) == 1 and not own else []


def _closes(message: Message, hit: Hit[str]) -> bool:
    """Whether nothing but politeness stands behind the command in its piece, and nobody asks."""
    i, stop = hit.last + 1, min(hit.last + 1 + _NEAR, len(message.tokens))
    while i < stop and (more := _behind().at(message.tokens, i)) is not None:
        i = more.last + 1
    if message.fold(i) == "?":
        before = message.tokens[max(0, hit.first - _NEAR) : hit.first]
        return next(iter(_polite().find(before)), None) is not None
    ended = i >= len(message.tokens) or message.tokens[i].kind == "break"
    return ended or message.fold(i) in _CLOSING


def _antecedents(message: Message, before: Sequence[Target], hit: Hit[str]) -> list[Target]:
    """The first thing, or the list, that the clause right before the command speaks of."""
    named = _clause_before(message, before, hit)
    named = [t for t in named if t.sold or hit.entry != "protect"] or named
    run = named[:1]
    for target in named[1:]:
        gap = [message.fold(i) for i in range(run[-1].last + 1, target.first)]
        if not gap or not all(word in _LISTING for word in gap) or target.sold != run[0].sold:
            break
        run.append(target)
    return run if run and not _governed(message, run[0]) else []


def _clause_before(message: Message, before: Sequence[Target], hit: Hit[str]) -> list[Target]:
    """What the clause that ends before the command names."""
    end = hit.first - 1
    while end >= 0 and _pauses(message, end):
        end -= 1
    start = _start(message, end, {t.last for t in before})
    named = [t for t in before if start <= t.first and t.last <= end]
    beside = bool(named) and named[-1].last == hit.first - 1
    return [] if beside else named


def _start(message: Message, i: int, named: Set[int]) -> int:
    """Where the clause of token i begins; `named` are the ends of things, which commas list."""
    low = max(0, i - _FAR)
    while i > low and not _parts(message, i - 1, named):
        i -= 1
    return i


def _parts(message: Message, i: int, named: Set[int]) -> bool:
    """Whether a clause ends at token i; commas and "and" in a list of things part none."""
    if message.tokens[i].kind == "break" or message.fold(i) in _STOPS:
        return True
    return message.fold(i) in _BUT or (message.fold(i) == "," and i - 1 not in named)


def _pauses(message: Message, i: int) -> bool:
    """Whether token i only leads from a clause to the command ("..., so please")."""
    return message.tokens[i].kind in ("break", "sign") or message.fold(i) in _LEADING


def _governed(message: Message, target: Target) -> bool:
    """Whether an operator of its own says already what is to happen to it."""
    return message.operator(target.first, target.last, lambda _: False) != ""


_BUT = folded("verdicts", "divides") - folded("guards", "message_governs_next") - {"&"}
_STOPS = frozenset(".;!?")
_CLOSING = folded("guards", "intents_pieces") | frozenset("!)")
_OPENING = folded("place_words", "list_articles") | folded("place_words", "inside") | _BUT | {","}
_LISTING = folded("guards", "message_governs_next") | folded("place_words", "list_articles") | {","}
_LEADING = folded("pronouns", "leading") | folded("guards", "message_governs_next") | _BUT


def _find(message: Message, kind: str) -> Iterator[Hit[str]]:
    return _commands(kind).find(message.tokens)


@cache
def _commands(kind: str) -> Phrases[str]:
    return Phrases((wording, kind) for wording in carried(kind))


@cache
def _behind() -> Phrases[str]:
    return Phrases((w, "behind") for w in words("pronouns")["behind"])


@cache
def _polite() -> Phrases[str]:
    return Phrases((w, "polite") for w in words("intents")["polite"])


@cache
def _onto() -> Phrases[str]:
    return Phrases((w, "onto") for w in words("pronouns")["onto_it"])
