"""Pieces of a message: between marks, and between words like "and", "but"."""

from __future__ import annotations

from collections.abc import Iterator

from agents.readers.text.message import Message
from agents.readers.text.phrases import folded

MARKS = frozenset(",.;:!?()–—")
JOINTS = folded("guards", "intents_pieces")


def pieces(message: Message) -> Iterator[tuple[int, int]]:
    """The smallest pieces of a message, each as its first and last token."""
    joints = JOINTS if message.language == "fr" else JOINTS - {"mais"}
    for piece in split_at(message, 0, len(message.tokens) - 1, MARKS):
        yield from split_at(message, *piece, joints)


def split_at(
    message: Message, low: int, high: int, marks: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """The stretches of tokens [low, high] between line breaks and marks."""
    first = low
    for i in range(low, high + 2):
        ends = i > high or message.tokens[i].kind == "break" or message.fold(i) in marks
        if ends or (message.slashed and message.parts(i)):
            if i > first:
                yield first, i - 1
            first = i + 1
