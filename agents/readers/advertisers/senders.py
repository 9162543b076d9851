"""Who writes or passes a brief on: "Copper Lane here", "brief from Copper Lane for Lush".

Such names are agencies or colleagues. Where nobody else is named, one of them may be the client
who writes ("this is Jo from Barbour, we have 50k"), unless its name says that it is an agency.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from agents.readers.names.brands import is_brand_at
from agents.readers.names.name_runs import name_from
from agents.readers.names.name_words import PEOPLE, Name, advertiser, is_known, is_unknown
from agents.readers.text.gazetteer import names as places
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words

_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Sender:
    """A house at tokens [first, last]; `agency`: it says so itself and is never the client."""

    first: int
    last: int
    agency: bool


def senders(message: Message) -> list[Sender]:
    """The houses that write or pass on, left to right; none that is a known brand."""
    found = dict.fromkeys(_spans(message))
    return [
        Sender(first, last, _is_agency(message, first, last))
        for first, last in found
        if not _is_client(message, first)
    ]


def sender_left(message: Message) -> Name | None:
    """A house that writes and is no agency, for when nobody else advertises."""
    houses = (s for s in senders(message) if not s.agency)
    house = next((s for s in houses if message.fold(s.first) not in PEOPLE), None)
    return None if house is None else advertiser(message, house.first, house.last, 0.5)


def _is_client(message: Message, first: int) -> bool:
    label = first - 2 if message.fold(first - 1) in (":", "=", "-") else first - 1
    return is_brand_at(message, first) or message.fold(label) in folded("names", "label")


def _spans(message: Message) -> Iterator[tuple[int, int]]:
    yield from _between(message)
    yield from _here(message)
    yield from _introduced(message)
    yield from _greeting(message)
    yield from _handing(message)
    yield from _agencies(message)


def _between(message: Message) -> Iterator[tuple[int, int]]:
    """ "From X for Y", "from X: Y, ...": Y is a name of its own, no market and no month."""
    for hit in _table("from").find(message.tokens):
        last = _run(message, hit.last + 1)
        if last is None:
            continue
        colon = message.fold(last + 1) == ":" and _opens(message, hit.first)
        leads = _table("for").at(message.tokens, last + 1) if _in(message, last + 1) else None
        start = last + 2 if colon else leads.last + 1 if leads is not None else None
        if start is not None and _names(message, start):
            yield hit.last + 1, last


def _names(message: Message, i: int) -> bool:
    """Whether a name stands at token i that could be the advertiser's."""
    if not _in(message, i):
        return False
    if is_brand_at(message, i):
        return True
    place = places().at(message.tokens, i)
    alone = place is not None and not (
        _in(message, place.last + 1) and message.tokens[place.last + 1].capital
    )
    paired = (
        _in(message, i + 1)
        and message.tokens[i + 1].kind == "word"
        and (message.tokens[i + 1].capital and place is None)
    )
    return message.tokens[i].capital and (is_unknown(message, i) or paired) and not alone


def _here(message: Message) -> Iterator[tuple[int, int]]:
    """ "Copper Lane here,", "Tom from Copper Lane here": whoever speaks up at the beginning."""
    for hit in _table("here").find(message.tokens):
        if message.fold(hit.last + 1) not in _STOPS:
            continue
        first = hit.first
        while first > 0 and _part(message, first - 1):
            first -= 1
        if first < hit.first and first <= _LONGEST and message.tokens[first].capital:
            yield first, hit.first - 1


def _introduced(message: Message) -> Iterator[tuple[int, int]]:
    """ "This is Jo from Copper Lane", "Jo @ Copper Lane", "the Copper Lane side"."""
    for hit in _table("this_is").find(message.tokens):
        person = hit.last + 1
        for behind in range(person + 1, person + 3):
            leads = _table("from").at(message.tokens, behind) if _in(message, behind) else None
            last = None if leads is None else _run(message, leads.last + 1)
            if leads is not None and last is not None and message.tokens[person].capital:
                yield leads.last + 1, last
    for hit in _table("side").find(message.tokens):
        first = hit.first
        while first > 0 and _part(message, first - 1):
            first -= 1
        if first < hit.first and message.tokens[first].capital and _led(message, first - 1):
            yield first, hit.first - 1


def _led(message: Message, i: int) -> bool:
    """Whether "from the" or "the" leads up to "Copper Lane side"."""
    return message.fold(i) in folded("senders", "from") | _THE


