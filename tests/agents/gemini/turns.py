"""Turns to judge claims in: a message, how the readers read it, and words left over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from agents.gemini import LookUps, Turn
from agents.readers import REFUSED, ReadContext, read
from media.brief import Brief
from media.evidence import Evidence

TODAY = date(2026, 11, 20)
LOOK_UPS = LookUps(
    version="2026-11-01",
    interests=tuple((id, id.title()) for id in ("automotive", "fitness", "gaming", "politics")),
    countries=(("BR", "Brazil"), ("DE", "Germany"), ("GB", "United Kingdom"), ("MX", "Mexico")),
)


def turn(message: str, *left: str, brief: Brief | None = None, today: date = TODAY) -> Turn:
    """The turn of a message in which nobody has explained the words `left`.

    The readers improve; so that a test keeps its meaning, what they read from these words is
    taken out of the reading.
    """
    context = ReadContext(today, 0, brief or Brief())
    reading = read(message, context)
    spans = tuple(_span(message, words) for words in left)
    kept = tuple(
        p
        for p in reading.proposals
        if not any(e.start < s.end and s.start < e.end for e in p.evidence for s in spans)
    )
    kind = reading.intent.kind if reading.intent.kind in REFUSED else "brief"
    intent = replace(reading.intent, kind=kind)
    reading = replace(reading, proposals=kept, unexplained=spans, intent=intent)
    return Turn(message, reading, context, LOOK_UPS)


def _span(message: str, words: str) -> Evidence:
    start = message.index(words)
    return Evidence(message=0, start=start, end=start + len(words), text=words)
