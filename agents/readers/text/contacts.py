"""Contact lines under a message: names with titles, agencies, streets, hours, telephone numbers.

"Niamh O'Dowd | Senior Account Manager | Harbour & Pine Media / 14 Merrion Row, Dublin 2" tells
who writes. A line counts only when it is made like a card (names, numbers, signs, no sentence and
no money) and one of a card says what it is: a title, a telephone, an agency behind a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from agents.readers.text.lines import Line, Stretch, lines_of
from agents.readers.text.phrases import folded, words
from agents.readers.text.tokens import fold

_DIGITS = 10
_FEWEST = 7
"""How many digits a telephone number has behind a plus sign, and behind a word for one."""
_PLUS = re.compile(r"\+\d{1,3}(?:[ ./()-]{0,2}\d{1,5}){2,7}(?![\d,.]*\d)")
_DIALLED = r"\(?\d[\d ./()-]{5,20}\d"
_AMOUNT = re.compile(r"[1-9]\d*|\d{1,3}(?:[ .,]\d{3})+")
_BARE = re.compile(r"^[ \t>]*0\d(?:(?:[ ./-]?\d{2}){4}|(?:[ /()-]{0,2}\d{2,6}){2,5})[ \t]*$", re.M)
_ADDRESS = re.compile(r"<?[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+>?|(?:https?://|www\.)\S+")
_MONEY = re.compile(r"[€$£%]|\d\s?(?:k|m|mio|mil|tsd)\b|\b(?:eur|usd|gbp|brl|mxn|chf|sek)\b", re.I)
_HOURS = re.compile(r"\d{1,2}(?:[.:h]\d{2})?\s?(?:am|pm|uhr)?\s?[-–]\s?\d{1,2}(?:[.:h]\d{2})?")
_WORD = re.compile(r"[^\W\d_][^\W\d_.]*")
_SEPARATED = re.compile(r"\s[|•·/–-]\s|[|•·,]")
_LONGEST = 120
_PERSON = range(2, 4)
_TITLES = ("title", "own_title")


def contacts(text: str) -> Iterator[Stretch]:
    """Where telephone numbers and contact lines stand; the first line of a message is none."""
    yield from telephones(text)
    lines = lines_of(text)
    for _, block in groupby(enumerate(lines), lambda pair: pair[1].number - pair[0]):
        yield from _cards([line for _, line in block], lines[0])


def telephones(text: str) -> Iterator[Stretch]:
    """ "+353 1 555 0142", "Tel. 020 7946 0958": numbers that nobody pays."""
    for match in _PLUS.finditer(text):
        digits = re.findall(r"\d+", match.group())
        long = len("".join(digits)) >= _DIGITS
        grouped = all(len(group) == 3 for group in digits[1:])
        if long or (not grouped and len("".join(digits)) >= _FEWEST):
            yield match.span()
    for match in _BARE.finditer(text):
        yield match.span()
    for tag in ("phone", "handset"):
        for match in _dialled(tag).finditer(text):
            plain = tag == "handset" and _AMOUNT.fullmatch(match["number"])
            if sum(c.isdigit() for c in match["number"]) >= _FEWEST and not plain:
                yield match.span()


@cache
def _dialled(tag: str) -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, words("letters")[tag]), key=len, reverse=True))
    apart = r"(?:[.:]{1,2} ?| |(?<=\w\w))"
    return re.compile(rf"\b(?:{labels})(?: ?nr)?{apart}(?P<number>{_DIALLED})", re.I)


def _cards(block: Sequence[Line], opening: Line) -> Iterator[Stretch]:
    """The contact lines among neighbouring lines, and the name right above them.

    Of the line of somebody who advertises ("Brand Manager, Brewhaus Coffee") the firm stays.
    """
    carded = [line is not opening and is_card(line.text) for line in block]
    strong = [card and tells(line.text) for card, line in zip(carded, block, strict=True)]
    for k, line in enumerate(block):
        named = k + 1 < len(block) and strong[k + 1] and is_person(line.text)
        below = any(strong[:k]) and all(carded[strong.index(True) : k + 1]) and _goes_on(line.text)
        own = _title("own_title").search(line.fold) if strong[k] else None
        if own is not None and len(line.fold) == len(line.text):
            yield line.start + own.start(), line.start + own.end()
        elif strong[k] or (carded[k] and (named or below)):
            yield line.start, line.end


def is_card(text: str) -> bool:
    """Whether a line is made of names, numbers and signs alone."""
    bare = _without_contacts(text)
    if len(text) > _LONGEST or _MONEY.search(bare) or ":" in _HOURS.sub("", bare):
        return False
    small = folded("letters", "small") | folded("letters", "street") | _title_words()
    found = _WORD.findall(bare)
    return all(word[0].isupper() or fold(word) in small or word == "s" for word in found)


def tells(text: str) -> bool:
    """Whether a card says by itself that it is one."""
    called = text != _without_contacts(text)
    words_ = [fold(word) for word in _WORD.findall(text)]
    titled = any(_title(tag).search(fold(text)) for tag in _TITLES)
    named = called or titled or _is_open(text)
    works = bool({*words_} & folded("letters", "house")) and _SEPARATED.search(text) is not None
    return named or works


def _goes_on(text: str) -> bool:
    """Whether a line below a title goes on with the street, the house or its hours."""
    found = {fold(word) for word in _WORD.findall(text)}
    placed = any(c.isdigit() for c in text) or found & folded("letters", "street")
    return bool(placed or found & (folded("letters", "house") | folded("letters", "legal")))


def is_person(text: str) -> bool:
    """Whether a line is two or three words in capitals: somebody's name."""
    found = text.replace("'", "").replace("’", "").split()
    named = all(word[0].isupper() and word.replace("-", "").isalpha() for word in found)
    return len(found) in _PERSON and named and not text.isupper()


def _is_open(text: str) -> bool:
    """ "Mon-Thu 9-5.30": a weekday and hours, and no date between."""
    found = {fold(word) for word in _WORD.findall(text)}
    return bool(found & folded("letters", "hours")) and _HOURS.search(text) is not None


def _without_contacts(text: str) -> str:
    """A line without its telephone numbers and addresses."""
    bare = _ADDRESS.sub("", text)
    for start, end in sorted(telephones(bare), reverse=True):
        bare = bare[:start] + bare[end:]
    return bare


@cache
def _title(tag: str) -> re.Pattern[str]:
    titles = sorted((fold(w) for w in words("letters")[tag]), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, titles)) + r")(?!\w)")


@cache
def _title_words() -> frozenset[str]:
    titles = (w for tag in _TITLES for w in words("letters")[tag])
    return frozenset(fold(part) for title in titles for part in title.split())
