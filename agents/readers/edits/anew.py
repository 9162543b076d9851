"""A new figure for what changed last, said without its name: "sorry, that was meant to be 15k".

A figure that is no more than a correction belongs to the rule or the target that the message
before set, whenever it can: it must be of its kind, and of about its size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agents.readers.findings.focus import Focus
from agents.readers.findings.proposals import Op, Proposal, Value
from agents.readers.findings.targets import Target
from agents.readers.kpis.caps import FEW
from agents.readers.kpis.kpi_bounds import TAGS, comparisons
from agents.readers.numbers.amounts import Amount, read_amounts, times_apart
from agents.readers.numbers.budget_words import edit_words, micros_of
from agents.readers.numbers.metrics import COSTS, COUNTS, METRICS, RATES
from agents.readers.text.message import Message
from agents.readers.text.money_words import PERCENTS
from agents.readers.text.phrases import Hit, Phrases, words
from media.brief import AmountConstraint, Brief, Kpi, ProtectConstraint, ShareConstraint

Kind = Literal["money", "rate", "count", "few"]
_ALIKE = 5
"""How many times the old figure a new one may be, up or down."""
_BESIDE, _FAR = 2, 1.5
"""So many times the amount of a part at most, and so much nearer to it than to the budget."""
_FEWEST = 100
"""Fewer people, clicks or impressions are no target."""
_ENDS = frozenset((",", ".", "!", ";", "?", "\n"))


@dataclass(frozen=True, slots=True)
class _Held:
    """What changed last: its figures, in currency units, fractions or counts, and their kind."""

    path: str
    item: Value
    kind: Kind
    figures: tuple[float, ...]

    def near(self, value: float) -> bool:
        """Whether a figure is of about this size; a rate may be any other."""
        if self.kind == "rate":
            return 0 < value <= 1
        if self.kind == "few":
            return value == int(value) and 1 <= value <= FEW
        return any(old / _ALIKE <= value <= old * _ALIKE for old in self.figures)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number at tokens [first, last], in fractions where it is in percent."""

    value: float
    first: int
    last: int
    amount: Amount
    percent: bool

    def fits(self, held: _Held) -> bool:
        """Whether it can be a figure of this kind."""
        if self.percent or held.kind == "rate":
            return self.percent and held.kind == "rate" and held.near(self.value)
        plain = self.amount.currency is None
        return (plain or held.kind == "money") and held.near(self.value)


def read_anew(
    message: Message, brief: Brief, focus: Focus, targets: Sequence[Target]
) -> list[Proposal]:
    """What changed last with the figure that the message has for it; claims its words."""
    held = [*_held(brief, focus)]
    figures = _figures(message) if held else []
    named = {i for t in targets for i in range(t.first, t.last + 1)}
    for figure in figures:
        meant = [i for i in held if figure.fits(i) and (focus.edited or _nearer(figure, i, brief))]
        others = [f for f in figures if f is not figure]
        if len(meant) != 1 or not _replaced(message, figure, others, meant[0]):
            continue
        low, high = _piece(message, figure)
        bound = _bound(message, low, high)
        value = _with(meant[0], figure, bound)
        if value is not None and _alone(message, figures, figure, named):
            message.claim(low, high)
            for other in others:
                message.claim(other.first, other.last)
            op: Op = "set" if meant[0].kind == "few" else "add"
            evidence = (message.evidence(figure.first, figure.last),)
            return [Proposal(meant[0].path, op, value, evidence)]
    return []


def _nearer(figure: _Figure, held: _Held, brief: Brief) -> bool:
    """Whether a figure behind a first brief is far nearer to an amount of a part than to the
    budget: of "300k, at least 100k on audio" a bare 120k corrects the 100k.
    """
    if not isinstance(held.item, AmountConstraint) or brief.budget is None:
        return False
    own = min(times_apart(figure.value, old) for old in held.figures)
    return (
        own <= _BESIDE and times_apart(figure.value, brief.budget.amount / 1_000_000) >= _FAR * own
    )


def _replaced(message: Message, figure: _Figure, others: Sequence[_Figure], held: _Held) -> bool:
    """Whether the figure is said outright, and every other one is the old one or in question.

    What stands may be said again: "15k? No, keep 20k".
    """
    left = (f.value in held.figures or _asked(message, f) for f in others)
    return all(left) and not _asked(message, figure)


def _asked(message: Message, figure: _Figure) -> bool:
    return message.fold(_piece(message, figure)[1] + 1) == "?"


