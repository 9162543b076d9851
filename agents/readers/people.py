"""People: genders, segments, interests, devices and languages of the audience."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from agents.readers.message import Message, Operator, same_as
from agents.readers.phrases import Hit, Phrases, folded, words

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


@dataclass(frozen=True, slots=True)
class Trait:
    """A trait of the audience at tokens [first, last]; `slot` is the list under /audience."""

    slot: str
    value: str
    first: int
    last: int
    operator: Operator


@cache
def _audience() -> Phrases[str]:
    return Phrases((w, tag) for tag, ws in words("audience").items() for w in ws)


@cache
def _lovers() -> Phrases[str]:
    return Phrases((w, tag) for tag, ws in words("interests").items() for w in ws)


@cache
def _topics() -> Phrases[str]:
    return Phrases((w, tag) for tag, ws in words("topics").items() for w in ws)


@cache
def _cues(side: str) -> Phrases[str]:
    return Phrases((w, side) for w in words("cues")[side])


def read_people(message: Message) -> list[Trait]:
    """All traits of the audience."""
    return [*_interests(message), *_plain(message)]


@cache
def _everyone() -> Phrases[str]:
    return Phrases((w, "all") for w in words("fillers")["all_genders"])


def _plain(message: Message) -> list[Trait]:
    found: list[Trait] = []
    for every in message.find(_everyone()):
        found += [
            Trait("genders", g, every.first, every.last, "remove")
            for g in ("FEMALE", "MALE", "NON_BINARY")
        ]
        message.claim(every.first, every.last)
    hits = [hit for hit in message.find(_audience()) if not _misread(message, hit)]
    same = same_as(hits)
    for hit in hits:
        operator = message.operator(hit.first, hit.last, same)
        found += [
            Trait(slot, value, hit.first, hit.last, operator) for slot, value in _meaning(hit.entry)
        ]
        message.claim(hit.first, hit.last)
    return found


def _meaning(tag: str) -> list[tuple[str, str]]:
    found = [("genders", gender) for gender in _GENDERS.get(tag, ())]
    found += [("interests", "parenting")] if tag in _PARENTS else []
    found += [("segments", tag)] if tag in _SEGMENTS else []
    found += [("devices", device) for device in _DEVICES.get(tag, ())]
    return found


def shorthand(message: Message, first: int) -> Trait | None:
    """ "W18-34", "M25+": the letter glued to an age at token `first`."""
    letter = message.tokens[first - 1] if first > 0 else None
    gender = {"W": "FEMALE", "F": "FEMALE", "M": "MALE"}.get(letter.text) if letter else None
    return None if gender is None else Trait("genders", gender, first - 1, first, "")


def _misread(message: Message, hit: Hit[str]) -> bool:  # noqa: C901
    """ "Man" in Dutch, German and English idioms; "app for ios"; "mobile" the city or operator."""
    word, token = message.folds(hit.first, hit.last), message.tokens[hit.first]
    following, previous = message.fold(hit.last + 1), message.fold(hit.first - 1)
    if word == "man" and (
        following in folded("guards", "people_misread")
        or previous in folded("guards", "people_misread_2")
    ):
        return True
    if word in folded("guards", "people_misread_3") and previous in folded(
        "guards", "people_misread_4"
    ):
        return True
    if (
        word == "frau"
        and following != "en"
        and message.tokens[min(hit.last + 1, len(message.tokens) - 1)].capital
    ):
        return True
    if word == "mobile" and following in folded("guards", "people_misread_5"):
        return True
    if word in folded("guards", "people_misread_6") and (
        token.capital and previous in ("t", "-", "deutsche")
    ):
        return True
    if word in ("ios",) and following in ("app", "deal"):
        return False
    if word in ("kids",):
        return True
    if word in folded("guards", "people_misread_7") and _greeting(message, hit):
        return True
    if (
        word in ("students", "studenten", "student")
        and previous in ("for", "s")
        and following == "discount"
    ):
        return True
    if word == "computer" and following in ("brand", "store"):
        return True
    return word in ("men's", "women's") and following in ("day", "health")


def _greeting(message: Message, hit: Hit[str]) -> bool:
    """Hi guys, ciao ragazzi: nobody's gender."""
    before = {message.fold(hit.first - 1), message.fold(hit.first - 2)}
    hello = folded("guards", "people_greeting_2")
    if before & hello:
        return True
    return hit.first == 0 and message.fold(hit.last + 1) in folded("guards", "people_greeting")


