"""Places that a long message only mentions: where somebody sits, met, or saw a rival's posters.

What ads are for stands with something else of the brief, or by itself in a list or behind a label.
A place amid words that say nothing of a campaign is scenery, where other places are told so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from agents.readers.findings.proposals import Proposal
from agents.readers.numbers.amounts import read_amounts
from agents.readers.text.brackets import bracketed
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded
from media.evidence import Evidence

_LONG = 60
"""Messages of fewer tokens say nothing that is no part of a brief."""
_TALK, _ASIDE = 3, 1
"""So many unexplained words make a sentence talk; fewer what stands in brackets, and codes."""
_MORE = 6
"""How many more it takes for each fact that stands there too."""
_CODE = 2
"""How long the codes of countries and regions are."""
_WHO = ("/geo", "/advertiser", "/product", "/category")
_OURS = folded("place_words", "ours")
_SMALL = folded("fillers", "small_words")
_SHORTEST = 3


def without_scenery(
    message: Message, proposals: Sequence[Proposal]
) -> tuple[list[Proposal], list[str]]:
    """The proposals without places that are scenery, and the names of those that are left out."""
    if len(message.tokens) < _LONG:
        return list(proposals), []
    placed = [p for p in proposals if p.path.startswith("/geo") and p.op in ("add", "set", "only")]
    spots = {id(p): [_at(message, e) for e in p.evidence] for p in proposals}
    facts = {i for p in proposals if not p.path.startswith(_WHO) for i in spots[id(p)]}
    facts |= {a.first for a in read_amounts(message.tokens) if a.scaled or a.currency}
    left = [
        p
        for p in placed
        if p.op != "only" and all(_mentioned(message, i, facts) for i in spots[id(p)])
    ]
    if len(left) == len(placed):
        return list(proposals), []
    said = dict.fromkeys(e.text for p in left for e in p.evidence if len(e.text) > _CODE)
    return [p for p in proposals if p not in left], [*said]


def _mentioned(message: Message, i: int, facts: set[int]) -> bool:
    """Whether the place at token i stands in talk, in an aside or in an order number."""
    first, last = message.clause(i)
    inner = bracketed(message, i)
    unit = range(first, last + 1) if inner is None else inner
    known = len(facts & {*unit})
    housed = inner is not None and inner[0] - 2 in message.aside
    if _is_title(message, i) or (not known and (housed or _numbers(message, i))):
        return True
    short = inner is not None or _is_code(message, i)
    said = len([*_unexplained(message, unit)])
    talk = _MORE * known + (_ASIDE if short and not known else _TALK)
    return said >= talk and not _labelled(message, i, unit)


def _is_code(message: Message, i: int) -> bool:
    return len(message.tokens[i].text) <= _CODE


def _is_title(message: Message, i: int) -> bool:
    """ "Our MD"."""
    return _is_code(message, i) and message.fold(i - 1) in _OURS


def _numbers(message: Message, i: int) -> bool:
    """ "BO-2291", "CL-0427": letters of an order number."""
    behind = message.tokens[i + 1 : i + 3]
    glued = len(behind) > 1 and all(token.glued for token in behind)
    return glued and behind[0].fold == "-" and behind[1].kind == "number"


def _labelled(message: Message, i: int, unit: range) -> bool:
    """ "Markets: UK", "Region = DACH": a label, and little else before the place."""
    label = next((k for k in unit[: _TALK + 2] if message.fold(k) in (":", "=")), None)
    if label is None or i < label:
        return False
    return len([*_unexplained(message, range(label + 1, i))]) < _TALK


def _unexplained(message: Message, unit: range) -> Iterator[int]:
    for k in unit:
        token = message.tokens[k]
        plain = token.kind == "word" and len(token.fold) >= _SHORTEST
        known = message.claimed[k] or k in message.glue or token.fold in _SMALL
        if plain and not known:
            yield k


def _at(message: Message, evidence: Evidence) -> int:
    """The token that words of the message begin with."""
    return bisect_left(message.tokens, evidence.start, key=lambda token: token.start)
