"""Interests told by what people do: "who cook a lot", "quem malha", "die Fußball schauen"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from agents.readers.findings.traits import people_words
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words

_FARTHEST = 10
"""How many words behind "who" may belong to what people do."""


@cache
def activities() -> Phrases[str]:
    """Verbs of what people do for pleasure, with the interest that they show."""
    return Phrases((w, tag) for tag, ws in words("activities").items() for w in ws)


@cache
def _openings() -> Phrases[str]:
    return Phrases((w, tag) for tag in ("people", "relative") for w in words("doings")[tag])


@cache
def _verbs() -> Phrases[str]:
    return Phrases((w, "verb") for w in words("doings")["verbs"])


@cache
def _loose() -> Phrases[str]:
    return Phrases((w, "loose") for w in words("doings")["loose"])


def read_activities(message: Message, topics: Sequence[Hit[str]]) -> list[Hit[str]]:
    """What people are said to do, and the `topics` that they follow, watch, play or go to."""
    at = {topic.first: topic for topic in topics}
    return [hit for opening in _opened(message) for hit in _Clause(message, opening, at).read()]


def done(message: Message) -> list[Hit[str]]:
    """Verbs of what people do, with nothing behind them that they do it to ("run a campaign")."""
    return [h for h in message.find(activities()) if not _has_object(message, h)]


def _has_object(message: Message, hit: Hit[str]) -> bool:
    i = hit.last + 1
    if message.fold(i) not in folded("guards", "activities_object"):
        return False
    measured = _loose().at(message.tokens, i)
    return measured is None or measured.last == i


def _opened(message: Message) -> Iterator[Hit[str]]:
    for hit in _openings().find(message.tokens):
        relative = hit.entry == "relative" and not _of_people(message, hit.first - 1)
        if message.free(hit.last, hit.last) and not (relative and not _apart(message, hit.first)):
            yield Hit(hit.first, hit.last, "apart" if relative else "people")


def _of_people(message: Message, i: int) -> bool:
    """Whether a word for people or an age stands at token i ("Leute 25+, die", "femmes qui")."""
    if message.fold(i) == ",":
        i -= 1
    return i in message.people or message.fold(i) in people_words() | folded(
        "guards", "ages_people"
    )


def _apart(message: Message, i: int) -> bool:
    """Whether a piece of its own begins at token i (", que viajam com frequência")."""
    return i > 0 and message.fold(i - 1) == ","


_SIGNS_BEFORE = frozenset(("", ",", ".", "-", "!", "?", ":", ";"))


@dataclass(slots=True)
class _Clause:
    """The words behind "who": verbs that are an interest, verbs that take one, topics."""

    message: Message
    opening: Hit[str]
    topics: Mapping[int, Hit[str]]
    pending: list[Hit[str]] = field(default_factory=list)
    found: list[Hit[str]] = field(default_factory=list)
    doing: bool = False

    def read(self) -> list[Hit[str]]:
        i = self.opening.last + 1
        end = min(len(self.message.tokens), i + _FARTHEST)
        while i < end:
            last = self._take(i)
            if last is None:
                break
            i = last + 1
        return [] if self._tells_of_others(i) else self.found

    def _tells_of_others(self, i: int) -> bool:
        """Whether it asks, or goes on about them: "who travels?", "quem faz a arte é a agência"."""
        fold = self.message.fold(i)
        _, last = self.message.clause(self.opening.first)
        asked = "?" in (self.message.fold(last), self.message.fold(last + 1))
        asks = asked and self.message.fold(self.opening.first - 1) in _SIGNS_BEFORE
        return fold in ("is", "are", "ist", "sind", "sont", "son", "zijn", "är") or asks

    def _take(self, i: int) -> int | None:
        """The last token of what stands at token i; None where the clause ends."""
        tokens = self.message.tokens
        activity, topic = activities().at(tokens, i), self.topics.get(i)
        verb, loose = _verbs().at(tokens, i), _loose().at(tokens, i)
        longest = max((h.last for h in (activity, topic, verb, loose) if h is not None), default=i)
        if activity is not None and activity.last == longest:
            return self._activity(activity)
        if topic is not None and topic.last == longest:
            (self.found if self.doing else self.pending).append(topic)
            return longest
        if verb is not None and verb.last == longest:
            self.found += self.pending
            self.doing, self.pending = True, []
            return longest
        return longest if loose is not None or self._links(i) else None

    def _activity(self, hit: Hit[str]) -> int | None:
        if _has_object(self.message, hit) or (self.opening.entry == "apart" and self._runs(hit)):
            return None
        self.found.append(hit)
        return hit.last

    def _runs(self, hit: Hit[str]) -> bool:
        """Whether campaigns and spots do the same as people ("Audio, die im Mai laufen")."""
        return self.message.folds(hit.first, hit.last) in folded("guards", "activities_of_things")

    def _links(self, i: int) -> bool:
        """Whether the clause goes on behind a link ("cook and travel", "voyagent, cuisinent")."""
        if self.message.fold(i) == ",":
            return bool(self.found) and activities().at(self.message.tokens, i + 1) is not None
        return self.message.fold(i) in folded("guards", "people_link") - {":", "/"}
