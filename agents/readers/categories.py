"""Categories: what an advertiser sells, beside a label, in brackets, or in apposition."""

from __future__ import annotations

from functools import cache

from agents.readers.goals import Goal
from agents.readers.message import Message, same_as
from agents.readers.phrases import Hit, Phrases, folded, words


@cache
def _table() -> Phrases[str]:
    return Phrases((w, tag) for tag, ws in words("categories").items() for w in ws)


def read_category(message: Message) -> list[Goal]:
    """The category, when words say what the advertiser sells."""
    hits = message.find(_table())
    regulated = ("alcohol", "gambling", "pharma", "politics", "religion", "tobacco", "weapons")
    labelled = [h for h in message.find(_categories()) if _labelled(message, h)]
    good = [h for h in labelled or hits if h in labelled or _sells(message, h)]
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
    if message.fold(hit.first - 1) in ("(",) or message.fold(hit.last + 1) == ")":
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
