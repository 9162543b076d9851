"""Phrases: a table of known wordings, found longest first in a list of tokens.

A `Phrases` table maps wordings to entries of any type. Hyphens and Slack mark-up inside a wording
do not matter ("self-serve", "self serve"). The tables in `agents/data/words` are written
`tag = {en = [...], es = [...]}`; a language is only for the reader of the table, all are read at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from agents.data import path
from agents.readers.tokens import Token, tokenise

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A wording found at tokens [first, last] with its entry."""

    first: int
    last: int
    entry: T


class Phrases(Generic[T]):
    """Wordings by their first word, longest first; of two equal wordings the first one stays."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """`entries` are wordings, as they would be typed, with what they mean."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        seen: set[tuple[str, ...]] = set()
        for wording, entry in entries:
            words = _words_of(wording)
            if words and words not in seen:
                seen.add(words)
                self._by_first.setdefault(words[0], []).append((words, entry))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def at(self, tokens: Sequence[Token], first: int) -> Hit[T] | None:
        """The longest wording that begins at token `first`."""
        for words, entry in self._by_first.get(tokens[first].fold, ()):
            last = _match(tokens, first, words)
            if last is not None:
                return Hit(first, last, entry)
        return None

    def find(self, tokens: Sequence[Token]) -> Iterator[Hit[T]]:
        """All wordings, left to right, without overlaps."""
        i = 0
        while i < len(tokens):
            hit = self.at(tokens, i)
            if hit is not None:
                yield hit
            i = i + 1 if hit is None else hit.last + 1


def _words_of(wording: str) -> tuple[str, ...]:
    """The folded tokens without the hyphens that join words."""
    folds = [token.fold for token in tokenise(wording)]
    inner = range(1, len(folds) - 1)
    joins = {
        i for i in inner if folds[i] == "-" and folds[i - 1].isalnum() and folds[i + 1].isalnum()
    }
    return tuple(fold for i, fold in enumerate(folds) if i not in joins)


def _match(tokens: Sequence[Token], first: int, words: tuple[str, ...]) -> int | None:
    i = first
    for n, word in enumerate(words):
        if n and i < len(tokens) and tokens[i].fold == "-" and word != "-":
            i += 1
        if i >= len(tokens) or tokens[i].fold != word:
            return None
        i += 1
    return i - 1


@cache
def words(name: str) -> Mapping[str, tuple[str, ...]]:
    """The table `words/NAME.toml`: tag -> all wordings of all languages."""
    table = tomllib.loads(path(f"words/{name}.toml").read_text(encoding="utf-8"))
    return {tag: tuple(_wordings(entry)) for tag, entry in table.items()}


def _wordings(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield from (part.strip() for part in entry.split("|"))
    elif isinstance(entry, list):
        for part in entry:
            yield from _wordings(part)
    elif isinstance(entry, dict):
        for part in entry.values():
            yield from _wordings(part)


@cache
def vocabulary(name: str) -> Phrases[str]:
    """The wordings of `words/NAME.toml`, each with its tag."""
    return Phrases((wording, tag) for tag, group in words(name).items() for wording in group)
