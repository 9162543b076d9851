"""What a word is to a name: a part of it, a link inside it, or its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from agents.readers.text.gazetteer import names as places
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from agents.readers.text.tokens import fold


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens [first, last]; `slot` is "advertiser" or "product"."""

    slot: str
    text: str
    first: int
    last: int
    certainty: float = 1.0


@cache
def name_cues(tag: str) -> Phrases[str]:
    """The wordings of a tag that introduce names."""
    return Phrases((w, tag) for w in words("names")[tag])


_VOCABULARIES = (
    "dates",
    "months",
    "money",
    "operators",
    "kpis",
    "caps",
    "ages",
    "objectives",
    "formats",
    "channels",
    "audience",
    "generations",
    "intents",
    "edits",
    "names",
    "priorities",
    "languages",
    "demonyms",
    "numbers",
    "cues",
)
_THEMES = ("topics", "interests", "categories", "holidays", "safety", "stems")

ENDS = folded("guards", "names_ends")
"""Words that no name holds, however they are written ("Budget", "please")."""
FILLERS = ENDS | folded("guards", "names_titles")
"""Those, and small words that only a name in capitals holds ("Too Good To Go")."""
COMPANY = folded("guards", "names_company")
"""Words for what a company is, at the end of its name."""
PEOPLE = folded("everyday", "people")
"""Given names: a person is no advertiser."""
ARTICLES = folded("everyday", "articles")
LINKS = folded("everyday", "links")
HEADERS = folded("guards", "names_headers")
"""Words before the colon of a forwarded mail: who wrote it is no advertiser."""
LONGEST = 5
"""How many words a name may have."""


@cache
def ordinary() -> frozenset[str]:
    """Folded words that belong to some vocabulary and so begin no name."""
    return frozenset(w for w in _pieces(_VOCABULARIES) if w.isalnum()) | _everyday()


@cache
def single_words() -> frozenset[str]:
    """Folded words that are wordings of a vocabulary by themselves."""
    return frozenset(w for w in map(fold, _wordings(_VOCABULARIES)) if w.isalnum()) | _everyday()


@cache
def known_words() -> frozenset[str]:
    """Folded words of all vocabularies, of topics, of talk and of what companies are."""
    return _pieces(_THEMES) | ordinary() | COMPANY | PEOPLE | spoken()


@cache
def spoken() -> frozenset[str]:
    """Folded words of everyday talk, which are no names by themselves."""
    return folded("everyday", "talk") | FILLERS


@lru_cache(maxsize=16384)
def is_known(word: str) -> bool:
    """Whether a folded word is one of those, or joins one of the trade ("Sommerkampagne")."""
    return word in known_words() or is_compound(word)


@lru_cache(maxsize=16384)
def is_compound(word: str) -> bool:
    """Whether a folded word joins one of the trade to another ("Sommerkampagne")."""
    ends = folded("everyday", "compound_ends")
    return any(len(word) > len(end) + 2 and word.endswith(end) for end in ends)


@cache
def _trade() -> frozenset[str]:
    return frozenset(w.lower() for w in _wordings(_VOCABULARIES))


@cache
def _said_alone() -> frozenset[str]:
    """Words of the trade exactly as they are written: "Männer", not the name "Manner"."""
    return frozenset(w.lower() for w in _wordings((*_VOCABULARIES, *_THEMES)))


@cache
def _everyday() -> frozenset[str]:
    return FILLERS | folded("fillers", "words")


def _wordings(tables: tuple[str, ...]) -> Iterator[str]:
    return (w for table in tables for group in words(table).values() for w in group)


def _pieces(tables: tuple[str, ...]) -> frozenset[str]:
    """The folded single words of all wordings of some tables."""
    known = (w.replace("'", " ").replace("-", " ").split() for w in _wordings(tables))
    return frozenset(fold(word) for group in known for word in group)


def name_text(message: Message, first: int, last: int) -> str:
    """The original words of tokens [first, last] without quotes and stops."""
    text = message.words(first, last).strip(_AROUND)
    sign = last if message.fold(last) == "'" else last + 1
    return text + message.tokens[sign].text if _clipped(message, first, sign) else text


