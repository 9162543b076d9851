"""A slip and what was meant: "raise it by 10%", then "sorry, I meant 20%"; also in one message.

A bare value behind words of correction takes the place of the value of its kind in the slip, whose
words are then read once more, whatever they say of it ("a week later", "max 4 per day").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from agents.readers.audience.ages import read_ages
from agents.readers.dates.flights import scan_dates
from agents.readers.dates.stretches import Clock
from agents.readers.numbers.amounts import Amount, read_amounts, times_apart
from agents.readers.numbers.percents import read_percents
from agents.readers.places.places import read_places
from agents.readers.rules.wishes import read_targets
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, month_names, words
from agents.readers.text.tokens import Token
from agents.readers.turn import ReadContext
from media.brief import Brief
from media.evidence import Evidence

_NEAR = 14
"""How many tokens may stand between a slip and the words of correction behind it."""
_TIMES = 5
"""How many times the amount of another message the one that was meant may be."""
_ENDS = frozenset(",.;!-/\n")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters [start, end) of a message of the conversation."""

    message: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Restated:
    """The words of a slip with what was meant in them, and where each stretch of them stands.

    `instead`: the slip is the message before, whose change is taken back.
    """

    text: str
    pieces: tuple[_Piece, ...]
    instead: bool

    def sources(self, words: Evidence) -> Iterator[Evidence]:
        """Where words of the restated text stand in the conversation, in up to three stretches."""
        begin = 0
        for piece in self.pieces:
            low = max(words.start, begin)
            high = min(words.end, begin + piece.end - piece.start)
            text = self.text[low:high]
            if low < high and text.strip():
                start = piece.start + low - begin
                end = start + high - low
                yield Evidence(message=piece.message, start=start, end=end, text=text)
            begin += piece.end - piece.start


def restated(text: str, context: ReadContext) -> Restated | None:
    """What a message that corrects a slip, its own or that of the message before, comes to."""
    message = Message.of(text, context.message, context.language)
    slips = [*_slips().find(message.tokens)]
    if not slips:
        return None
    values = _values(message, context)
    return _in_itself(message, slips, values) or _of_the_last(message, slips, values, context)


Kind = Literal["percent", "length", "money", "count", "ages", "day", "month", "place", "format"]


@dataclass(frozen=True, slots=True)
class _Value:
    """A figure, a length, a date, a place or a format at tokens [first, last]."""

    kind: Kind
    first: int
    last: int
    amount: Amount | None = None


def _values(message: Message, context: ReadContext) -> list[_Value]:
    found = [*_dates(message, context.today)]
    found += [_Value("percent", p.first, p.last) for p in read_percents(message)]
    ages = (_Value("ages", a.first, a.last) for a in read_ages(message))
    found += [a for a in ages if not _inside(a, found)]
    figures = (_figure(amount) for amount in read_amounts(message.tokens))
    found += [f for f in figures if not _inside(f, found)]
    places = read_places(message, frozenset(context.brief.geo.countries))
    found += [_Value("place", p.first, p.last) for p in places]
    formats = (t for t in read_targets(message, []) if t.where.format is not None)
    found += [_Value("format", t.first, t.last) for t in formats]
    return sorted(found, key=lambda value: value.first)


def _inside(value: _Value, found: Sequence[_Value]) -> bool:
    return any(f.first <= value.last and value.first <= f.last for f in found)


def _figure(amount: Amount) -> _Value:
    kind: Kind = "money" if amount.scaled or amount.currency else "count"
    return _Value(kind, amount.first, amount.last, amount)


def _dates(message: Message, today: date) -> Iterator[_Value]:
    """Lengths, days and months; other dates are read by themselves."""
    for dates in scan_dates(message.tokens, Clock(today)):
        if dates.shape == "duration":
            yield _Value("length", dates.first, dates.last)
            continue
        first = dates.first
        while first < dates.last and not _dated(message.tokens[first]):
            first += 1
        kind = _grain(message.tokens[first : dates.last + 1])
        if kind is not None:
            yield _Value(kind, first, dates.last)


def _dated(token: Token) -> bool:
    return token.kind in ("number", "date") or token.fold in month_names()


def _grain(tokens: Sequence[Token]) -> Kind | None:
    """Whether tokens are one day or one month, whichever way those are written."""
    numbers = sum(t.kind == "number" for t in tokens)
    months = sum(t.fold in month_names() for t in tokens)
    days = sum(t.kind == "date" for t in tokens)
    grains: dict[tuple[int, int, int], Kind] = {
        (1, 1, 0): "day", (0, 0, 1): "day", (0, 1, 0): "month",
    }  # fmt: skip
    return grains.get((numbers, months, days))


