"""Phrases: a table of known wordings, found longest first in a list of tokens.

A `Phrases` table maps wordings to entries of any type. Hyphens and Slack mark-up inside a wording
do not matter ("self-serve", "self serve"). The tables in `agents/data/words` are written
`tag = {en = [...], es = [...]}` (or wordings joined by `|`); a language is only for the reader of
the table, all of them are read at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Generic, TypeVar

from agents.data import path
from agents.readers.text.tokens import Token, fold, folds

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A wording found at tokens [first, last] with its entry."""

    first: int
    last: int
    entry: T


@dataclass(slots=True)
class _Node(Generic[T]):
    """A place in the tree of wordings: what may follow, and what ends here."""

    next: dict[str, _Node[T]] = field(default_factory=dict)
    entries: list[T] = field(default_factory=list)


class Phrases(Generic[T]):
    """Wordings as a tree of words; of two equal wordings the first one stays."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """`entries` are wordings, as they would be typed, with what they mean."""
        self._root: _Node[T] = _Node()
        for wording, entry in entries:
            node = self._root
            for word in _words_of(wording):
                node = node.next.setdefault(word, _Node())
            node.entries.append(entry)

    def at(self, tokens: Sequence[Token], first: int) -> Hit[T] | None:
        """The longest wording that begins at token `first`."""
        found: Hit[T] | None = None
        node: _Node[T] | None = self._root.next.get(tokens[first].fold)
        i = first + 1
        while node is not None:
            if node.entries:
                found = Hit(first, i - 1, node.entries[0])
            if not node.next or i >= len(tokens):
                break
            joined = tokens[i].fold == "-" and tokens[i].glued
            if joined and "-" not in node.next and i + 1 < len(tokens):
                i += 1
            node = node.next.get(tokens[i].fold)
            i += 1
        return found

    def before(self, tokens: Sequence[Token], i: int, longest: int = 3) -> Hit[T] | None:
        """The longest wording, of at most `longest` tokens, that ends right before token `i`."""
        hits = (self.at(tokens, first) for first in range(max(0, i - longest), i))
        return next((hit for hit in hits if hit is not None and hit.last == i - 1), None)

    def find(self, tokens: Sequence[Token]) -> Iterator[Hit[T]]:
        """All wordings, left to right, without overlaps."""
        i, root = 0, self._root.next
        while i < len(tokens):
            hit = self.at(tokens, i) if tokens[i].fold in root else None
            if hit is not None:
                yield hit
            i = i + 1 if hit is None else hit.last + 1


def _words_of(wording: str) -> tuple[str, ...]:
    """The folded tokens without the hyphens that join words."""
    said = folds(wording)
    if "-" not in said:
        return said
    inner = range(1, len(said) - 1)
    joins = {i for i in inner if said[i] == "-" and said[i - 1].isalnum() and said[i + 1].isalnum()}
    return tuple(word for i, word in enumerate(said) if i not in joins)


@cache
def words(name: str) -> Mapping[str, tuple[str, ...]]:
    """The table `words/NAME.toml`: tag -> all wordings of all languages."""
    return {tag: tuple(_wordings(entry)) for tag, entry in _table(name).items()}


def wordings(name: str, tag: str, language: str) -> tuple[str, ...]:
    """The wordings of one tag of a table in one language alone."""
    entry = _table(name).get(tag)
    return tuple(_wordings(entry.get(language))) if isinstance(entry, dict) else ()


@cache
def _table(name: str) -> Mapping[str, object]:
    return tomllib.loads(path(f"words/{name}.toml").read_text(encoding="utf-8"))


def _wordings(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield from (part.strip() for part in entry.split("|"))
    elif isinstance(entry, list):
        for part in entry:
            yield from _wordings(part)
    elif isinstance(entry, dict):
        for part in entry.values():
            yield from _wordings(part)


_CONTRACTED = {
    "de": ("del", "do", "da", "des", "du", "d'"),
    "di": ("del", "dello", "dell'", "della"),
    "a": ("al", "ao", "à", "allo", "all'", "alla"),
    "à": ("au",),
}


def contracted(wording: str) -> tuple[str, ...]:
    """The wording, and how it ends when its last word joins an article ("no más del")."""
    head, _, last = wording.rpartition(" ")
    return (wording, *(f"{head} {form}" for form in _CONTRACTED.get(last, ()) if head))


@cache
def folded(name: str, tag: str) -> frozenset[str]:
    """The wordings of one tag of a table, folded: for asking whether a word is among them."""
    return frozenset(fold(wording) for wording in words(name)[tag])


@cache
def month_names() -> frozenset[str]:
    """The names of all months, folded, with their short forms."""
    return frozenset().union(*(folded("months", str(number)) for number in range(1, 13)))
