"""Names: the advertiser and the product, by labels, known brands and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from agents.readers.brands import introducing_words
from agents.readers.message import Message
from agents.readers.name_words import (
    COMPANY,
    LONGEST,
    Name,
    capture_name,
    is_namelike,
    name_cues,
    name_text,
    single_words,
    small_name,
)
from agents.readers.phrases import Hit, folded
from agents.readers.products import find_labelled, find_product


def labelled_advertiser(message: Message, brand: Name | None) -> Name | None:
    """The advertiser behind a label; read early, since "Kunde: Manner" are no men."""
    name = find_labelled(message, "label", "advertiser") or _longer(message, brand)
    if name is not None:
        message.claim(name.first, name.last)
    return name


def _longer(message: Message, brand: Name | None) -> Name | None:
    """A known brand behind a label with more words of its name ("Kunde: Müller Milch")."""
    if brand is None or message.fold(brand.first - 1) != ":":
        return None
    if message.fold(brand.first - 2) not in introducing_words():
        return None
    last = brand.last
    while is_namelike(message, last + 1, inner=True) and message.tokens[last + 1].kind == "word":
        last += 1
    if last == brand.last or message.tokens[last].text.isupper():
        return None
    return Name("advertiser", name_text(message, brand.first, last), brand.first, last)


def read_names(message: Message, brand: Name | None, advertiser: Name | None) -> list[Name]:
    """Advertiser and product, at most one of each; they claim their tokens."""
    if brand is not None and (
        advertiser is None or brand.first > advertiser.last or brand.last < advertiser.first
    ):
        advertiser = (
            advertiser if advertiser is not None and _strongly(message, advertiser) else brand
        )
    if advertiser is None:
        advertiser = _introduced(message)
    if advertiser is not None:
        message.claim(advertiser.first, advertiser.last)
    product = find_product(message, advertiser)
    if product is not None:
        message.claim(product.first, product.last)
    return [name for name in (advertiser, product) if name is not None]


def _strongly(message: Message, name: Name) -> bool:
    return message.fold(name.first - 1) in folded("guards", "names_strongly")


def read_leading(message: Message) -> Name | None:
    """A segment between commas that is nothing but an unknown name ("Sephora, US, 750k")."""
    opening = _opening(message)
    if opening is not None:
        message.claim(opening.first, opening.last)
        return opening
    for first, last in _segments(message):
        if message.fold(first - 1) == ":" and message.fold(first - 2) in _HEADERS:
            continue
        end = capture_name(message, first)
        if end is None or end < first:
            continue
        goes_on = first == 0 and end + 1 < len(message.tokens) and message.claimed[end + 1]
        if end == last or goes_on or message.fold(end + 1) in (":", "-", "("):
            text = name_text(message, first, end)
            if (len(text) > 1 and not text.isupper()) or len(text) in (3, 4) or _wordlike(text):
                message.claim(first, end)
                return Name("advertiser", text, first, end, 0.7)
    return None


def _opening(message: Message) -> Name | None:
    """One word before the first comma, with a fact right behind: "inwi, Maroc", "Kicks, Sverige".

    It may be written small, and be a word that is no wording of its own ("kicks off"). Where
    everything is written small it needs no comma ("netonnet sverige 800k").
    """
    if len(message.tokens) > 1 and message.claimed[1] and small_name(message, 0) is not None:
        return Name("advertiser", message.tokens[0].text, 0, 0, 0.7)
    if len(message.tokens) < _FEWEST or message.fold(1) != "," or not message.free(0, 0):
        return None
    token = message.tokens[0]
    said = token.fold in single_words() or token.fold in folded("fillers", "words")
    named = token.kind == "word" and len(token.text) > 1 and not said and message.claimed[2]
    return Name("advertiser", token.text, 0, 0, 0.7) if named else None


_FEWEST = 3
_HEADERS = folded("guards", "names_headers")
"""Words before the colon of a forwarded mail: who wrote it is no advertiser."""


def _wordlike(text: str) -> bool:
    return len(text) > 1 and text[0].isupper()


def _segments(message: Message) -> Iterator[tuple[int, int]]:
    first = 0
    for i, token in enumerate((*message.tokens, None)):
        closing = (
            token is None
            or token.kind == "break"
            or (
                token.fold in (",", ";", "|", "!", ".", "•", "·", ":", "-", "/", "(", ")")
                and not (
                    token.glued and i + 1 < len(message.tokens) and message.tokens[i + 1].glued
                )
            )
        )
        if closing:
            if i > first and i - first <= LONGEST:
                yield first, i - 1
            first = i + 1


def _introduced(message: Message) -> Name | None:
    """ "For Acme in Brazil", "Acme wants ...", "brief Acme"."""
    for hit in name_cues("for").find(message.tokens):
        j = hit.last + 1
        if message.fold(hit.first) == "from" and message.fold(hit.last + 1) == ":":
            continue
        while (
            message.fold(j) in folded("guards", "names_introduced")
            and j < len(message.tokens)
            and not (
                message.tokens[j].capital
                and message.fold(j) in folded("guards", "names_introduced_2")
                and capture_name(message, j) not in (None, j)
            )
        ):
            j += 1
        end = capture_name(message, j) or small_name(message, j)
        if end is not None and _launched(message, end):
            continue
        if end is not None and not _greeted(message, j):
            return Name("advertiser", name_text(message, j, end), j, end, 0.9)
    company = _company(message)
    if company is not None:
        return company
    for hit in name_cues("wants").find(message.tokens):
        name = _subject(message, hit)
        if name is not None:
            return name
    return None


def _launched(message: Message, last: int) -> bool:
    """Whether a name is one of a product: "for the Galaxy Buds launch"."""
    behind = last + 1
    table = name_cues("afterproduct")
    return behind < len(message.tokens) and table.at(message.tokens, behind) is not None


def _company(message: Message) -> Name | None:
    """ "Mint Bank", "Brewhaus Coffee": capitalised words that end in what the company is."""
    for i, token in enumerate(message.tokens):
        if token.fold in COMPANY and token.capital and message.free(i, i):
            first = i
            while first > 0 and i - first < 3 and is_namelike(message, first - 1, inner=False):
                first -= 1
            if first < i and message.fold(first - 1) not in ("subject", "from"):
                return Name("advertiser", name_text(message, first, i), first, i, 0.8)
    return None


def _greeted(message: Message, j: int) -> bool:
    return (
        message.fold(j - 1) in folded("guards", "names_greeted") and message.fold(j - 1) != "from"
    )


def _subject(message: Message, hit: Hit[str]) -> Name | None:
    """The capitalised words right before "wants", "quiere", "möchte"."""
    last = hit.first - 1
    first = last + 1
    while (
        first > 0
        and hit.first - first < LONGEST
        and is_namelike(message, first - 1, inner=first <= last)
    ):
        first -= 1
    while first <= last and not is_namelike(message, first, inner=False):
        first += 1
    if first > last:
        return None
    return Name("advertiser", name_text(message, first, last), first, last, 0.9)
