"""People: genders, segments, interests, devices and languages of the audience."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from agents.readers.audience.age_words import ends_at
from agents.readers.audience.interests import divides_at, read_interests
from agents.readers.findings.traits import Trait, gender_words
from agents.readers.text.message import Message, same_as
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tongue import language_of

_GENDERS = {
    "FEMALE": ("FEMALE",),
    "MALE": ("MALE",),
    "NON_BINARY": ("NON_BINARY",),
    "mothers": ("FEMALE",),
    "housewives": ("FEMALE",),
    "fathers": ("MALE",),
}


_PARENTS = frozenset({"mothers", "fathers"})


_DEVICES = {
    "ANDROID": ("ANDROID",),
    "IOS": ("IOS",),
    "DESKTOP": ("DESKTOP",),
    "mobile": ("ANDROID", "IOS"),
}


_SEGMENTS = folded("guards", "people_segments")


@cache
def _audience() -> Phrases[str]:
    return Phrases((w, tag) for tag, ws in words("audience").items() for w in ws)


def read_people(message: Message) -> list[Trait]:
    """All traits of the audience."""
    return [*read_interests(message), *_plain(message)]


_OPEN = {"genders": ("FEMALE", "MALE", "NON_BINARY"), "devices": ("ANDROID", "IOS", "DESKTOP")}


@cache
def _everyone() -> Phrases[str]:
    return Phrases((w, slot) for slot in _OPEN for w in words("fillers")[f"all_{slot}"])


def _plain(message: Message) -> list[Trait]:
    found: list[Trait] = []
    for every in message.find(_everyone()):
        slot = every.entry
        found += [Trait(slot, v, every.first, every.last, "remove") for v in _OPEN[slot]]
        message.claim(every.first, every.last)
    skewed = {i for first, last in skews(message) for i in range(first, last + 1)}
    hits = [hit for hit in message.find(_audience()) if not _misread(message, hit)]
    hits = [hit for hit in hits if hit.first not in skewed]
    same = same_as(hits)
    for hit in hits:
        operator = message.operator(hit.first, hit.last, same)
        found += [
            Trait(slot, value, hit.first, hit.last, operator) for slot, value in _meaning(hit.entry)
        ]
        message.claim(hit.first, hit.last)
    return found


def skews(message: Message) -> Iterator[tuple[int, int]]:
    """The first and last tokens of "slight male skew": whom ads reach more of, not only them."""
    for i in range(len(message.tokens)):
        if message.fold(i) not in gender_words() or not message.free(i, i):
            continue
        first, last = i, i
        while message.fold(first - 1) in _SKEW | _SLIGHT:
            first -= 1
        while message.fold(last + 1) in _SKEW:
            last += 1
        if any(message.fold(k) in _SKEW for k in range(first, last + 1)):
            yield first, last


_SKEW, _SLIGHT = folded("guards", "people_skew"), folded("guards", "people_slight")


def _meaning(tag: str) -> list[tuple[str, str]]:
    found = [("genders", gender) for gender in _GENDERS.get(tag, ())]
    found += [("interests", "parenting")] if tag in _PARENTS else []
    found += [("segments", tag)] if tag in _SEGMENTS else []
    found += [("devices", device) for device in _DEVICES.get(tag, ())]
    return found


_LETTERS = {"W": "FEMALE", "F": "FEMALE", "V": "FEMALE", "M": "MALE", "H": "MALE"}


def shorthand(message: Message, first: int, last: int) -> Trait | None:
    """ "W18-34", "M25+", "18-34 F": the letter beside ages at tokens [first, last]."""
    if first > 0 and message.claimed[first - 1]:
        return None
    before = _LETTERS.get(message.tokens[first - 1].text) if first > 0 else None
    if before is None and ends_at(message, max(first - 2, 0)) and message.small:
        before = _LETTERS.get(message.tokens[first - 1].text.upper())
    if before is not None and first > 0:
        return Trait("genders", before, first - 1, first, "")
    behind = message.tokens[last + 1] if last + 1 < len(message.tokens) else None
    free = behind is not None and not message.claimed[last + 1]
    gender = _LETTERS.get(behind.text) if behind is not None and free else None
    if gender is None or not ends_at(message, last + 2):
        return None
    message.claim(last + 1, last + 1)
    return Trait("genders", gender, last, last + 1, "")


_PAIRS = frozenset(frozenset(pair) for pair in ("mf", "hm", "mw", "fh", "ud", "mv", "mk"))
_JOINS = frozenset(("/", "&", "+", "y", "e", "et", "und", "and", "och", "en", "ed", "|"))


def read_pairs(message: Message) -> list[Trait]:
    """ "M/F", "H y M", "m/w/d": two letters that name both genders, or everybody with a third."""
    found = []
    for i in range(len(message.tokens) - 2):
        letters = frozenset((message.fold(i), message.fold(i + 2)))
        if letters not in _PAIRS or message.fold(i + 1) not in _JOINS:
            continue
        every = message.fold(i + 3) == "/" and message.fold(i + 4) in ("d", "x", "div")
        last = i + 4 if every else i + 2
        if message.free(i, last) and _among_ages(message, i, last):
            message.claim(i, last)
            found += [] if every else [Trait("genders", g, i, last, "") for g in ("FEMALE", "MALE")]
    return found


def _among_ages(message: Message, first: int, last: int) -> bool:
    """Whether numbers stand beside the tokens, or nothing else in their piece."""
    near = [message.tokens[k] for k in (first - 1, last + 1) if 0 <= k < len(message.tokens)]
    aged = any(token.kind == "number" or token.fold == "+" for token in near)
    return aged or (ends_at(message, last + 1) and (first == 0 or divides_at(message, first - 1)))


@dataclass(frozen=True, slots=True)
class _Idiom:
    """Words that mean no audience when one of `before` or `after` stands beside them."""

    words: frozenset[str]
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


def _tagged(tag: str) -> frozenset[str]:
    return folded("guards", f"people_{tag}")


_IDIOMS = (
    _Idiom(frozenset(("man",)), _tagged("misread_2"), _tagged("misread")),
    _Idiom(_tagged("misread_3"), before=_tagged("misread_4")),
    _Idiom(frozenset(("donne",)), _tagged("gives_before"), _tagged("gives_after")),
    _Idiom(frozenset(("mobile",)), after=_tagged("misread_5")),
    _Idiom(frozenset(("men",)), after=_tagged("swedish_but")),
    _Idiom(_tagged("devices"), after=_tagged("sold")),
    _Idiom(frozenset(("men",)), after=_tagged("men_but")),
    _Idiom(frozenset(("donne",)), before=_tagged("french_gives")),
    _Idiom(frozenset(("men's", "women's")), after=frozenset(("day", "health"))),
    _Idiom(frozenset(("students", "studenten", "student")), after=frozenset(("discount",))),
)


def _misread(message: Message, hit: Hit[str]) -> bool:
    """ "Man" in Dutch, German and English idioms; "mobile" the city; French "donne"."""
    word, following = message.folds(hit.first, hit.last), message.fold(hit.last + 1)
    previous = message.fold(hit.first - 1)
    if any(word in i.words and (following in i.after or previous in i.before) for i in _IDIOMS):
        return True
    if word == "donne" and message.language == "fr":
        return True
    if word in ("iphone", "ipad") and (previous == "apple" or following.isdigit()):
        return True
    if _needs_company(message, word) and not _in_company(message, hit):
        return True
    if message.tokens[hit.first].text.casefold() == _MONTH:
        return True
    if word == "kids" or (word in _tagged("misread_7") and _greeting(message, hit)):
        return True
    if word.startswith("no ") and language_of(message.tokens, "") not in ("pt", ""):
        return True
    if word in _tagged("misread_7") and _colleagues(message, hit.last + 1):
        return True
    if _background(message, hit):
        return True
    return _addressed(message, hit, word) or _operator(message, hit, word)


def _colleagues(message: Message, i: int) -> bool:
    """ "Les gars du marketing", "the guys from sales": people of a firm."""
    while message.fold(i) in _tagged("department") | {"the", "la", "le", "der"}:
        i += 1
    return message.fold(i) in _tagged("team")


def _background(message: Message, hit: Hit[str]) -> bool:
    """ "60% male", "10% of their customers are students", "call me on my mobile"."""
    mine = hit.entry in _DEVICES and message.fold(hit.first - 1) in _tagged("mine")
    low = message.clause(hit.first)[0]
    near = range(max(low, hit.first - 6), hit.first)
    of_all = any(
        message.fold(i) == "%"
        and message.fold(i + 1) in _OF_ALL
        and message.fold(i + 2) not in _tagged("more")
        for i in near
    )
    share = message.fold(hit.first - 1) == "%" and not message.claimed[hit.first - 1]
    return mine or of_all or share


_MONTH = "mån"
"""Swedish, and short for "month": without its accent it is "man"."""
_OF_ALL = ("of", "der", "de", "des", "delle", "dei", "van", "av", "dos", "das")


def _needs_company(message: Message, word: str) -> bool:
    """Whether the word means men or women only beside ages ("caras", Swedish "men")."""
    if word == "men":
        return message.spoken_in == "sv"
    return word in _tagged("only_beside")


def _in_company(message: Message, hit: Hit[str]) -> bool:
    """Whether ages or the other gender stand beside, or it is spelt as only people are."""
    if not message.tokens[hit.first].text.isascii():
        return True
    near = (hit.first - 2, hit.first - 1, hit.last + 1, hit.last + 2)
    return any(i in message.people or message.fold(i) in gender_words() for i in near)


def _addressed(message: Message, hit: Hit[str], word: str) -> bool:
    """Frau Schmidt: a title and a name."""
    following = message.tokens[min(hit.last + 1, len(message.tokens) - 1)]
    return word == "frau" and following.fold != "en" and following.capital


def _operator(message: Message, hit: Hit[str], word: str) -> bool:
    """T-Mobile, Deutsche Telekom Mobil: a network operator."""
    capital = message.tokens[hit.first].capital
    return (
        capital
        and word in _tagged("misread_6")
        and (message.fold(hit.first - 1) in ("t", "-", "deutsche"))
    )


def _aged_next(message: Message, hit: Hit[str]) -> bool:
    """Whether ages or a list of people follow, so that the word opens a target group."""
    near = range(hit.last + 1, hit.last + 4)
    return any(i in message.people or message.fold(i) in gender_words() for i in near)


def _greeting(message: Message, hit: Hit[str]) -> bool:
    """Hi guys, ciao ragazzi: nobody's gender."""
    before = {message.fold(hit.first - 1), message.fold(hit.first - 2)}
    hello = folded("guards", "people_greeting_2")
    if before & hello:
        return True
    calls = folded("guards", "people_greeting")
    if hit.first == 0:
        plural = message.folds(hit.first, hit.last) in _tagged("vocative")
        return message.fold(hit.last + 1) in calls or (plural and not _aged_next(message, hit))
    apart = divides_at(message, hit.first - 1) and message.fold(hit.last + 1) == ","
    return apart and message.fold(hit.last + 2) in calls
