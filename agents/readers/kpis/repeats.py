"""Effective reach: "2M people reached 3+ times", "reach at 3+", "at least three times each"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from agents.readers.kpis.caps import PERIODS, count_at, is_bare
from agents.readers.kpis.kpis import KpiSpan
from agents.readers.numbers.amounts import read_amounts
from agents.readers.numbers.metrics import metrics
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from media.brief import Brief, Kpi

_MOST_TIMES = 10
_BESIDE_ENOUGH = 3
_NEAR = 6
"""How many joining words, numbers and people may stand between "reach" and "3+"."""


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


def read_repeats(message: Message, brief: Brief) -> list[Repeat]:
    """How often people are to be reached at least; each claims its words.

    Where effective reach stands in the Brief, "4+ instead" is of it, and "normal reach" and
    "not 3+" go back to people reached once.
    """
    standing = any(kpi.metric == "REACH" and kpi.k for kpi in brief.kpis)
    found = [r for i in range(len(message.tokens)) if (r := _at(message, i, standing)) is not None]
    if standing:
        found += _plain(message)
    for repeat in found:
        message.claim(repeat.first, repeat.last)
        message.repeats |= set(range(repeat.first, repeat.last + 1))
    meant = [repeat for repeat in found if not _negated(message, repeat)]
    if standing and not meant:
        return [replace(repeat, times=1) for repeat in found]
    return meant


def _plain(message: Message) -> list[Repeat]:
    """ "Normal reach", "alcance simple"."""
    reached = [hit for hit in metrics().find(message.tokens) if hit.entry == "REACH"]
    beside = {k for hit in reached for k in (hit.first - 1, hit.last + 1)}
    said = [hit for hit in table("plain").find(message.tokens) if {hit.first, hit.last} & beside]
    return [Repeat(1, hit.first, hit.last) for hit in said if message.free(hit.first, hit.last)]


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


def _at(message: Message, i: int, standing: bool) -> Repeat | None:
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
    times = counted > last or message.tokens[i].fold in _TWICE
    open_ = open_ or (standing and times and _suffices(message, after))
    if not open_ or per or not message.free(first, max(after, last)):
        return None
    if count[0] > 1 and times:
        meant = standing or _about_people(message, i)
        return Repeat(count[0], first, after) if meant else None
    alone = standing and _speaks_of_it(message, i, last)
    marked = message.fold(last) == "+" and (alone or _beside(message, i, last))
    return Repeat(count[0], i, last) if marked else None


def _suffices(message: Message, last: int) -> bool:
    """ "Twice is enough", "2 mal reicht": the words behind the count make it the least."""
    behind = range(last + 1, last + 1 + _BESIDE_ENOUGH)
    return any(message.fold(i) in folded("intents", "sufficing") for i in behind)


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
    """Whether "3+" stands beside "reach" or "2M people", joining words allowed between."""
    counted = {k for a in read_amounts(message.tokens) for k in range(a.first, a.last + 1)}
    if any(_reach_at(message, k, counted) for k in _beyond(message, last, 1, counted)):
        return True
    before = any(_reach_at(message, k, counted) for k in _beyond(message, first, -1, counted))
    tied = before or _tied(message, first, counted)
    return tied and not _counts_others(message, last + 1)


def _tied(message: Message, first: int, counted: set[int]) -> bool:
    """ "Reach 2M moms at 3+": a number to be reached, whoever they are, and "at"."""
    hit = table("at").before(message.tokens, first)
    low = message.clause(first)[0]
    if hit is None or not any(low <= i < hit.first for i in counted):
        return False
    return any(h.entry == "REACH" for h in metrics().find(message.tokens[low : hit.first]))


def _speaks_of_it(message: Message, first: int, last: int) -> bool:
    """ "4+ instead", "no more 3+", not "kids 6+" or "2+ cities"."""
    leads = folded("repeats", "joins") | folded("repeats", "leads")
    begins = first == message.clause(first)[0] or message.fold(first - 1) in leads
    return begins and not _counts_others(message, last + 1)


def _counts_others(message: Message, i: int) -> bool:
    """Whether a noun follows: "reach 3+ cities", "reach 5+ million"."""
    if i >= len(message.tokens) or message.tokens[i].kind != "word":
        return False
    return message.fold(i) not in folded("repeats", "joins") | folded("repeats", "follows")


def _beyond(message: Message, i: int, step: int, counted: set[int]) -> Iterator[int]:
    """The first tokens on one side that say more than "at", "of", "2M people"."""
    between = folded("repeats", "joins") | folded("repeats", "people")
    for k in range(i + step, i + step * (_NEAR + 1), step):
        yield k
        if message.fold(k) not in between and k not in counted:
            return


def _reach_at(message: Message, k: int, counted: set[int]) -> bool:
    """Whether "reach" or "effective" stands there, or a number of people."""
    if not 0 <= k < len(message.tokens):
        return False
    if message.fold(k) in folded("repeats", "effective"):
        return True
    if message.fold(k) in folded("repeats", "people"):
        return k - 1 in counted
    near = range(max(0, k - 2), k + 1)
    hits = (metrics().at(message.tokens, first) for first in near)
    return any(h is not None and h.entry == "REACH" and h.last >= k for h in hits)
