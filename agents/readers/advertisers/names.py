"""Names: the advertiser is what stands in a naming position when everything else is explained.

The positions, from the surest: behind a label, a known brand, behind "for", a company by its last
word, before "wants", before "campaign", a piece between commas, the beginning of a sentence.
"""

from __future__ import annotations

from agents.readers.advertisers.labels import find_labelled
from agents.readers.advertisers.left_names import small_piece
from agents.readers.advertisers.products import find_product, of_kind
from agents.readers.advertisers.senders import handed_on
from agents.readers.names.brands import whole_name
from agents.readers.names.headings import PASSING
from agents.readers.names.name_cues import introducing_words
from agents.readers.names.name_runs import (
    is_no_firm,
    name_from,
    name_up_to,
    small_from,
    titled_from,
    without_article,
)
from agents.readers.names.name_words import (
    ARTICLES,
    COMPANY,
    HEADERS,
    PEOPLE,
    Name,
    advertiser,
    is_known,
    is_link,
    is_namelike,
    is_plain,
    name_cues,
)
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded


def labelled_advertiser(message: Message, brand: Name | None) -> Name | None:
    """The advertiser behind a label; read early, since "Kunde: Manner" are no men."""
    name = find_labelled(message, "label", "advertiser") or _longer(message, brand)
    if name is None:
        return None
    if brand is not None and brand.first == name.last + 1:
        name = advertiser(message, name.first, brand.last)
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
    return advertiser(message, brand.first, last)


def early_product(message: Message, brand: Name | None) -> Name | None:
    """The product behind a kind of thing; claimed early, since Victoria is a place as well."""
    product = of_kind(message, brand)
    if product is not None:
        message.claim(product.first, product.last)
    return product


def read_names(
    message: Message, brand: Name | None, labelled: Name | None, kept: Name | None
) -> list[Name]:
    """Advertiser and product, at most one of each; they claim their tokens."""
    owner = _surer(message, brand, labelled)
    if owner is None or owner.certainty <= PASSING:
        owner = _earlier(_introduced(message), owner)
    if owner is not None:
        message.claim(owner.first, owner.last)
    product = kept or find_product(message, owner)
    product = None if product is not None and _of_ages(message, product) else product
    if product is not None:
        message.claim(product.first, product.last)
    return [name for name in (owner, product) if name is not None]


def _of_ages(message: Message, name: Name) -> bool:
    """ "A18-49": the letter of an age group is no name."""
    return len(name.text) == 1 and name.last + 1 in message.people


def _surer(message: Message, brand: Name | None, labelled: Name | None) -> Name | None:
    """A known brand before a name behind a label, unless that says so with a sign."""
    if brand is None or labelled is None:
        return labelled if brand is None else whole_name(message, brand)
    if labelled.first <= brand.last and brand.first <= labelled.last:
        return labelled
    strongly = _strongly(message, labelled) or brand.certainty <= PASSING
    return labelled if strongly else whole_name(message, brand)


def _earlier(introduced: Name | None, passing: Name | None) -> Name | None:
    """The name that a message introduces, unless a brand that nothing introduces is before it."""
    if passing is None or (introduced is not None and introduced.first < passing.first):
        return introduced
    return passing


def _strongly(message: Message, name: Name) -> bool:
    return message.fold(name.first - 1) in folded("guards", "names_strongly")


def _introduced(message: Message) -> Name | None:
    """ "For Acme in Brazil", "Acme wants ...", "Acme's campaign"."""
    return (
        small_piece(message)
        or handed_on(message)
        or _behind(message, "for")
        or _company(message)
        or _behind(message, "turn")
        or _before(message, "wants")
        or _before(message, "campaign")
        or _before(message, "is_client")
    )


def _behind(message: Message, tag: str) -> Name | None:
    """ "For Acme in Brazil", "we've got Acme with 50k"."""
    for hit in name_cues(tag).find(message.tokens):
        if message.fold(hit.first) == "from" and message.fold(hit.last + 1) == ":":
            continue
        if _inside_name(message, hit.first):
            continue
        j = _introducing(message, hit.last + 1)
        if j in message.signature:
            continue
        end = name_from(message, j)
        if end is None and is_plain(message, j) and _in_behind(message, j + 1):
            return advertiser(message, j, j, 0.7)
        if end is None and message.small and (tag == "for" or message.number == 0):
            spoken_on = tag == "for" and _opens_with_talk(message, hit.first)
            end = small_from(message, j, whole=tag == "turn", spoken_on=spoken_on)
        if end is None or _launched(message, end) or is_no_firm(message, j, end):
            continue
        vendor = message.fold(hit.last) not in folded("senders", "for")
        return advertiser(message, j, end, 0.8 if vendor else 0.9)
    return None


