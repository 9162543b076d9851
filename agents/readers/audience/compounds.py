"""Interests in one word: a topic and those who like it ("Reisefans", "fitnessfanaten")."""

from __future__ import annotations

from functools import cache, lru_cache

from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, words
from agents.readers.text.tokens import fold

_JOINTS = ("", "s", "n", "e")
"""Letters between the parts of German, Dutch and Swedish words."""
_SHORTEST = 3


def compounds(message: Message) -> list[Hit[str]]:
    """Free words that are a topic joined to a word for people who like it."""
    return [
        Hit(i, i, topic)
        for i, token in enumerate(message.tokens)
        if token.kind == "word"
        and not message.claimed[i]
        and (topic := _topic(token.fold)) is not None
    ]


@lru_cache(maxsize=16384)
def _topic(word: str) -> str | None:
    for end in _ends():
        stem = word.removesuffix(end)
        if stem != word and len(stem) >= _SHORTEST:
            found = next((t for j in _JOINTS if (t := _stems().get(stem.removesuffix(j)))), None)
            if found is not None:
                return found
    return None


@cache
def _ends() -> tuple[str, ...]:
    """Words for people who like something, the longest first."""
    return tuple(sorted((fold(w) for w in words("cues")["compound_ends"]), key=len, reverse=True))


@cache
def _stems() -> dict[str, str]:
    """Topics of one word, and the stems that only stand in compounds."""
    tables = (words("topics"), words("stems"))
    pairs = ((fold(w), tag) for table in tables for tag, ws in table.items() for w in ws)
    return {word: tag for word, tag in pairs if word.isalpha()}
