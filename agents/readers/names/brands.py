"""Known brands."""

from __future__ import annotations

from functools import cache
from itertools import takewhile

from agents.data import path
from agents.readers.findings.corrections import corrects
from agents.readers.names.glossed import glossed
from agents.readers.names.headings import headed
from agents.readers.names.name_cues import cue_before
from agents.readers.names.name_runs import is_boundary, run_end
from agents.readers.names.name_words import (
    COMPANY,
    FILLERS,
    PEOPLE,
    Name,
    advertiser,
    is_namelike,
    is_unknown,
    name_cues,
    ordinary,
    spoken,
)
from agents.readers.names.on_line import name_on_line
from agents.readers.names.organisations import ORG_AFTER, ORG_BEFORE, goes_on, organisation_of
from agents.readers.names.outright import named_outright
from agents.readers.names.titles import is_more, title_of, wants_at, wishes_small
from agents.readers.numbers.currency_words import currency_table
from agents.readers.numbers.numbers import read_number
from agents.readers.text.demonyms import demonym_at
from agents.readers.text.gazetteer import names as places
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded

_LINE = 16
"""How many tokens a brief in one line of pieces has at most."""


@cache
def known_brands() -> Phrases[str]:
    """Brands by name; those that are ordinary words too end in "!"."""
    lines = path("brands.txt").read_text(encoding="utf-8").splitlines()
    return Phrases((line.rstrip("!"), line) for line in lines if line and not line.startswith("#"))


def brand_of(message: Message) -> Name | None:
    """A known brand, a name of borrowed words, or a firm by its kind; claims its tokens early."""
    brand, title = _brand(message), title_of(message)
    longer = brand is None or (title is not None and is_more(message, title, brand))
    told = headed(message, (title if longer else brand) or brand) or named_outright(message)
    name = name_on_line(message) or told or glossed(message) or organisation_of(message)
    if name is not None:
        message.claim(name.first, name.last)
    return name


def whole_name(message: Message, brand: Name) -> Name:
    """A known brand with the unknown words in capitals right before it ("Grupo Bimbo")."""
    first = brand.first
    while first > 0 and _belongs(message, first - 1):
        first -= 1
    return advertiser(message, first, brand.last, brand.certainty)


def _belongs(message: Message, i: int) -> bool:
    token = message.tokens[i]
    if not message.free(i, i) or i in message.aside or token.fold in PEOPLE:
        return False
    if message.small:
        return is_unknown(message, i) and len(token.text) > 3
    return token.capital and (is_unknown(message, i) or token.fold in ORG_BEFORE)


def _brand(message: Message) -> Name | None:
    """A known brand; one that is introduced ("for Nike") before one that just stands there."""
    hits = [
        h
        for h in known_brands().find(message.tokens)
        if message.free(h.first, h.last) and h.first not in message.aside and _is_brand(message, h)
    ]
    if not hits:
        return None
    hits.sort(key=lambda h: h.first)
    meant = [h for h in hits[1:] if corrects(message, hits[0].last, h.first)]
    hits = [*meant[-1:], *hits]
    hits.sort(key=lambda h: (h not in meant, not cue_before(message, h.first), _word(h), h.first))
    for hit in hits:
        if message.fold(hit.first - 1) in folded("guards", "names_brand"):
            continue
        if _is_product(message, hit.first):
            continue
        if _explains(message, hit) or _joins_in(message, hit.first) or _liked(message, hit.first):
            continue
        first, last = hit.first, hit.last
        if first > 0 and _kind_before(message, first - 1):
            first -= 1
        while _company_word(message, last + 1):
            last += 1
        if message.fold(last + 1) == "&" and is_namelike(message, last + 2, inner=True):
            last = run_end(message, last + 2)
        if message.fold(hit.first) in ORG_BEFORE and goes_on(message, last + 1):
            last = run_end(message, last + 1)
        return advertiser(message, first, last)
    return None


def _is_product(message: Message, first: int) -> bool:
    """Whether a label says that the brand is the product ("Kunde Henkel, Produkt Persil")."""
    label = first - 2 if message.fold(first - 1) in (":", "=", "-") else first - 1
    return message.fold(label) in folded("guards", "names_has_product_label_2")


def _joins_in(message: Message, first: int) -> bool:
    """Whether the brand is only somebody's partner ("Huckberry x Spotify")."""
    before = message.tokens[first - 2] if first > 1 else None
    return message.fold(first - 1) == "x" and before is not None and before.capital


def _liked(message: Message, first: int) -> bool:
    """Whether the brand is what the audience likes ("fans del Real Madrid")."""
    fans = folded("guards", "names_fans")
    return message.fold(first - 1) in fans or message.fold(first - 2) in fans


def _kind_before(message: Message, i: int) -> bool:
    """Whether a name begins at token i by what the company is ("Viajes Falabella")."""
    kind = message.tokens[i].capital and message.fold(i) in ORG_BEFORE
    return kind and message.free(i, i) and message.language != "de"