def _interests(message: Message) -> list[Trait]:
    hits = [h for h in message.find(_lovers()) if not _brand_like(message, h)]
    taken = same_as(hits)
    hits += [
        hit for hit in _cued(message) if not any(taken(i) for i in range(hit.first, hit.last + 1))
    ]
    hits.sort(key=lambda hit: hit.first)
    same = same_as(hits)
    found = []
    for hit in hits:
        operator = message.operator(hit.first, hit.last, same)
        found += [
            Trait("interests", topic, hit.first, hit.last, operator) for topic in hit.entry.split()
        ]
    for hit in hits:
        message.claim(hit.first, hit.last)
    return found


def _brand_like(message: Message, hit: Hit[str]) -> bool:
    """Words that are a product or goal rather than an interest in this place."""
    word, following = message.folds(hit.first, hit.last), message.fold(hit.last + 1)
    previous = message.fold(hit.first - 1)
    if word == "pais" and not message.tokens[hit.first].text.isascii():
        return True
    if word in folded("guards", "people_brand_like"):
        return (
            following in folded("guards", "people_brand_like_2")
            or (word == "running" and previous in folded("guards", "people_brand_like_3"))
            or (
                word in ("running", "runner")
                and following in folded("guards", "people_brand_like_4")
            )
            or previous in folded("guards", "people_brand_like_5")
            or (word == "running" and _counts(message, hit.last + 1))
        )
    if word in folded("guards", "people_brand_like_6") and following in folded(
        "guards", "people_brand_like_7"
    ):
        return True
    if word in folded("guards", "people_brand_like_8") and following in (":",):
        return True
    if word == "laufen" and following in ("soll", "sollen", "lassen", "."):
        return True
    if word in ("laufen",) and previous in folded("guards", "people_brand_like_9"):
        return True
    if word == "decoracion" or word == "pais":
        return word == "pais" and not (
            following in ("e", ",", "com", "de")
            or previous in folded("guards", "people_brand_like_10")
        )
    return False


def _counts(message: Message, i: int) -> bool:
    """Whether a number or a date follows ("running 6 weeks", "running 18th January")."""
    return i < len(message.tokens) and message.tokens[i].kind in ("number", "date")


def _cued(message: Message) -> list[Hit[str]]:
    """Topics with a cue: "into football and gaming", "music fans", "interests: travel, food"."""
    topics = message.find(_topics())
    found: list[Hit[str]] = []
    chosen: set[int] = set()
    inside = {i for hit in topics for i in range(hit.first, hit.last + 1)}
    for n, hit in enumerate(topics):
        if (
            _cue_behind(message, hit)
            or _cue_ahead(message, hit, topics[:n], chosen)
            or _behind_list(message, topics, n)
            or _behind_people(message, hit, chosen)
            or _stands_alone(message, hit, inside)
        ):
            found.append(hit)
            chosen.update(range(hit.first, hit.last + 1))
    return found


def _behind_people(message: Message, hit: Hit[str], chosen: set[int]) -> bool:
    """A topic right behind ages or a gender ("women 18-34 beauty", "25-54 viajes")."""
    before, after = hit.first - 1, hit.last + 1
    listed = message.fold(before) == ","
    if listed:
        before -= 1
    if before not in message.people and (listed or before not in chosen):
        return False
    return (
        after >= len(message.tokens)
        or _divides(message, after)
        or message.claimed[after]
        or message.fold(after) in _LINK
    )


def _stands_alone(message: Message, hit: Hit[str], topics: set[int]) -> bool:
    """Whether the piece between commas is nothing but topics ("25-54, travel", "DIY + fashion")."""
    first, last = hit.first, hit.last
    while first > 0 and not _divides(message, first - 1):
        first -= 1
    while last + 1 < len(message.tokens) and not _divides(message, last + 1):
        last += 1
    plain = message.folds(hit.first, hit.last) in _TOO_PLAIN
    if plain and not any(
        i in topics and not hit.first <= i <= hit.last for i in range(first, last + 1)
    ):
        return False
    if message.fold(last + 1) == "?" or _bracketed(message, first, last):
        return False
    loose = [i for i in range(first, last + 1) if i not in topics and message.fold(i) not in _LINK]
    return (
        all(message.claimed[i] for i in loose)
        and len(loose) <= 6
        and any(message.free(i, i) for i in range(first, last + 1))
    )


def _bracketed(message: Message, first: int, last: int) -> bool:
    """Whether the piece explains a name before it ("Augustiner (Bier)") and no audience."""
    if message.fold(first - 1) != "(" or message.fold(last + 1) != ")":
        return False
    return first > 1 and first - 2 not in message.people and message.tokens[first - 2].capital


def _divides(message: Message, i: int) -> bool:
    token = message.tokens[i]
    signs = (",", ";", ".", ":", "(", ")", "|", "•", "!", "?")
    loose = token.fold in ("-", "/") and not token.glued
    return token.kind == "break" or token.fold in signs or loose


