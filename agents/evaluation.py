"""Scoring: how well conversations are understood, against gold that people wrote.

Slots are compared leaf by leaf: one leaf per scalar, one per element of a list (lists are sets).
Evidence, assumptions and defaults are no slots. A silent error is a wrong value that stands in the
Brief without being marked as assumed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import JsonValue

from agents.understanding import turns
from media.brief import Brief
from media.conversation import TurnKind

Leaf = tuple[str, str]
_NO_SLOTS = frozenset({"evidence", "assumed", "missing"})
_EDITS = frozenset({"edit", "correction"})


@dataclass(frozen=True, slots=True)
class Case:
    """One gold conversation."""

    id: str
    today: date
    messages: tuple[str, ...]
    brief: Mapping[str, JsonValue]
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one conversation was understood: leaves missed, invented, and the kinds given."""

    case: Case
    right: frozenset[Leaf]
    missed: frozenset[Leaf]
    invented: frozenset[Leaf]
    kinds: tuple[TurnKind, ...]

    @property
    def joint(self) -> bool:
        """Whether every slot is right and none was invented."""
        return not self.missed and not self.invented


@dataclass(slots=True)
class Report:
    """The figures of a run; rates are fractions."""

    outcomes: list[Outcome] = field(default_factory=list)
    model_rounds: int = 0

    def _sum(self, name: str) -> int:
        return sum(len(getattr(outcome, name)) for outcome in self.outcomes)

    @property
    def precision(self) -> float:
        """Slots given that are right."""
        return _ratio(self._sum("right"), self._sum("right") + self._sum("invented"))

    @property
    def recall(self) -> float:
        """Gold slots that were found."""
        return _ratio(self._sum("right"), self._sum("right") + self._sum("missed"))

    @property
    def f1(self) -> float:
        """Micro F1 over all slots."""
        return _ratio(2 * self.precision * self.recall, self.precision + self.recall)

    @property
    def joint(self) -> float:
        """Conversations with all slots right."""
        return _ratio(sum(o.joint for o in self.outcomes), len(self.outcomes))

    @property
    def silent_errors(self) -> float:
        """Wrong values in the Brief that are not marked as assumed, of all values given."""
        return _ratio(self._sum("invented"), self._sum("right") + self._sum("invented"))

    @property
    def edits(self) -> float:
        """Conversations with edits or corrections that end with all slots right."""
        edited = [o for o in self.outcomes if _EDITS & set(o.case.tags)]
        return _ratio(sum(o.joint for o in edited), len(edited))

    @property
    def kinds(self) -> float:
        """Messages answered with the right kind of answer."""
        pairs = [p for o in self.outcomes for p in zip(o.kinds, o.case.kinds, strict=False)]
        return _ratio(sum(a == b for a, b in pairs), len(pairs))

    def planned_within(self, count: int) -> float:
        """Of the conversations that are plannable at all, those with a plan by message `count`."""
        plannable = [o for o in self.outcomes if "plan" in o.case.kinds]
        return _ratio(sum("plan" in o.kinds[:count] for o in plannable), len(plannable))

    def figures(self) -> dict[str, float]:
        """All figures by name, as `flightplan eval` prints them."""
        return {
            "conversations": len(self.outcomes),
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "joint": self.joint,
            "silent_errors": self.silent_errors,
            "edits": self.edits,
            "kinds": self.kinds,
            "plan_after_1": self.planned_within(1),
            "plan_after_2": self.planned_within(2),
            "plan_after_3": self.planned_within(3),
            "model_rounds": self.model_rounds,
        }


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def case_of(line: str) -> Case:
    """A gold conversation from one line of JSON. Raises ValueError on a broken line."""
    data = json.loads(line)
    return Case(
        id=data["id"],
        today=date.fromisoformat(data["today"]),
        messages=tuple(data["messages"]),
        brief=data.get("brief") or {},
        kinds=tuple(data.get("kinds", ())),
        tags=tuple(data.get("tags", ())),
        language=data.get("lang", "en"),
    )


def evaluate(lines: Iterable[str]) -> Report:
    """Runs every conversation through the embedded reading and scores it."""
    return Report([score(case_of(line)) for line in lines if line.strip()])


def score(case: Case) -> Outcome:
    """Understands one conversation and compares its last Brief with the gold."""
    understood = turns(case.messages, case.today)
    brief = understood[-1][1] if understood else Brief()
    return compare(case, brief, tuple(kind for *_, kind in understood))


def compare(case: Case, brief: Brief, kinds: tuple[TurnKind, ...]) -> Outcome:
    """The leaves of a Brief against those of the gold; assumed slots count as not given."""
    data = brief.model_dump(mode="json")
    given = leaves({k: v for k, v in data.items() if k not in brief.assumed})
    gold = leaves(case.brief)
    return Outcome(case, given & gold, gold - given, given - gold, kinds)


def leaves(data: Mapping[str, JsonValue]) -> frozenset[Leaf]:
    """The slots of a Brief in JSON as (pointer, value); absent, empty or default ones are none."""
    found: set[Leaf] = set()
    for key, value in data.items():
        if key not in _NO_SLOTS:
            _walk(f"/{key}", value, found)
    return frozenset(found)


def _walk(pointer: str, value: JsonValue, found: set[Leaf]) -> None:
    if value is None or value is False or value == [] or value == {}:
        return
    if isinstance(value, list):
        found.update((pointer, _canonical(element)) for element in value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _walk(f"{pointer}/{key}", inner, found)
    else:
        found.add((pointer, _canonical(value)))


def _canonical(value: JsonValue) -> str:
    """One text for equal values: absent keys dropped, numbers by value, keys sorted."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False)


def _plain(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if v is not None and v != {} and v != []}
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return round(float(value), 9)
