"""Names made of words that other readers want: "Tuesday Sofas", "Chile Verde Grill".

A run of words in capitals where a name is sure to stand (behind a label or "for", at the beginning
of a line or a piece, before "wants") is the advertiser with all its words. It is read before dates
and places, which then leave those words alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agents.readers.names.name_runs import begins_sentence, is_boundary, openers, without_article
from agents.readers.names.name_words import (
    ARTICLES,
    COMPANY,
    ENDS,
    LINKS,
    PEOPLE,
    Name,
    advertiser,
    is_compound,
    is_known,
    is_unknown,
    name_cues,
    ordinary,
    spoken,
)
from agents.readers.text.gazetteer import names as places
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words

_FEWEST = 3
"""How many words a name of everyday words has at least."""
Lead = Literal["", "cue", "label"]
"""What introduces a name: nothing, a word like "for", a label with its sign."""
_LONGEST = 8
"""How many tokens such a name may have, with links and signs."""


def title_of(message: Message) -> Name | None:
    """The first such name of a message, None when there is none."""
    if message.small:
        return None
    calendar = _Calendar.of(message)
    for first, lead in _positions(message):
        if message.number > 0 and not lead:
            continue
        last = _run(message, first, calendar)
        if last is not None and _Title(message, calendar, first, last, lead).stands():
            if wants_at(message, last + 1):
                first = without_article(message, first, last)
            return advertiser(message, first, last, 0.8)
    return None


def is_more(message: Message, title: Name, brand: Name) -> bool:
    """Whether the title holds the brand, and not only places and dates beside it."""
    if not title.first <= brand.first <= title.last:
        return False
    calendar = _Calendar.of(message)
    placed = {i for a, b in calendar.placed.items() for i in range(a, b + 1)}
    known = {*calendar.kinds, *placed, *range(brand.first, brand.last + 1)}
    return any(message.tokens[i].capital and i not in known for i in _span(title))


def _span(name: Name) -> range:
    return range(name.first, name.last + 1)


@dataclass(frozen=True, slots=True)
class _Calendar:
    """Which tokens of a message are weekdays, months and seasons, and which name places."""

    kinds: dict[int, str]
    placed: dict[int, int]
    """First and last tokens of places in capitals."""
    occasions: frozenset[int]

    @classmethod
    def of(cls, message: Message) -> _Calendar:
        kinds = {
            i: hit.entry
            for hit in _dated().find(message.tokens)
            for i in range(hit.first, hit.last + 1)
        }
        kinds |= {i: "date" for i, t in enumerate(message.tokens) if t.kind == "date"}
        named = (h for h in places().find(message.tokens) if message.tokens[h.first].capital)
        placed = {hit.first: hit.last for hit in named}
        occasions = (
            i for h in _occasions().find(message.tokens) for i in range(h.first, h.last + 1)
        )
        return cls(kinds, placed, frozenset(occasions))

    def dates_besides(self, first: int, last: int) -> bool:
        """Whether a date stands outside tokens [first, last]."""
        return _besides(self.kinds, first, last)

    def places_besides(self, first: int, last: int) -> bool:
        """Whether a place stands outside tokens [first, last]."""
        return _besides(self.placed, first, last)


def _besides(marked: Mapping[int, object], first: int, last: int) -> bool:
    return len(marked) > sum(i in marked for i in range(first, last + 1))


def _positions(message: Message) -> Iterator[tuple[int, Lead]]:
    """Tokens where a name may begin, and what introduces it."""
    labels = {hit.last + 1 for hit in name_cues("label").find(message.tokens)}
    cues = {hit.last + 1 for hit in name_cues("for").find(message.tokens)} | labels
    for i in range(len(message.tokens)):
        if not _may_stand(message, i):
            continue
        lead = _lead(message, i, cues, labels)
        if lead or begins_sentence(message, i) or is_boundary(message, i - 1):
            yield i, lead


def _lead(message: Message, i: int, cues: set[int], labels: set[int]) -> Lead:
    """Whether a cue stands before token i, maybe with a sign or a small article between."""
    before = message.tokens[i - 1] if i > 0 else None
    if before is None:
        return ""
    if i in labels or (before.fold in (":", "=") and i - 1 in labels):
        return "label"
    if i in cues or (before.text in ARTICLES | {"the"} and i - 1 in cues):
        return "cue"
    return "cue" if before.text in openers() else ""


def _may_stand(message: Message, i: int) -> bool:
    token = message.tokens[i]
    aside = i in message.aside or i in message.signature or not message.free(i, i)
    return token.kind == "word" and token.capital and not aside and not _is_cue(token.fold)


def _is_cue(word: str) -> bool:
    return word in folded("names", "for") or word in folded("names", "label")


def _run(message: Message, first: int, calendar: _Calendar) -> int | None:
    """The last token of the words in capitals from `first` on; None when they end no name."""
    last = i = first
    while i < len(message.tokens) and i - first < _LONGEST and i not in message.aside:
        token = message.tokens[i]
        if (
            token.kind == "word"
            and token.capital
            and (i in calendar.kinds or not _ends(message, i, first))
        ):
            last = i
        elif not _joins(message, i):
            break
        i += 1
    behind = last + 1
    if behind < len(message.tokens) and _ends(message, behind, first):
        return None if message.tokens[behind].capital else last
    return last


def _ends(message: Message, i: int, first: int) -> bool:
    """Whether a word is none of a name: "Budget", "UK", "Campaign"."""
    word = message.fold(i)
    code = message.tokens[i].text.isupper() and len(word) <= _CODE and word not in COMPANY
    if i == first and word in folded("everyday", "articles") | {"the"}:
        return False
    return word in ENDS or is_compound(word) or (code and i > first) or word in _doings()


_CODE = 3


def _joins(message: Message, i: int) -> bool:
    """Whether token i only stands between words of a name: "&", "de", "'s", a dash."""
    word, token = message.fold(i), message.tokens[i]
    if word == "s" and token.glued and message.fold(i - 1) == "'":
        return True
    if word == "'":
        return token.glued and message.fold(i + 1) == "s"
    return word in LINKS | {"&"} and i + 1 < len(message.tokens)


@dataclass(frozen=True, slots=True)
class _Title:
    """A run of words in capitals at tokens [first, last] that may be a name."""

    message: Message
    calendar: _Calendar
    first: int
    last: int | None
    lead: Lead

    def stands(self) -> bool:
        """Whether it is a name for sure, and one that other readers would pull to pieces."""
        if self._town():
            return True
        own = self._own()
        if self._lists_places():
            return False
        if not own or len(self._words()) < 2 or not self._closed():
            return False
        if any(i in self.calendar.occasions for i in self._words()) and not self._joined():
            return False
        if self._dates():
            return self._dated(own)
        if self.first in self.calendar.placed:
            return self._placed(own)
        return self._borrowed(own)

    def _town(self) -> bool:
        """ "Cliente Liverpool, México": a town right behind a label, the market elsewhere."""
        if self.lead != "label" or self.calendar.placed.get(self.first) != self._end:
            return False
        named = not self.message.tokens[self.first].text.isupper() and self._closed()
        return named and self.calendar.places_besides(self.first, self._end)

    def _lists_places(self) -> bool:
        """ "São Paulo e Rio de Janeiro": places alone, even with a month in a name."""
        spans = self.calendar.placed.items()
        inside = {i for first, last in spans for i in range(first, last + 1)}
        return inside.issuperset(self._words())

    @property
    def _end(self) -> int:
        return self.first if self.last is None else self.last

    def _words(self) -> list[int]:
        inside = range(self.first, self._end + 1)
        return [i for i in inside if self.message.tokens[i].capital]

    def _dates(self) -> list[int]:
        return [i for i in self._words() if i in self.calendar.kinds]

    def _own(self) -> list[int]:
        """Its words that neither the calendar nor the trade nor everyday talk has."""
        place = range(self.first, self.calendar.placed.get(self.first, self.first - 1) + 1)
        return [
            i
            for i in self._words()
            if i not in self.calendar.kinds and i not in place and not self._plain(i)
        ]

    def _plain(self, i: int) -> bool:
        word = self.message.fold(i)
        if self.lead == "label" or self._joined():
            return word in ARTICLES
        return word in ordinary() or word in spoken() or word in PEOPLE or word in ARTICLES

    def _closed(self) -> bool:
        """Whether the run is followed by a sign, a number, a fact or "wants"."""
        behind = self._end + 1
        if behind >= len(self.message.tokens) or is_boundary(self.message, behind):
            return True
        if self._wants():
            return True
        token = self.message.tokens[behind]
        return token.kind == "number" or not token.text.isalpha() or self.lead != ""

    def _wants(self) -> bool:
        return wants_at(self.message, self._end + 1)

    def _joined(self) -> bool:
        """ "May & Sons", "Georgia's Kitchen": the sign makes all of it one name."""
        return any(self.message.fold(i) in "&'" for i in range(self.first, self._end))

    def _dated(self, own: list[int]) -> bool:
        """A weekday or a month in a name: the flight stands elsewhere, or nobody would say so."""
        if self._dates()[-1] == self._end and self._day_follows():
            return False
        kinds = {self.calendar.kinds[i] for i in self._dates()}
        leads = self._dates()[0] < own[0]
        besides = self.calendar.dates_besides(self.first, self._end)
        if self._joined() or self._wants() or (kinds == {"weekday"} and (leads or besides)):
            return True
        if not besides or not leads or self.lead:
            return besides
        strange = any(is_unknown(self.message, i) for i in own)
        firm = "season" not in kinds and self.message.fold(self._end) in COMPANY
        return self.message.language != "de" and (strange or firm)

    def _day_follows(self) -> bool:
        """ "March 1 to March 31": a month with its day."""
        month = self.calendar.kinds[self._end] == "month"
        behind = self.message.tokens[self._end + 1 : self._end + 2]
        return month and any(token.kind == "number" for token in behind)

    def _borrowed(self, own: list[int]) -> bool:
        """ "Night Owl Energy Drink": three words or more, one of everyday and one of nobody's."""
        words = [i for i in self._words() if self.message.fold(i) not in ARTICLES | {"the"}]
        if len(words) < _FEWEST or self.message.language == "de" or self._names_places():
            return False
        strange = any(is_unknown(self.message, i) for i in own)
        firm = self.message.fold(words[-1]) in COMPANY
        borrowed = any(is_known(self.message.fold(i)) for i in words)
        return borrowed and (strange or firm)

    def _names_places(self) -> bool:
        return any(i in self.calendar.placed for i in self._words())

    def _placed(self, own: list[int]) -> bool:
        """A place that begins a name: the market stands elsewhere ("Chile Verde Grill, Texas")."""
        listed = any(i in self.calendar.placed for i in self._words()[1:])
        if listed or self.message.tokens[self.first].text.isupper():
            return False
        besides = self.calendar.places_besides(self.first, self._end)
        sure = self._joined() or self._wants() or bool(self.lead) or len(own) > 1
        return sure and (besides or self._joined())