def _is_numeral(message: Message, hit: Hit[str]) -> bool:
    """Whether a brand that begins with a digit is no amount ("3M wants", "for 3M")."""
    behind = hit.last + 1
    if behind >= len(message.tokens) or is_boundary(message, behind):
        heads = hit.first == 0 and message.number == 0 and _paid_behind(message, behind)
        return cue_before(message, hit.first) or hit.last - hit.first > 1 or heads
    return (
        wants_at(message, behind)
        or message.fold(behind) in ("in", "en", "em", "i")
        or hit.last - hit.first > 1
    )


def _paid_behind(message: Message, i: int) -> bool:
    """Whether an amount of money stands behind token `i`: then what is before it is none."""
    tokens = message.tokens
    return any(
        tokens[hit.first - 1].kind == "number" or tokens[hit.first - 2].kind == "number"
        for hit in currency_table().find(tokens)
        if hit.first > i + 1
    )


def is_brand_at(message: Message, i: int) -> bool:
    """Whether a known brand begins at token i."""
    return i < len(message.tokens) and known_brands().at(message.tokens, i) is not None


def _dashed_on(message: Message, i: int) -> bool:
    """Whether the name goes on behind its dash ("La Roche-Posay")."""
    inside = i < len(message.tokens) and message.tokens[i].capital
    return inside and is_unknown(message, i) and message.tokens[i].glued


def _word(hit: Hit[str]) -> bool:
    """Whether the brand is an ordinary word as well ("Claro, Nike quer ...")."""
    return hit.entry.endswith("!")


def _word_is_brand(message: Message, hit: Hit[str]) -> bool:
    """Whether an ordinary word is a firm's name where it stands."""
    if not message.tokens[hit.first].capital:
        return wishes_small(message, hit.first, hit.last) or _heads_line(message, hit)
    if _cried_or_label(message, hit):
        return False
    if message.words(hit.first, hit.last).lower() != hit.entry.rstrip("!").lower():
        return False
    if hit.first == 0 and _goes_on_as_word(message, hit.last + 1):
        return False
    known = (
        cue_before(message, hit.first)
        or hit.first == 0
        or message.fold(hit.first - 1) in (",", ":", "-", "(", "/")
        or message.fold(hit.last + 1) == ":"
        or message.tokens[hit.first - 1].kind == "break"
        or hit.entry.rstrip("!").isupper()
        or _paid_for(message, hit.first - 1)
        or wants_at(message, hit.last + 1)
        or _won(message, hit.first)
    )
    return known and message.fold(hit.last + 1) not in ("audience", "market", "ages", "demo")


def _heads_small(message: Message, hit: Hit[str]) -> bool:
    """Whether a first message begins with a short name written small ("dm, 100k, DE")."""
    alone = message.fold(hit.last + 1) == "," and message.fold(hit.first) not in spoken()
    begins = hit.first == 0 and message.number == 0
    return begins and (alone or wishes_small(message, hit.first, hit.last))


def _heads_line(message: Message, hit: Hit[str]) -> bool:
    """ "target, us, 250k": a brief in pieces that begins with an ordinary word written small."""
    if message.number > 0 or hit.first > 0 or message.fold(hit.last + 1) != ",":
        return False
    line = list(takewhile(lambda t: t.kind != "break", message.tokens[hit.last + 2 :]))
    pieces = sum(t.fold == "," for t in line)
    paid = any(t.kind == "number" for t in line) and len(line) < _LINE
    return paid and pieces > 0 and next(iter(places().find(line)), None) is not None


def _goes_on_as_word(message: Message, i: int) -> bool:
    """Whether the sentence goes on from its first word as it does from no firm ("Next week")."""
    token = message.tokens[i] if i < len(message.tokens) else None
    if token is None or token.kind != "word" or token.capital or not message.free(i, i):
        return False
    if token.fold == "have" and read_number(message.tokens, i + 1 + _signed(message, i + 1)):
        return False
    told = any(name_cues(tag).at(message.tokens, i) for tag in ("wants", "campaign", "is_client"))
    return not told and token.fold in folded("guards", "names_word_goes_on")


def _signed(message: Message, i: int) -> bool:
    """Whether the sign of a currency stands at token i."""
    return i < len(message.tokens) and currency_table().at(message.tokens, i) is not None


def _cried_or_label(message: Message, hit: Hit[str]) -> bool:
    """Whether an ordinary word is one here: "Claro! ...", "Target: women"."""
    behind = message.fold(hit.last + 1)
    label = behind == ":" and message.fold(hit.first) in FILLERS
    label = label and not cue_before(message, hit.first)
    cried = behind == "!" and not _won(message, hit.first)
    return cried or (label and not _heads(message, hit))


def _won(message: Message, first: int) -> bool:
    """Whether words that say whose turn it is stand before the name ("We've won Apple!")."""
    return name_cues("turn").before(message.tokens, first, 4) is not None


