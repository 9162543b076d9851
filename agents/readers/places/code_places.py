"""Whether a few letters stand where a country does: listed, behind a name, behind an amount."""

from __future__ import annotations

import re
from functools import cache

from agents.readers.names.name_words import ordinary
from agents.readers.places.code_letters import codelike, country_written, group
from agents.readers.text.gazetteer import Place
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, folded, month_names, words
from agents.readers.text.tokens import fold

LINKS = frozenset((",", "/", "+", "&", "and", "und", "y", "et", "och"))
"""What may stand between the codes of a list."""


class Neighbours:
    """The places of a message by where they begin and end."""

    def __init__(self, spans: list[Hit[Place]]) -> None:
        """`spans` are places that do not overlap."""
        self.starts = {hit.first for hit in spans}
        self.ends = {hit.last: hit for hit in spans}

    def add(self, hit: Hit[Place]) -> None:
        """Takes in one more place."""
        self.starts.add(hit.first)
        self.ends[hit.last] = hit

    def city_before(self, i: int) -> Place | None:
        """The city that ends right before token i, or with one sign between."""
        hits = (self.ends.get(i - 1), self.ends.get(i - 2))
        return next((h.entry for h in hits if h is not None and h.entry.level == "city"), None)

    def close_to(self, i: int) -> bool:
        """Whether a place begins within three tokens of token i."""
        return any(k in self.starts for k in range(i - 3, i + 4))


def listed(message: Message, i: int, places: Neighbours) -> bool:
    """Whether it stands beside other places, or behind a label or an opening sign."""
    if _denies(message, i):
        return False
    alone = message.tokens[i].text in group("only_listed")
    if places.close_to(i) and not alone:
        return True
    near = [
        message.tokens[k].text
        for k in range(max(0, i - 4), min(len(message.tokens), i + 5))
        if k != i and _linked(message, min(i, k), max(i, k))
    ]
    if any(country_written(code) for code in near):
        return True
    before = message.fold(i - 1)
    surely = message.tokens[i].text in group("sure_behind") and before in _IN
    if alone or (goes_on(message, i) and not surely):
        return False
    sure_behind = message.tokens[i].text in group("sure_behind")
    figures = between_figures(message, i) or _beside_format(message, i)
    if _behind_name(message, i) or surely or (sure_behind and figures):
        return True
    return (
        before in {"", "|", *folded("guards", "codes_listed")}
        or before in words("codes")["before"]
        or message.tokens[i - 1].kind == "break"
    )


def _linked(message: Message, first: int, last: int) -> bool:
    """Whether only other codes and the signs of a list stand between two codes."""
    between = range(first + 1, last)
    return all(
        message.fold(k) in LINKS | _SIGNS | _TOWARDS
        or message.tokens[k].kind == "number"
        or message.tokens[k].glued
        or codelike(message, k)
        for k in between
    )


_TOWARDS = folded("guards", "budgets_towards")
_SIGNS = frozenset(("-", "|", ";", "·", "•", "(", "e", "en", "o"))


def goes_on(message: Message, i: int) -> bool:
    """Whether a plain word follows that the letters belong to ("IT managers", "PR team")."""
    token = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if token is None or token.kind != "word" or token.capital or i + 1 in message.glue:
        return False
    return token.fold in folded("place_words", "code_words") or token.fold not in ordinary()


_IN = frozenset(("in", "en", "em", "für", "fur", "for", "per"))


def between_figures(message: Message, i: int) -> bool:
    """Whether the letters stand right behind an amount and before dates ("80k€ DE 1.2.-31.3.")."""
    if i == 0 or message.fold(i - 1) not in currency_signs() | _SCALES:
        return False
    after = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    paid = any(message.tokens[k].kind == "number" for k in range(max(0, i - 3), i))
    ends = after is None or after.kind in ("number", "date", "break") or after.fold in _PIECE_ENDS
    return paid and (ends or (after is not None and _dated(after.fold)))


def _beside_format(message: Message, i: int) -> bool:
    """Whether letters stand between amounts and formats ("25k DE podcast", "podcast DE 25k")."""
    paid = i > 1 and message.fold(i - 1) in _SCALES and message.tokens[i - 2].kind == "number"
    after = message.tokens[i + 1 : i + 2]
    figures = any(t.kind == "number" or _dated(t.fold) for t in after)
    told = message.fold(i - 1) in _formats() and figures
    return told or (paid and message.fold(i + 1) in _formats())


@cache
def _formats() -> frozenset[str]:
    return frozenset(fold(w) for wordings in words("formats").values() for w in wordings)


def _dated(word: str) -> bool:
    return word in month_names() or _PERIOD.fullmatch(word) is not None


_PERIOD = re.compile(r"(?:q|t|h|kw|wk)\d{0,2}")
"""A quarter, a half or a week ("Q1", "H2", "KW")."""


def _behind_name(message: Message, i: int) -> bool:
    """Whether the code follows a name ("Adidas DE, ...", "Dacia ES: ...", "Nike DE Q1 45k")."""
    if i < 1 or not message.tokens[i - 1].capital or message.tokens[i - 1].text.isupper():
        return False
    known = message.claimed[i - 1] or message.fold(i - 1) not in ordinary()
    after = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    closed = after is None or after.kind in ("break", "number") or after.fold in _PIECE_ENDS
    if after is None or closed:
        return known
    return known and (_dated(after.fold) or after.fold in currency_signs() | _formats())


def _denies(message: Message, i: int) -> bool:
    """Whether it is a "no" in capitals ("Nike Germany NO video"), and no list goes on with it."""
    before, after = message.fold(i - 1), message.fold(i + 1)
    return message.fold(i) == "no" and after in _formats() and before not in LINKS


@cache
def currency_signs() -> frozenset[str]:
    """Signs and letters right before an amount."""
    return frozenset(("€", "£", "$", "r", "eur", "usd", "gbp", "chf"))


_SCALES = frozenset(("k", "m", "mm", "%", "mio", "euro", "euros", "tsd", "mil"))
_PIECE_ENDS = frozenset((",", ":", "-", "(", "|", ";", "/"))
