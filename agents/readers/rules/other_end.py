"""The other end of a share: "at least 20% for France, at most 40%"."""

from __future__ import annotations

from collections.abc import Iterator

from agents.readers.numbers.percents import Percent, bound_of
from agents.readers.numbers.ratios import ShareSpan
from agents.readers.text.message import Message


def with_other_end(message: Message, span: ShareSpan, percent: Percent) -> Iterator[ShareSpan]:
    """The share, with the bound of the other side that a percentage behind it sets."""
    share = span.constraint
    low, high, first, last = bound_of(message, percent, percent.first, percent.last)
    same = message.clause(span.first) == message.clause(percent.first)
    if same and share.kind == "share" and (share.min is None) != (share.max is None):
        least, most = (share.min, high) if share.max is None else (low, share.max)
        if least is not None and most is not None and least <= most and None in (low, high):
            share = share.model_copy(update={"min": least, "max": most})
            span = ShareSpan(share, min(span.first, first), max(span.last, last))
    yield span
