"""Products: behind a label, a launch, or the advertiser's name."""

from __future__ import annotations

from functools import cache

from agents.readers.advertisers.labels import find_labelled
from agents.readers.names.brands import is_brand_at
from agents.readers.names.headings import HEADED
from agents.readers.names.name_runs import name_from, name_up_to
from agents.readers.names.name_words import (
    ENDS,
    Name,
    is_compound,
    is_known,
    is_measured,
    name_cues,
    name_text,
)
from agents.readers.text.gazetteer import country_words
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from agents.readers.text.tokens import fold


def find_product(message: Message, advertiser: Name | None) -> Name | None:
    """The product of a message, if it names one."""
    kind = of_kind(message, advertiser)
    if kind is not None:
        return kind
    labelled = find_labelled(message, "product", "product") if _has_product_label(message) else None
    if labelled is not None:
        return labelled
    owned = _owned(message, advertiser)
    if owned is not None:
        return owned
    launched = _before_launch(message, advertiser)
    if launched is not None:
        return launched
    by_brand = _by_brand(message, advertiser)
    if by_brand is not None:
        return by_brand
    for hit in name_cues("product").find(message.tokens):
        j = hit.last + 1
        while (
            message.fold(j) in folded("guards", "names_product")
            and j < len(message.tokens)
            and not message.tokens[j].capital
        ):
            j += 1
        if message.fold(j) == ":":
            j += 1
        end = name_from(message, j)
        if end is not None and (advertiser is None or j != advertiser.first):
            return Name("product", name_text(message, j, end), j, end)
    return _behind_brand(message, advertiser)


def of_kind(message: Message, owner: Name | None) -> Name | None:
    """ "Ambev, cerveja Spaten", "su cerveza Poker", "(cerveza Victoria)": a kind and a name.

    Read before places and topics, which such names look like; only of a known advertiser.
    """
    for hit in message.commands(_kinds()) if owner is not None else ():
        first = hit.last + 1
        if not _belongs(message, hit.first) or not _capital(message, first):
            continue
        last = first
        while _capital(message, last + 1) or _coded(message, last + 1):
            last += 1
        if owner is None or (owner.first <= last and first <= owner.last):
            continue
        if first == last and message.fold(first) in country_words():
            continue
        return Name("product", name_text(message, first, last), first, last, 0.9)
    return None


@cache
def _kinds() -> Phrases[str]:
    return Phrases((w, "kind") for w in words("products")["kind"])


def _belongs(message: Message, i: int) -> bool:
    """Whether the kind at token i is the advertiser's: behind a comma, a bracket or "its"."""
    before = message.fold(i - 1)
    fans = folded("guards", "names_fans")
    liked = any(message.fold(k) in fans for k in range(i - 3, i))
    small = message.language == "de" or message.tokens[i].text.islower() or before == "("
    return (
        small and not liked and (before in (",", "(", "-") or before in folded("products", "own"))
    )


def _capital(message: Message, i: int) -> bool:
    if not 0 <= i < len(message.tokens) or not message.free(i, i):
        return False
    token = message.tokens[i]
    known = token.fold in ENDS or is_compound(token.fold)
    return token.kind == "word" and token.capital and not known


def _coded(message: Message, i: int) -> bool:
    """The number at the end of a name: "EX40", "Starkbier 1803"."""
    token = message.tokens[i] if i < len(message.tokens) else None
    number = token is not None and token.kind == "number" and message.free(i, i)
    return number and (message.tokens[i].glued or message.fold(i + 1) in (")", ","))


def _owned(message: Message, advertiser: Name | None) -> Name | None:
    """The brand of a client that is named by another label ("Client: Unilever, brand: Dove")."""
    if advertiser is None or message.fold(advertiser.first - 1) not in (":", "="):
        return None
    if name_cues("brand").at(message.tokens, advertiser.first - 2) is not None:
        return None
    return find_labelled(message, "brand", "product", signed=True)


def _by_brand(message: Message, advertiser: Name | None) -> Name | None:
    """ "Clash Kingdoms by Supercell", "die PS6 von Sony": the name before the word "by"."""
    if advertiser is None or message.fold(advertiser.first - 1) not in ("by", "von", "de", "di"):
        return None
    last = advertiser.first - 2
    first = name_up_to(message, last)
    if first is None or message.fold(first - 1) in (":", "@") or not message.tokens[first].capital:
        return None
    return Name("product", name_text(message, first, last), first, last)


def _has_product_label(message: Message) -> bool:
    labels = folded("guards", "names_has_product_label_2")
    return any(
        t.fold in labels and message.fold(i + 1) in folded("guards", "names_has_product_label")
        for i, t in enumerate(message.tokens)
    )


def _before_launch(message: Message, advertiser: Name | None) -> Name | None:
    """ "The EV9 launch": the name right before the word."""
    for hit in name_cues("afterproduct").find(message.tokens):
        last = hit.first - (2 if message.fold(hit.first - 1) == "-" else 1)
        first = name_up_to(message, last)
        if first is not None:
            return Name("product", name_text(message, first, last), first, last)
    return None


def _behind_brand(message: Message, advertiser: Name | None) -> Name | None:
    """ "Nike Air Max", "Toyota's Corolla", "Samsung (Galaxy S26)"."""
    if advertiser is None:
        return None
    j = advertiser.last + 1
    if message.fold(j) == "'" and message.fold(j + 1) == "s":
        j += 2
    elif message.fold(j) in ("(", "-", "/") and not (
        message.fold(j) == "-" and message.tokens[j].glued
    ):
        j += 1
    if message.fold(j) in ("new", "latest", "upcoming"):
        j += 1
    if j in message.signature:
        return None
    end = name_from(message, j, behind_brand=True)
    if end is None:
        return _numbered(message, j)
    if message.tokens[j].kind != "word":
        return None
    bracketed = message.fold(advertiser.last + 1) == "("
    said = message.fold(end + 1) != ")" or message.fold(j) in _sorts()
    if bracketed and (said or advertiser.certainty == HEADED):
        return None
    if bracketed and is_brand_at(message, j) and not is_brand_at(message, advertiser.first):
        return None
    return Name("product", name_text(message, j, end), j, end)


@cache
def _sorts() -> frozenset[str]:
    """Words for what a company sells: "(beer)" behind a name is no product."""
    tables = ("categories", "topics")
    return frozenset(fold(w) for t in tables for group in words(t).values() for w in group)


def _numbered(message: Message, i: int) -> Name | None:
    """ "Heineken 0.0", "Peugeot 208": a number that nobody else wanted right behind the brand."""
    token = message.tokens[i] if i < len(message.tokens) else None
    if token is None or token.kind != "number" or not message.free(i, i) or len(token.text) > 4:
        return None
    if _counts(message, i):
        return None
    letter = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if letter is not None and letter.glued and len(letter.text) == 1 and letter.text in "edis":
        return Name("product", name_text(message, i, i + 1), i, i + 1, 0.7)
    if is_measured(message, i) and not message.claimed[min(i + 1, len(message.tokens) - 1)]:
        return None
    return Name("product", token.text, i, i, 0.7)


def _counts(message: Message, i: int) -> bool:
    """Whether the number counts what stands behind it ("(170 negozi)")."""
    following = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if following is None or following.kind != "word" or following.glued:
        return False
    bracketed = message.fold(i - 1) == "("
    return bracketed or (following.text.islower() and not is_known(following.fold))
