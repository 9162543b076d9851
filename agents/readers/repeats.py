"""Effective reach: "2M people reached 3+ times", "reach at 3+", "at least three times each"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from agents.readers.caps import PERIODS, count_at, is_bare
from agents.readers.kpis import KpiSpan, metrics
from agents.readers.message import Message
from agents.readers.phrases import Phrases, folded, words
from media.brief import Brief, Kpi

_MOST_TIMES = 10
_NEAR = 3
"""How many joining words may stand between "reach" and "3+"."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """`times` or more, at tokens [first, last]."""

    times: int
    first: int
    last: int

    def applied(self, kpi: Kpi) -> Kpi:
        """A KPI on reach that counts people reached so often; once is plain reach."""
        return kpi.model_copy(update={"k": self.times if self.times > 1 else None})


@cache
def table(*tags: str) -> Phrases[str]:
    """Wordings of people, and of how often they are reached."""
    return Phrases((w, tag) for tag in tags for w in words("repeats")[tag])


@cache
def _instead() -> Phrases[str]:
    return Phrases((w, "not") for w in words("edits")["insteadof"])


@cache
def _contacts() -> Phrases[str]:
    return Phrases((w, tag) for tag in ("contact", "person", *PERIODS) for w in words("caps")[tag])


def read_repeats(message: Message) -> list[Repeat]:
    """How often people are to be reached at least; each claims its words."""
    found = [r for i in range(len(message.tokens)) if (r := _at(message, i)) is not None]
    for repeat in found:
        message.claim(repeat.first, repeat.last)
        message.repeats |= set(range(repeat.first, repeat.last + 1))
    return [repeat for repeat in found if not _negated(message, repeat)]


def effective(
    message: Message, spans: Sequence[KpiSpan], repeats: Sequence[Repeat], brief: Brief
) -> Iterator[KpiSpan]:
    """The KPIs, reach with how often; what stands alone is of the reach that stands, or a goal."""
    left = list(repeats)
    for span in spans:
        near = next(
            (r for r in left if span.kpi.metric == "REACH" and _same(message, r, span)), None
        )
        if near is None:
            yield span
        else:
            left.remove(near)
            yield replace(span, kpi=near.applied(span.kpi))
    standing = next((k for k in brief.kpis if k.metric == "REACH"), None)
    for repeat in left[-1:]:
        goal = standing or Kpi(metric="REACH", op=">=", value=0.0)
        yield KpiSpan(repeat.applied(goal), repeat.first, repeat.last)


def _negated(message: Message, repeat: Repeat) -> bool:
    """ "Forget the 3+ reach": lifting reads what is taken back."""
    operator = message.operator(repeat.first, repeat.last, lambda i: False)
    instead = _instead().find(message.tokens[max(0, repeat.first - 4) : repeat.first])
    return operator in ("not", "remove") or any(instead)


def _same(message: Message, repeat: Repeat, span: KpiSpan) -> bool:
    low, high = message.clause(span.first)
    return low <= repeat.first <= high


def _at(message: Message, i: int) -> Repeat | None:
    count = count_at(message, i) if message.free(i, i) else None
    if count is None or not 1 <= count[0] <= _MOST_TIMES:
        return None
    first, last, open_ = i, count[1], False
    if message.fold(last + 1) == "+":
        last, open_ = last + 1, True
    least = table("at_least").before(message.tokens, i)
    if least is not None:
        first, open_ = least.first, True
    last, more = _behind(message, "or_more", last)
    counted, per = _counted(message, last, message.tokens[i].fold in _TWICE)
    after, also = _behind(message, "or_more", counted)
    open_ = open_ or more or also
    if not open_ or per or not message.free(first, max(after, last)):
        return None
    if count[0] > 1 and (counted > last or message.tokens[i].fold in _TWICE):
        return Repeat(count[0], first, after) if _about_people(message, i) else None
    marked = message.fold(last) == "+" and _beside(message, i, last)
    return Repeat(count[0], i, last) if marked else None


def _behind(message: Message, tag: str, last: int) -> tuple[int, bool]:
    """The end of a wording of `tag` behind token `last`, if there is one."""
    hit = table(tag).at(message.tokens, last + 1) if last + 1 < len(message.tokens) else None
    return (last, False) if hit is None else (hit.last, True)


_TWICE = folded("caps", "twice") | folded("caps", "thrice")


def _counted(message: Message, last: int, said: bool) -> tuple[int, bool]:
    """The end of "times each" behind token `last`, and whether a day or a week follows.

    "Times" is `said` already by "twice".
    """
    first, end = last, last
    while end + 1 < len(message.tokens):
        hit = _contacts().at(message.tokens, end + 1)
        if hit is None or (hit.entry != "contact" and end == first and not said):
            break
        if hit.entry in PERIODS:
            return end, not is_bare(message, hit)
        end = hit.last
    return end, False


def _about_people(message: Message, i: int) -> bool:
    low, high = message.clause(i)
    tokens = message.tokens[low : high + 1]
    reached = any(hit.entry == "REACH" for hit in metrics().find(tokens))
    persons = any(hit.entry == "person" for hit in _contacts().find(tokens))
    return reached or persons or any(table("shown", "people").find(tokens))


def _beside(message: Message, first: int, last: int) -> bool:
    """Whether "3+" stands beside "reach" or "effective", joining words allowed between."""
    if any(_reach_at(message, k) for k in _beyond(message, last, 1)):
        return True
    before = any(_reach_at(message, k) for k in _beyond(message, first, -1))
    return before and not _counts_others(message, last + 1)


def _counts_others(message: Message, i: int) -> bool:
    """Whether a noun follows: "reach 3+ cities", "reach 5+ million"."""
    if i >= len(message.tokens) or message.tokens[i].kind != "word":
        return False
    return message.fold(i) not in folded("repeats", "joins") | folded("repeats", "follows")


def _beyond(message: Message, i: int, step: int) -> Iterator[int]:
    """The first tokens on one side that say more than "at", "of"."""
    joins = folded("repeats", "joins")
    for k in range(i + step, i + step * (_NEAR + 1), step):
        yield k
        if message.fold(k) not in joins:
            return


def _reach_at(message: Message, k: int) -> bool:
    if not 0 <= k < len(message.tokens):
        return False
    if message.fold(k) in folded("repeats", "effective"):
        return True
    near = range(max(0, k - 2), k + 1)
    hits = (metrics().at(message.tokens, first) for first in near)
    return any(h is not None and h.entry == "REACH" and h.last >= k for h in hits)