def wants_at(message: Message, i: int) -> bool:
    """Whether "wants", "quiere", "möchte" stands at token i."""
    return i < len(message.tokens) and name_cues("wants").at(message.tokens, i) is not None


def wishes_small(message: Message, first: int, last: int) -> bool:
    """Whether a firm written small begins a sentence and wishes something: "calm wants audio".

    The target that "has to be women" and the total that "needs to be 100k" are no firms.
    """
    greeting = folded("everyday", "greetings") | _SIGNS
    begins = all(t.fold in greeting for t in message.tokens[:first])
    person = message.fold(last) in folded("guards", "names_roles")
    if person or not begins or not wants_at(message, last + 1):
        return False
    verb = message.fold(last + 1)
    german = verb != "will" or message.language == "de"
    return german and verb in _WISHES and (verb in _WANTS or message.fold(last + 2) != "to")


_SIGNS = frozenset(",!-:")
_WANTS = frozenset(("wants", "want"))
_WISHES = folded("guards", "names_wishes")


@cache
def _dated() -> Phrases[str]:
    dates = words("dates")
    weekdays = ((w, "weekday") for tag in dates if tag[:2] == "wd" for w in dates[tag])
    months = ((w, "month") for tag, ws in words("months").items() if tag.isdigit() for w in ws)
    seasons = ((w, "season") for tag in _SEASONS for w in dates[tag])
    return Phrases([*weekdays, *months, *seasons])


_SEASONS = ("spring", "summer", "autumn", "winter")


@cache
def _occasions() -> Phrases[str]:
    table = words("holidays")
    events = ((w, "event") for w in words("everyday")["events"])
    return Phrases([*((w, tag) for tag, ws in table.items() for w in ws), *events])


@cache
def _doings() -> frozenset[str]:
    return folded("names", "campaign") | folded("names", "afterproduct")
