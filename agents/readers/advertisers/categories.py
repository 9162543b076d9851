"""Categories: what an advertiser sells, beside a label, in brackets, or in apposition.

"A beer brand", "category: travel", "Kia (automotive)", "finance client".
"""

from __future__ import annotations

from functools import cache

from agents.readers.kpis.goals import Goal
from agents.readers.text.message import Message, same_as
from agents.readers.text.phrases import Hit, Phrases, folded, words


@cache
def _table() -> Phrases[str]:
    return Phrases((w, tag) for tag, ws in words("categories").items() for w in ws)


def read_category(message: Message) -> list[Goal]:
    """The category, when words say what the advertiser sells."""
    hits = message.find(_table())
    regulated = ("alcohol", "gambling", "pharma", "politics", "religion", "tobacco", "weapons")
    labelled = [h for h in message.find(_categories()) if _labelled(message, h)]
    fields = [h for h in message.find(_fields()) if _is_field(message, h)]
    good = [*labelled, *fields] or [h for h in hits if _sells(message, h)]
    good = [h for h in good if not _ruled_out(message, h)]
    good.sort(key=lambda h: (h.entry not in regulated, h.first))
    if not good:
        return []
    message.claim(good[0].first, good[0].last)
    return [Goal("category", good[0].entry, good[0].first, good[0].last)]


def _ruled_out(message: Message, hit: Hit[str]) -> bool:
    """ "Avoid the gambling category": surroundings, and not what the advertiser sells."""
    return message.operator(hit.first, hit.last, same_as([hit])) in ("not", "remove")


_CATEGORY = folded("guards", "goals_category")
_SELLS = folded("guards", "goals_sellers")


def _sells(message: Message, hit: Hit[str]) -> bool:
    word = message.folds(hit.first, hit.last)
    if _labelled(message, hit):
        return True
    if len(word.split()) > 1 and hit.entry in folded("guards", "goals_sells"):
        return True
    if any(w in word for w in ("marke", "merk", "marke")) and len(word) > 6:
        return True
    before = {message.fold(i) for i in range(max(0, hit.first - 3), hit.first)}
    after = {message.fold(i) for i in range(hit.last + 1, min(len(message.tokens), hit.last + 3))}
    if message.fold(hit.last + 1) in folded("guards", "goals_sells_2"):
        return False
    brandish = folded("guards", "goals_sells_3")
    if after & folded("guards", "goals_sells_4"):
        return True
    bracketed = message.fold(hit.first - 1) == "(" or message.fold(hit.last + 1) == ")"
    if bracketed and message.fold(hit.first - 2) not in _TOPICAL:
        return True
    nouns = _UNMISTAKABLE
    if _apposed(message, hit, word):
        return True
    if word in nouns:
        said = before & (_SELLS | folded("guards", "goals_it_is"))
        return bool(said) or message.fold(hit.first - 1) in (",", "") or _listed(message, hit)
    return bool(before & (brandish - {")"})) and bool(before & _SELLS)


def _labelled(message: Message, hit: Hit[str]) -> bool:
    """ "Category: travel", "secteur automobile", "setor de moda"."""
    i = hit.first - 1
    if message.fold(i) in folded("guards", "goals_category_links"):
        i -= 1
    return message.fold(i) in _CATEGORY


@cache
def _categories() -> Phrases[str]:
    """What categories are called behind "category" and the like alone: their names and topics."""
    names = words("categories")
    topics = [(w, tag) for tag, ws in words("topics").items() if tag in names for w in ws]
    known = [(w, tag) for tag, ws in names.items() for w in ws]
    return Phrases([*((name, name) for name in names), *known, *topics])


def _listed(message: Message, hit: Hit[str]) -> bool:
    """Whether it stands alone between the signs of a list: "150k / alcohol / no video"."""
    ends = (message.fold(hit.first - 1), message.fold(hit.last + 1))
    return set(ends) <= {"/", "|", "•", ";", ""}


def _apposed(message: Message, hit: Hit[str], word: str) -> bool:
    """ "La aerolínea Volare", "die Versicherung Sicherhaus": what it is, then what it is called."""
    behind = message.tokens[hit.last + 1] if hit.last + 1 < len(message.tokens) else None
    if behind is None or behind.kind != "word" or not behind.capital:
        return False
    first = message.tokens[hit.first]
    german = word in folded("guards", "goals_apposed")
    return german or (word in _UNMISTAKABLE and not first.capital)


_UNMISTAKABLE = folded("guards", "goals_unmistakable")


@cache
def _fields() -> Phrases[str]:
    """Plain words for a trade, which are topics and interests as well."""
    return Phrases((w, tag) for tag, ws in words("fields").items() for w in ws)


def _is_field(message: Message, hit: Hit[str]) -> bool:
    """Whether a plain word is the advertiser's trade where it stands, and no topic."""
    return _named_field(message, hit) or _in_brackets(message, hit) or _of_client(message, hit)


def _named_field(message: Message, hit: Hit[str]) -> bool:
    """ "Category finance", "secteur de l'automobile", "finance vertical"."""
    first = hit.first - 1
    while first > hit.first - _LEADING and message.fold(first) in _FIELD_LEADS:
        first -= 1
    return message.fold(first) in _CATEGORY or message.fold(hit.last + 1) in _CATEGORY


def _in_brackets(message: Message, hit: Hit[str]) -> bool:
    """ "Kia (automotive)", "Kia please (automotive)": alone in brackets behind a name."""
    alone = message.fold(hit.first - 1) == "(" and message.fold(hit.last + 1) == ")"
    if not alone or hit.first < _NAME_AND_BRACKET:
        return False
    before = message.tokens[hit.first - 2]
    named = before.capital and before.fold not in _TOPICAL
    return named or before.fold in folded("guards", "flights_please")


def _of_client(message: Message, hit: Hit[str]) -> bool:
    """ "Finance client, Acme", "cliente de finanzas: Acme", "client auto : Acme"."""
    if message.fold(hit.last + 1) in _CLIENT:
        named = hit.last + 2 < len(message.tokens) and message.tokens[hit.last + 2].capital
        return named or message.fold(hit.last + 2) in _PAUSES
    first = hit.first - 1
    while first > hit.first - _LEADING and message.fold(first) in _FIELD_LEADS:
        first -= 1
    return message.fold(first) in _CLIENT and message.fold(hit.last + 1) in _PAUSES


_NAME_AND_BRACKET = 2
_LEADING = 4
"""How many words stand between "category" or "client" and the trade at most."""
_FIELD_LEADS = folded("guards", "goals_field_leads")
_CLIENT = folded("guards", "goals_client")
_TOPICAL = folded("guards", "goals_topical")
_PAUSES = frozenset((",", ":", "-", "(", "="))
