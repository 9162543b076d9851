"""Headings: a message of many lines says whose it is where it begins.

Forwarded mails, notes of a call and pasted tables open with their client ("Call w/ Jeni's",
"die Antworten von Ravensburger", "Koala's numbers for autumn"). A brand further down that nothing
introduces may be a rival or a vendor, and advertises only where nobody else does.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from agents.readers.names.name_cues import cue_before
from agents.readers.names.name_runs import name_from, seasons
from agents.readers.names.name_words import (
    ARTICLES,
    ENDS,
    FILLERS,
    LINKS,
    PEOPLE,
    Name,
    advertiser,
    is_compound,
    is_known,
    is_link,
    is_unknown,
    name_cues,
    spoken,
)
from agents.readers.text.gazetteer import names as places
from agents.readers.text.message import Message
from agents.readers.text.openings import GREETING, Sentence, opening_sentences
from agents.readers.text.phrases import Phrases, folded, month_names, words

_LONG = 30
"""From so many tokens on a message of several lines has a heading."""
_LEADS = 8
"""How many tokens may lead up to the name."""
PASSING = 0.5
"""How certain a brand is that nothing introduces in a long message."""
_CUED = 0.8
"""How certain one is behind "with" or "from", as vendors are too."""
HEADED = 0.85
"""How certain the name in a heading is; brackets behind it name who was there."""


def headed(message: Message, brand: Name | None) -> Name | None:
    """The surer of a known brand and the client in the heading of a long first message."""
    heading = _heading(message) if message.subject or _is_long(message) else None
    if heading is None:
        return brand
    name = _client(message, heading)
    if brand is None or (name is not None and _is_weaker(message, brand, name)):
        return name
    if brand.first in heading or _is_led(message, brand):
        return brand
    return name or replace(brand, certainty=PASSING if _in_passing(message, brand) else _CUED)


def _is_weaker(message: Message, title: Name, name: Name) -> bool:
    """Whether a title of nobody's words stands elsewhere, or more of the trade with the name.

    "Chegou da Guaraná Jaçanã": words of the trade lead up to the name.
    """
    if title.certainty == 1 or title.last != name.last:
        return title.certainty < 1
    leads = range(title.first, name.first)
    return all(is_known(message.fold(i)) or is_link(message, i) for i in leads)


def _is_long(message: Message) -> bool:
    first = message.number == 0 and not message.named and len(message.tokens) >= _LONG
    return first and any(token.kind == "break" for token in message.tokens)


def _heading(message: Message) -> Sentence | None:
    """The first sentence that does not greet, nor is cried and names no client ("E aí, Dani!")."""
    for sentence in opening_sentences(message):
        cried = message.fold(sentence[-1] + 1) == "!" and len(sentence) <= GREETING
        if not cried or _client(message, sentence) is not None:
            return sentence
    return None


def _is_led(message: Message, brand: Name) -> bool:
    """Whether a label or "for" stands before a brand, no "with" or "from" that vendors have."""
    article = message.fold(brand.first - 1) in folded("guards", "names_cue_before")
    first = brand.first - article
    hits = (cues.before(message.tokens, first) for cues in (_on_behalf(), name_cues("label")))
    return any(hit is not None and message.fold(hit.last) != "on" for hit in hits)


def _in_passing(message: Message, brand: Name) -> bool:
    """Whether no word introduces a brand ("Sonst: Katjes war ...")."""
    return message.fold(brand.first - 1) == ":" or not cue_before(message, brand.first)


def _client(message: Message, heading: Sentence) -> Name | None:
    """The name behind "for", or else behind "from" or "notes", or else the first one."""
    start, inside = heading[0], message.tokens[heading[0] : heading[-1] + 1]
    for cues in (_on_behalf(), _introductions()):
        for hit in cues.find(inside):
            first = _behind_leads(message, start + hit.last + 1)
            if start + hit.first not in heading or _inside_name(message, start + hit.first):
                continue
            last = None if _names_else(message, first) else _name_end(message, first, heading)
            if last is not None:
                return advertiser(message, first, last, HEADED)
    return _behind_compound(message, heading) or _leading(message, heading)


def _behind_leads(message: Message, first: int) -> int:
    """Behind what leads up to a name ("unseren Kunden Steiff", "San Valentín Loewe")."""
    leads = folded("names", "label") | _PAPERS | _feasts()
    for i in range(first, min(first + _LEADS, len(message.tokens))):
        if message.tokens[i].text not in _ARTICLES and message.fold(i) not in leads:
            return i
    return len(message.tokens)


def _names_else(message: Message, first: int) -> bool:
    """Whether a product or a German noun follows ("our new Oat Latte", "mit dem Vorstand")."""
    product = name_cues("product").before(message.tokens, first) is not None
    return product or message.fold(first - 1) in ("dem", "den")


def _inside_name(message: Message, i: int) -> bool:
    """Whether a small word links a name in capitals ("Casa da Moeda"), and no verb is before it."""
    before = message.tokens[i - 1] if i else None
    if before is None or message.tokens[i].capital or message.language == "de":
        return False
    return before.capital and not is_known(before.fold)


def _behind_compound(message: Message, heading: Sentence) -> Name | None:
    """ "Gesprächsnotiz Bärenquelle", "Mötesanteckningar Fjällbo Möbler"."""
    for i in heading:
        last = _name_end(message, i + 1, heading) if is_compound(message.fold(i)) else None
        if last is not None:
            return advertiser(message, i + 1, last, HEADED)
    return None


def _leading(message: Message, heading: Sentence) -> Name | None:
    """The name that the heading begins with, set off from what it is about."""
    first = next((i for i in heading if not _skipped(message, i)), len(message.tokens))
    last = _name_end(message, first, heading)
    if last is None or not _set_off(message, last + 1, heading):
        return None
    return advertiser(message, first, last, HEADED)


def _skipped(message: Message, i: int) -> bool:
    """Whether token i is a greeting, a mark of a mail, a feast: no beginning of a name."""
    token = message.tokens[i]
    return token.kind != "word" or i in message.aside or token.fold in spoken() | _feasts()


def _set_off(message: Message, i: int, heading: Sentence) -> bool:
    """Whether a sign, "'s" or "x", or the word for a paper stands behind the name."""
    if i not in heading or message.tokens[i].kind != "word":
        return message.fold(i) != ":"
    return message.fold(i) == "x" or _ends_name(message, i)


def _name_end(message: Message, first: int, heading: Sentence) -> int | None:
    """The last token of a name of nobody's words that begins at token `first` of the heading."""
    last = name_from(message, first) if first in heading else None
    if last is None:
        return None
    last = min(last, heading[-1])
    if not _may_begin(message, first, last):
        return None
    cut = (i for i in range(first + 1, last + 1) if _ends_name(message, i))
    last = next(cut, last + 1) - 1
    joined = any(message.fold(i) in "&+'" for i in range(first, last))
    person = message.fold(first) in PEOPLE
    strange = any(is_unknown(message, i) for i in range(first, last + 1))
    return last if joined or (strange and not person) else None


