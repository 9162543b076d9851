"""The last rule for others as well: "same for Italy", "in Österreich auch", "anche i video"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from agents.readers.dates.timetables import Timetable
from agents.readers.findings.focus import Focus
from agents.readers.findings.proposals import Dated, Op, PlaceValue, Proposal, Value
from agents.readers.rules.parts import Part, Parts
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from media.brief import AmountConstraint, Brief, Constraint, ShareConstraint, Where

_PLACES = {"market": None, "region": None, "city": None}
_NEAR = 2
"""How many tokens may stand between the words and what they are about."""


class Likewise:
    """What one message says by pointing at the last change, and the parts that it says it of."""

    def __init__(self, message: Message, brief: Brief, focus: Focus, parts: Parts) -> None:
        """`brief` is the one that stands before the message."""
        self.message, self.brief, self.focus = message, brief, focus
        self.proposals: list[Proposal] = []
        self.named: set[int] = set()
        """The tokens of the parts: nothing else is said of them."""
        for part, said in self._pointed(parts):
            if part.first in self.named:
                continue
            found = [patch for where in part.wheres for patch in self._again(where, said.entry)]
            if found or (said.entry == "same" and self.focus.edited):
                self._take(part, said, found)

    def _pointed(self, parts: Parts) -> Iterator[tuple[Part, Hit[str]]]:
        """The parts, each with the words that tie it to the last change."""
        for hit in self.message.find(_same()):
            behind, before = parts.behind(hit.last), parts.before(hit.first)
            if behind is not None and behind.first - hit.last - 1 <= _NEAR:
                yield behind, hit
            elif before is not None and hit.first - before.last - 1 <= _NEAR:
                yield before, hit
        for part in parts.runs if self.focus.edited else ():
            also = self._only_also(part)
            if also is not None:
                yield part, also

    def _only_also(self, part: Part) -> Hit[str] | None:
        """The word for "also", in a sentence of nothing but it and a part of the Brief."""
        low, high = self.message.clause(part.first)
        found = list(_too().find(self.message.tokens[low : high + 1]))
        if len(found) != 1 or not (part.sold or part.countries <= {*self.brief.geo.countries}):
            return None
        hit = Hit(low + found[0].first, low + found[0].last, "too")
        said = {*range(hit.first, hit.last + 1), *range(part.first, part.last + 1)}
        rest = (self.message.fold(i) for i in range(low, high + 1) if i not in said)
        return hit if all(word in _AROUND for word in rest) else None

    def _take(self, part: Part, said: Hit[str], found: list[tuple[str, Op, Value]]) -> None:
        evidence = (self.message.evidence(part.first, part.last),
                    self.message.evidence(said.first, said.last))  # fmt: skip
        self.proposals += [Proposal(path, op, value, evidence) for path, op, value in found]
        self.named |= {*range(part.first, part.last + 1)}
        self.message.claim(part.first, part.last)
        self.message.claim(said.first, said.last)

    def _again(self, where: Where, said: str) -> Iterator[tuple[str, Op, Value]]:
        """The last change, made of these lines."""
        rules = [(rule, cell) for rule in self._rules(where, said)
                 if (cell := _in_place(rule.where, where)) is not None]  # fmt: skip
        if not self.focus.edited and len(rules) > 1:
            return
        for rule, cell in rules:
            yield "/constraints", "add", rule.model_copy(update={"where": cell})
        shut = any(_in_place(other, where) is not None for other in self.focus.shut)
        if shut and where.market is None:
            kind, name = ("formats", where.format) if where.format else ("channels", where.channel)
            yield f"/{kind}/exclude", "add", str(name)
        dated = [*self._dated(where)]
        yield from dated
        if where.market is not None and shut:
            yield "/geo/countries", "remove", _country(where.market)
        elif where.market is not None and (rules or dated):
            yield "/geo/countries", "add", _country(where.market)

    def _rules(self, where: Where, said: str) -> Iterator[Constraint]:
        """The rules that may be meant; formats are only asked for by "audio too" beside a bound."""
        for rule in self.focus.constraints:
            bound = isinstance(rule, AmountConstraint | ShareConstraint)
            if said == "same" or where.market is not None or not bound:
                yield rule

    def _dated(self, where: Where) -> Iterator[tuple[str, Op, Value]]:
        """The dates that the last change gave to other lines alone."""
        for other in self.focus.redated[:1]:
            cell = _in_place(other, where)
            for flight in Timetable.of(self.brief).row(other) if cell is not None else ():
                yield "/flights", "add", Dated(flight.start, flight.end, cell)


def _in_place(held: Where, other: Where) -> Where | None:
    """The lines that are to `other` what `held` is to its place, format or channel."""
    if other.format or other.channel:
        key = "format" if other.format else "channel"
        alike, new = getattr(held, key) is not None, {key: getattr(other, key)}
    else:
        alike = any(getattr(held, key) is not None for key in _PLACES)
        new = _PLACES | other.model_dump()
    moved = held.model_copy(update=new)
    return moved if alike and moved != held else None


def _country(code: str) -> PlaceValue:
    return PlaceValue("countries", code, (code,))


_AROUND = folded("likewise", "around") | {",", ".", "!", "-", ":"}


@cache
def _same() -> Phrases[str]:
    return Phrases((w, "same") for w in words("likewise")["same"])


@cache
def _too() -> Phrases[str]:
    return Phrases((w, "too") for w in words("likewise")["too"])
