"""Bounds said the other way round: "do not use more than 20%" is a most."""

from __future__ import annotations

from agents.readers.message import Message
from agents.readers.phrases import Hit, folded


def denied(message: Message, hit: Hit[str]) -> bool:
    """Whether "more than" is what is not to be, a verb allowed between."""
    if message.folds(hit.first, hit.last) not in folded("guards", "shares_over"):
        return False
    before = message.fold(hit.first - 1)
    if before in folded("guards", "shares_putting"):
        before = message.fold(hit.first - 2)
    return before in folded("guards", "shares_denied")
