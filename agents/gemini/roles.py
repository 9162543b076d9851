"""The words around a quote: what else a number there could be about, and negations."""

from __future__ import annotations

from functools import cache

from agents.readers.numbers.metrics import METRICS
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, words
from media.evidence import Evidence

_OF_MONEY = ("background", "counted")
_MONEY_PATHS = ("/budget", "/constraints")
_PAST = (
    "last|previous|previously|prior|past|ago|was|were|did|had|spent|ran|founded|since|"
    "pasado|pasada|anterior|gastamos|fue|fundada|passado|passada|foi|fundado|"
    "letztes|letzten|letzter|vorige|vorher|war|waren|hatte|hatten|gegründet|"
    "dernier|dernière|précédent|était|fondée|scorso|scorsa|precedente|era|fondata|"
    "vorig|vorige|afgelopen|waren|opgericht|förra|föregående|tidigare|grundades"
)
"""Words that tell of something over: what stands with them is no wish."""


def other_role(message: str, words_quoted: Evidence, path: str) -> bool:
    """Whether the clause of the quote tells of the past, or its number is of another kind."""
    read = Message.of(message, words_quoted.message)
    first, last = _span(read, words_quoted)
    begin, end = read.clause(first)
    clause = read.tokens[begin : end + 1]
    if any(True for _ in _past().find(clause)):
        return True
    if path in _MONEY_PATHS and any(True for _ in _kinds().find(clause)):
        return True
    return _measures(read, last)


def clause_of(message: str, words_quoted: Evidence) -> Evidence:
    """The whole clause that the quote stands in."""
    read = Message.of(message, words_quoted.message)
    begin, end = read.clause(_span(read, words_quoted)[0])
    return read.evidence(begin, max(end, _span(read, words_quoted)[1]))


def negated(message: str, words_quoted: Evidence) -> bool:
    """Whether a negation governs the quote or stands in it."""
    read = Message.of(message, words_quoted.message)
    first, last = _span(read, words_quoted)
    inside = any(read.before[i].entry in _AWAY for i in range(first, last + 1) if i in read.before)
    return inside or read.operator(first, last, lambda _: False) in _AWAY


_AWAY = frozenset(("not", "remove"))


def _measures(read: Message, last: int) -> bool:
    """Whether a number at the end of the quote counts the word behind it ("25-40 minutes")."""
    after = last + 1
    if read.tokens[last].kind != "number" or after >= len(read.tokens):
        return False
    behind = read.tokens[after]
    return behind.kind == "word" and after not in read.glue


def _span(read: Message, words_quoted: Evidence) -> tuple[int, int]:
    inside = [
        i
        for i, token in enumerate(read.tokens)
        if token.start < words_quoted.end and words_quoted.start < token.end
    ]
    return (inside[0], inside[-1]) if inside else (0, 0)


@cache
def _past() -> Phrases[str]:
    return Phrases((word, "past") for word in _PAST.split("|"))


@cache
def _kinds() -> Phrases[str]:
    money = ((wording, tag) for tag in _OF_MONEY for wording in words("money")[tag])
    metrics = ((wording, metric) for metric in METRICS for wording in words("kpis")[metric])
    return Phrases([*money, *metrics])
