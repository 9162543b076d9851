"""Another advertiser than the one that stands: "it's Aquarelle, not Interflora", "I meant X".

Whoever else a later message names is a colleague, a rival or an agency, unless words say that the
Brief is theirs now ("same for Puma", "client is Puma").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from agents.readers.names.brands import is_brand_at
from agents.readers.names.name_runs import is_boundary, is_no_firm, name_from
from agents.readers.names.name_words import (
    ARTICLES,
    Name,
    advertiser,
    is_unknown,
    name_cues,
    spoken,
)
from agents.readers.names.titles import wants_at
from agents.readers.text.gazetteer import names as places
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import tokenise

_NOT = folded("guards", "exchanges_not")
_LEADS = folded("guards", "renaming_leads") | ARTICLES
"""Words between "not X" or "sorry" and the name that is meant: "but", "it's", "for"."""
_WRONG = folded("guards", "renaming_wrong")
_NEAR = 4
_BESIDE = 3
"""How far behind an advertiser its product stands at most."""
_EARLY = 8
"""How many tokens may stand before the words of correction."""
_SHORTEST = 4


def renamed(message: Message, standing: str | None, language: str) -> Name | None:
    """The advertiser that a correction puts in the place of the one that stands; claims both.

    `language` is that of the conversation: in German any noun has a capital.
    """
    if standing is None:
        return None
    name = (
        _for_another(message, standing)
        or _meant(message, nouns=language == "de")
        or _relabelled(message)
    )
    if name is not None:
        message.claim(name.first, name.last)
    return name


def kept_names(message: Message, names: Sequence[Name], standing: str | None) -> list[Name]:
    """The names without another advertiser whom nothing gives the Brief, and its product."""
    owner = next((n for n in names if n.slot == "advertiser"), None)
    if standing is None or owner is None or owner.text == standing or _given(message, owner):
        return list(names)
    beside = range(owner.last + 1, owner.last + _BESIDE)
    return [n for n in names if n is not owner and n.first not in beside]


def _given(message: Message, name: Name) -> bool:
    """Whether a label, "for" behind nothing but talk, or "instead" gives a name the Brief."""
    first = name.first - (message.fold(name.first - 1) in _LEADS)
    if _instead_of_all(message, name.last + 1) or _corrected(message, first):
        return True
    tags = ("label",) if wants_at(message, name.last + 1) else ("label", "for")
    cue = next((c for tag in tags if (c := _cue(message, tag, name.first))), None)
    if cue is None:
        return False
    start = message.clause(name.first)[0]
    said = cue.entry == "label"
    comma = (i + 1 for i in range(cue.first - 1, start - 1, -1) if message.fold(i) == ",")
    start = next(comma, start) if said else start
    return all(_leads_up(message, i) for i in range(start, cue.first))


def _cue(message: Message, tag: str, first: int) -> Hit[str] | None:
    """The label or "for" before a name, articles and signs between."""
    while first > 0 and message.fold(first - 1) in _LEADS - {"for"}:
        hit = name_cues(tag).before(message.tokens, first, 5)
        if hit is not None:
            return hit
        first -= 1
    return name_cues(tag).before(message.tokens, first, 5)


def _leads_up(message: Message, i: int) -> bool:
    token = message.tokens[i]
    talk = token.fold in spoken() or token.fold in _LEADS or token.fold in _turning()
    return token.kind in ("break", "sign") or talk


def _corrected(message: Message, first: int) -> bool:
    """Whether "sorry" leads up to a name, or "wrong" stands before it ("wrong bank, it's X")."""
    wrong = any(message.fold(i) in _WRONG for i in range(message.clause(first)[0], first))
    return wrong or _sorry().before(message.tokens, first, 5) is not None


def _instead_of_all(message: Message, i: int) -> bool:
    return i < len(message.tokens) and message.fold(i) in folded("edits", "instead")


def _for_another(message: Message, standing: str) -> Name | None:
    """ "X, not Interflora", "not Interflora but X", "X instead of Interflora"."""
    for first, last in _mentions(message, standing):
        denial = _denial(message, first)
        if denial is None:
            continue
        apart = message.fold(last + 1) in _LEADS
        name = _ending_before(message, denial) or (_behind(message, last + 1) if apart else None)
        if name is not None:
            message.claim(denial, last)
            return name
    return None


def _mentions(message: Message, standing: str) -> Iterator[tuple[int, int]]:
    folds = [token.fold for token in tokenise(standing)]
    for i, token in enumerate(message.tokens):
        last = i + len(folds) - 1
        if token.fold == folds[0] and [t.fold for t in message.tokens[i : last + 1]] == folds:
            yield i, last


def _denial(message: Message, first: int) -> int | None:
    """The first token of the "not" or "instead of" right before a name."""
    while first > 0 and message.fold(first - 1) in _LEADS:
        first -= 1
    hit = _instead().before(message.tokens, first)
    if hit is not None:
        return hit.first
    return first - 1 if message.fold(first - 1) in _NOT else None


def _ending_before(message: Message, end: int) -> Name | None:
    """The name that ends right before token `end` or its comma."""
    last = end - 1 - (message.fold(end - 1) in (",", "-", "("))
    for first in range(max(0, last - _NEAR), last + 1):
        if _name_end(message, first) == last:
            return advertiser(message, first, last)
    return None


def _behind(message: Message, first: int) -> Name | None:
    """The name behind token `first` and words that only lead up to it."""
    while first < len(message.tokens) and message.fold(first) in _LEADS:
        first += 1
    last = _name_end(message, first)
    return None if last is None else advertiser(message, first, last)


def _name_end(message: Message, first: int) -> int | None:
    """The last token of a name in capitals, of a known brand, or of a strange word."""
    if first >= len(message.tokens) or message.fold(first) in _LEADS:
        return None
    last = name_from(message, first)
    if last is not None and (is_brand_at(message, first) or not is_no_firm(message, first, last)):
        return last
    strange = is_unknown(message, first) and len(message.fold(first)) >= _SHORTEST
    return first if strange and message.free(first, first) else None


def _meant(message: Message, nouns: bool) -> Name | None:
    """ "I meant X", "sorry, X", "X instead": nothing else is in the sentence."""
    for hit in (*_sorry().find(message.tokens), *_in_place().find(message.tokens)):
        name = _behind(message, hit.last + 1) or _alone_before(message, hit)
        if name is None or hit.first > _EARLY or not message.tokens[name.first].capital:
            continue
        ends = name.last + 1 >= len(message.tokens) or is_boundary(message, name.last + 1)
        noun = nouns and hit.entry == "sorry" and not is_brand_at(message, name.first)
        if ends and not noun and places().at(message.tokens, name.first) is None:
            return name
    return None


def _alone_before(message: Message, hit: Hit[str]) -> Name | None:
    """ "Saucony, sorry": nothing else is in the message."""
    ends = all(token.kind in ("break", "sign") for token in message.tokens[hit.last + 1 :])
    name = _ending_before(message, hit.first) if ends else None
    return name if name is not None and name.first == 0 else None


def _relabelled(message: Message) -> Name | None:
    """ "Change the client to X", "ändere den Kunden auf X", but not "le client a peur"."""
    for hit in name_cues("label").find(message.tokens):
        first = hit.last + 2
        last = _name_end(message, first) if message.fold(hit.last + 1) in _TOWARDS else None
        if last is None or is_no_firm(message, first, last):
            continue
        if message.tokens[first].capital or is_brand_at(message, first):
            return advertiser(message, first, last)
    return None


_TOWARDS = folded("guards", "budgets_towards")


@cache
def _sorry() -> Phrases[str]:
    tags = ("meant", "sorry")
    return Phrases((w, tag) for tag in tags for w in words("edits")[tag])


@cache
def _in_place() -> Phrases[str]:
    return Phrases((w, "instead") for w in words("edits")["instead"])


@cache
def _instead() -> Phrases[str]:
    return Phrases((w, "instead") for w in words("edits")["insteadof"])


@cache
def _turning() -> frozenset[str]:
    """The words of "same for", "make it"."""
    return frozenset(t.fold for w in words("fillers")["turn_to"] for t in tokenise(w))