def _held(brief: Brief, focus: Focus) -> Iterator[_Held]:
    for rule in focus.constraints:
        if isinstance(rule, AmountConstraint):
            ends = tuple(v / 1_000_000 for v in (rule.min, rule.max) if v is not None)
            yield _Held("/constraints", rule, "money", ends)
        elif isinstance(rule, ShareConstraint):
            ends = tuple(v for v in (rule.min, rule.max) if v is not None)
            yield _Held("/constraints", rule, "rate", ends)
        elif isinstance(rule, ProtectConstraint) and rule.max is not None:
            yield _Held("/constraints", rule, "rate", (rule.max,))
    for kpi in focus.kpis:
        kind: Kind = "money" if kpi.metric in COSTS else "rate"
        if kpi.metric in COSTS | RATES:
            yield _Held("/kpis", kpi, kind, (kpi.value,))
        elif kpi.metric in COUNTS and kpi.value >= _FEWEST:
            yield _Held("/kpis", kpi, "count", (kpi.value,))
    if focus.capped and brief.frequency_cap is not None:
        cap = brief.frequency_cap
        yield _Held("/frequency_cap", cap, "few", (float(cap.impressions),))


def _figures(message: Message) -> list[_Figure]:
    found = []
    for amount in read_amounts(message.tokens):
        percent = message.fold(amount.last + 1) in PERCENTS
        value = float(amount.value) / 100 if percent else float(amount.value)
        last = amount.last + 1 if percent else amount.last
        if message.free(amount.first, last):
            found.append(_Figure(round(value, 6), amount.first, last, amount, percent))
    return found


def _piece(message: Message, figure: _Figure) -> tuple[int, int]:
    """The words around the figure, up to commas and the ends of sentences."""
    low, high = figure.first, figure.last
    while low > 0 and message.fold(low - 1) not in _ENDS:
        low -= 1
    while high + 1 < len(message.tokens) and message.fold(high + 1) not in _ENDS:
        high += 1
    return low, high


def _alone(message: Message, figures: Sequence[_Figure], figure: _Figure, named: set[int]) -> bool:
    """Whether nothing else is said around the figure: no name, no step, nothing unknown."""
    low, high = _piece(message, figure)
    tokens = message.tokens[low : high + 1]
    hits = [*_known().find(tokens), *edit_words("insteadof", "raise", "cut").find(tokens)]
    known = {low + i for hit in hits for i in range(hit.first, hit.last + 1)}
    known |= {i for said in figures for i in range(said.first, said.last + 1)}
    bounds = {low + i for h in _bounds().find(tokens) for i in range(h.first, h.last + 1)}
    steps = [h for h in edit_words("raise", "cut").find(tokens) if low + h.first not in bounds]
    stepping = bool(steps) and not _set_to(message, figure)
    rest = [i for i in range(low, high + 1) if i not in known]
    strange = [i for i in rest if i not in message.glue and message.tokens[i].kind == "word"]
    about = any(i in named for i in range(low, high + 1)) or any(_names().find(tokens))
    return not (stepping or strange or about)


def _set_to(message: Message, figure: _Figure) -> bool:
    """Whether "to", "auf" stands right before the figure: a step ends there."""
    return any(h.last == figure.first - 1 for h in edit_words("setto").find(message.tokens))


def _bound(message: Message, low: int, high: int) -> str | None:
    """The comparison that is said in the piece, if one is."""
    found: list[Hit[str]] = [*comparisons().find(message.tokens[low : high + 1])]
    tags = {TAGS[hit.entry] for hit in found} - {"=="}
    return tags.pop() if len(tags) == 1 else None


def _with(held: _Held, figure: _Figure, bound: str | None) -> Value | None:
    """The rule or target with its new figure; None where the words name another bound of it."""
    item, value = held.item, figure.value
    if isinstance(item, Kpi):
        return item.model_copy(update={"value": value}) if bound in (None, item.op) else None
    if isinstance(item, AmountConstraint | ShareConstraint):
        scaled = micros_of(figure.amount.value) if held.kind == "money" else value
        ends = {end: scaled for end in ("min", "max") if getattr(item, end) is not None}
        said = {">=": "min", "<=": "max", None: None}[bound]
        return None if said and said not in ends else item.model_copy(update=ends)
    if isinstance(item, ProtectConstraint):
        return item.model_copy(update={"max": value})
    return item.model_copy(update={"impressions": int(value)})  # type: ignore[union-attr]


@cache
def _names() -> Phrases[str]:
    """Words that say by name what a figure is of."""
    measured = ((w, metric) for metric in METRICS for w in words("kpis")[metric])
    return Phrases([*measured, *((w, "budget") for w in words("money")["budget"])])


@cache
def _known() -> Phrases[str]:
    sets = ((w, tag) for tag in ("setto", "budgetverb", "sorry") for w in words("edits")[tag])
    around = ((w, "around") for w in words("anew")["around"])
    return Phrases([*around, *_bounding(), *sets])


@cache
def _bounds() -> Phrases[str]:
    return Phrases(_bounding())


def _bounding() -> Iterator[tuple[str, str]]:
    yield from ((w, tag) for tag in TAGS for w in words("kpis")[tag])
    yield from ((w, tag) for tag in ("upto", "atleast") for w in words("money")[tag])
