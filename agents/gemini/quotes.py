"""Quotes: where the words that a model quotes really stand in the message, or nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from agents.readers.text.body import said_tokens
from agents.readers.text.tokens import Token, tokenise
from media.evidence import Evidence

LONGEST = 12
"""Words. A longer quote points at nothing in particular."""
ALIKE = 90.0
"""How alike (rapidfuzz ratio) a quote must be to words that it does not match exactly."""
_STRETCH = 1


def align(
    quote: str, message: str, number: int, preferred: Sequence[Evidence] = ()
) -> Evidence | None:
    """The message's own words for a quote, the ones in `preferred` spans first; None if none.

    Letters may differ a little (case, accents, a slip of the model), digits never.
    """
    wanted = _content(tokenise(quote))
    if not wanted or len(wanted) > LONGEST:
        return None
    tokens = said_tokens(message)
    windows = _exact(wanted, tokens) or _alike(wanted, tokens)
    if not windows:
        return None
    spans = [_evidence(message, number, tokens, *window) for window in windows]
    return next((s for s in spans if any(overlap(s, p) for p in preferred)), spans[0])


def overlap(one: Evidence, other: Evidence) -> bool:
    """Whether two pieces of one message share a letter."""
    return one.message == other.message and one.start < other.end and other.start < one.end


def _content(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without marks around them ("“30k”,")."""
    kept = [i for i, t in enumerate(tokens) if t.kind != "break" and t.fold not in _MARKS]
    return list(tokens[kept[0] : kept[-1] + 1]) if kept else []


_MARKS = frozenset("\"'“”„«»`.,;:!?()[]{}<>…")


def _exact(wanted: Sequence[Token], tokens: Sequence[Token]) -> list[tuple[int, int]]:
    folds, sought = [t.fold for t in tokens], [t.fold for t in wanted]
    size = len(sought)
    return [
        (i, i + size - 1)
        for i in range(len(folds) - size + 1)
        if folds[i] == sought[0] and folds[i : i + size] == sought
    ]


def _alike(wanted: Sequence[Token], tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The one window that is most alike, if it is alike enough and has the same digits."""
    sought, digits = " ".join(t.fold for t in wanted), _digits(wanted)
    best, found = ALIKE, None
    for size in range(max(len(wanted) - _STRETCH, 1), len(wanted) + _STRETCH + 1):
        for i in range(len(tokens) - size + 1):
            window = tokens[i : i + size]
            score = fuzz.ratio(sought, " ".join(t.fold for t in window), score_cutoff=best)
            if score >= best and _digits(window) == digits and score > 0:
                best, found = score, (i, i + size - 1)
    return [] if found is None else [found]


def _digits(tokens: Sequence[Token]) -> list[str]:
    """Numbers and signs of money or share, which no likeness may blur."""
    return [t.fold for t in tokens if not t.fold.isalpha() and t.fold not in _MARKS]


def _evidence(
    message: str, number: int, tokens: Sequence[Token], first: int, last: int
) -> Evidence:
    start, end = tokens[first].start, tokens[last].end
    return Evidence(message=number, start=start, end=end, text=message[start:end])
