"""Which language a message is in: only for the language of the reply."""

from __future__ import annotations

from collections.abc import Sequence

from agents.readers.text.phrases import words
from agents.readers.text.tokens import Token

_SETS = {language: frozenset(marks) for language, marks in words("tongue").items()}


def language_of(tokens: Sequence[Token], default: str = "en", least: int = 1) -> str:
    """The likeliest language; `default` when fewer than `least` words speak for any, or as many."""
    scores = dict.fromkeys(_SETS, 0)
    for token in tokens[:400]:
        if token.kind == "word" and (len(token.text) > 1 or token.text.islower()):
            word = token.text.lower()
            for language, marks in _SETS.items():
                scores[language] += word in marks
    best = max(scores, key=lambda language: (scores[language], language == default))
    return best if scores[best] >= least else default
