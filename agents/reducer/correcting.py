"""Corrections: "sorry, I meant Mexico" takes the place of what the last message said.

The slots that a correction writes to go back to what they were before the last change; then it is
applied. So a correction never adds to a slip, whichever way the slip went (added, dropped, only).
"""

from __future__ import annotations

from collections.abc import Iterable

from agents.readers.findings.proposals import PlaceValue, Proposal
from media.brief import Brief, Channels, Formats, Geo

_SLOTS = ("geo", "formats", "channels", "kpis", "constraints", "brand_safety")
_FIRST = ("geo", "formats", "genders")
"""Slots that a correction right behind the first brief replaces too."""
_RELATIVE = ("raise", "cut", "shift")
_TRAITS = ("genders", "interests", "segments", "languages", "devices")


def corrected(brief: Brief, before: Brief | None, proposals: Iterable[Proposal]) -> Brief:
    """The Brief with the slots that `proposals` correct as they were `before` the last change."""
    if before is None:
        return brief
    stated = tuple(proposals)
    for slot in {_slot(p) for p in stated if p.corrects} - {None}:
        said = [p for p in stated if _slot(p) == slot]
        if slot is not None and _replaces(slot, said, brief, before):
            brief = put_back(brief, before, slot)
    return brief


def _slot(proposal: Proposal) -> str | None:
    head, _, rest = proposal.path[1:].partition("/")
    if head == "audience":
        return rest if rest in _TRAITS else None
    if head in ("budget", "flight"):
        return head if proposal.op in _RELATIVE else None
    return head if head in _SLOTS else None


def _replaces(slot: str, said: list[Proposal], brief: Brief, before: Brief) -> bool:
    if _held(slot, before) == _held(slot, brief) or any(p.op == "swap" for p in said):
        return False
    out = [p.op in ("exclude", "remove") or p.path.endswith("/exclude") for p in said]
    first = before == Brief()
    if any(out) and not (all(out) and _taken(slot, brief, before)):
        return False
    return (not first or slot in _FIRST) and (slot != "geo" or _as_many(said, brief, before))


def _taken(slot: str, brief: Brief, before: Brief) -> bool:
    """Whether the last change took something out of the slot, as the correction does."""
    return bool(_wanted(_held(slot, before)) - _wanted(_held(slot, brief)))


def _wanted(held: object) -> set[str]:
    """What a slot asks for, without what it rules out."""
    if isinstance(held, Geo):
        return {*held.countries, *held.regions, *held.cities}
    if isinstance(held, Formats | Channels):
        return {*held.only, *held.include}
    return {str(value) for value in held} if isinstance(held, tuple) else set()


def _as_many(said: list[Proposal], brief: Brief, before: Brief) -> bool:
    """Whether at least as many places are named now as the last change wrote or took."""
    for level in {p.value.level for p in said if isinstance(p.value, PlaceValue)}:
        changed = set(getattr(brief.geo, level)) ^ set(getattr(before.geo, level))
        named = [p for p in said if isinstance(p.value, PlaceValue) and p.value.level == level]
        if len(changed) > len(named):
            return False
    return True


def _held(slot: str, brief: Brief) -> object:
    return getattr(brief.audience if slot in _TRAITS else brief, slot)


def put_back(brief: Brief, before: Brief, slot: str) -> Brief:
    """The Brief with a slot, and its words, as they were `before`."""
    root = f"/audience/{slot}" if slot in _TRAITS else f"/{slot}"
    words = {k: v for k, v in brief.evidence.items() if not _under(k, root)}
    words |= {k: v for k, v in before.evidence.items() if _under(k, root)}
    held = _held(slot, before)
    if slot in _TRAITS:
        audience = brief.audience.model_copy(update={slot: held})
        return brief.model_copy(update={"audience": audience, "evidence": words})
    return brief.model_copy(update={slot: held, "evidence": words})


def _under(pointer: str, root: str) -> bool:
    return pointer == root or pointer.startswith(f"{root}/")