_TOO_PLAIN = folded("guards", "people_too_plain")


def _cue_behind(message: Message, hit: Hit[str]) -> bool:
    """Fans, lovers, enthusiasts ... right behind the topic; "people" only for a telling topic."""
    j = hit.last + 1
    if message.fold(j) == "-":
        j += 1
    after = _cues("after").at(message.tokens, j) if j < len(message.tokens) else None
    if after is None:
        return False
    vague = message.fold(j) in words("cues")["vague"]
    plain = message.folds(hit.first, hit.last) in _TOO_PLAIN - {"car", "auto", "home"}
    return not (vague and plain)


def _cue_ahead(message: Message, hit: Hit[str], earlier: list[Hit[str]], chosen: set[int]) -> bool:
    """Whether a cue stands before, directly or over a list of chosen topics."""
    i = hit.first - 1
    steps = 0
    while i >= 0 and steps < 4:
        if any(e.last == i and e.last in chosen for e in earlier):
            return not (
                message.fold(i + 1) == ","
                and message.fold(hit.first) in folded("guards", "people_cue_ahead")
            )
        cue = _ending(message, i)
        if cue is not None:
            return True
        if message.fold(i) not in _LINK:
            return False
        i -= 1
        steps += 1
    return False


_LINK = folded("guards", "people_link")


def _ending(message: Message, last: int) -> Hit[str] | None:
    for first in range(max(0, last - 4), last + 1):
        hit = _cues("before").at(message.tokens, first)
        if hit is not None and hit.last == last:
            return hit
    return None


def _behind_list(message: Message, topics: list[Hit[str]], n: int) -> bool:
    """The first ones of "travel and food fans", "music + sports lovers"."""
    hit = topics[n]
    for later in topics[n + 1 : n + 3]:
        between = range(hit.last + 1, later.first)
        if len(between) > 2 or not all(
            message.fold(i) in folded("guards", "people_behind_list") for i in between
        ):
            return False
        if _cue_behind(message, later):
            return True
        hit = later
    return False


def read_languages(message: Message) -> list[Trait]:
    """Languages of the audience: "Spanish speakers", "deutschsprachige", "language: fr"."""
    table = (
        Phrases((w, code) for code, ws in words("languages").items() for w in ws)
        if not _LANGUAGES
        else _LANGUAGES[0]
    )
    if not _LANGUAGES:
        _LANGUAGES.append(table)
    hits = [h for h in message.find(table) if _spoken(message, h)]
    if not hits:
        hits = _own_piece(message, list(message.find(table)))
    for first in list(hits):
        hits += [h for h in message.find(table) if h not in hits and _joined(message, h, first)]
    for hit in hits:
        message.claim(hit.first, hit.last)
    return [Trait("languages", h.entry, h.first, h.last, "") for h in hits]


def _own_piece(message: Message, hits: list[Hit[str]]) -> list[Hit[str]]:
    """Languages between two commas and nothing else there ("25-45, English + Arabic")."""
    inside = {i for h in hits for i in range(h.first, h.last + 1)}
    found = []
    for hit in hits:
        first, last = hit.first, hit.last
        while first - 1 in inside or message.fold(first - 1) in _JOINED:
            first -= 1
        while last + 1 in inside or message.fold(last + 1) in _JOINED:
            last += 1
        behind = message.after.get(last + 1)
        last = behind.last if behind is not None and behind.entry == "post_only" else last
        if _edge(message, first - 1) and _edge(message, last + 1) and first > 0:
            found.append(hit)
    return found


_JOINED = folded("guards", "people_joined") - {","}


def _edge(message: Message, i: int) -> bool:
    return not 0 <= i < len(message.tokens) or _divides(message, i)


_LANGUAGES: list[Phrases[str]] = []
_SPEAK = folded("guards", "people_speak")
_ONE_WORD = folded("guards", "people_one_word")


def _spoken(message: Message, hit: Hit[str]) -> bool:
    if message.folds(hit.first, hit.last) in _ONE_WORD:
        return True
    j = hit.last + 1
    if message.fold(j) == "-":
        j += 1
    before = (
        {message.fold(hit.first - k) for k in (1, 2)}
        if message.fold(hit.first - 1) in folded("guards", "people_spoken")
        else {message.fold(hit.first - 1)}
    )
    return message.fold(j) in _SPEAK or bool(before & _SPEAK)


def _joined(message: Message, hit: Hit[str], other: Hit[str]) -> bool:
    low, high = (hit, other) if hit.first < other.first else (other, hit)
    gap = range(low.last + 1, high.first)
    return len(gap) <= 3 and all(message.fold(i) in folded("guards", "people_joined") for i in gap)
