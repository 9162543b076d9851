"""Products: behind a label, a launch, or the advertiser's name."""

from __future__ import annotations

from functools import cache

from agents.readers.message import Message
from agents.readers.name_words import (
    LONGEST,
    Name,
    capture_name,
    fold_all,
    is_measured,
    is_namelike,
    name_cues,
    name_text,
)
from agents.readers.phrases import folded, words


def find_labelled(message: Message, tag: str, slot: str) -> Name | None:
    """ "Client: Uber Eats", "Kunde ist Bosch", "cliente Inca Kola"."""
    for hit in name_cues(tag).find(message.tokens):
        if message.fold(hit.first - 1) in _NOT_LABEL_BEFORE:
            continue
        j, strong = hit.last + 1, False
        while message.fold(j) in folded("guards", "names_labelled"):
            strong = strong or message.fold(j) in folded("guards", "names_labelled_2")
            j += 1
        if _article(message, j):
            j += 1
        if _headed(message, j):
            return Name(slot, message.tokens[j].text, j, j)
        end = capture_name(message, j, labelled=strong)
        if end is not None and (strong or message.tokens[j].capital):
            return Name(slot, name_text(message, j, end), j, end)
    return None


def _article(message: Message, j: int) -> bool:
    """Whether token j is "the" before a name ("the product is the EV3"), not part of it."""
    if j + 1 >= len(message.tokens) or message.fold(j) not in folded("guards", "names_product"):
        return False
    return message.tokens[j].text.islower() and message.tokens[j + 1].capital


def _headed(message: Message, j: int) -> bool:
    """Whether a capitalised word and a colon follow the label ("Kunde Manner: ...")."""
    return message.fold(j + 1) == ":" and message.tokens[j].capital and message.free(j, j)


_NOT_LABEL_BEFORE = folded("guards", "names_not_label_before")


def find_product(message: Message, advertiser: Name | None) -> Name | None:
    """The product of a message, if it names one."""
    labelled = find_labelled(message, "product", "product") if _has_product_label(message) else None
    if labelled is not None:
        return labelled
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
        end = capture_name(message, j)
        if end is not None and (advertiser is None or j != advertiser.first):
            return Name("product", name_text(message, j, end), j, end)
    return _behind_brand(message, advertiser)


def _by_brand(message: Message, advertiser: Name | None) -> Name | None:
    """ "Clash Kingdoms by Supercell", "die PS6 von Sony": the name before the word "by"."""
    if advertiser is None or message.fold(advertiser.first - 1) not in ("by", "von", "de", "di"):
        return None
    last = advertiser.first - 2
    first = last + 1
    while first > 0 and last - first < LONGEST and is_namelike(message, first - 1, inner=True):
        first -= 1
    while first <= last and not is_namelike(message, first, inner=False):
        first += 1
    if first > last or message.fold(first - 1) in (":", "@") or not message.tokens[first].capital:
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
        first = hit.first
        if message.fold(first - 1) == "-":
            first -= 1
        last = first - 1
        while (
            first > 0
            and hit.first - first < LONGEST
            and is_namelike(message, first - 1, inner=True)
            and message.tokens[first - 1].kind != "break"
        ):
            first -= 1
        while first <= last and not is_namelike(message, first, inner=False):
            first += 1
        if first <= last:
            return Name("product", name_text(message, first, last), first, last)
    return None


def _behind_brand(message: Message, advertiser: Name | None) -> Name | None:
    """ "Nike Air Max", "Toyota's Corolla", "Samsung (Galaxy S26)"."""
    if advertiser is None:
        return None
    j = advertiser.last + 1
    if message.fold(j) == "'" and message.fold(j + 1) == "s":
        j += 2
        if message.fold(j) in ("new", "latest", "upcoming"):
            j += 1
    elif message.fold(j) in ("(", "-", "/") and not (
        message.fold(j) == "-" and message.tokens[j].glued
    ):
        j += 1
    if j in message.signature:
        return None
    end = capture_name(message, j, behind_brand=True)
    if end is None:
        return _numbered(message, j)
    if message.tokens[j].kind != "word":
        return None
    bracketed = message.fold(advertiser.last + 1) == "("
    if bracketed and (message.fold(end + 1) != ")" or message.fold(j) in _sorts()):
        return None
    return Name("product", name_text(message, j, end), j, end)


@cache
def _sorts() -> frozenset[str]:
    """Words for what a company sells: "(beer)" behind a name is no product."""
    tables = ("categories", "topics")
    return frozenset(fold_all({w for t in tables for group in words(t).values() for w in group}))


def _numbered(message: Message, i: int) -> Name | None:
    """ "Heineken 0.0", "Peugeot 208": a number that nobody else wanted right behind the brand."""
    token = message.tokens[i] if i < len(message.tokens) else None
    if token is None or token.kind != "number" or not message.free(i, i) or len(token.text) > 4:
        return None
    letter = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if letter is not None and letter.glued and len(letter.text) == 1 and letter.text in "edis":
        return Name("product", name_text(message, i, i + 1), i, i + 1, 0.7)
    if is_measured(message, i) and not message.claimed[min(i + 1, len(message.tokens) - 1)]:
        return None
    return Name("product", token.text, i, i, 0.7)