_AROUND = " *_~`\"'“”‘’«».,;:"


def _clipped(message: Message, first: int, sign: int) -> bool:
    """Whether an apostrophe ends the name ("Dunkin'"), no quotation and no plural ("Lowes'")."""
    if message.fold(sign) != "'" or not message.tokens[sign].glued:
        return False
    behind = message.tokens[sign + 1 : sign + 2]
    apart = not behind or not behind[0].glued or behind[0].kind != "word"
    quoted = message.fold(first - 1) == "'" or message.fold(first) == "'"
    return apart and not quoted and not message.fold(sign - 1).endswith("s")


def advertiser(message: Message, first: int, last: int, certainty: float = 1.0) -> Name:
    """Tokens [first, last] as the name of the advertiser."""
    return Name("advertiser", name_text(message, first, last), first, last, certainty)


def is_unknown(message: Message, i: int) -> bool:
    """Whether token i is a word that no vocabulary has."""
    token = message.tokens[i]
    return token.kind == "word" and len(token.text) > 1 and not is_known(token.fold)


def is_plain(message: Message, i: int) -> bool:
    """Whether token i is a word in capitals that is no wording of the trade ("cliente Stone")."""
    if not 0 <= i < len(message.tokens) or not message.free(i, i):
        return False
    token = message.tokens[i]
    alone = is_wording(message, i) or token.fold in spoken()
    return token.kind == "word" and token.capital and not alone


def is_wording(message: Message, i: int) -> bool:
    """Whether token i is a word of the trade or a topic, exactly as it is written."""
    return message.tokens[i].text.lower() in _said_alone()


def is_trade(message: Message, i: int) -> bool:
    """Whether token i is a word of the trade as it is written, or one that ends names."""
    return message.fold(i) in ENDS or message.tokens[i].text.lower() in _trade()


def is_namelike(message: Message, i: int, inner: bool) -> bool:
    """Whether token i can be a word of a name; `inner` when a name word stands before it."""
    if not 0 <= i < len(message.tokens) or not message.free(i, i) or i in message.aside:
        return False
    token = message.tokens[i]
    if token.kind == "word":
        return _is_word(message, i, inner)
    if token.kind == "number":
        if inner and message.fold(i - 1) == "-" and message.tokens[i - 2].text.isupper():
            return token.glued and message.tokens[i - 1].glued
        short = token.glued or len(token.text) <= 2 or _VERSION.fullmatch(token.text) is not None
        return inner and short and not is_measured(message, i)
    return inner and token.fold in folded("guards", "names_namelike_2") and _joins(message, i)


_VERSION = re.compile(r"\d\.\d")


def _is_word(message: Message, i: int, inner: bool) -> bool:
    token = message.tokens[i]
    if inner and token.fold == "s" and token.glued and message.fold(i - 1) == "'":
        return True
    if _model(message, i) or (inner and _dashed(message, i)):
        return True
    if _numbered(message, i):
        return True
    if inner and _behind_number(message, i) and token.glued:
        return True
    if token.fold in ordinary():
        return inner and token.capital and token.fold not in ENDS
    if not inner and (token.fold in spoken() or is_compound(token.fold)):
        return False
    camel = token.text[1:2].isupper()
    return token.capital or camel


def _numbered(message: Message, i: int) -> bool:
    """ "Galaxy S27", "EX30": capitals and a number in one piece."""
    following = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    joined = following is not None and following.kind == "number" and following.glued
    token = message.tokens[i]
    loud = any(c.isupper() for c in token.text)
    return joined and loud and token.fold not in folded("guards", "names_namelike")


def _behind_number(message: Message, i: int) -> bool:
    return i > 0 and message.tokens[i - 1].kind == "number"


