"""Interests: fans of a topic, topics behind a cue, and topics that stand alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from agents.readers.audience.activities import done, read_activities
from agents.readers.audience.compounds import compounds
from agents.readers.findings.traits import Trait
from agents.readers.text.message import Message, same_as
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.pieces import pieces


@cache
def _lovers() -> Phrases[str]:
    return Phrases((w, tag) for tag, ws in words("interests").items() for w in ws)


@cache
def _topics() -> Phrases[str]:
    return Phrases((w, tag) for tag, ws in words("topics").items() for w in ws)


@cache
def _cues(side: str) -> Phrases[str]:
    return Phrases((w, side) for w in words("cues")[side])


def read_interests(message: Message) -> list[Trait]:
    """All topics that the audience is said to like."""
    hits = [h for h in message.find(_lovers()) if not _brand_like(message, h)]
    taken = same_as(hits)
    hits += [h for h in compounds(message) if not taken(h.first)]
    hits += _truncated(message, hits)
    hits += [h for h in read_activities(message, bare_topics(message)) if not _overlaps(h, hits)]
    hits += [hit for hit in _cued(message, hits) if not _overlaps(hit, hits)]
    hits = sorted((h for h in hits if not _told_of(message, h)), key=lambda hit: hit.first)
    same = same_as(hits)
    found = []
    for hit in hits:
        operator = message.operator(hit.first, hit.last, same)
        topics = [topic.replace("_", " ") for topic in hit.entry.split()]
        found += [Trait("interests", t, hit.first, hit.last, operator) for t in topics]
    for hit in hits:
        message.claim(hit.first, hit.last)
    return found


def bare_topics(message: Message) -> list[Hit[str]]:
    """Words for a topic that may be an interest, left to right."""
    found = message.find(_topics())
    return [
        h for h in found if not (_runs(message, h) or _pronoun(message, h) or _at_home(message, h))
    ]


def _overlaps(hit: Hit[str], others: list[Hit[str]]) -> bool:
    taken = same_as(others)
    return any(taken(i) for i in range(hit.first, hit.last + 1))


def _truncated(message: Message, hits: list[Hit[str]]) -> list[Hit[str]]:
    """The first part of "Sport- und Reisefans": a topic with a dash before words for fans."""
    starts = {hit.first for hit in hits}
    return [
        hit
        for hit in message.find(_topics())
        if message.fold(hit.last + 1) == "-"
        and message.tokens[hit.last + 1].glued
        and message.fold(hit.last + 2) in _AND
        and hit.last + 3 in starts
    ]


_AND = frozenset(("und", "en", "och", "&", "+", "/"))


def _brand_like(message: Message, hit: Hit[str]) -> bool:
    """Words that are a product or goal rather than an interest in this place."""
    word, following = message.folds(hit.first, hit.last), message.fold(hit.last + 1)
    previous = message.fold(hit.first - 1)
    if word == "pais" and following == "de" and message.fold(hit.last + 2) in ("origem", "destino"):
        return True
    if word == "pais":
        return not message.tokens[hit.first].text.isascii() or not (
            following in ("e", ",", "com", "de") or previous in _guard("brand_like_10")
        )
    if word in _guard("brand_like"):
        named = following in _guard("brand_like_2") or previous in _guard("brand_like_5")
        return named or _runs(message, hit)
    if word in _guard("brand_like_6"):
        return following in _guard("brand_like_7")
    if word in _guard("brand_like_8") and following == ":":
        return True
    if word == "laufen":
        spoken = ("soll", "sollen", "lassen", ".")
        told = following in spoken or previous in _guard("brand_like_9")
        return told or _set_to_run(message, hit.first)
    return False


def _guard(name: str) -> frozenset[str]:
    return folded("guards", f"people_{name}")


def _runs(message: Message, hit: Hit[str]) -> bool:
    """ "Running 6 weeks", "is running", "running all of March": the campaign, nobody jogs."""
    if message.fold(hit.first) in ("laufen", "lauft"):
        return _set_to_run(message, hit.first)
    if message.fold(hit.first) not in ("running", "runner") or hit.last > hit.first:
        return False
    if message.fold(hit.first - 1) in _guard("brand_like_3"):
        return True
    behind = hit.last + 1
    if message.fold(behind) in _guard("brand_like_4") or _counts(message, behind):
        return True
    dated = behind < len(message.tokens) and message.tokens[behind].kind == "word"
    return dated and message.claimed[behind] and behind not in message.people


def _set_to_run(message: Message, i: int) -> bool:
    """ "Soll im Mai laufen", "will wieder laufen": a campaign, in the sentence of a modal verb."""
    low, _ = message.clause(i)
    return any(message.fold(k) in _guard("laufen") for k in range(low, i))


def _told_of(message: Message, hit: Hit[str]) -> bool:
    """ "The CEO is a big football fan": somebody else than the audience likes it."""
    i = hit.first - 1
    while i > 0 and message.fold(i) in _guard("being"):
        i -= 1
    return i < hit.first - 1 and message.fold(i) in _guard("boss")


def _counts(message: Message, i: int) -> bool:
    """Whether a number or a date follows ("running 6 weeks", "running 18th January")."""
    return i < len(message.tokens) and message.tokens[i].kind in ("number", "date")


@dataclass(frozen=True, slots=True)
class Openings:
    """Where known wordings end that a list may go on behind.

    Behind `wordings` of several words in any way ("amanti dello sport, viaggi"), behind other
    `lovers` with "and" only ("gamers y música").
    """

    wordings: frozenset[int]
    lovers: frozenset[int]


_ALSO = frozenset(("and", "y", "e", "und", "et", "en", "och", "&", "+"))


def _cued(message: Message, lovers: list[Hit[str]]) -> list[Hit[str]]:
    """Topics with a cue: "into football and gaming", "music fans", "interests: travel, food".

    `lovers` are known wordings, some of which begin a list ("amanti dello sport e dei viaggi").
    """
    topics = bare_topics(message)
    verbs = [h for h in done(message) if h.last > h.first or not _overlaps(h, topics)]
    topics = [h for h in topics if not _overlaps(h, verbs)]
    found: list[Hit[str]] = []
    chosen: set[int] = {hit.last for hit in lovers}
    opened = Openings(
        frozenset(h.last for h in lovers if h.last > h.first), frozenset(h.last for h in lovers)
    )
    inside = {i for hit in topics for i in range(hit.first, hit.last + 1)}
    liked = sorted([*topics, *verbs], key=lambda hit: hit.first)
    liked = [hit for hit in liked if not _of_campaigns(message, hit)]
    for n, hit in enumerate(liked):
        if _cue_ahead(message, hit, liked[:n], chosen, opened) or (
            hit.first in inside
            and (
                _cue_behind(message, hit)
                or _behind_list(message, liked, n)
                or _behind_people(message, hit, chosen)
                or _stands_alone(message, hit, inside)
                or _joins_others(message, hit)
            )
        ):
            found.append(hit)
            chosen.update(range(hit.first, hit.last + 1))
    return found


def _joins_others(message: Message, hit: Hit[str]) -> bool:
    """ "Enlève fitness et ajoute voyage": added to interests that stand, in a piece of its own."""
    same = same_as([hit])
    if not message.liked or message.operator(hit.first, hit.last, same) != "add":
        return False
    first, last = next((p for p in pieces(message) if p[0] <= hit.first <= p[1]), (0, -1))
    commands = [*message.before.values(), *message.after.values()]
    known = {i for h in commands for i in range(h.first, h.last + 1)} | message.glue
    return all(i in known or same(i) for i in range(first, last + 1))


def _of_campaigns(message: Message, hit: Hit[str]) -> bool:
    """ "They would like to run in Germany": what campaigns do."""
    if message.folds(hit.first, hit.last) not in folded("guards", "activities_of_things"):
        return False
    before = message.folds(hit.first - 3, hit.first - 1)
    wanted = any(before.endswith(wish) for wish in folded("guards", "activities_wishes"))
    return wanted and message.fold(hit.first + 1) in folded("guards", "activities_placed")


def _at_home(message: Message, hit: Hit[str]) -> bool:
    """ "Cocina en casa", "bake at home": where something is done, no interest in homes."""
    where = folded("guards", "people_at_home")
    return message.folds(hit.first - 1, hit.last) in where


def _pronoun(message: Message, hit: Hit[str]) -> bool:
    """Whether "it", "ai" are no technology ("love it", "gioca ai videogiochi")."""
    word = message.tokens[hit.first].text
    article = word == "ai" and message.fold(hit.last + 1) not in _ALSO | {"", ",", "."}
    return hit.last == hit.first and (word == "it" or article)


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
        or divides_at(message, after)
        or message.claimed[after]
        or message.fold(after) in _LINK
        or _negates(message, after)
    )


def _negates(message: Message, i: int) -> bool:
    """Whether something else is ruled out from token i on ("moda sin display")."""
    return any(
        i <= k <= i + 1 and message.before[k].first == i for k in (i, i + 1) if k in message.before
    )


def _stands_alone(message: Message, hit: Hit[str], topics: set[int]) -> bool:
    """Whether the piece between commas is nothing but topics ("25-54, travel", "DIY + fashion")."""
    first, last = hit.first, hit.last
    while first > 0 and not divides_at(message, first - 1):
        first -= 1
    while last + 1 < len(message.tokens) and not divides_at(message, last + 1):
        last += 1
    plain = message.folds(hit.first, hit.last) in _TOO_PLAIN
    listed = any(i in topics and not hit.first <= i <= hit.last for i in range(first, last + 1))
    if plain and not listed and not _beside_people(message, hit, first, last):
        return False
    if message.fold(last + 1) == "?" or _bracketed(message, first, last):
        return False
    loose = [i for i in range(first, last + 1) if i not in topics and message.fold(i) not in _LINK]
    return (
        all(message.claimed[i] for i in loose)
        and len(loose) <= 6
        and any(message.free(i, i) for i in range(first, last + 1))
    )


def _beside_people(message: Message, hit: Hit[str], first: int, last: int) -> bool:
    """Whether the next piece has ages or genders ("Mode, 18-34"), which no product has."""
    if message.folds(hit.first, hit.last) in _THINGS:
        return False
    return bool({first - 2, last + 2} & message.people)


_THINGS = frozenset(("tv", "ai", "it", "software", "film", "films", "series", "news", "reading"))


def _bracketed(message: Message, first: int, last: int) -> bool:
    """Whether the piece explains a name before it ("Augustiner (Bier)") and no audience."""
    if message.fold(first - 1) != "(" or message.fold(last + 1) != ")":
        return False
    return first > 1 and first - 2 not in message.people and message.tokens[first - 2].capital


def divides_at(message: Message, i: int) -> bool:
    """Whether a piece of the sentence ends at token i."""
    token = message.tokens[i]
    signs = (",", ";", ".", ":", "(", ")", "|", "•", "·", "!", "?")
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


def _cue_ahead(
    message: Message,
    hit: Hit[str],
    earlier: list[Hit[str]],
    chosen: set[int],
    opened: Openings,
) -> bool:
    """Whether a cue stands before, directly or over a list of chosen topics."""
    i = hit.first - 1
    steps = 0
    while i >= 0 and steps < 4:
        listed = i + 1 == hit.first - 1 and message.fold(i + 1) in _ALSO
        if i in opened.wordings or (listed and i in opened.lovers):
            return True
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