def _in_itself(
    message: Message, slips: Sequence[Hit[str]], values: Sequence[_Value]
) -> Restated | None:
    """ "Max 4 per day - sorry, 6": the message with what was meant in the place of the slip."""
    around = _around(message)
    for slip in slips:
        meant = next((v for v in values if v.first > slip.last), None)
        if meant is None or not around.issuperset(range(slip.last + 1, meant.first)):
            continue
        before = [v for v in _alike(message, values, meant) if v.last < slip.first]
        end = _end(message, meant.last + 1)
        bare = around.issuperset(range(meant.last + 1, end))
        if before and bare and slip.first - before[-1].last <= _NEAR:
            return _spliced(message, before[-1], slip, meant)
    return None


def _end(message: Message, i: int) -> int:
    """Where the piece of the sentence ends that token i stands in."""
    while i < len(message.tokens) and message.fold(i) not in _ENDS:
        i += 1
    return i


def _spliced(message: Message, old: _Value, slip: Hit[str], meant: _Value) -> Restated:
    tokens, number = message.tokens, message.number
    stretches = (
        (0, tokens[old.first].start),
        (tokens[meant.first].start, tokens[meant.last].end),
        (tokens[old.last].end, tokens[slip.first].start),
        (tokens[meant.last].end, len(message.text)),
    )
    text = "".join(message.text[start:end] for start, end in stretches)
    return Restated(text, tuple(_Piece(number, *stretch) for stretch in stretches), instead=False)


def _of_the_last(
    message: Message, slips: Sequence[Hit[str]], values: Sequence[_Value], context: ReadContext
) -> Restated | None:
    """ "Sorry, 20%": the message before, with the one value of that kind that it has changed."""
    if not context.slip or context.former in (None, Brief()) or len(values) != 1:
        return None
    (meant,) = values
    inside = {*range(meant.first, meant.last + 1)}
    if any(_bounds().find(message.tokens)) or not (_around(message) | inside).issuperset(
        range(len(message.tokens))
    ):
        return None
    last = Message.of(context.slip, message.number - 1, context.language)
    old = _alike(last, _values(last, context), meant)
    if slips[0].first > meant.first or len(old) != 1 or not _near(old[0], meant):
        return None
    low, high = last.tokens[old[0].first].start, last.tokens[old[0].last].end
    start, end = message.tokens[meant.first].start, message.tokens[meant.last].end
    text = last.text[:low] + message.text[start:end] + last.text[high:]
    pieces = (
        _Piece(last.number, 0, low),
        _Piece(message.number, start, end),
        _Piece(last.number, high, len(last.text)),
    )
    return Restated(text, pieces, instead=True)


def _alike(message: Message, values: Sequence[_Value], meant: _Value) -> list[_Value]:
    """The values of one kind with what was meant, without those that another has replaced."""
    alike = (v for v in values if v.kind == meant.kind)
    return [v for v in alike if _former().before(message.tokens, v.first) is None]


def _near(old: _Value, meant: _Value) -> bool:
    """Whether two values, if they are amounts, are of about one size."""
    if old.amount is None or meant.amount is None:
        return True
    return times_apart(float(old.amount.value), float(meant.amount.value)) <= _TIMES


def _around(message: Message) -> set[int]:
    """Tokens that may stand around a value that says nothing else: corrections, chatter, signs."""
    said = {i for hit in _said().find(message.tokens) for i in range(hit.first, hit.last + 1)}
    signs = {i for i, t in enumerate(message.tokens) if t.kind in ("sign", "break")}
    return said | signs


@cache
def _slips() -> Phrases[str]:
    return Phrases((w, "slip") for w in words("edits")["slip"])


@cache
def _former() -> Phrases[str]:
    """What stands before a value that another takes the place of ("75k instead of 80k")."""
    edits = words("edits")
    return Phrases((w, "former") for w in (*edits["insteadof"], *edits["notbut"]))


@cache
def _said() -> Phrases[str]:
    intents = words("intents")
    said = (*words("anew")["around"], *intents["polite"], *intents["chatter"])
    return Phrases((w, "said") for w in (*words("edits")["slip"], *said))


@cache
def _bounds() -> Phrases[str]:
    """Words that say more than a value: bounds of it, and that something stays."""
    bounds = [(w, tag) for tag in ("upto", "atleast") for w in words("money")[tag]]
    return Phrases([*bounds, *((w, "stays") for w in words("edits")["stays"])])
