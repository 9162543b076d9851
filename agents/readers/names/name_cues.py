"""The words right before the name of an advertiser."""

from __future__ import annotations

from functools import cache

from agents.readers.text.message import Message
from agents.readers.text.phrases import folded, words
from agents.readers.text.tokens import fold


def cue_before(message: Message, first: int) -> bool:
    """Whether a word stands before token `first` that introduces advertisers."""
    if message.fold(first - 1) in folded("guards", "names_cue_before"):
        first -= 1
    return (
        message.fold(first - 1) in introducing_words() and message.tokens[first - 1].kind != "break"
    )


@cache
def introducing_words() -> frozenset[str]:
    """Words right before the name of an advertiser."""
    return frozenset(
        fold(w.split()[-1]) for tag in ("for", "label") for w in words("names")[tag]
    ) | {":", "cliente", "client"}
