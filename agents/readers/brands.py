"""Known brands, and organisations called after a place."""

from __future__ import annotations

from functools import cache

from agents.data import path
from agents.readers.corrections import corrects
from agents.readers.message import Message
from agents.readers.name_words import COMPANY, Name, is_namelike, name_text, ordinary
from agents.readers.phrases import Hit, Phrases, folded, words

_FILLERS = folded("guards", "names_fillers")


@cache
def _brands() -> Phrases[str]:
    lines = path("brands.txt").read_text(encoding="utf-8").splitlines()
    return Phrases((line.rstrip("!"), line) for line in lines if line and not line.startswith("#"))


def brand_of(message: Message) -> Name | None:
    """A known brand or an organisation named after a place; claims its tokens early."""
    name = _brand(message) or _organisation(message)
    if name is not None:
        message.claim(name.first, name.last)
    return name


def _acronym(message: Message, i: int) -> bool:
    """Three capital letters or more that are no word of the trade ("Emirates NBD")."""
    if not 0 <= i < len(message.tokens):
        return False
    text = message.tokens[i].text
    return (
        len(text) >= 3
        and text.isalpha()
        and text.isupper()
        and text.lower() not in ordinary()
        and len(text) <= 5
        and text not in _CURRENCY_CODES
    )


_CURRENCY_CODES = frozenset(words("guards")["names_currency_codes"])


_ORG_BEFORE = folded("guards", "names_org_before")


_ORG_AFTER = folded("guards", "names_org_after")


def _organisation(message: Message) -> Name | None:
    """ "Visit Estonia", "Bank of Ireland", "Fiji Airways": a place inside a name."""
    from agents.readers.gazetteer import names as places

    named = [(h.first, h.last) for h in places().find(message.tokens)]
    named += [(h.first, h.last) for h in _demonyms().find(message.tokens)]
    for first, last in named:
        if not message.tokens[first].capital:
            continue
        team = _team(message, first, last)
        if team is not None:
            return team
        before = first - 1
        if message.fold(before) in folded("guards", "names_organisation"):
            before -= 1
        if message.fold(before) in _ORG_BEFORE and message.tokens[before].capital:
            return Name("advertiser", name_text(message, before, last), before, last)
        after = last + 1
        if _cue_before(message, first) and _acronym(message, after):
            return Name("advertiser", name_text(message, first, after), first, after)
        if message.fold(after) in _ORG_AFTER and message.tokens[after].capital:
            return Name("advertiser", name_text(message, first, after), first, after)
    return None


@cache
def _demonyms() -> Phrases[str]:
    return Phrases((w, code) for code, ws in words("demonyms").items() for w in ws)


def _team(message: Message, first: int, last: int) -> Name | None:
    """ "New England Patriots": a place between two capitalised words that are no places."""
    before, after = first - 1, last + 1
    if message.fold(before) != "new" or not message.tokens[before].capital:
        return None
    if not is_namelike(message, after, inner=False) or not message.tokens[after].capital:
        return None
    return Name("advertiser", name_text(message, before, after), before, after)


def _brand(message: Message) -> Name | None:
    """A known brand; one that is introduced ("for Nike") before one that just stands there."""
    hits = [
        h
        for h in _brands().find(message.tokens)
        if message.free(h.first, h.last) and _is_brand(message, h)
    ]
    if not hits:
        return None
    hits.sort(key=lambda h: h.first)
    meant = [h for h in hits[1:] if corrects(message, hits[0].last, h.first)]
    hits = [*meant[-1:], *hits]
    hits.sort(key=lambda h: (h not in meant, not _cue_before(message, h.first), _word(h), h.first))
    for hit in hits:
        if message.fold(hit.first - 1) in folded("guards", "names_brand"):
            continue
        if _explains(message, hit):
            continue
        last = hit.last
        while _company_word(message, last + 1):
            last += 1
        return Name("advertiser", name_text(message, hit.first, last), hit.first, last)
    return None


def _word(hit: Hit[str]) -> bool:
    """Whether the brand is an ordinary word as well ("Claro, Nike quer ...")."""
    return hit.entry.endswith("!")


def _cried_or_label(message: Message, hit: Hit[str]) -> bool:
    """Whether an ordinary word is one here: "Claro! ...", "Target: women"."""
    behind = message.fold(hit.last + 1)
    return behind == "!" or (behind == ":" and message.fold(hit.first) in _FILLERS)


def _explains(message: Message, hit: Hit[str]) -> bool:
    """Whether a brand in brackets only says whose the name before it is ("Fairy (P&G)")."""
    if message.fold(hit.first - 1) != "(" or message.fold(hit.last + 1) != ")":
        return False
    return is_namelike(message, hit.first - 2, inner=False)


def _paid_for(message: Message, i: int) -> bool:
    """Whether an amount ends at token i ("UK 40k Visa")."""
    token, before = message.tokens[i], message.tokens[i - 1] if i else None
    scaled = token.glued and before is not None and before.kind == "number"
    return token.kind == "number" or scaled


def _place_behind(message: Message, hit: Hit[str]) -> bool:
    """Whether the word only begins the name of a place ("EE.UU.", "Orange County")."""
    from agents.readers.gazetteer import names as places

    place = places().at(message.tokens, hit.first)
    return place is not None and place.last > hit.last


def _company_word(message: Message, i: int) -> bool:
    """Whether token i goes on with a name by what the company is ("Lloyds Bank")."""
    if not 0 <= i < len(message.tokens) or not message.free(i, i):
        return False
    return message.fold(i) in (COMPANY | _ORG_AFTER) - {"air"} and message.tokens[i].capital


def _is_brand(message: Message, hit: Hit[str]) -> bool:
    token = message.tokens[hit.first]
    if message.fold(hit.last + 1) in folded("guards", "names_no_brand_before"):
        return False
    if _place_behind(message, hit):
        return False
    dashed = message.fold(hit.last + 1) == "-" and message.tokens[hit.last + 1].glued
    if dashed and message.fold(hit.last + 2) in ordinary():
        return False
    if _word(hit):
        if not token.capital or _cried_or_label(message, hit):
            return False
        if message.words(hit.first, hit.last).lower() != hit.entry.rstrip("!").lower():
            return False
        known = (
            _cue_before(message, hit.first)
            or hit.first == 0
            or message.fold(hit.first - 1) in (",", ":", "-", "(", "/")
            or message.fold(hit.last + 1) == ":"
            or message.tokens[hit.first - 1].kind == "break"
            or hit.entry.rstrip("!").isupper()
            or _paid_for(message, hit.first - 1)
        )
        return known and message.fold(hit.last + 1) not in ("audience", "market", "ages", "demo")
    if len(hit.entry) <= 3 and not token.capital:
        return (
            _cue_before(message, hit.first)
            and message.words(hit.first, hit.last).lower() == hit.entry.lower()
        )
    if message.folds(hit.first, hit.last) in ordinary() and not token.capital:
        return False
    return token.capital or (
        len(hit.entry) >= 3 and message.words(hit.first, hit.last).lower() == hit.entry.lower()
    )


def _cue_before(message: Message, first: int) -> bool:
    if message.fold(first - 1) in folded("guards", "names_cue_before"):
        first -= 1
    return (
        message.fold(first - 1) in introducing_words() and message.tokens[first - 1].kind != "break"
    )


@cache
def introducing_words() -> frozenset[str]:
    """Words right before the name of an advertiser."""
    from agents.readers.tokens import fold

    return frozenset(
        fold(w.split()[-1]) for tag in ("for", "label") for w in words("names")[tag]
    ) | {":", "cliente", "client"}
