"""Starting over: "scrap everything and start again", "neues Briefing: ...", "de cero con ...".

Such words begin a piece of the message, and end it or lead on to what is new ("with", "for"). So
"we start over Christmas" and "the new brief from the client says 40 %" put nothing aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agents.readers.text.body import said_tokens
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import Token


def starts_over(text: str) -> bool:
    """Whether a message puts aside the Brief that stands."""
    return fresh_start(said_tokens(text)) is not None


def fresh_start(tokens: Sequence[Token]) -> Hit[str] | None:
    """The words that put the Brief aside."""
    hits = _table().find(tokens)
    return next((h for h in hits if _begins(tokens, h.first) and _ends(tokens, h)), None)


def _begins(tokens: Sequence[Token], first: int) -> bool:
    """Whether only words that say nothing stand between the piece's beginning and a token."""
    i = first
    while i > 0 and not _marks(tokens[i - 1]) and tokens[i - 1].fold not in _JOINTS:
        loose = _loose().before(tokens, i, longest=6)
        if loose is None:
            return False
        i = loose.first
    return True


def _ends(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """Whether the piece ends behind the words, or goes on with what is new."""
    if hit.last + 1 >= len(tokens):
        return True
    after = tokens[hit.last + 1]
    if _marks(after):
        return hit.entry == "over" or after.fold != ","
    leading = after.fold in (_FOR_WHOM if hit.entry == "brief" else _JOINTS)
    return leading or next(iter(_leading().find(tokens[hit.last + 1 :][:1])), None) is not None


def _marks(token: Token) -> bool:
    return token.kind == "break" or token.fold in _MARKS


_MARKS = frozenset(",.;:!?()-")
_JOINTS = folded("guards", "intents_pieces")
_FOR_WHOM = folded("afresh", "for_whom")


@cache
def _table() -> Phrases[str]:
    return Phrases((w, tag) for tag in ("over", "brief") for w in words("afresh")[tag])


@cache
def _loose() -> Phrases[str]:
    wordings = (*words("undo")["loose"], *words("afresh")["opening"])
    return Phrases((w, "loose") for w in wordings)


@cache
def _leading() -> Phrases[str]:
    return Phrases((w, "leading") for w in words("afresh")["leading"])
