"""What the last change of a Brief was of: what a short follow-up speaks of without a name."""

from __future__ import annotations

from dataclasses import dataclass

from media.brief import Constraint, Kpi, Where


@dataclass(frozen=True, slots=True)
class Focus:
    """The rules and targets that the last change set, and the parts whose dates it moved.

    `redated` holds parts only where nothing else was dated anew. `edited`: the change was made to
    a Brief that stood; a first brief sets everything at once and speaks of nothing in particular.
    """

    constraints: tuple[Constraint, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    capped: bool = False
    shut: tuple[Where, ...] = ()
    """Formats, channels and markets that the change ruled out or dropped, each alone."""
    redated: tuple[Where, ...] = ()
    edited: bool = False
