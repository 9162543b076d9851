"""A single day that is the start or the end of what stands: "move it to 5 April", "18 April as
the end date, not 15".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from agents.readers.dates.lengths import as_long
from agents.readers.dates.stretches import Clock
from agents.readers.findings.dates import Dates
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from media.flight import Flight

_VERB = 6
"""How many tokens before a day its verb may stand."""
_BEHIND = 5
"""How many tokens behind a day may still say what it is ("April 18 as the end date")."""
_DENIAL = 5
"""How many tokens before a day "not" or "instead of" may begin."""
_STARTS = folded("guards", "flights_starting")
_ENDS = folded("guards", "flights_ending") | folded("guards", "edge_days_ends")
_ONLY = folded("guards", "edge_days_only") | folded("operators", "only")


def as_edge(message: Message, span: Dates, flight: Flight, whole: Flight | None) -> Dates:
    """The dates, a single day as the start or the end of the `flight` that it is said of.

    A flight that moves stays as long, unless it only begins later than the `whole`.
    """
    if span.shape != "range" or span.start is None or span.start != span.end:
        return span
    if flight.days == 1 or span.certainty != 1 or _sole(message, span):
        return span
    if _says(message, span, "ends"):
        return replace(span, start=None, shape="end")
    start = replace(span, end=None, shape="start")
    if _says(message, span, "starts"):
        return start
    if _says(message, span, "moves"):
        along = whole is not None and whole != flight and whole.end == flight.end
        return start if along and span.start <= flight.end else as_long(start, flight)
    nearer_end = abs((flight.end - span.start).days) < abs((flight.start - span.start).days)
    return replace(span, start=None, shape="end") if nearer_end else start


def without_denied(message: Message, dates: Sequence[Dates], clock: Clock) -> list[Dates]:
    """The dates without the edge of the flight that another day takes the place of.

    "It starts on 8 March and not on 1 March", "not 1 March but 8 March".
    """
    edges = clock.flight or ()
    days = {d.first for d in dates if (d.start or d.end) in edges and d.start in (d.end, None)}
    denied = {d.first for d in dates if d.first in days and _denied(message, d)}
    return list(dates) if len(denied) == len(dates) else [d for d in dates if d.first not in denied]


def _denied(message: Message, span: Dates) -> bool:
    low = message.clause(span.first)[0]
    return any(
        hit.first + _DENIAL > span.first - low
        for hit in _instead().find(message.tokens[low : span.first])
    )


def _sole(message: Message, span: Dates) -> bool:
    """Whether only that day is meant: "only on 5 April", "just the 5th of April"."""
    before = {message.fold(i) for i in (span.first - 1, span.first - 2)}
    return not before.isdisjoint(_ONLY) or message.fold(span.last + 1) in _ONLY


def _says(message: Message, span: Dates, tag: str) -> bool:
    """Whether the piece of the sentence has a word for a start, an end or a move near the day."""
    low, high = message.clause(span.first)
    first, last = span.first, span.last
    while first > max(low, span.first - _VERB) and message.fold(first - 1) != ",":
        first -= 1
    while last < min(high, span.last + _BEHIND) and message.fold(last + 1) != ",":
        last += 1
    said = message.tokens[first : last + 1]
    if tag == "moves":
        return any(True for _ in _moves().find(said))
    return any(token.fold in (_STARTS if tag == "starts" else _ENDS) for token in said)


@cache
def _instead() -> Phrases[str]:
    said = [*words("guards")["exchanges_not"], *words("edits")["insteadof"]]
    return Phrases((w, "instead") for w in said)


@cache
def _moves() -> Phrases[str]:
    said = [*words("fillers")["moved"], *words("flight_parts")["moves"]]
    return Phrases((w, "moves") for w in said)