def _model(message: Message, i: int) -> bool:
    """ "F-150", "CX-5": capitals, a dash and a number in one piece."""
    if i + 2 >= len(message.tokens) or not message.tokens[i].text.isupper():
        return False
    dash, number = message.tokens[i + 1], message.tokens[i + 2]
    joined = dash.fold == "-" and dash.glued and number.kind == "number" and number.glued
    short = len(message.tokens[i].text) <= 3 and len(number.text) <= _MODEL
    return joined and short and message.fold(i + 3) != "-"


_MODEL = 4
"""How many digits a model has at most; orders and invoices have more ("F-88210")."""


def is_coded(message: Message, i: int) -> bool:
    """ "i4", "iX3", "e-tron", "iPhone 17": a model's name that begins with a small letter."""
    following = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if following is None or not message.free(i, i) or len(message.tokens[i].text) > 6:
        return False
    text = message.tokens[i].text
    if text[:1].islower() and text[1:2].isupper():
        return True
    if following.kind == "number" and not following.glued and message.tokens[i].capital:
        return len(following.text) <= 2 and not is_measured(message, i + 1)
    coded = following.kind == "number" and following.glued
    if coded and len(text) <= 3:
        return message.fold(i) not in folded("guards", "names_namelike")
    dashed = following.fold == "-" and following.glued and text in ("e", "i")
    return dashed and message.fold(i + 2) not in folded("guards", "names_electronic")


def _dashed(message: Message, i: int) -> bool:
    """Whether a word hangs on the one before by a sign ("e-tron", "Coca-cola", "Bol.com")."""
    joined = (
        message.fold(i - 1) in ("-", ".")
        and message.tokens[i].glued
        and message.tokens[i - 1].glued
    )
    return joined and message.fold(i) not in ENDS


def is_measured(message: Message, i: int) -> bool:
    """Whether a number counts something and so belongs to no name."""
    following = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    joined = message.tokens[i].glued and message.tokens[i - 1].kind in ("word", "sign")
    if following is None or (joined and following.fold not in ("-", "%", "+")):
        return False
    if following.fold in folded("names", "campaign") | folded("names", "afterproduct"):
        return False
    amount = following.fold in folded("guards", "names_measured") or following.kind == "date"
    return amount or (following.fold in ordinary() and i + 1 not in message.glue)


def _joins(message: Message, i: int) -> bool:
    """Whether a sign stands inside a name ("H&M", "L'Oréal", "Coca-Cola", "P & G")."""
    token = message.tokens[i]
    following = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if following is None or not message.free(i + 1, i + 1) or following.fold in ENDS:
        return False
    if token.fold == "&" or abbreviates(message, i):
        return following.capital
    if token.fold == "'" and following.fold == "s":
        return token.glued and following.glued
    if token.fold == "+":
        return token.glued and not following.glued
    return token.glued and following.glued and following.kind in ("word", "number")


def abbreviates(message: Message, i: int) -> bool:
    """Whether the dot at token i shortens a word of a name ("St. Pierre", "Polarn O. Pyret")."""
    if message.fold(i) != "." or i == 0 or not message.tokens[i].glued:
        return False
    following = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    before = message.tokens[i - 1]
    short = before.fold in _SHORTENED or (len(before.text) == 1 and before.capital and i > 1)
    return short and following is not None and following.capital and following.kind == "word"


_SHORTENED = frozenset(("mr", "mrs", "ms", "dr", "st", "ste", "sr", "jr", "prof"))


def is_link(message: Message, i: int) -> bool:
    """Whether a small word stands between two words of a name ("Banco do Brasil")."""
    if not message.free(i, i) or message.fold(i) not in LINKS or i + 1 >= len(message.tokens):
        return False
    if message.fold(i) in ("d", "l") and message.fold(i + 1) == "'" and i + 2 < len(message.tokens):
        return message.tokens[i + 2].capital and is_namelike(message, i + 2, inner=True)
    if not message.tokens[i + 1].capital or not is_namelike(message, i + 1, inner=True):
        return False
    owned = message.fold(i) in folded("guards", "names_organisation")
    return owned or places().at(message.tokens, i + 1) is None
