"""Where a name begins and ends: from a word on, up to a word, and written small."""

from __future__ import annotations

from functools import cache

from agents.readers.names.name_words import (
    ARTICLES,
    COMPANY,
    ENDS,
    LINKS,
    LONGEST,
    abbreviates,
    is_coded,
    is_compound,
    is_known,
    is_link,
    is_namelike,
    is_plain,
    is_trade,
    is_unknown,
    single_words,
    spoken,
)
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded

_WINDOW = 9
"""How many tokens a name may have, with signs and links."""


def name_from(message: Message, first: int, behind_brand: bool = False) -> int | None:
    """The last token of the name that begins at `first`; None when there is no name."""
    coded = behind_brand and (is_coded(message, first) or _lettered(message, first))
    if coded or is_namelike(message, first, inner=False):
        return _without_possessive(message, first, run_end(message, first))
    return titled_from(message, first)


def _lettered(message: Message, first: int) -> bool:
    """ "Model Y", "Serie 3": a word in capitals and a letter or a digit."""
    if first + 1 >= len(message.tokens) or not message.free(first, first + 1):
        return False
    word, code = message.tokens[first], message.tokens[first + 1]
    lone = len(code.text) == 1 and (code.capital or code.kind == "number") and not code.glued
    return word.capital and word.fold not in ENDS and lone


def titled_from(message: Message, first: int) -> int | None:
    """The last token of a name in capitals that begins with an ordinary word.

    "Petit Bateau", "The Ordinary", "Too Good To Go": two such words or more, and German, where
    any noun has a capital, only behind an article that has one too.
    """
    if not _may_lead(message, first):
        return None
    last = run_end(message, first)
    inside = [i for i in range(first, last + 1) if _is_whole_word(message, i)]
    if len(inside) < 2 + _elided(message, first) or not message.tokens[inside[-1]].capital:
        return None
    if not any(_tells(message, first, i) for i in inside[1:]):
        titles = [i for i in inside if message.tokens[i].capital]
        if len(titles) < 3 and message.fold(first) not in ARTICLES:
            return None
    return _without_possessive(message, first, last)


def _is_whole_word(message: Message, i: int) -> bool:
    owning = message.fold(i) == "s" and message.fold(i - 1) == "'"
    return message.tokens[i].kind == "word" and not owning


def _tells(message: Message, first: int, i: int) -> bool:
    """Whether the second word of a name in capitals is no usual one for a sentence."""
    if is_unknown(message, i) or is_plain(message, i) or message.fold(i) in COMPANY:
        return True
    alone = message.language != "de" and message.fold(first) not in folded("everyday", "talk")
    return alone and message.tokens[i].capital and not is_trade(message, i)


def _elided(message: Message, first: int) -> bool:
    return message.fold(first + 1) == "'" and len(message.fold(first)) > 1


def _may_lead(message: Message, first: int) -> bool:
    if not 0 <= first < len(message.tokens) or not message.free(first, first):
        return False
    token = message.tokens[first]
    if token.kind != "word" or not token.capital or token.fold in ENDS or first in message.aside:
        return False
    if token.fold in folded("everyday", "greetings") or is_compound(token.fold):
        return False
    opening = begins_sentence(message, first)
    if token.fold in ARTICLES:
        belongs = message.language in _ARTICLES_BELONG
        return not opening or belongs or is_segment(message, first)
    if opening and token.fold in openers():
        return token.fold not in _cues() and is_segment(message, first)
    return is_plain(message, first) or not (opening and message.language == "de")


_ARTICLES_BELONG = frozenset(("es", "it", "fr", "nl"))
"""Languages that begin a sentence about a firm without an article of their own."""


@cache
def _cues() -> frozenset[str]:
    return folded("names", "for") | folded("names", "label")


@cache
def openers() -> frozenset[str]:
    """Words that begin sentences about names: cues, labels, requests."""
    cues = (folded("names", tag) for tag in ("label", "for", "product"))
    return folded("guards", "names_openers").union(*cues)


def begins_sentence(message: Message, i: int) -> bool:
    """Whether token i is the first word of a sentence, a line or a quotation."""
    before = message.fold(i - 1)
    return i == 0 or message.tokens[i - 1].kind == "break" or before in _SENTENCE


_SENTENCE = frozenset((".", "!", "?", ":", ">", "•", "*", "-", '"', ";"))


def is_segment(message: Message, first: int) -> bool:
    """Whether a piece between commas begins at `first` and is nothing but what begins there."""
    if first > 0 and not is_boundary(message, first - 1):
        return False
    behind = run_end(message, first) + 1
    return behind >= len(message.tokens) or message.claimed[behind] or is_boundary(message, behind)


def is_boundary(message: Message, i: int) -> bool:
    """Whether token i ends a piece: a comma, a dash, a bracket, a break."""
    token = message.tokens[i]
    if token.kind == "break":
        return True
    following = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    inside = token.glued and following is not None and following.glued and token.fold not in "()"
    return token.fold in _BOUNDARIES and not inside and not abbreviates(message, i)


_BOUNDARIES = frozenset(',;|!?.•·:-/()=>"*')


def run_end(message: Message, first: int) -> int:
    """The last token of the words in capitals, with signs and links, that begin at `first`."""
    last = i = first
    while (i := i + 1) < len(message.tokens) and i - first < _WINDOW:
        if is_namelike(message, i, inner=True):
            last = i
        elif not (last >= i - 2 and _links(message, i)):
            break
    return last - 1 if message.fold(last) in ("-", ".", "'") else last