def _may_begin(message: Message, first: int, last: int) -> bool:
    """Whether token `first` begins no place, but maybe a name in one ("Harrow Coffee")."""
    place = places().at(message.tokens, first)
    if place is None:
        return True
    town = place.entry[0].level == "city" and place.last < last
    return town and not _ends_name(message, place.last + 1)


def _ends_name(message: Message, i: int) -> bool:
    """Whether a paper, a time or a place begins at token i behind a name."""
    if is_link(message, i - 1):
        return False
    said = message.fold(i) in _PAPERS | ENDS or is_compound(message.fold(i))
    return said or _is_time(message, i) or places().at(message.tokens, i) is not None


def _is_time(message: Message, i: int) -> bool:
    """Whether a season, a month or a quarter begins at token i ("Q1", "KW12")."""
    coded = message.fold(i) in folded("guards", "names_namelike")
    numbered = i + 1 < len(message.tokens) and message.tokens[i + 1].kind == "number"
    return message.fold(i) in seasons() | month_names() or (coded and numbered)


_ARTICLES = folded("guards", "names_introduced") | FILLERS | ARTICLES
_PAPERS = folded("names", "papers") | folded("names", "campaign")


@cache
def _feasts() -> frozenset[str]:
    """The words of feasts ("San Valentín")."""
    feasts = (folded("holidays", tag) for tag in words("holidays"))
    parts = frozenset(part for feast in feasts for w in feast for part in w.split())
    return parts - ARTICLES - LINKS


@cache
def _on_behalf() -> Phrases[str]:
    return Phrases((w, "for") for w in words("senders")["for"])


@cache
def _introductions() -> Phrases[str]:
    """Words like "from" and "with", and papers, whose client stands right behind."""
    return Phrases((w, tag) for tag in ("for", "papers") for w in words("names")[tag])
