"""Rates of money: the period right behind an amount ("20k per month") is no date."""

from __future__ import annotations

from functools import cache

from agents.readers.numbers.amounts import read_amounts
from agents.readers.numbers.budget_words import PERIODS
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, words

_WITHIN = frozenset(("im", "in", "nel", "no", "en"))
"""Words that make "50k im Monat" a rate, but not "50k im Monat März"."""
_MONEY = 1000
"""A smaller bare number counts something else ("up to 5 per week")."""
_ONWARDS = frozenset(("from", "von", "ab", "van", "vanaf", "från", "da"))


def rate_tokens(message: Message) -> set[int]:
    """The tokens of the periods that stand right behind amounts."""
    amounts = read_amounts(message.tokens)
    ends = {a.last for a in amounts if a.currency or a.scaled or a.value >= _MONEY}
    rates = (hit for hit in _periods().find(message.tokens) if hit.first - 1 in ends)
    return {
        i for hit in rates if not names_date(message, hit) for i in range(hit.first, hit.last + 1)
    }


def names_date(message: Message, hit: Hit[str]) -> bool:
    """Whether the words for a period may be part of a date that goes on behind them."""
    behind = hit.last + 1
    if begins_another(message, hit):
        return True
    if message.fold(hit.first) not in _WITHIN or behind >= len(message.tokens):
        return False
    return message.tokens[behind].kind != "break" and message.fold(behind) not in _ONWARDS


def begins_another(message: Message, hit: Hit[str]) -> bool:
    """ "120k / week 10-12", "250k / män": behind the sign another fact of the brief begins."""
    if message.fold(hit.first) != "/" or message.tokens[hit.first + 1].glued:
        return False
    numbered = message.tokens[hit.last + 1 : hit.last + 2]
    men = message.tokens[hit.last].text.casefold() == _MEN
    without = message.fold(hit.last) == _WITHOUT and any(t.kind == "word" for t in numbered)
    return men or without or any(token.kind == "number" for token in numbered)


_WITHOUT = "sem"
"""Portuguese, and short for "week"."""
_MEN = "män"
"""It folds to the word that is short for "month"."""


@cache
def _periods() -> Phrases[str]:
    """ "Per month", "/semana"; a word alone ("monthly") is part of no date."""
    said = ((w, tag) for tag in PERIODS for w in words("money")[tag])
    return Phrases((w, tag) for w, tag in said if " " in w or w.startswith("/"))
