"""Spelling: slips of the finger in words of the trade, set right before anything is read.

Only words that no vocabulary and no gazetteer knows are looked at, and only a slip of one letter
(left out, doubled, swapped, or mistaken in a long word) counts, so that names stay names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from agents.readers.gazetteer import country_words
from agents.readers.phrases import words
from agents.readers.tokens import Token, fold, tokenise

_SHORTEST = 5
_LONGEST = 16
_MISTAKEN_FROM = 7
"""How long a word must be for a mistaken letter; shorter ones resemble too many others."""
_CORRECTABLE = (
    "months",
    "formats",
    "channels",
    "objectives",
    "audience",
    "generations",
    "interests",
    "topics",
    "priorities",
    "cues",
    "numbers",
)
_KNOWN = (
    *_CORRECTABLE,
    "dates",
    "edits",
    "money",
    "operators",
    "lookalikes",
    "holidays",
    "ages",
    "kpis",
    "caps",
    "intents",
    "names",
    "categories",
    "safety",
    "languages",
    "demonyms",
    "spelling",
    "fillers",
    "place_words",
    "activities",
    "doings",
    "verdicts",
)


def corrected(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with the folded form of misspelt words set right; texts and offsets stay."""
    return tuple(_corrected(token) for token in tokens)


def _corrected(token: Token) -> Token:
    if (
        token.kind != "word"
        or not _SHORTEST <= len(token.fold) <= _LONGEST
        or not token.fold.isascii()
    ):
        return token
    better = _correction(token.fold)
    return token if better is None else replace(token, fold=better)


@lru_cache(maxsize=16384)
def _correction(word: str) -> str | None:
    """The one word that is meant; of two countries the one that lost a letter.

    Of words that mean the same ("podcast", "podcasts") the shortest.
    """
    if word in known_words():
        return None
    found = {
        target
        for slip in slips(word)
        for target in _index().get(slip, ())
        if one_slip(word, target, target in _distinct())
    }
    if len(found) > 1 and found <= country_words():
        found = {target for target in found if len(target) > len(word)}
    shortest = min(found, key=len, default="")
    if all(target.startswith(shortest) for target in found):
        return shortest or None
    shared = frozenset.intersection(*(_meanings().get(target, frozenset()) for target in found))
    if shared:
        return shortest
    return found.pop() if len(found) == 1 else None


@cache
def known_words() -> frozenset[str]:
    """Every word of every vocabulary, and of the names of places and brands."""
    from agents.data import path

    known: set[str] = set()
    for name in _KNOWN:
        for group in words(name).values():
            for wording in group:
                known.update(token.fold for token in tokenise(wording))
    for row in ("cities.tsv", "regions.tsv", "city_names.tsv", "brands.txt"):
        text = path(row).read_text(encoding="utf-8")
        known.update(fold(token.text) for token in tokenise(text) if token.kind == "word")
    return frozenset(known) | _targets() | country_words()


@cache
def _targets() -> frozenset[str]:
    """The words that slips are corrected to: single words of the trade and country names."""
    found: set[str] = set()
    for name in _CORRECTABLE:
        for group in words(name).values():
            found.update(fold(w) for w in group if " " not in w)
    for group in words("spelling").values():
        found.update(fold(w) for w in group)
    found.update(country_words())
    return frozenset(w for w in found if len(w) >= _SHORTEST and w.isascii() and w.isalpha())


@cache
def _meanings() -> dict[str, frozenset[tuple[str, str]]]:
    """What the words of the trade mean: the tables and tags that hold them."""
    found: dict[str, set[tuple[str, str]]] = {}
    for name in _CORRECTABLE:
        for tag, group in words(name).items():
            for wording in group:
                found.setdefault(fold(wording), set()).add((name, tag))
    return {word: frozenset(tags) for word, tags in found.items()}


@cache
def _distinct() -> frozenset[str]:
    """Months and places: few ordinary words resemble them."""
    months = frozenset(fold(w) for group in words("months").values() for w in group)
    return months | country_words()


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Target words by themselves and by each form with one letter left out."""
    index: dict[str, list[str]] = {}
    for target in sorted(_targets()):
        for slip in slips(target):
            index.setdefault(slip, []).append(target)
    return {slip: tuple(found) for slip, found in index.items()}


def slips(word: str) -> Iterator[str]:
    """The word, and each form of it with one letter left out."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def one_slip(word: str, target: str, mistaken: bool) -> bool:
    """Whether one plausible slip turns the target into the word; `mistaken` letters may be one."""
    if word[0] != target[0] and sorted(word[:2]) != sorted(target[:2]):
        return False
    if len(word) == len(target):
        differing = [i for i in range(len(word)) if word[i] != target[i]]
        if len(differing) == 2 and differing[1] == differing[0] + 1:
            return sorted(word[slice(differing[0], differing[1] + 1)]) == sorted(
                target[slice(differing[0], differing[1] + 1)]
            )
        long = len(word) >= _MISTAKEN_FROM and mistaken
        return len(differing) == 1 and long and word[-1] == target[-1]
    if abs(len(word) - len(target)) != 1 or min(len(word), len(target)) < _SHORTEST:
        return False
    longer, shorter = (word, target) if len(word) > len(target) else (target, word)
    dropped = [i for i in range(len(longer)) if longer[:i] + longer[i + 1 :] == shorter]
    return bool(dropped) and (dropped[0] < len(longer) - 1 or len(longer) >= 9)