def _opens_with_talk(message: Message, i: int) -> bool:
    """Whether a first message opens with talk before token i ("ok so this is for ...")."""
    talk = all(t.kind == "sign" or is_known(t.fold) for t in message.tokens[:i])
    return message.number == 0 and i < _OPENING and talk and message.free(0, i - 1)


_OPENING = 7


def _in_behind(message: Message, i: int) -> bool:
    """Whether "in" stands at token i; in German any noun might stand before it."""
    return message.fold(i) in _IN and message.language != "de"


_IN = frozenset(("in", "en", "em", "i", "no", "na"))


def _inside_name(message: Message, i: int) -> bool:
    """Whether the word is a link inside a name ("Caixa Geral de Depósitos")."""
    links = is_link(message, i) or message.fold(i) == "x"
    if message.language == "de" and message.fold(i - 2) in ARTICLES:
        return False
    fans = message.fold(i - 1) in folded("guards", "names_fans")
    return fans or (i > 0 and links and is_namelike(message, i - 1, inner=True))


def _introducing(message: Message, j: int) -> int:
    """The token behind words that only lead up to a name ("for the airline Acme")."""
    while j < len(message.tokens) and message.fold(j) in folded("guards", "names_introduced"):
        token = message.tokens[j]
        if token.capital and token.fold in ARTICLES and titled_from(message, j) is not None:
            break
        j += 1
    return j


def _launched(message: Message, last: int) -> bool:
    """Whether a name is one of a product: "for the Galaxy Buds launch"."""
    behind = last + 1
    table = name_cues("afterproduct")
    return behind < len(message.tokens) and table.at(message.tokens, behind) is not None


def _company(message: Message) -> Name | None:
    """ "Mint Bank", "Brewhaus Coffee": capitalised words that end in what the company is."""
    for i, token in enumerate(message.tokens):
        if i in message.signature and token.fold in _HOUSES:
            continue
        if token.fold in COMPANY and token.capital and message.free(i, i):
            first = name_up_to(message, i)
            if first is not None and first < i and message.fold(first - 1) not in HEADERS:
                return advertiser(message, first, i, 0.8)
    return None


_HOUSES = frozenset(("media", "digital", "online", "partners", "direct", "group", "interactive"))
"""Words for agencies, whose people sign for somebody else."""


def _before(message: Message, tag: str) -> Name | None:
    """The name right before "wants", "quiere", "möchte"; before "campaign", "'s budget"."""
    for hit in name_cues(tag).find(message.tokens):
        last = hit.first - 1
        if tag == "campaign":
            last = _before_joint(message, last)
        if tag == "wants":
            last = _before_seat(message, last)
        first = _firm(message, name_up_to(message, last), last)
        first = None if first is None else without_article(message, first, last)
        if first is None or last in message.signature:
            continue
        if is_no_firm(message, first, last) and not _wants_itself(message, tag, last):
            continue
        return advertiser(message, first, last, 0.8)
    return None


def _wants_itself(message: Message, tag: str, i: int) -> bool:
    """Whether a word that is known from a longer wording alone wants something ("Lunaire veut")."""
    said = message.language == "de" or message.fold(i) in PEOPLE
    return tag == "wants" and not said and is_plain(message, i)


def _before_seat(message: Message, last: int) -> int:
    """Before the place in "Ströck in Vienna would like"."""
    first = last
    while first > 0 and message.claimed[first]:
        first -= 1
    return first - 1 if first < last and message.fold(first) in _IN else last


_IN = folded("place_words", "inside")


def _firm(message: Message, first: int | None, last: int) -> int | None:
    """Behind a German noun for what the firm is ("der Versicherer Getsafe will")."""
    if first is None or first == last or message.language != "de":
        return first
    kind = message.fold(first) in folded("guards", "names_introduced")
    return first + 1 if kind and message.tokens[first - 1].text.islower() else first


def _before_joint(message: Message, last: int) -> int:
    """Before the dash or the "'s" between a name and its campaign."""
    if message.fold(last) == "-" or message.fold(last) == "'":
        return last - 1
    if message.fold(last) == "s" and message.fold(last - 1) == "'":
        return last - 2
    return last
