"""What stands in brackets, which is of itself and not of the sentence around it."""

from __future__ import annotations

from agents.readers.text.message import Message

_OPENS, _CLOSES = frozenset("(["), frozenset(")]")


def bracketed(message: Message, i: int) -> range | None:
    """The tokens within the brackets that token i stands in, in its sentence; None without."""
    first, last = message.clause(i)
    opening = next((k for k in range(i, first - 1, -1) if message.fold(k) in _OPENS), None)
    if opening is None or any(message.fold(k) in _CLOSES for k in range(opening, i)):
        return None
    closing = next((k for k in range(i, last + 1) if message.fold(k) in _CLOSES), None)
    return None if closing is None else range(opening + 1, closing)
