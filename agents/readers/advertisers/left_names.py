"""Names that nothing introduces: what is left when everything else is explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agents.readers.names.brands import known_brands
from agents.readers.names.name_runs import (
    begins_sentence,
    is_boundary,
    is_no_firm,
    name_from,
    small_from,
)
from agents.readers.names.name_words import (
    ARTICLES,
    HEADERS,
    PEOPLE,
    Name,
    advertiser,
    is_known,
    is_namelike,
    is_unknown,
    single_words,
    spoken,
)
from agents.readers.names.titles import wants_at
from agents.readers.text.gazetteer import names as places
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded


def small_piece(message: Message) -> Name | None:
    """A first piece that is nothing but words written small: "hi! dollar shave club, US"."""
    for first, _ in _pieces(message):
        if message.number > 0 or not _greets(message, first):
            return None
        end = small_from(message, first, whole=True)
        if end is not None and _fact_behind(message, end + 2):
            return advertiser(message, first, end, 0.7)
    return None


def _fact_behind(message: Message, i: int) -> bool:
    return i < len(message.tokens) and message.claimed[i]


def read_left(message: Message) -> Name | None:
    """A name that nothing introduces, in a message that says something else as well."""
    positions: tuple[Callable[[Message], Name | None], ...] = (
        _first_word,
        _piece,
        _opening,
        _inside,
    )
    for position in positions:
        name = position(message)
        if name is not None:
            message.claim(name.first, name.last)
            return name
    return None


def _first_word(message: Message) -> Name | None:
    """One word that a message begins with, set off from the fact behind it: "Kicks, Sverige".

    It may be a word of the trade that is no wording of its own ("kicks off"); instead of the fact
    what the firm is may stand behind a comma ("free, l'opérateur télécom, veut ..."), or what it
    wants behind a word that nobody knows ("hims is back").
    """
    first = next(
        (i for i, _ in _pieces(message) if _greets(message, i) and not _talk(message, i)), 0
    )
    if len(message.tokens) < first + _FEWEST or not message.free(first, first):
        return None
    token, sign = message.tokens[first], message.fold(first + 1)
    if token.kind != "word" or len(token.text) < _SHORTEST or _talk(message, first):
        return None
    fact = message.claimed[first + 2]
    named = (sign == "," and (fact or _told_what(message, first + 2))) or (
        message.number == 0
        and ((sign == ":" and fact and not _heads(message, first)) or _back(message, first))
    )
    return advertiser(message, first, first, 0.7) if named else None


def _talk(message: Message, i: int) -> bool:
    """Whether token i is an everyday word, and not a brand as well that a sign sets off."""
    word, brand = message.fold(i), known_brands().at(message.tokens, i)
    set_off = message.number == 0 and message.fold(i + 1) in (":", ",")
    if set_off and brand is not None and brand.last == i:
        return False
    return word in single_words() or word in spoken() or word in PEOPLE


def _heads(message: Message, i: int) -> bool:
    """Whether the word before a colon says what stands behind it ("target: women")."""
    return message.fold(i) in HEADERS or f"{message.fold(i)}:" in _AUDIENCE


_AUDIENCE = folded("fillers", "audience_follows")


def _told_what(message: Message, i: int) -> bool:
    """Whether an article opens what somebody is, and what they want stands behind its comma."""
    if message.number > 0 or message.fold(i) not in ARTICLES | {"l", "un", "une", "ein", "eine"}:
        return False
    ahead = range(i + 1, min(i + _GLOSS, len(message.tokens) - 1))
    comma = next((k for k in ahead if message.fold(k) == ","), None)
    return comma is not None and wants_at(message, comma + 1)


def _back(message: Message, i: int) -> bool:
    """Whether the first word is no known one, and what it wants stands right behind."""
    unknown = message.tokens[i].text.islower() and not is_known(message.fold(i))
    return unknown and wants_at(message, i + 1)


_GLOSS = 8
"""How many tokens may say what a firm is."""
_SHORTEST = 2
_FEWEST = 3


def _piece(message: Message) -> Name | None:
    """A piece between commas that is nothing but a name ("Sephora, US, 750k")."""
    for first, last in _pieces(message):
        headed = message.fold(first - 1) == ":" and message.fold(first - 2) in HEADERS
        if headed or first in message.signature:
            continue
        end = name_from(message, first)
        if end is None and message.small:
            end = small_from(message, first, whole=True)
        if end is None and message.number == 0 and message.small and _greets(message, first):
            end = small_from(message, first)
        if end is None or end < first or is_no_firm(message, first, end):
            continue
        if _only_places(message, first, end) or _bids(message, first, end):
            continue
        goes_on = end < last and message.claimed[end + 1] and not _says_who(message, first, end)
        if end == last or goes_on or message.fold(end + 1) in (":", "-", "("):
            name = advertiser(message, first, end, 0.7)
            if len(name.text) > 1:
                return name
    return None


def _only_places(message: Message, first: int, end: int) -> bool:
    """Whether the words list places, one of them known at least ("Rimini e Ravenna")."""
    listed = any(message.fold(i) in _AND for i in range(first + 1, end))
    place = places().at(message.tokens, first) or places().at(message.tokens, end)
    return listed and place is not None


_AND = frozenset(("e", "y", "and", "und", "et", "en", "och"))


def _bids(message: Message, first: int, end: int) -> bool:
    """Whether the first word says what to do with the place behind it ("Stryk Varberg")."""
    bid = message.before.get(first)
    return bid is not None and first < end and bid.entry in ("remove", "add")


def _says_who(message: Message, first: int, end: int) -> bool:
    """Whether an age behind the word makes it people ("Deutschland, Angler ab 30")."""
    begins = first == 0 and message.language != "de"
    return end + 1 in message.people and not begins


def _greets(message: Message, first: int) -> bool:
    """Whether nothing but a greeting stands before token `first`."""
    if first > _GREETING:
        return False
    return all(t.fold in spoken() for t in message.tokens[:first] if t.kind == "word")


_GREETING = 6
"""How many tokens a greeting has at most, with its signs."""


def _opening(message: Message) -> Name | None:
    """Unknown words in capitals that begin a sentence ("Zapp came back with ...")."""
    for i in range(len(message.tokens)):
        end = name_from(message, i) if _begins(message, i) else None
        if end is None or is_no_firm(message, i, end) or i in message.signature:
            continue
        if _only_places(message, i, end) or _bids(message, i, end):
            continue
        if not any(is_unknown(message, k) for k in range(i, end + 1)):
            continue
        if message.language == "de" and not _before_fact(message, end + 1):
            continue
        return advertiser(message, i, end, 0.6)
    return None


def _begins(message: Message, i: int) -> bool:
    """Whether token i begins a sentence, or stands behind a greeting and its comma."""
    greeted = i > 0 and is_boundary(message, i - 1) and _greets(message, i)
    return greeted or begins_sentence(message, i)


def _before_fact(message: Message, i: int) -> bool:
    """Whether a fact stands at token i that is no age ("Angler ab 30")."""
    return i < len(message.tokens) and message.claimed[i] and i not in message.people


def _inside(message: Message) -> Name | None:
    """Unknown words in capitals behind small ones ("pls build Acme US"); not in German."""
    if message.language == "de":
        return None
    for i in range(1, len(message.tokens)):
        if not _leads_up(message, i - 1) or not is_namelike(message, i, inner=False):
            continue
        end = name_from(message, i)
        if end is not None and is_unknown(message, i) and not is_no_firm(message, i, end):
            return advertiser(message, i, end, 0.5)
    return None


def _leads_up(message: Message, i: int) -> bool:
    """Whether a small word stands at token i that says what is done with a name."""
    token = message.tokens[i]
    if token.kind != "word" or message.claimed[i]:
        return False
    liked = message.fold(i - 1) in folded("guards", "names_fans")
    return token.text.islower() and token.fold not in _NOT_BEFORE and not liked


_NOT_BEFORE = folded("guards", "names_not_before")


_QUOTES = frozenset("'‘“„«\"")


def _quotes(message: Message, i: int) -> bool:
    return message.fold(i) in _QUOTES


def _pieces(message: Message) -> Iterator[tuple[int, int]]:
    first = 0
    for i in range(len(message.tokens) + 1):
        if i == len(message.tokens) or is_boundary(message, i):
            if i > first:
                yield first + _quotes(message, first), i - 1 - _quotes(message, i - 1)
            first = i + 1
