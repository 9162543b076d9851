"""Languages of the audience: "Spanish speakers", "deutschsprachige", "language: fr"."""

from __future__ import annotations

from agents.readers.interests import divides_at
from agents.readers.message import Message, same_as
from agents.readers.phrases import Hit, Phrases, folded, words
from agents.readers.traits import Trait


def read_languages(message: Message, standing: bool = False) -> list[Trait]:
    """Languages of the audience: "Spanish speakers", "deutschsprachige", "language: fr".

    Where some are `standing`, a name with an operator is one too ("drop Arabic", "English only").
    """
    table = (
        Phrases((w, code) for code, ws in words("languages").items() for w in ws)
        if not _LANGUAGES
        else _LANGUAGES[0]
    )
    if not _LANGUAGES:
        _LANGUAGES.append(table)
    hits = [h for h in message.find(table) if _spoken(message, h)]
    if not hits:
        hits = _own_piece(message, list(message.find(table)))
    if not hits and standing:
        hits = _governed(message, list(message.find(table)))
    for first in list(hits):
        hits += [h for h in message.find(table) if h not in hits and _joined(message, h, first)]
    for hit in hits:
        message.claim(hit.first, hit.last)
    hits = [*message.spoken, *hits]
    same = same_as([*hits, *(Hit(i, i, "") for i in _speakers(message))])
    return [
        Trait("languages", h.entry, h.first, h.last, message.operator(h.first, h.last, same))
        for h in hits
    ]


def _speakers(message: Message) -> list[int]:
    """The tokens that say "speakers": operators look past them."""
    return [i for i in range(len(message.tokens)) if message.fold(i) in _SPEAK]


def _governed(message: Message, hits: list[Hit[str]]) -> list[Hit[str]]:
    same = same_as(hits)
    return [h for h in hits[:_MOST] if message.operator(h.first, h.last, same) in _CHANGING]


_CHANGING = ("only", "remove", "not", "add")


_MOST = 20
"""How many languages a message is read for."""


def _own_piece(message: Message, hits: list[Hit[str]]) -> list[Hit[str]]:
    """Languages between two commas and nothing else there ("25-45, English + Arabic")."""
    inside = {i for h in hits for i in range(h.first, h.last + 1)}
    found = []
    for hit in hits[:_MOST]:
        first, last = hit.first, hit.last
        while first - 1 in inside or message.fold(first - 1) in _JOINED:
            first -= 1
        while last + 1 in inside or message.fold(last + 1) in _JOINED:
            last += 1
        behind = message.after.get(last + 1)
        last = behind.last if behind is not None and behind.entry == "post_only" else last
        if _edge(message, first - 1) and _edge(message, last + 1) and first > 0:
            found.append(hit)
    return found


_JOINED = folded("guards", "people_joined") - {","}


def _edge(message: Message, i: int) -> bool:
    return not 0 <= i < len(message.tokens) or divides_at(message, i)


_LANGUAGES: list[Phrases[str]] = []


_SPEAK = folded("guards", "people_speak")


_ONE_WORD = folded("guards", "people_one_word")


def _spoken(message: Message, hit: Hit[str]) -> bool:
    if message.folds(hit.first, hit.last) in _ONE_WORD:
        return True
    j = hit.last + 1
    if message.fold(j) == "-":
        j += 1
    before = (
        {message.fold(hit.first - k) for k in (1, 2)}
        if message.fold(hit.first - 1) in folded("guards", "people_spoken")
        else {message.fold(hit.first - 1)}
    )
    return message.fold(j) in _SPEAK or bool(before & _SPEAK)


def _joined(message: Message, hit: Hit[str], other: Hit[str]) -> bool:
    low, high = (hit, other) if hit.first < other.first else (other, hit)
    gap = range(low.last + 1, high.first)
    return len(gap) <= 3 and all(message.fold(i) in folded("guards", "people_joined") for i in gap)
