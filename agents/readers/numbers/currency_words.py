"""Words and signs of currencies beside a number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import Token

GROUPS = folded("guards", "amounts_groups")
"""Currency words that several countries use."""


COMMON_CODES = frozenset(words("guards")["amounts_common_codes"])


@cache
def currency_table() -> Phrases[str]:
    """Every word, sign and code of a currency."""
    from babel import Locale

    table = words("money")
    named = [(w, tag) for tag, ws in table.items() if tag.isupper() or tag in GROUPS for w in ws]
    codes = [str(code) for code in Locale("en").currencies]
    return Phrases([*named, *((code, code) for code in codes if len(code) == 3)])


@cache
def number_table() -> Phrases[str]:
    """Number words of all languages."""
    return Phrases((w, n) for n, ws in words("numbers").items() for w in ws)


def currency_before(tokens: Sequence[Token], i: int) -> Hit[str] | None:
    """The currency right before a number ("R$ 250", "EUR 40", "USD: 5k")."""
    hit = currency_table().at(tokens, i)
    if hit is None or not is_plain_code(tokens, hit) or _article(tokens, hit):
        return None
    j = hit.last + 1
    if j < len(tokens) and tokens[j].fold == ":" and j + 1 < len(tokens):
        named = hit.entry == "rand" or _ends_name(tokens, hit)
        return hit if tokens[j + 1].kind == "number" and not named else None
    if j >= len(tokens) or not (tokens[j].kind == "number" or _is_number_word(tokens, j)):
        return None
    if hit.entry == "rand" and not (tokens[j].glued and tokens[hit.first].text == "R"):
        return None
    if (
        tokens[hit.first].fold == "s"
        and hit.first > 0
        and tokens[hit.first].glued
        and tokens[hit.first - 1].fold == "'"
    ):
        return None
    if tokens[j].kind != "number" and not tokens[hit.first].fold.isalpha():
        return None
    if (
        tokens[hit.first].fold in _WORDY
        and tokens[j].kind == "number"
        and not tokens[hit.first].text.isupper()
    ):
        return None
    return hit


def _ends_name(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """Whether a word that names are made of as well stands behind another in capitals.

    "Cortiça Real: 60 mil €" is no amount in reais.
    """
    word, before = tokens[hit.first], tokens[hit.first - 1] if hit.first else None
    named = word.capital and word.fold in folded("guards", "amounts_in_names")
    return named and before is not None and before.kind == "word" and before.capital


def _article(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "A $220K budget": a letter apart from the sign is no part of it."""
    return hit.last > hit.first and len(tokens[hit.first].text) == 1 and not tokens[hit.last].glued


def is_plain_code(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """Codes that are rare, or are words, count in capitals only ("ALL", "TOP", "MAD")."""
    token = tokens[hit.first]
    if hit.first != hit.last or token.fold != hit.entry.lower() or hit.entry in COMMON_CODES:
        return True
    return token.text.isupper()


_WORDY = folded("guards", "amounts_wordy")


def _is_number_word(tokens: Sequence[Token], j: int) -> bool:
    return number_table().at(tokens, j) is not None


def currency_after(tokens: Sequence[Token], last: int) -> Hit[str] | None:
    """The currency right behind a number ("40 EUR", "millones de pesos")."""
    j = last + 1
    if (
        j < len(tokens)
        and tokens[j].fold in folded("guards", "amounts_currency_after")
        and j + 1 < len(tokens)
    ):
        j += 1
        if j < len(tokens) and tokens[j].fold == "'":
            j += 1
    if j >= len(tokens):
        return None
    hit = currency_table().at(tokens, j)
    if hit is None or hit.entry == "rand" or not is_plain_code(tokens, hit):
        return None
    follows = (
        hit.last + 1 < len(tokens)
        and tokens[hit.last + 1].kind == "number"
        and tokens[hit.last + 1].glued
    )
    if follows and not tokens[hit.last].fold.isalpha():
        return None
    if (
        tokens[hit.first].fold in folded("guards", "amounts_currency_after_2")
        and not tokens[hit.first].text.isupper()
        and tokens[hit.first].fold != "won"
    ):
        return None
    return hit