def _links(message: Message, i: int) -> bool:
    """Whether a link or two ("de la") stand at token i with a name word behind."""
    return is_link(message, i) or (
        message.fold(i) in ("de", "von", "van", "of") and is_link(message, i + 1)
    )


def name_up_to(message: Message, last: int) -> int | None:
    """The first token of the name that ends at `last`; None when there is no name."""
    first = last + 1
    while first > 0 and last + 1 - first < _WINDOW and not opens_with_cue(message, first - 1):
        if is_namelike(message, first - 1, inner=True) or (
            first <= last and is_link(message, first - 1)
        ):
            first -= 1
        else:
            break
    for i in range(first, last + 1):
        if name_from(message, i) is not None and not is_link(message, i):
            return i
    return None


def without_article(message: Message, first: int, last: int) -> int:
    """Behind the article before a word for what the firm is ("La Universidad del Lago quiere")."""
    if first == last or message.fold(first) not in ARTICLES:
        return first
    kind = message.fold(first + 1) in COMPANY | folded("guards", "names_org_before")
    return first + 1 if kind and begins_sentence(message, first) else first


def opens_with_cue(message: Message, i: int) -> bool:
    """Whether a sentence begins at token i with "Para", "Desde", "Für": no part of a name."""
    return message.fold(i) in _cues() and begins_sentence(message, i)


def small_from(
    message: Message, first: int, whole: bool = False, spoken_on: bool = False
) -> int | None:
    """The last token of a name that is written small and ends a piece or stands before a fact.

    Nothing tells it from other words but that no vocabulary has them; where the name is the
    `whole` piece, half of them are enough ("dollar shave club"). `spoken_on`: talk may follow as
    well ("this is for allbirds they want ...").
    """
    if message.named:
        return None
    last = first - 1
    while last + 1 < len(message.tokens) and last + 1 - first < LONGEST:
        if not _small_part(message, last + 1, last + 1 == first, whole):
            break
        last += 1
    while last > first and not _counts(message, last):
        last -= 1
    inside = [i for i in range(first, last + 1) if _counts(message, i)]
    strange = sum(_is_strange(message, i) for i in inside)
    if not strange or 2 * strange < len(inside) or not any(message.claimed):
        return None
    if _is_verb(message, inside[0]):
        return None
    following = last + 1
    if following >= len(message.tokens) or is_boundary(message, following):
        return None if message.fold(following) == "?" else last
    ends = not whole and (message.fold(following) in _SMALL_ENDS or message.claimed[following])
    ends = ends or (spoken_on and is_known(message.fold(following)))
    return last if ends else None


_SHORTEST_SMALL = 4
_SMALL_ENDS = frozenset(("in", "en", "i", "em", "no", "na", "per", "for", "with", "x"))
_SMALL_ENDS |= folded("senders", "people")
_VERB_ENDS = ("ing", "kommen", "gangen", "ieren")


def _counts(message: Message, i: int) -> bool:
    """Whether token i is a word of its own, no article and no link."""
    token = message.tokens[i]
    return token.kind == "word" and token.fold not in LINKS and token.fold not in ARTICLES


def _is_strange(message: Message, i: int) -> bool:
    word = message.fold(i)
    return not is_known(word) and len(word) >= _SHORTEST_SMALL and not _is_verb(message, i)


def _is_verb(message: Message, i: int) -> bool:
    """ "Counting", "eingegangen": English and German forms of verbs."""
    return message.language in ("en", "de") and message.fold(i).endswith(_VERB_ENDS)


def _small_part(message: Message, i: int, leads: bool, whole: bool) -> bool:
    token = message.tokens[i]
    if not message.free(i, i) or i in message.aside or i in message.signature:
        return False
    if token.kind != "word":
        joined = i + 1 < len(message.tokens) and message.tokens[i + 1].glued and token.glued
        return not leads and token.fold in "'&-" and joined
    if token.fold in ARTICLES or (not leads and token.fold in LINKS):
        return True
    said = openers() if whole else single_words()
    return token.text.islower() and token.fold not in spoken() and token.fold not in said


def _without_possessive(message: Message, first: int, last: int) -> int:
    """ "Nike's new shoe" is Nike; "McDonald's" stays when it ends there."""
    if last - 2 >= first and message.fold(last) == "s" and message.fold(last - 1) == "'":
        following = message.tokens[last + 1] if last + 1 < len(message.tokens) else None
        if (
            following is not None
            and following.kind == "word"
            and not following.glued
            and following.fold in _owned()
        ):
            return last - 2
    return last


@cache
def _owned() -> frozenset[str]:
    """What stands behind the "'s" of its advertiser ("Dunelm's spring brief")."""
    papers = folded("names", "papers") | folded("names", "campaign")
    return papers | folded("guards", "names_without_possessive") | seasons()


@cache
def seasons() -> frozenset[str]:
    """The words for spring, summer, autumn and winter."""
    tags = ("spring", "summer", "autumn", "winter")
    return frozenset[str]().union(*(folded("dates", tag) for tag in tags))


def is_no_firm(message: Message, first: int, last: int) -> bool:
    """Whether it is a person's name, a day to celebrate, a word of the trade or "Q1"."""
    if first == last:
        return is_known(message.fold(first))
    number = message.tokens[last]
    counted = first + 1 == last and number.kind == "number" and number.glued
    return counted and message.fold(first) in _PERIODS


_PERIODS = frozenset(("q", "h", "t", "s", "fy", "kw", "cw", "w", "v"))
"""What numbers of quarters, halves, years and weeks are written behind."""
