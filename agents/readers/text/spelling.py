"""Spelling: slips of the finger in words of the trade, set right before anything is read.

Only words that no vocabulary and no gazetteer knows are looked at, and only a slip of one letter
(left out, doubled, swapped, or mistaken in a long word) counts, so that names stay names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from agents.readers.text.gazetteer import country_names, country_words
from agents.readers.text.phrases import words
from agents.readers.text.place_spelling import place_word
from agents.readers.text.slips import one_slip, slips, swapped
from agents.readers.text.tokens import Token, fold, folds, tokenise

_SHORT = 4
"""Words of command so short count only with two letters that have changed places ("dorp")."""
_SHORTEST = 5
_LONG = 7
_LONGEST = 16
_SENTENCE_ENDS = frozenset(".;:!?")
_LETTERS = re.compile(r"[^\W\d_]+")
_COMMANDS = {
    "operators": ("not", "only", "add", "remove", "mostly", "protect"),
    "edits": ("raise", "cut", "swap", "insteadof", "extend", "shorten", "earlier", "later"),
    "flight_parts": ("pause",),
    "money": ("budget", "atleast", "upto"),
}
"""Words of command: the tables and tags that hold them."""
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
    "day_words",
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
    "everyday",
    "flight_parts",
    "lifting",
    "undo",
    "undecided",
    "homographs",
    "guards",
)


def corrected(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with the folded form of misspelt words set right; texts and offsets stay."""
    return tuple(_corrected(tokens, i) for i in range(len(tokens)))


def _corrected(tokens: Sequence[Token], i: int) -> Token:
    token = tokens[i]
    if token.kind != "word" or len(token.fold) > _LONGEST or not token.fold.isascii():
        return token
    better = place_word(tokens, i) if token.fold not in known_words() else None
    if better is None and len(token.fold) >= _SHORTEST:
        better = _correction(token.fold)
    if better is None and not _named(tokens, i):
        better = _command(token.fold)
    return token if better is None else replace(token, fold=better)


def _named(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word may be a name: in capitals, unless a sentence begins and goes on with it."""
    if not tokens[i].capital:
        return False
    begins = i == 0 or tokens[i - 1].kind == "break" or tokens[i - 1].fold in _SENTENCE_ENDS
    goes_on = i + 1 < len(tokens) and tokens[i + 1].kind == "word"
    return not (begins and goes_on)


@lru_cache(maxsize=16384)
def _command(word: str) -> str | None:
    """The one word of command that is meant; of those that mean the same any one."""
    if word in known_words():
        return None
    if len(word) == _SHORT:
        found = {w for w in _commands() if len(w) == _SHORT and swapped(word, w)}
    else:
        near = {t for slip in slips(word) for t in _command_index().get(slip, ())}
        found = {t for t in near if len(t) >= _SHORTEST and one_slip(word, t, False)}
    meant = [_commands()[w] for w in found]
    shared = frozenset.intersection(*meant) if meant else frozenset()
    return min(found, key=len) if shared else None


@cache
def _commands() -> dict[str, frozenset[str]]:
    """The words of command, with what each asks for; in wordings of several words the long ones."""
    found: dict[str, set[str]] = {}
    for name, tags in _COMMANDS.items():
        for tag in tags:
            for wording in words(name)[tag]:
                said = [token.fold for token in tokenise(wording) if token.kind == "word"]
                for word in said if len(said) == 1 else [w for w in said if len(w) >= _LONG]:
                    found.setdefault(word, set()).add(tag)
    return {w: frozenset(tags) for w, tags in found.items() if w.isascii() and len(w) >= _SHORT}


@cache
def _command_index() -> dict[str, tuple[str, ...]]:
    return _indexed(_commands())


def _indexed(targets: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by themselves and by each form with one letter left out."""
    index: dict[str, list[str]] = {}
    for target in sorted(targets):
        for slip in slips(target):
            index.setdefault(slip, []).append(target)
    return {slip: tuple(found) for slip, found in index.items()}


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
                known.update(folds(wording))
    for row in ("cities.tsv", "regions.tsv", "city_names.tsv", "brands.txt"):
        text = path(row).read_text(encoding="utf-8")
        known.update(map(fold, _LETTERS.findall(text)))
    known.update(word for name in country_names() for word in folds(name))
    return frozenset(known) | _targets()


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
    return _indexed(_targets())
