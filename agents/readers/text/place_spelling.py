"""Slips of the finger in one word of a place's name of several: "nothern ireland", "new yrok"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from agents.readers.text.gazetteer import country_names, spoken_names
from agents.readers.text.phrases import folded
from agents.readers.text.slips import one_slip, slips
from agents.readers.text.tokens import Token

_SHORTEST = 4
"""Shorter words resemble too many others."""
_LONGEST = 5
"""How many words and dashes such a name has at most."""
_LONG = 7
"""From so many letters on a word is known beside articles alone ("san franciso")."""
_ARTICLES = folded("everyday", "articles") | folded("everyday", "links") | {"san", "st", "-"}


def place_word(tokens: Sequence[Token], i: int) -> str | None:
    """The word meant at token i, an unknown one, if it makes a name with its neighbours."""
    near = {name for slip in slips(tokens[i].fold) for name in _index().get(slip, ())}
    found = {word for name in near for word in _completing(tokens, i, name)}
    return found.pop() if len(found) == 1 else None


def _completing(tokens: Sequence[Token], i: int, name: tuple[str, ...]) -> Iterator[str]:
    """The words of a name that token i stands for, where all others stand around it."""
    for at, word in enumerate(name):
        first = i - at
        said = tuple(token.fold for token in tokens[max(first, 0) : first + len(name)])
        around = name[:at] + name[at + 1 :]
        beside = len(said) == len(name) and said[:at] + said[at + 1 :] == around
        if beside and one_slip(said[at], word, mistaken=True):
            yield word


@cache
def _index() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names by each form, with one letter left out, of each of their long words."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(spoken_names() | country_names()):
        for words in {tuple(name.replace("-", sign).split()) for sign in (" ", " - ")}:
            for at in range(len(words)):
                for slip in slips(words[at]) if _telling(words, at) else ():
                    index.setdefault(slip, []).append(words)
    return {slip: tuple(names) for slip, names in index.items()}


def _telling(words: tuple[str, ...], at: int) -> bool:
    """Whether a word may be misspelt: the others are more than articles, or it is a long one."""
    others = {*words[:at], *words[at + 1 :]}
    shortest = _SHORTEST if others - _ARTICLES else _LONG
    plain = words[at].isascii() and len(words[at]) >= shortest
    return plain and 1 < len(words) <= _LONGEST
