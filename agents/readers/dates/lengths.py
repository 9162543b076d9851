"""Flights that move and stay as long: "starting Feb 1 instead, same length"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from agents.readers.dates.periods import add_months
from agents.readers.findings.dates import Dates
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, words
from media.flight import Flight

_CLOSED = 2
"""How certain dates are whose ends were both said."""
_BESIDE = 2
"""How many tokens beside the length the word may stand that says it stays."""


def stays_as_long(message: Message) -> bool:
    """Whether the message says that the flight keeps its length."""
    return any(_table().find(message.tokens)) or any(
        _stays(message, hit) for hit in _lengths().find(message.tokens)
    )


def as_long(span: Dates, flight: Flight) -> Dates:
    """The dates, their open end so that they are as long as the flight; closed ones stay."""
    if span.shape == "end" and span.end is not None:
        start = span.end - timedelta(days=flight.days - 1)
        return replace(span, start=start, shape="range")
    if span.start is not None and (span.shape == "start" or span.certainty < _CLOSED):
        return replace(span, end=end_as_long(span.start, flight), shape="range", certainty=_CLOSED)
    return span


def end_as_long(start: date, flight: Flight) -> date:
    """The last day of a flight from `start` on that is as long; whole months stay whole ones."""
    behind = flight.end + timedelta(days=1)
    if start.day == flight.start.day == behind.day == 1:
        months = 12 * (behind.year - flight.start.year) + behind.month - flight.start.month
        return add_months(start, months) - timedelta(days=1)
    return start + timedelta(days=flight.days - 1)


def _stays(message: Message, hit: Hit[str]) -> bool:
    before = message.tokens[max(0, hit.first - _BESIDE) : hit.first]
    behind = message.tokens[hit.last + 1 : hit.last + 1 + _BESIDE]
    return any(True for piece in (before, behind) for _ in _staying().find(piece))


@cache
def _table() -> Phrases[str]:
    return Phrases((w, "as_long") for w in words("flight_parts")["as_long"])


@cache
def _lengths() -> Phrases[str]:
    return Phrases((w, "length") for w in words("flight_parts")["length"])


@cache
def _staying() -> Phrases[str]:
    return Phrases((w, "stays") for w in words("edits")["stays"])
