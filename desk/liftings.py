"""What a Brief rules out by name, each let in again by itself: ways out where there is no plan.

The lines of what is ruled out never reach the optimizer, so that it cannot offer these itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from media.brief import Brief, Constraint, Where
from media.errors import FlightplanError, Infeasible
from media.plan import Fact
from media.policies.selection import kept_channels, kept_formats
from media.sentences import Place, Sentence, joined
from media.stored import restored, stored
from media.words import CHANNEL_WORDS, CHANNELS, FORMATS

Slot = Literal["formats", "channels"]
NAMES: dict[Slot, tuple[str, ...]] = {"formats": FORMATS, "channels": CHANNELS}
KEYS: dict[Slot, str] = {"formats": "format", "channels": "channel"}


@dataclass(frozen=True, slots=True)
class Lifting:
    """One thing let in again: the Brief as it then is, and how a person would ask for it.

    `allowed` names everything of its kind that may be used then; it is empty where `about` is a
    combination, such as audio in one country. Countries without a market are left out instead:
    they are what was there `before`.
    """

    pointer: str
    about: str
    before: tuple[str, ...]
    allowed: tuple[str, ...]
    brief: Brief
    kind: Literal["allow", "leave_out"] = "allow"

    @property
    def fact(self) -> Fact:
        """The relaxation, as `optimizer.propose.facts` describes it."""
        values: dict[str, JsonValue] = {
            "pointer": self.pointer,
            "value": list(self.allowed),
            "before": list(self.before),
            "kind": self.kind,
            "about": self.about,
            "words": stored(self._words),
        }
        return Fact(code="relax", values=values)

    @property
    def _words(self) -> Sentence:
        if self.kind == "allow":
            return Sentence("allow {what}", what=_named(self.about))
        named = joined([Place(country) for country in self.before], ", ")
        return Sentence("leave out {what}", what=named)


def left_out(brief: Brief, countries: tuple[str, ...]) -> Lifting | None:
    """The countries in which nothing is sold left out; None where no other country stands."""
    rest = tuple(country for country in brief.geo.countries if country not in countries)
    if not rest:
        return None
    geo = brief.geo.model_copy(update={"countries": rest})
    fewer = brief.model_copy(update={"geo": geo})
    return Lifting("/geo/countries", " ".join(countries), countries, rest, fewer, "leave_out")


def liftings(brief: Brief) -> Iterator[Lifting]:
    """Each ruled out format, channel and combination let in again, those with a floor first."""
    slots: tuple[Slot, ...] = ("formats", "channels")
    found = [(slot, name) for slot in slots for name in _ruled_out(brief, slot)]
    for slot, name in sorted(found, key=lambda each: not _has_floor(brief, *each)):
        yield _with(brief, slot, name)
    for n, rule in enumerate(brief.constraints):
        if rule.kind == "exclude" and len(_keys(rule.where)) > 1:
            rest = (*brief.constraints[:n], *brief.constraints[n + 1 :])
            loosened = brief.model_copy(update={"constraints": rest})
            yield Lifting(f"/constraints/{n}", str(rule.where), (), (), loosened)


def _ruled_out(brief: Brief, slot: Slot) -> list[str]:
    """Names that no line may have."""
    kept = kept_formats(brief) if slot == "formats" else kept_channels(brief)
    barred = {*getattr(brief, slot).exclude, *_barred(brief, KEYS[slot])}
    return [name for name in NAMES[slot] if name in barred or (kept and name not in kept)]


def _barred(brief: Brief, key: str) -> set[str]:
    """Names that a constraint alone excludes, or protects altogether."""
    return {str(getattr(c.where, key)) for c in brief.constraints if _bars(c, key)}


def _bars(rule: Constraint, key: str) -> bool:
    bars = rule.kind == "exclude" or (rule.kind == "protect" and not rule.max)
    return bars and set(_keys(rule.where)) == {key}


def _keys(where: Where) -> list[str]:
    return [key for key, value in where if value is not None]


def _has_floor(brief: Brief, slot: Slot, name: str) -> bool:
    return any(
        c.kind in ("share", "amount")
        and getattr(c.where, KEYS[slot]) == name
        and getattr(c, "min", None)
        for c in brief.constraints
    )


def _with(brief: Brief, slot: Slot, name: str) -> Lifting:
    """A name let in: named beside all others that may be used, which lifts a protection too."""
    now, out = getattr(brief, slot), _ruled_out(brief, slot)
    allowed = tuple(each for each in NAMES[slot] if each not in out or each == name)
    listed = {"only": allowed} if now.only else {"include": allowed}
    exclude = tuple(each for each in now.exclude if each != name)
    key = KEYS[slot]
    rules = tuple(
        c
        for c in brief.constraints
        if not (c.kind == "exclude" and _bars(c, key) and getattr(c.where, key) == name)
    )
    changed = now.model_copy(update={**listed, "exclude": exclude})
    before = tuple(each for each in NAMES[slot] if each not in out)
    loosened = brief.model_copy(update={slot: changed, "constraints": rules})
    return Lifting(f"/{slot}", name, before, allowed, loosened)


def with_ways_out(refusal: FlightplanError, found: tuple[Fact, ...]) -> Infeasible:
    """The refusal with the ways out before its own; one that alone is barred is a rule of it."""
    clash = refusal if isinstance(refusal, Infeasible) else Infeasible(refusal.message)
    barred = (
        [Sentence("no {what}", what=_named(str(f.values["about"]))) for f in found]
        if len(found) == 1 and found[0].values["kind"] == "allow"
        else []
    )
    rules = (*clash.rules, *barred) if clash.rules else (clash.message,)
    choices = (*found, *clash.relaxations)
    return Infeasible(
        "These rules cannot all hold: {clashing}." if clash.rules else clash.message,
        "Any one of these would do: {choices}.",
        rules,
        choices,
        clashing=joined(rules, "; "),
        choices=joined([restored(fact.values["words"]) for fact in choices], "; "),
    )


def _named(about: str) -> Sentence:
    """What is ruled out, each word of it by its name."""
    names: dict[str, str] = {str(code): word for code, word in CHANNEL_WORDS.items()}
    names |= {form: form for form in FORMATS}
    words = [Sentence(names[word]) if word in names else Place(word) for word in about.split()]
    return joined(words, " ")
