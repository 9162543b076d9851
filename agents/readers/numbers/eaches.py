"""The same for each: "at least 25% each", "je 50 %", "20k per market"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from agents.readers.findings.proposals import Each, EachOf
from agents.readers.findings.targets import Target
from agents.readers.numbers.budget_words import edit_words
from agents.readers.numbers.percents import Percent, bound_of, bound_tokens, read_percents
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from media.brief import Brief, ShareConstraint, Where
from media.plan import Fact
from media.policies.selection import kept_formats

_TAGS: dict[str, EachOf | None] = {"each": None, "each_market": "market", "each_format": "format"}
_NEAR = 3
"""How many linking words may stand between a percentage and its "each"."""


@dataclass(frozen=True, slots=True)
class EachSpan:
    """The same share for each thing of a kind, at tokens [first, last].

    A mere share where it is to be asked of which kind.
    """

    each: Each | ShareConstraint
    first: int
    last: int

    @property
    def question(self) -> Fact | None:
        """Whether each market or each format is meant, where that is not clear."""
        if isinstance(self.each, Each):
            return None
        return Fact(code="each_of_which", values={"min": self.each.min, "max": self.each.max})


def read_each_share(
    message: Message, targets: Sequence[Target], brief: Brief, markets: Sequence[str]
) -> Iterator[EachSpan]:
    """Percentages that every market or every format is to get, where it is clear which of them.

    `targets` are in the order of the text, `markets` the countries that the message names.
    """
    for percent in read_percents(message):
        hit = _beside(message, percent)
        if hit is None or (brief.budget is not None and _steps(message, percent)):
            continue
        kind = _TAGS[hit.entry] or kind_of(percent.first, targets, brief, markets)
        first, last = min(percent.first, hit.first), max(percent.last, hit.last)
        low, high, first, last = bound_of(message, percent, first, last)
        share = ShareConstraint(where=Where(), min=low, max=high)
        if kind is not None:
            yield EachSpan(Each(share, kind), first, last)
        elif several_of_both(brief):
            yield EachSpan(share, first, last)


def kind_of(
    at: int, targets: Sequence[Target], brief: Brief, markets: Sequence[str]
) -> EachOf | None:
    """What "each" is of at token `at`: the last kind named before of which there are several.

    Else the kind that the message, or the Brief, has several of; None when both or none are.
    """
    formats = {t.where.format for t in targets if t.where.format}
    several: dict[EachOf, bool] = {"market": len({*markets}) > 1, "format": len(formats) > 1}
    for target in reversed([t for t in targets if t.last < at]):
        kind: EachOf | None = "format" if target.where.format else None
        kind = "market" if target.where.market else kind
        if kind is not None and several[kind]:
            return kind
    if not any(several.values()):
        several = {"market": len(brief.geo.countries) > 1, "format": len(kept_formats(brief)) > 1}
    found = [kind for kind, many in several.items() if many]
    return found[0] if len(found) == 1 else None


def several_of_both(brief: Brief) -> bool:
    """Whether the Brief has several markets and several formats."""
    return len(brief.geo.countries) > 1 and len(kept_formats(brief)) > 1


def _beside(message: Message, percent: Percent) -> Hit[str] | None:
    """The "each" right behind the percentage, else the one before it."""
    hits = [h for h in _eaches().find(message.tokens) if message.free(h.first, h.last)]
    behind = (h for h in hits if _links(message, percent.last + 1, h.first))
    before = (h for h in hits if _links(message, h.last + 1, percent.first))
    return next(behind, None) or next(before, None)


def _steps(message: Message, percent: Percent) -> bool:
    """Whether "10 % more each" or "+10 % each" is how much more or less, and no share."""
    behind = message.tokens[percent.last + 1 : percent.last + 2]
    changing = edit_words("raise", "cut").find(behind)
    return message.fold(percent.first - 1) in _STEPS or any(True for _ in changing)


def _links(message: Message, start: int, stop: int) -> bool:
    gap = range(start, stop)
    return 0 <= stop - start <= _NEAR and all(
        message.fold(i) in _LINKS | bound_tokens() for i in gap
    )


_LINKS = folded("guards", "shares_each_links")
_STEPS = frozenset(("+", "by", "um"))


@cache
def _eaches() -> Phrases[str]:
    return Phrases((w, tag) for tag in _TAGS for w in words("money")[tag])
