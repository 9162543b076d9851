"""Codes: two or three capital letters that stand for a country or a region ("DE", "TX", "NSW")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from agents.readers.gazetteer import Place, country, region_codes
from agents.readers.message import Message
from agents.readers.name_words import ordinary
from agents.readers.phrases import Hit, folded, words

_REGIONED = ("US", "CA", "AU", "BR", "DE")
"""Countries whose regions people write as letters."""
_NO_COUNTRIES = frozenset({"EU", "UN", "EZ", "QO", "XA", "XB", "ZZ"})


@cache
def _group(name: str) -> frozenset[str]:
    return frozenset(code.upper() for code in words("codes")[name])


def read_codes(message: Message, spans: list[Hit[Place]], sure: frozenset[str]) -> list[Hit[Place]]:
    """Countries and regions written as codes; `spans` are the places so far, `sure` countries."""
    taken = {i for hit in spans for i in range(hit.first, hit.last + 1)}
    found = [hit for hit in _joined_pairs(message) if hit.first not in taken]
    taken |= {hit.first for hit in found}
    found += [hit for hit in _lists(message) if hit.first not in taken]
    taken |= {hit.first for hit in found}
    near = Neighbours([*spans, *found])
    if _shouting(message):
        return found
    for i in range(len(message.tokens)):
        if i not in taken and _codelike(message, i):
            place = _place(message, i, near, sure)
            if place is not None:
                found.append(Hit(i, i, place))
                near.add(found[-1])
    return found


def _joined_pairs(message: Message) -> list[Hit[Place]]:
    """Small letters count when two codes are joined: "us + ca", "de/at"."""
    pairs = words("codes")["joined"]
    found: dict[int, Hit[Place]] = {}
    for i in range(1, len(message.tokens) - 1):
        if (
            message.fold(i) in ("+", "/", "&")
            and message.fold(i - 1) in pairs
            and message.fold(i + 1) in pairs
        ):
            for k in (i - 1, i + 1):
                if message.free(k, k):
                    code = message.fold(k).upper()
                    found[k] = Hit(k, k, country("GB" if code == "UK" else code))
    return list(found.values())


def _lists(message: Message) -> list[Hit[Place]]:
    """A piece that is nothing but codes: "de, at, ch", "fr be nl", and "D" for Germany."""
    found = []
    for first, last in _pieces(message):
        run = [i for i in range(first, last + 1) if message.fold(i) not in _LINKS]
        if [message.tokens[i].text for i in run] in (["D"], ["D", "A"], ["D", "CH"]):
            codes = {"D": "DE", "A": "AT", "CH": "CH"}
            found += [Hit(i, i, country(codes[message.tokens[i].text])) for i in run]
        elif _uniform(message, run) and all(
            message.fold(i) in words("codes")["joined"] for i in run
        ):
            found += [Hit(i, i, country(_iso(message.fold(i)))) for i in run]
    return found


_LISTED = 3
"""So many small-letter codes in a row are no words."""


def _uniform(message: Message, run: list[int]) -> bool:
    """Whether the codes are listed one way: all side by side, or all with a sign between."""
    gaps = {b - a for a, b in pairwise(run)}
    return len(run) >= _LISTED and len(gaps) == 1


_LINKS = frozenset((",", "/", "+", "&", "and", "und", "y", "et", "och"))


def _iso(code: str) -> str:
    return "GB" if code == "uk" else code.upper()


def _pieces(message: Message) -> Iterator[tuple[int, int]]:
    """Runs of words and list signs between the numbers, claimed words and sentence ends."""
    first = None
    for i in range(len(message.tokens) + 1):
        inside = i < len(message.tokens) and message.free(i, i) and _codeish(message, i)
        if inside and first is None:
            first = i
        elif not inside and first is not None:
            yield first, i - 1
            first = None


def _codeish(message: Message, i: int) -> bool:
    if message.fold(i) in _LINKS:
        return True
    after = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if after is not None and after.glued and (after.fold == "$" or after.kind == "number"):
        return False
    return message.tokens[i].kind == "word" and len(message.tokens[i].text) <= 2


def _shouting(message: Message) -> bool:
    loud = sum(t.text.isupper() and len(t.text) > 2 for t in message.tokens)
    return loud > len(message.tokens) / 3


def _codelike(message: Message, i: int) -> bool:
    token = message.tokens[i]
    if len(token.text) not in (2, 3) or not (
        token.text.isascii() and token.text.isalpha() and token.text.isupper()
    ):
        return False
    after = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if after is not None and after.glued and (after.fold == "$" or after.kind == "number"):
        return False
    if token.glued and i and message.tokens[i - 1].kind == "number":
        return False
    if {message.fold(i - 1), message.fold(i + 1)} & folded("guards", "places_dollars"):
        return False
    if token.text == "CA" and message.fold(i - 1) in ("de", "d'affaires", "un"):
        return False
    if after is not None and after.kind == "number" and token.text in _group("before_numbers"):
        return False
    return message.free(i, i)


class Neighbours:
    """The places of a message by where they begin and end."""

    def __init__(self, spans: list[Hit[Place]]) -> None:
        """`spans` are places that do not overlap."""
        self.starts = {hit.first for hit in spans}
        self.ends = {hit.last: hit for hit in spans}

    def add(self, hit: Hit[Place]) -> None:
        """Takes in one more place."""
        self.starts.add(hit.first)
        self.ends[hit.last] = hit

    def city_before(self, i: int) -> Place | None:
        """The city that ends right before token i, or with one sign between."""
        hits = (self.ends.get(i - 1), self.ends.get(i - 2))
        return next((h.entry for h in hits if h is not None and h.entry.level == "city"), None)

    def close_to(self, i: int) -> bool:
        """Whether a place begins within three tokens of token i."""
        return any(k in self.starts for k in range(i - 3, i + 4))


def _place(message: Message, i: int, near: Neighbours, sure: frozenset[str]) -> Place | None:
    code = message.tokens[i].text
    city = near.city_before(i)
    after_city = city is not None and code in region_codes(city.countries[0])
    if after_city and message.fold(i - 1) == ",":
        message.claim(i, i)
        return None
    region = _region(message, i, code, sure)
    if region is not None:
        return region
    return country("GB" if code == "UK" else code) if _is_country(message, code, i, near) else None


def _region(message: Message, i: int, code: str, sure: frozenset[str]) -> Place | None:
    for home in _REGIONED:
        regions = region_codes(home)
        if home not in sure or code not in regions:
            continue
        if code in _group("words") and not _among(message, i, regions):
            continue
        if code in sure or (
            code in _country_codes()
            and home != "US"
            and not _among(message, i, regions)
            and code not in _group("seldom_countries")
        ):
            continue
        if code == "CA" and not _among(message, i, regions):
            continue
        return regions[code]
    return None


def _among(message: Message, i: int, regions: dict[str, Place]) -> bool:
    """Whether another region code of the country stands beside it."""
    near = [
        message.tokens[k].text
        for k in range(max(0, i - 4), min(len(message.tokens), i + 5))
        if k != i
    ]
    return any(code in regions and code not in _group("words") for code in near)


@cache
def _country_codes() -> frozenset[str]:
    from babel import Locale

    codes = [str(code) for code in Locale("en").territories]
    return frozenset(c for c in codes if len(c) == 2 and c.isalpha()) | {"UK"}


def _is_country(message: Message, code: str, i: int, near: Neighbours) -> bool:
    if code not in _country_codes() or code in _NO_COUNTRIES:
        return False
    if code not in _group("not_countries"):
        return True
    return code in _group("listed_countries") and _listed(message, i, near)


def _listed(message: Message, i: int, places: Neighbours) -> bool:
    """Whether it stands beside other places, or behind a label or an opening sign."""
    alone = message.tokens[i].text in _group("only_listed")
    if places.close_to(i) and not alone:
        return True
    near = [
        message.tokens[k].text
        for k in range(max(0, i - 4), min(len(message.tokens), i + 5))
        if k != i
    ]
    if any(code in _country_codes() and code not in _group("not_countries") for code in near):
        return True
    if sum(code in _group("listed_countries") for code in near) >= 1:
        return True
    if alone:
        return False
    if _behind_name(message, i):
        return True
    before = message.fold(i - 1)
    return (
        before in {"", *folded("guards", "codes_listed")}
        or before in words("codes")["before"]
        or message.tokens[i - 1].kind == "break"
    )


def _behind_name(message: Message, i: int) -> bool:
    """Whether the code ends a piece that begins with a name ("Adidas DE, ...", "Dacia ES: ...")."""
    if i < 1 or not message.tokens[i - 1].capital or message.tokens[i - 1].text.isupper():
        return False
    known = message.claimed[i - 1] or message.fold(i - 1) not in ordinary()
    after = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    return known and (after is None or after.kind == "break" or after.fold in _PIECE_ENDS)


_PIECE_ENDS = frozenset((",", ":", "-", "(", "|", ";", "/"))
