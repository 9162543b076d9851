"""Conditions: "if they approve, add 20k" hangs on what only the people on the other side know.

"If possible" and "if there is room" hang on the plan itself, which answers them: what stands with
them is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, wordings, words
from agents.readers.text.sentences import Sentence
from agents.readers.text.tokens import Token, fold


def conditional(message: Message, sentence: Sentence, language: str) -> bool:
    """Whether all of a sentence hangs on what a plan cannot know."""
    tokens = message.tokens[sentence.first : sentence.last + 1]
    asked = [hit for tag in _ASKING for hit in _asked(tag).find(tokens)]
    hits = (
        hit
        for hit in _conditions(language).find(tokens)
        if not _inside(hit, asked) and message.fold(sentence.first + hit.first - 1) not in _EXCUSES
    )
    return any(_unknown(_clause(tokens, hit), language) for hit in hits)


def _clause(tokens: Sequence[Token], hit: Hit[str]) -> Sequence[Token]:
    """What stands between "if" and the comma, or the end."""
    comma = (i for i in range(hit.last + 1, len(tokens)) if tokens[i].fold == ",")
    return tokens[hit.last + 1 : next(comma, len(tokens))]


def _unknown(clause: Sequence[Token], language: str) -> bool:
    """Whether a clause is a condition at all, and none that the plan answers."""
    verbs = _verbs(language)
    meant = not verbs or any(token.fold in verbs for token in clause)
    return bool(clause) and meant and next(iter(_soft(language).find(clause)), None) is None


def _inside(hit: Hit[str], hits: Sequence[Hit[str]]) -> bool:
    return any(h.first <= hit.first <= h.last for h in hits)


_ASKING = ("polite", "indirect", "what_if")
"""Wordings with an "if" of their own: "if you can", "let me know if", "what if"."""
_EXCUSES = frozenset(("por", "just"))
"""What an "if" follows that only excuses: "por si no quedó claro"."""


@cache
def _conditions(language: str) -> Phrases[str]:
    return Phrases((w, "if") for w in wordings("undecided", "if", language))


@cache
def _soft(language: str) -> Phrases[str]:
    return Phrases((w, "soft") for w in wordings("undecided", "soft", language))


@cache
def _verbs(language: str) -> frozenset[str]:
    return frozenset(fold(w) for w in wordings("undecided", "if_verbs", language))


@cache
def _asked(tag: str) -> Phrases[str]:
    return Phrases((w, tag) for w in words("intents")[tag])
