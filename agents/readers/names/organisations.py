"""Organisations that a word for what they are gives away: "Bank of Ireland", "Crunch Fitness"."""

from __future__ import annotations

from agents.readers.names.name_cues import cue_before
from agents.readers.names.name_runs import name_up_to, opens_with_cue, run_end, titled_from
from agents.readers.names.name_words import (
    COMPANY,
    ENDS,
    Name,
    advertiser,
    is_link,
    is_namelike,
    is_unknown,
    name_cues,
    ordinary,
)
from agents.readers.text.demonyms import demonyms
from agents.readers.text.gazetteer import names as places
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded, words


def organisation_of(message: Message) -> Name | None:
    """The first of them; read before places and topics, which are parts of such names."""
    return _called_after_place(message) or _by_kind(message)


def _by_kind(message: Message) -> Name | None:
    """ "Banca Sella", "Stadtwerke München"; "Crunch Fitness", "Planet Organic"."""
    for i, token in enumerate(message.tokens):
        if not token.capital or i in message.signature | message.aside:
            continue
        if token.fold in ORG_BEFORE and goes_on(message, i + 1) and not _only_says(message, i):
            first = i - 1 if titled_from(message, i - 1) is not None else i
            return advertiser(message, first, _before_place(message, i), 0.8)
        if token.fold in COMPANY and _unknown_before(message, i):
            begins = name_up_to(message, i)
            if begins is not None and begins < i:
                return advertiser(message, begins, i, 0.8)
    return None


def _before_place(message: Message, first: int) -> int:
    """The end of a run in capitals, without a place that only follows it ("Banca Sella Italia")."""
    last = run_end(message, first)
    for i in range(first + 2, last + 1):
        linked = is_link(message, i - 1)
        if not linked and places().at(message.tokens, i) is not None:
            return i - 1
    return last


def _only_says(message: Message, i: int) -> bool:
    """Whether the word only says what the named company is ("für die Brauerei Augustiner")."""
    leads = folded("guards", "names_introduced")
    before = message.tokens[i - 1] if i else None
    return message.fold(i) in leads and before is not None and before.text in leads


def goes_on(message: Message, i: int) -> bool:
    """Whether a name goes on at token i: an unknown word in capitals, maybe behind a link."""
    if i < len(message.tokens) and is_link(message, i):
        i += 1
    inside = i < len(message.tokens) and message.tokens[i].capital
    return inside and is_unknown(message, i) and places().at(message.tokens, i) is None


def _unknown_before(message: Message, i: int) -> bool:
    if i == 0 or not is_namelike(message, i - 1, inner=False):
        return False
    return is_unknown(message, i - 1) and places().at(message.tokens, i - 1) is None


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


ORG_BEFORE = folded("guards", "names_org_before")


ORG_AFTER = folded("guards", "names_org_after")


def _called_after_place(message: Message) -> Name | None:
    """ "Visit Estonia", "Bank of Ireland", "Fiji Airways": a place inside a name."""
    named = [(h.first, h.last) for h in places().find(message.tokens)]
    town = _town_in_name(message, named)
    if town is not None:
        return town
    named += [(h.first, h.last) for h in demonyms().find(message.tokens)]
    for first, last in named:
        if not message.tokens[first].capital:
            continue
        team = _team(message, first, last)
        if team is not None:
            return team
        before = first - 1
        if message.fold(before) in folded("guards", "names_organisation"):
            before -= 1
        kind = message.fold(before) in ORG_BEFORE and message.tokens[before].capital
        linked = is_link(message, before - 1)
        led = is_namelike(message, before - 1 - linked, inner=True)
        if kind and not led:
            return advertiser(message, before, _said_on(message, last))
        after = last + 1
        if cue_before(message, first) and _acronym(message, after):
            return advertiser(message, first, after)
        if message.fold(after) in ORG_AFTER and message.tokens[after].capital:
            return advertiser(message, first, after)
    return None


def _said_on(message: Message, last: int) -> int:
    """The end of a name that goes on behind its place ("Vinícola Serra Azul")."""
    while is_namelike(message, last + 1, inner=True) and message.tokens[last + 1].capital:
        if places().at(message.tokens, last + 1) is not None:
            break
        last += 1
    return last


def _town_in_name(message: Message, named: list[tuple[int, int]]) -> Name | None:
    """ "Chicago Bulls want Chicago", "Liverpool quiere México": a town before another place.

    Countries stay: "Brazil Figma 50k" is a market and an advertiser.
    """
    for first, last in named:
        hit = places().at(message.tokens, first)
        if hit is None or hit.entry[0].level == "country" or not message.tokens[first].capital:
            continue
        elsewhere = any(message.tokens[k].capital and k != first for k, _ in named)
        led = first > 0 and message.tokens[first - 1].capital
        called = opens_with_cue(message, first) or message.words(first, last).isupper()
        called = called or message.fold(first) in ENDS
        if not elsewhere or led or called:
            continue
        if _wants(message, last + 1):
            return advertiser(message, first, last, 0.8)
        if last + 1 < len(message.tokens) and places().at(message.tokens, last + 1) is not None:
            continue
        end = _before_place(message, last)
        if end > last and (is_unknown(message, last + 1) or message.fold(end) in COMPANY):
            return advertiser(message, first, end, 0.8)
    return None


def _wants(message: Message, i: int) -> bool:
    """Whether "wants" or the like stands at token i, and no word for "to" before a place."""
    hit = name_cues("wants").at(message.tokens, i) if i < len(message.tokens) else None
    towards = message.fold(i) in _TOWARDS and i + 1 < len(message.tokens)
    return hit is not None and not (towards and places().at(message.tokens, i + 1) is not None)


_TOWARDS = folded("guards", "budgets_towards")


def _team(message: Message, first: int, last: int) -> Name | None:
    """ "New England Patriots": a place between two capitalised words that are no places."""
    before, after = first - 1, last + 1
    if message.fold(before) != "new" or not message.tokens[before].capital:
        return None
    if not is_namelike(message, after, inner=False) or not message.tokens[after].capital:
        return None
    return advertiser(message, before, after)
