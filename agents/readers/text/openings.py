"""How messages open: their first sentences and lines behind the greeting."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, words

Sentence = tuple[int, ...]
"""The tokens of a sentence outside its brackets, left to right."""
GREETING = 6
"""How many tokens a greeting has at most."""
_LONGEST = 60
"""How many tokens of a sentence are looked at."""
_STOPS = frozenset(".!?")


def opening_sentences(message: Message) -> Iterator[Sentence]:
    """The sentences and lines that say more than a greeting, left to right."""
    first = 0
    for i in range(len(message.tokens) + 1):
        if i < len(message.tokens) and not _closes(message, i):
            continue
        sentence = _outside_brackets(message, first, min(i, first + _LONGEST))
        first = i + 1
        said = any(message.tokens[k].kind == "word" for k in sentence)
        if said and not _greets(message, sentence):
            yield sentence


def _closes(message: Message, i: int) -> bool:
    """Whether a sentence or a line ends at token i."""
    if message.tokens[i].kind == "break":
        return True
    behind = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    inside = behind is not None and behind.glued and behind.kind == "word"
    return message.fold(i) in _STOPS and not inside and not message.abbreviates(i)


def _outside_brackets(message: Message, first: int, end: int) -> Sentence:
    """Tokens [first, end) without what brackets add ("(Karine + le stagiaire, 19/11)")."""
    found, depth = [], 0
    for i in range(first, end):
        depth += message.fold(i) == "("
        if not depth:
            found.append(i)
        depth -= message.fold(i) == ")" and depth > 0
    return tuple(found)


def _greets(message: Message, sentence: Sentence) -> bool:
    first = next(i for i in sentence if message.tokens[i].kind == "word")
    short = len(sentence) <= GREETING
    return short and _greetings().at(message.tokens, first) is not None


@cache
def _greetings() -> Phrases[str]:
    return Phrases((w, "greeting") for w in words("everyday")["greetings"])
