"""Names that advertise nothing: people who are greeted, agencies that write, events."""

from __future__ import annotations

from functools import cache
from itertools import takewhile

from agents.readers.advertisers.senders import senders
from agents.readers.names.name_runs import begins_sentence
from agents.readers.names.name_words import PEOPLE, known_words, name_cues
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words

_FEASTS = ("mothers_day", "fathers_day", "childrens_day", "womens_day")
"""Feasts whose names hold words for people."""
_STOPS = frozenset((",", "!", ".", "-", ":", "", ";", "\n"))


def set_aside(message: Message) -> None:
    """Marks them, so that no reader of names takes them for the advertiser."""
    for hit in _agencies().find(message.tokens):
        if message.tokens[hit.first].capital and not _labelled(message, hit.first):
            message.aside.update(range(hit.first, hit.last + 1))
    for hit in _agency_labels().find(message.tokens):
        _behind_label(message, hit.last + 1)
    _set_senders_aside(message)
    for sender in senders(message):
        message.aside.update(range(sender.first, sender.last + 1))
    for hit in _talks().find(message.tokens):
        message.aside.update(range(hit.first, hit.last + 1))
        _talked_to(message, hit.last + 1)
    for hit in _greetings().find(message.tokens):
        if hit.last > hit.first:
            message.aside.update(range(hit.first, hit.last + 1))
        if hit.entry == "greeting":
            _greeted(message, hit.last + 1)


@cache
def _feasts() -> Phrases[str]:
    return Phrases((w, tag) for tag in _FEASTS for w in words("holidays")[tag])


def claim_feasts(message: Message) -> None:
    """ "Por causa do dia das mães": a feast that no date was made of is no audience."""
    for hit in _feasts().find(message.tokens):
        message.claim(hit.first, hit.last)


def _set_senders_aside(message: Message) -> None:
    """ "Abs, Renata", "Lena @ Kingfisher Media": who writes, and where they work."""
    for hit in _closings().find(message.tokens):
        if hit.first in message.signature or begins_sentence(message, hit.first):
            message.aside.update(range(hit.first, hit.last + 1))
            _greeted(message, hit.last + 1 + (message.fold(hit.last + 1) == ","))
    for i, token in enumerate(message.tokens):
        if token.fold == "@":
            _house(message, i + 1)
        elif token.text in _REGARDS and _signs(message, i + 1):
            message.aside.update((i, i + 1))


def _signs(message: Message, i: int) -> bool:
    """Whether nothing but the name of who writes stands at token i ("LG Sabine")."""
    if i >= len(message.tokens) or not message.tokens[i].capital:
        return False
    return i + 1 >= len(message.tokens) or message.tokens[i + 1].kind == "break"


def _talked_to(message: Message, i: int) -> None:
    """ "Spoke to Dana, she manages ...": a person where she is called so, or "she" behind."""
    if i >= len(message.tokens) or not message.tokens[i].capital:
        return
    behind = takewhile(lambda t: t.fold not in _ENDS, message.tokens[i + 1 : i + _TALK])
    if message.fold(i) in PEOPLE or any(t.fold in _PRONOUNS for t in behind):
        message.aside.add(i)
        message.persons.add(i)


_REGARDS = frozenset(("LG", "VG", "BG", "GLG", "SG", "MfG", "MFG", "Lg", "Vg"))
"""German regards, one of which is a brand too."""
_TALK = 14
"""How many tokens behind a name its pronoun may stand."""
_PRONOUNS = folded("everyday", "pronouns")
_ENDS = frozenset(".!?\n")


def _labelled(message: Message, first: int) -> bool:
    """Whether a label says that this agency is the client."""
    before = first - 2 if message.fold(first - 1) in ":=-" else first - 1
    return message.fold(before) in folded("names", "label")


def _behind_label(message: Message, i: int) -> None:
    """ "Agency: Mindshare", "the agency (WPP)"."""
    if not _signed(message, i):
        while i < len(message.tokens) and message.tokens[i].kind in ("word", "number"):
            if not message.tokens[i].capital and not message.tokens[i].glued:
                break
            message.aside.update((i - 1, i))
            i += 1
    else:
        while (i := i + 1) < len(message.tokens) and message.fold(i) not in _STOPS | {")", "/"}:
            if name_cues("label").at(message.tokens, i) is not None:
                return
            message.aside.add(i)


def _signed(message: Message, i: int) -> bool:
    return message.fold(i) in (":", "=", "-", "(")


def _greeted(message: Message, i: int) -> None:
    """ "Hi Anna and Tom,": given names, or whatever else stands alone before the comma."""
    while message.fold(i) in _TITLES or (message.fold(i) == "." and message.tokens[i].glued):
        i += 1
    first = i
    while i < len(message.tokens) and message.tokens[i].fold in PEOPLE and i - first < _CROWD:
        message.aside.add(i)
        message.persons.add(i)
        i += 2 if message.fold(i + 1) in _TOGETHER else 1
    alone = i == first and i < len(message.tokens) and message.tokens[i].capital
    if alone and message.fold(i + 1) in _STOPS and message.fold(i) not in known_words():
        message.aside.add(i)
        message.persons.add(i)


def _house(message: Message, i: int) -> None:
    """ "Lena @ Kingfisher Media": where somebody works who writes or forwards."""
    if message.fold(i - 2) not in PEOPLE and not message.tokens[max(i - 2, 0)].capital:
        return
    while i < len(message.tokens) and message.tokens[i].capital:
        message.aside.add(i)
        i += 1


_CROWD = 8
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "prof", "frau", "herr", "sr", "sra", "madame"))
_TOGETHER = frozenset(("and", "&", "y", "e", "und", "et", "en", "och", "/"))


@cache
def _greetings() -> Phrases[str]:
    greetings = ((w, "greeting") for w in words("everyday")["greetings"])
    return Phrases([*greetings, *((w, "event") for w in words("everyday")["events"])])


@cache
def _talks() -> Phrases[str]:
    return Phrases((w, "talk") for w in words("everyday")["talks"])


@cache
def _closings() -> Phrases[str]:
    return Phrases((w, "closing") for w in words("fillers")["closing"])


@cache
def _agencies() -> Phrases[str]:
    return Phrases((w, "agency") for w in words("everyday")["agencies"])


@cache
def _agency_labels() -> Phrases[str]:
    return Phrases((w, "agency") for w in words("everyday")["agency"])