def _heads(message: Message, hit: Hit[str]) -> bool:
    """ "Target: US, 100k USD, March": the firm that a whole brief is of, no label of a line."""
    behind = hit.last + 2
    if message.number > 0 or hit.first > 0 or behind >= len(message.tokens):
        return False
    place, rest = places().at(message.tokens, behind), message.tokens[behind:]
    line = list(takewhile(lambda t: t.kind != "break", rest))
    return place is not None and any(True for _ in currency_table().find(line))


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
    """Whether the word only begins the name of a place ("EE.UU.", "Orange County", "Den Bosch")."""
    place = places().at(message.tokens, hit.first)
    around = places().at(message.tokens, hit.first - 1) if hit.first else None
    return (place is not None and place.last > hit.last) or (
        around is not None and around.last == hit.last and message.tokens[around.first].capital
    )


def _among_places(message: Message, hit: Hit[str]) -> bool:
    """Whether the name is one of a place as well, in a list ("Santander y Oviedo")."""
    behind = hit.last + 2
    people = demonym_at(message, hit.first) == hit.last
    if people and message.fold(hit.first - 1) in _PLUS and _place_ends(message, hit.first - 2):
        return True
    if behind >= len(message.tokens) or message.fold(hit.last + 1) not in _AND:
        return False
    one, two = places().at(message.tokens, hit.first), places().at(message.tokens, behind)
    if two is not None and people:
        return True
    if one is None or two is None or one.last != hit.last:
        return False
    homes = [{p.countries for p in hit.entry if p.level == "city"} for hit in (one, two)]
    return bool(homes[0] & homes[1])


def _place_ends(message: Message, last: int) -> bool:
    return last >= 0 and places().before(message.tokens, last + 1) is not None


_PLUS = frozenset("+&")


def _of_someone(message: Message, hit: Hit[str]) -> bool:
    """Whether the name is the region of somebody else's brief ("Iberia brief for Novacel")."""
    place = places().at(message.tokens, hit.first)
    told = name_cues("campaign").at(message.tokens, min(hit.last + 1, len(message.tokens) - 1))
    if place is None or place.last != hit.last or told is None:
        return False
    leads = message.fold(told.last + 1) in folded("names", "for")
    return leads and is_namelike(message, told.last + 2, inner=False)


def _sums_up(message: Message, hit: Hit[str]) -> bool:
    """Whether the word stands before the sum of a table ("Total: 300,000")."""
    if message.fold(hit.first) not in folded("money", "intotal"):
        return False
    behind = hit.last + 1 + (message.fold(hit.last + 1) in (":", "=", "-"))
    tokens = message.tokens
    return behind < len(tokens) and (
        tokens[behind].kind == "number" or currency_table().at(tokens, behind) is not None
    )


def _region(message: Message, hit: Hit[str]) -> bool:
    """Whether letters stand for a trade region: "ANZ" is a bank where Australia is named too."""
    region = places().at(message.tokens, hit.first) if hit.entry.rstrip("!").isupper() else None
    entry = region.entry if region is not None else ()
    inside = {c for p in entry if p.level == "trade" for c in p.countries}
    others = [h for h in places().find(message.tokens) if h.first != hit.first] if inside else []
    return bool(inside) and not any(set(p.countries) <= inside for h in others for p in h.entry)


_AND = folded("guards", "places_listing") - {",", "en", "o"}


def _company_word(message: Message, i: int) -> bool:
    """Whether token i goes on with a name by what the company is ("Lloyds Bank")."""
    if not 0 <= i < len(message.tokens) or not message.free(i, i):
        return False
    word = message.fold(i)
    known = (
        (word in COMPANY or word in ORG_AFTER) and word != "air" and message.tokens[i].text != "CO"
    )
    return known and message.tokens[i].capital


def _is_brand(message: Message, hit: Hit[str]) -> bool:
    token = message.tokens[hit.first]
    if message.fold(hit.last + 1) in folded("guards", "names_no_brand_before"):
        return False
    others = (_place_behind, _among_places, _region, _of_someone, _sums_up)
    if any(other(message, hit) for other in others):
        return False
    dashed = message.fold(hit.last + 1) == "-" and message.tokens[hit.last + 1].glued
    if dashed and (message.fold(hit.last + 2) in ordinary() or _dashed_on(message, hit.last + 2)):
        return False
    if _word(hit):
        return _word_is_brand(message, hit)
    if token.kind == "number":
        return _is_numeral(message, hit)
    if len(hit.entry) <= 3 and not token.capital:
        written = message.words(hit.first, hit.last).lower() == hit.entry.lower()
        return written and (cue_before(message, hit.first) or _heads_small(message, hit))
    if message.folds(hit.first, hit.last) in ordinary() and not token.capital:
        return False
    return token.capital or (
        len(hit.entry) >= 3 and message.words(hit.first, hit.last).lower() == hit.entry.lower()
    )
