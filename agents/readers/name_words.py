"""Which words can be words of a name, and where a name ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from agents.readers.message import Message
from agents.readers.phrases import Phrases, folded, words


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


@cache
def ordinary() -> frozenset[str]:
    """Folded words that belong to some vocabulary and so begin no name."""
    known = {
        word
        for wording in _wordings()
        for word in wording.replace("'", " ").replace("-", " ").split()
    }
    return frozenset(w for w in fold_all(known) if w.isalnum()) | _fillers()


@cache
def single_words() -> frozenset[str]:
    """Folded words that are wordings of a vocabulary by themselves."""
    return frozenset(w for w in fold_all(set(_wordings())) if w.isalnum()) | _fillers()


def _wordings() -> Iterator[str]:
    return (w for table in _VOCABULARIES for group in words(table).values() for w in group)


@cache
def _fillers() -> frozenset[str]:
    """Everyday words, which never begin a name however they are written."""
    return _FILLERS | frozenset(fold_all(set(words("fillers")["words"])))


def fold_all(wordings: set[str]) -> Iterator[str]:
    """The folded forms of wordings."""
    from agents.readers.tokens import fold

    return (fold(w) for w in wordings)


_FILLERS = folded("guards", "names_fillers")


def name_text(message: Message, first: int, last: int) -> str:
    """The original words of tokens [first, last] without quotes and stops."""
    return message.words(first, last).strip(" *_~`\"'“”«».,;:")


def is_namelike(message: Message, i: int, inner: bool, labelled: bool = False) -> bool:
    """Whether token i can be a word of a name; `inner` when a name word stands before it."""
    if not 0 <= i < len(message.tokens) or not message.free(i, i):
        return False
    token = message.tokens[i]
    if token.kind == "word":
        if inner and token.fold == "s" and token.glued and message.fold(i - 1) == "'":
            return True
        if _model(message, i) or (inner and _dashed(message, i)):
            return True
        if labelled:
            return inner is False or token.fold not in _fillers() or token.capital
        model = (
            i + 1 < len(message.tokens)
            and message.tokens[i + 1].kind == "number"
            and message.tokens[i + 1].glued
        )
        if (
            model
            and any(c.isupper() for c in token.text)
            and token.fold not in folded("guards", "names_namelike")
        ):
            return True
        if token.fold in ordinary():
            return inner and token.capital and token.fold not in _fillers()
        camel = token.text[1:2].isupper()
        return (
            token.capital
            or camel
            or (i > 0 and message.tokens[i - 1].kind == "number" and token.glued)
        )
    if token.kind == "number":
        if inner and message.fold(i - 1) == "-" and message.tokens[i - 2].text.isupper():
            return token.glued and message.tokens[i - 1].glued
        return inner and (token.glued or len(token.text) <= 2) and not is_measured(message, i)
    return inner and token.fold in folded("guards", "names_namelike_2") and _joins(message, i)


def _model(message: Message, i: int) -> bool:
    """ "F-150", "CX-5": capitals, a dash and a number in one piece."""
    if i + 2 >= len(message.tokens) or not message.tokens[i].text.isupper():
        return False
    dash, number = message.tokens[i + 1], message.tokens[i + 2]
    joined = dash.fold == "-" and dash.glued and number.kind == "number" and number.glued
    return joined and len(message.tokens[i].text) <= 3 and message.fold(i + 3) != "-"


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
    """Whether a word hangs on the one before by a dash ("e-tron", "Coca-cola")."""
    return message.fold(i - 1) == "-" and message.tokens[i].glued and message.tokens[i - 1].glued


def is_measured(message: Message, i: int) -> bool:
    """Whether a number counts something and so belongs to no name."""
    following = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    joined = message.tokens[i].glued and message.tokens[i - 1].kind in ("word", "sign")
    if following is None or (joined and following.fold not in ("-", "%", "+")):
        return False
    amount = following.fold in folded("guards", "names_measured") or following.kind == "date"
    return amount or (following.fold in ordinary() and i + 1 not in message.glue)


def _joins(message: Message, i: int) -> bool:
    """Whether a sign stands inside a name ("H&M", "L'Oréal", "Coca-Cola", "P & G")."""
    token = message.tokens[i]
    following = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if following is None or not message.free(i + 1, i + 1):
        return False
    if token.fold == "&":
        return following.capital
    if token.fold == "'" and following.fold == "s":
        return token.glued and following.glued
    if token.fold == "+":
        return token.glued and not following.glued
    return token.glued and following.glued and following.kind in ("word", "number")


def capture_name(
    message: Message,
    first: int,
    labelled: bool = False,
    behind_brand: bool = False,
) -> int | None:
    """The last token of the name that begins at `first`; None when there is no name."""
    coded = behind_brand and is_coded(message, first)
    numbered = labelled and _free_number(message, first)
    if not (coded or numbered or is_namelike(message, first, inner=False, labelled=labelled)):
        return None
    last, i = first, first + 1
    while i < len(message.tokens) and i - first < 8:
        if is_namelike(message, i, inner=True, labelled=False) or (labelled and _loose(message, i)):
            last, i = i, i + 1
        elif (
            message.fold(i) in folded("guards", "names_capture")
            and is_namelike(message, i + 1, inner=True)
            and message.tokens[i + 1].capital
            and message.tokens[i].kind == "word"
            and message.fold(i) not in ("and", "y")
            and last == i - 1
        ):
            last, i = i + 1, i + 2
        else:
            break
    if message.fold(last) in ("-", ".", "'"):
        last -= 1
    return _without_possessive(message, first, last)


def small_name(message: Message, i: int) -> int | None:
    """The last token of a name written small at token i, in a message that is all small.

    Nothing tells it from other words but that no vocabulary has it and a fact follows.
    """
    if not 0 <= i < len(message.tokens) or not message.small:
        return None
    token = message.tokens[i]
    plain = token.kind == "word" and len(token.text) >= _SHORTEST_SMALL and message.free(i, i)
    if not plain or token.fold in known_words() or i in message.glue:
        return None
    behind = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    ends = behind is None or behind.kind == "break" or behind.fold in _SMALL_ENDS
    return i if ends or message.claimed[i + 1] else None


_SHORTEST_SMALL = 4
_SMALL_ENDS = frozenset((",", ":", "-", "/", "in", "en", "i", "em", "no", "na"))


@cache
def known_words() -> frozenset[str]:
    """Folded words of all vocabularies, of topics and of what companies are."""
    tables = ("topics", "interests", "categories", "holidays", "safety", "stems")
    found = {
        word
        for table in tables
        for group in words(table).values()
        for wording in group
        for word in wording.replace("'", " ").replace("-", " ").split()
    }
    return frozenset(fold_all(found)) | ordinary() | COMPANY


def _free_number(message: Message, i: int) -> bool:
    inside = 0 <= i < len(message.tokens) and message.free(i, i)
    return inside and message.tokens[i].kind == "number"


def _without_possessive(message: Message, first: int, last: int) -> int:
    """ "Nike's new shoe" is Nike; "McDonald's" stays when it ends there."""
    if last - 2 >= first and message.fold(last) == "s" and message.fold(last - 1) == "'":
        following = message.tokens[last + 1] if last + 1 < len(message.tokens) else None
        if (
            following is not None
            and following.kind == "word"
            and not following.glued
            and following.fold in folded("guards", "names_without_possessive")
        ):
            return last - 2
    return last


def _loose(message: Message, i: int) -> bool:
    """Behind a label, lower-case words belong to the name until a delimiter."""
    token = message.tokens[i]
    return (
        token.kind == "word"
        and message.free(i, i)
        and token.fold not in ordinary()
        and token.fold not in ("in", "en")
    )


LONGEST = 5
"""How many words a name may have."""
COMPANY = folded("guards", "names_company")
"""Words for what a company is, at the end of its name."""
