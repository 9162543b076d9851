"""Names that take a number: "drop the CPM to 10" changes the target and does not drop it."""

from agents.readers.text.message import Message
from agents.readers.text.phrases import folded

_PAUSES = folded("guards", "budgets_and") | frozenset(",;.")
_NEAR = 6
"""How many tokens behind a name its number may stand."""


def takes_number(message: Message, last: int) -> bool:
    """Whether a number follows token `last` in the same piece of the sentence."""
    after = range(last + 1, min(last + 1 + _NEAR, len(message.tokens)))
    for token in (message.tokens[i] for i in after if i not in message.repeats):
        if token.kind == "break" or token.fold in _PAUSES:
            return False
        if token.kind == "number":
            return True
    return False