def _handing(message: Message) -> Iterator[tuple[int, int]]:
    """ "Priya at Fieldnote Media, she has Timpson": somebody of a house, and whose brief it is."""
    for hit in _table("from").find(message.tokens):
        person = hit.first - 1 - (message.fold(hit.first - 1) == ",")
        called = _in(message, person) and message.tokens[person].capital
        last = _run(message, hit.last + 1) if called else None
        told = last is not None and _is_name(message, person)
        if last is not None and told and _hands_on(message, last + 1) is not None:
            yield person, person
            yield hit.last + 1, last


def _is_name(message: Message, i: int) -> bool:
    """Whether a given name stands at token i, or another that nobody knows."""
    return message.fold(i) in PEOPLE or (
        is_unknown(message, i) and places().at(message.tokens, i) is None
    )


def _hands_on(message: Message, start: int) -> int | None:
    """Where the name begins that a house has, sends or asks for, in the same clause."""
    _, high = message.clause(start) if _in(message, start) else (0, -1)
    for hit in _handed().find(message.tokens[start : min(high + 1, start + _HANDED)]):
        behind = start + hit.last + 1
        behind += message.fold(behind) in _THE
        if _names(message, behind):
            return behind
    return None


def handed_on(message: Message) -> Name | None:
    """The client whose brief somebody of a house passes on."""
    for _, last in _handing(message):
        first = _hands_on(message, last + 1)
        end = None if first is None else name_from(message, first)
        if first is not None and end is not None:
            return advertiser(message, first, end, 0.9)
    return None


def _greeting(message: Message) -> Iterator[tuple[int, int]]:
    for hit in _table("greets").find(message.tokens):
        start = hit.last + 1 + (message.fold(hit.last + 1) in _THE)
        last = _run(message, start)
        if last is not None:
            yield start, last


def _agencies(message: Message) -> Iterator[tuple[int, int]]:
    """ "Nordlicht Mediaagentur", "Agence Belle Rive"; "our agency Harbour & Pine"."""
    for i, token in enumerate(message.tokens):
        if token.fold in folded("senders", "agency_first"):
            last = _run(message, i + 1)
            if last is not None:
                yield (i if token.capital else i + 1), last
        pitching = token.fold in folded("senders", "perhaps") and (
            _hands_on(message, i + 1) is not None
        )
        told = token.fold in folded("senders", "agency") or pitching
        if told and token.capital and i > 0:
            first = i
            while first > 0 and _part(message, first - 1) and i - first < _LONGEST:
                first -= 1
            if first < i and message.tokens[first].capital:
                yield first, i


def _run(message: Message, first: int) -> int | None:
    """The last token of the words in capitals from token `first` on, "&" between them."""
    if not _in(message, first) or not message.tokens[first].capital:
        return None
    if not is_unknown(message, first) and not _part(message, first + 1):
        return None
    last = first
    while _in(message, last + 1) and last - first < _LONGEST and _part(message, last + 1):
        last += 1
    while message.fold(last) in _JOINTS:
        last -= 1
    place = places().at(message.tokens, first)
    alone = place is not None and place.last >= last
    said = all(is_known(message.fold(i)) for i in range(first, last + 1))
    return None if alone or said else last


def _part(message: Message, i: int) -> bool:
    if not _in(message, i):
        return False
    token = message.tokens[i]
    if token.fold in _JOINTS:
        return token.glued or (_in(message, i + 1) and message.tokens[i + 1].capital)
    return token.kind == "word" and token.capital


def _in(message: Message, i: int) -> bool:
    return 0 <= i < len(message.tokens)


def _opens(message: Message, first: int) -> bool:
    """Whether a message begins with what comes from somebody ("Brief from X: ...")."""
    asked = {message.fold(i) for i in range(first)}
    return asked <= folded("names", "for") | folded("names", "campaign") | _THE


def _is_agency(message: Message, first: int, last: int) -> bool:
    said = {message.fold(i) for i in range(max(first - 1, 0), last + 1)}
    return bool(said & (folded("senders", "agency") | folded("senders", "agency_first"))) or (
        message.fold(last) in folded("senders", "perhaps")
    )


_HANDED = 12
"""How many tokens behind a house the name of its client may begin."""
_THE = frozenset(("the", "a", "our", "my", "der", "die", "das", "la", "el", "l'", "le", "il", "de"))
_JOINTS = frozenset(("&", "'", "+", "-", "s"))
_STOPS = frozenset((",", ".", ":", "!", "-", ";", "", "\n", ")"))


@cache
def _handed() -> Phrases[str]:
    return Phrases((w, tag) for tag in ("has", "for") for w in words("senders")[tag])


@cache
def _table(tag: str) -> Phrases[str]:
    return Phrases((w, tag) for w in words("senders")[tag])
