"""The people of countries and their adjectives: "German", "mexicanos", "deutscher"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, words


@cache
def demonyms() -> Phrases[str]:
    """Adjectives and nouns with the codes of their countries."""
    return Phrases(
        (form, code) for code, ws in words("demonyms").items() for w in ws for form in _forms(w)
    )


def demonym_at(message: Message, first: int) -> int | None:
    """The last token of the demonym that begins at token `first`."""
    hit = demonyms().at(message.tokens, first)
    return None if hit is None else hit.last


def _forms(wording: str) -> Iterator[str]:
    """The wording, and how German declines it ("deutscher Markt", "polnischen Kunden")."""
    yield wording
    if wording.endswith(("sche", "eizer")):
        yield from (wording + ending for ending in ("r", "n", "s", "m"))
