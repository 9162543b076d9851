"""Labels: "Client: Uber Eats", "Kunde ist Bosch", "cliente Inca Kola", "product: EV3"."""

from __future__ import annotations

from agents.readers.names.name_runs import begins_sentence, is_boundary, name_from, small_from
from agents.readers.names.name_words import (
    ARTICLES,
    ENDS,
    LINKS,
    PEOPLE,
    Name,
    is_plain,
    name_cues,
    name_text,
    ordinary,
    spoken,
)
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded


def find_labelled(message: Message, tag: str, slot: str, signed: bool = False) -> Name | None:
    """The name behind the first label of a tag that has one; only behind a sign if `signed`."""
    for hit in name_cues(tag).find(message.tokens):
        if message.fold(hit.first - 1) in _NOT_LABEL_BEFORE or _tells(message, hit.first):
            continue
        j, sign = hit.last + 1, False
        while message.fold(j) in folded("guards", "names_labelled"):
            sign = sign or message.fold(j) in folded("guards", "names_labelled_2")
            j += 1
        if _article(message, j):
            j += 1
        end = _labelled(message, hit.first, j, sign) if sign or not signed else None
        if end is not None:
            return Name(slot, name_text(message, j, end), j, end)
    return None


def _labelled(message: Message, label: int, j: int, signed: bool) -> int | None:
    """The last token of the name at token j behind a label."""
    if j >= len(message.tokens) or not message.free(j, j):
        return None
    if message.fold(j + 1) == ":" and message.tokens[j].capital:
        return j
    if {message.fold(j), message.fold(j + 1)} & _SECRET or message.fold(j) in _ROLES:
        return None
    if message.named and _tells_mood(message, label, j):
        return None
    if signed:
        return _up_to_sign(message, j)
    end = name_from(message, j)
    if end is None and message.small:
        return small_from(message, j)
    if message.fold(j + 1) == ":":
        return None
    if end is None and message.tokens[j].text.islower():
        return small_from(message, j, whole=True) if begins_sentence(message, label) else None
    if end is None and is_plain(message, j):
        return j
    return None if end is None or (j == end and message.fold(j) in PEOPLE) else end


def _tells_mood(message: Message, label: int, j: int) -> bool:
    """Whether words written small say how a client is who has a name ("Kunde ist nervös")."""
    between = {message.fold(i) for i in range(label, j)}
    return message.tokens[j].text.islower() and between.isdisjoint(_SIGNS)


_SIGNS = frozenset((":", "=", "-", '"', "“", "(", "'"))


def _up_to_sign(message: Message, j: int) -> int | None:
    """Everything between a label's sign and the next sign or fact, but no clause."""
    end = name_from(message, j)
    last = j - 1 if end is None else end
    while last + 1 < len(message.tokens) and last + 1 - j < _WINDOW:
        if not _loose(message, last + 1, last + 1 == j):
            break
        last += 1
    while last > j and message.fold(last) in LINKS:
        last -= 1
    if last < j:
        return None
    named = (i for i in range(j, last + 1) if message.fold(i) not in spoken())
    return last if next(named, None) is not None or message.tokens[j].capital else None


_WINDOW = 9
_TOLD = folded("guards", "names_told")
_ROLES = folded("guards", "names_roles")
_SECRET = frozenset(("nda", "ndas"))
"""Words for a name that must not be told ("client: under NDA")."""


def _loose(message: Message, i: int, leads: bool) -> bool:
    token = message.tokens[i]
    if not message.free(i, i) or is_boundary(message, i):
        return False
    if token.kind != "word":
        leading = token.kind == "number" and _begins_name(message, i)
        return leading if leads else token.glued or token.fold == "&"
    if leads:
        return token.fold not in ENDS or token.capital
    linked = token.fold in LINKS or token.fold in ARTICLES
    return linked or (token.fold not in ordinary() and token.fold not in spoken())


def _tells(message: Message, label: int) -> bool:
    """Whether a client who has been named tells something ("new split from the client: 40%")."""
    before = label - 1 if message.fold(label - 1) in ARTICLES else label
    said = {message.fold(before), message.fold(before - 1)}
    return message.named and not said.isdisjoint(_TOLD)


def _begins_name(message: Message, i: int) -> bool:
    """Whether a name begins with the number at token i ("7-Eleven", "1&1", "99designs")."""
    sign = message.fold(i + 1) in ("-", "&") and message.tokens[i + 1].glued
    word = i + 1 + sign
    if word >= len(message.tokens) or not message.free(word, word):
        return False
    token = message.tokens[word]
    if token.kind == "number":
        return message.fold(i + 1) == "&"
    strange = token.fold not in ordinary() and (token.capital or len(token.text) > 1)
    joined = token.glued or token.capital
    return token.kind == "word" and joined and (strange or (sign and token.capital))


def _article(message: Message, j: int) -> bool:
    """Whether token j is "the" before a name ("the product is the EV3"), not part of it."""
    if j + 1 >= len(message.tokens) or message.fold(j) not in folded("guards", "names_product"):
        return False
    return message.tokens[j].text.islower() and message.tokens[j + 1].capital


_NOT_LABEL_BEFORE = folded("guards", "names_not_label_before")
