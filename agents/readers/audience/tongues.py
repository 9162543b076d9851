"""Languages of the audience: "Spanish speakers", "deutschsprachige", "language: fr"."""

from __future__ import annotations

from functools import cache, lru_cache

from agents.readers.audience.interests import divides_at
from agents.readers.findings.traits import Trait
from agents.readers.text.message import Message, same_as
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import fold


def read_languages(message: Message, standing: bool = False) -> list[Trait]:
    """Languages of the audience: "Spanish speakers", "deutschsprachige", "language: fr".

    Where some are `standing`, a name with an operator is one too ("drop Arabic", "English only").
    """
    table = _languages()
    hits = [h for h in message.find(table) if _spoken(message, h)] + _joined_words(message)
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


def _joined_words(message: Message) -> list[Hit[str]]:
    """ "Arabophones", "finskspråkiga", "catalanohablantes": a language and those who speak it."""
    found = []
    for i, token in enumerate(message.tokens):
        code = _code_of(token.fold) if token.kind == "word" and message.free(i, i) else None
        if code is not None and token.fold not in _ONE_WORD:
            found.append(Hit(i, i, code))
    return found


@lru_cache(maxsize=4096)
def _code_of(word: str) -> str | None:
    for end in _ENDS:
        stem = word.removesuffix(end)
        if stem != word and len(stem) >= _SHORTEST:
            return next((c for s in (stem, stem[:-1]) if (c := _stems().get(s))), None)
    return None


@cache
def _stems() -> dict[str, str]:
    """The names of languages, whole and without their last letters ("finsk", "arab")."""
    names = [(fold(w), code) for code, ws in words("languages").items() for w in ws]
    names = [(name, code) for name, code in names if name.isalpha()]
    cut = [(n[:-k], c) for k in (1, 2, 3) for n, c in names if len(n) - k >= _SHORTEST]
    return {name: code for name, code in reversed([*names, *cut])}


_ENDS = tuple(sorted(folded("guards", "languages_ends"), key=len, reverse=True))
_SHORTEST = 4


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
        while first > 0 and message.fold(first - 1) in _IN and not _edge(message, first - 1):
            first -= 1
        if _edge(message, first - 1) and _edge(message, last + 1) and first > 0:
            found.append(hit)
    return found


_JOINED = folded("guards", "people_joined") - {","}


_IN = folded("guards", "languages_in")


def _edge(message: Message, i: int) -> bool:
    return not 0 <= i < len(message.tokens) or divides_at(message, i)


@cache
def _languages() -> Phrases[str]:
    names = [(w, code) for code, ws in words("languages").items() for w in ws]
    declined = [(w + end, code) for w, code in names if w.endswith("isch") for end in ("e", "en")]
    return Phrases([*names, *declined])


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
