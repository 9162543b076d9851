"""Ages put to those that stand, or taken from them: "also men 55+", "drop the 18-24s"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from agents.readers.audience.ages import AgeSpan
from agents.readers.findings.traits import Trait
from agents.readers.text.message import Message, same_as
from agents.readers.text.operators import Operator
from agents.readers.text.phrases import Hit, folded
from media.brief import AgeRange, Audience

_USING = folded("ages", "using")
"""Verbs that add a format to others, and with ages name all that are wanted ("use 25-44")."""
_OLDEST = 200


def standing(audience: Audience) -> tuple[AgeRange, ...]:
    """The ranges of ages that stand; none where ages are open."""
    if audience.age_ranges:
        return audience.age_ranges
    if audience.age_min is None and audience.age_max is None:
        return ()
    return (AgeRange(min=audience.age_min, max=audience.age_max),)


def changed(
    message: Message, audience: Audience, ages: Sequence[AgeSpan], traits: Sequence[Trait]
) -> tuple[AgeRange, ...]:
    """The ranges that are wanted once the message is heard; empty where none is left."""
    spans: tuple[AgeSpan | Trait, ...] = (*ages, *traits)
    people = same_as(Hit(s.first, s.last, "") for s in spans)
    said = [(span.ages, _operator(message, span, people)) for span in ages]
    added = [ages for ages, operator in said if operator not in ("not", "remove")]
    gone = [ages for ages, operator in said if operator == "remove"]
    before = standing(audience)
    gone += [ages for ages, operator in said if operator == "not" and ages in before]
    if not gone and not (before and said and all(operator == "add" for _, operator in said)):
        return merged([ages for ages, _ in said])
    left = [part for part in before for part in _without(part, gone)]
    return merged([*left, *added])


def _operator(message: Message, span: AgeSpan, people: Callable[[int], bool]) -> Operator:
    operator = message.operator(span.first, span.last, people)
    start = message.operator_start(span.first, people)
    if operator != "add" or start is None:
        return operator
    explains = message.fold(start) == "also" and message.spoken_in == "de"
    return "" if explains or message.fold(start) in _USING else "add"


def _without(ages: AgeRange, gone: Sequence[AgeRange]) -> Iterator[AgeRange]:
    """What is left of a range once others are cut off it."""
    parts = [(ages.min or 0, ages.max or _OLDEST)]
    for cut in gone:
        first, last = cut.min or 0, cut.max or _OLDEST
        parts = [
            piece
            for low, high in parts
            for piece in ((low, min(high, first - 1)), (max(low, last + 1), high))
            if piece[0] <= piece[1]
        ]
    for low, high in parts:
        yield AgeRange(min=low or None, max=None if high == _OLDEST else high)


def merged(ranges: Sequence[AgeRange]) -> tuple[AgeRange, ...]:
    """Sorted ranges, with those that touch or overlap as one."""
    found: list[AgeRange] = []
    for ages in sorted(ranges, key=lambda a: (a.min or 0, a.max or _OLDEST)):
        last = found[-1] if found else None
        if last is not None and (last.max is None or (ages.min or 0) <= last.max + 1):
            high = None if last.max is None or ages.max is None else max(last.max, ages.max)
            found[-1] = AgeRange(min=last.min, max=high)
        else:
            found.append(ages)
    return tuple(found)
