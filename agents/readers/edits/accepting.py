"""Taking up what was only asked about: "what would 20k more bring?", then "ok, do it"."""

from __future__ import annotations

from functools import cache
from itertools import takewhile

from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words

_ENDS = frozenset((",", ".", "!", ";", "\n", "-"))


def accepted(message: Message) -> bool:
    """Whether the message begins by taking an idea up; claims the words that do."""
    if any(token.fold == "?" for token in message.tokens):
        return False
    hit = next(iter(_taking().find(message.tokens)), None)
    if hit is None:
        return False
    low, high = _piece(message, hit)
    said = {i for h in _around().find(message.tokens) for i in range(h.first, h.last + 1)}
    rest = [i for i in range(low, high + 1) if i not in said and not hit.first <= i <= hit.last]
    opening = all(i in said or message.fold(i) in _ENDS for i in range(low))
    if not opening or any(message.fold(i) not in _ENDS for i in rest):
        return False
    message.claim(0, high)
    return True


def _piece(message: Message, hit: Hit[str]) -> tuple[int, int]:
    """The words around the hit, up to signs, and up to "and" behind it."""
    tokens = message.tokens
    before = takewhile(lambda i: tokens[i].fold not in _ENDS, range(hit.first - 1, -1, -1))
    behind = takewhile(
        lambda i: tokens[i].fold not in _ENDS | _AND, range(hit.last + 1, len(tokens))
    )
    return min((*before, hit.first)), max((*behind, hit.last))


_AND = folded("guards", "message_governs_next")


@cache
def _taking() -> Phrases[str]:
    return Phrases((w, "take") for w in words("accepting")["take"])


@cache
def _around() -> Phrases[str]:
    return Phrases((w, "around") for w in words("accepting")["around"])
