"""What of a message is said: its tokens without mail headers, contact lines and telephone numbers.

Such pieces leave no tokens at all, as mentions and links leave none, so that no reader takes
anything from them; offsets stay those of the whole message.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from agents.readers.text.contacts import contacts
from agents.readers.text.letters import headers
from agents.readers.text.lines import Stretch
from agents.readers.text.tokens import Token, tokenise


def said_tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a message that are part of what it says, in order."""
    hidden = sorted(chain(headers(text), contacts(text)))
    return tuple(_outside(tokenise(text), hidden)) if hidden else tokenise(text)


def _outside(tokens: Sequence[Token], hidden: Sequence[Stretch]) -> Iterator[Token]:
    """The tokens that touch none of the stretches, which are in order."""
    k = 0
    for token in tokens:
        while k < len(hidden) and hidden[k][1] <= token.start:
            k += 1
        if k == len(hidden) or token.end <= hidden[k][0]:
            yield token
