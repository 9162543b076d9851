"""What the last change of a Brief was of, from the Brief before it and after it."""

from __future__ import annotations

from collections.abc import Iterator

from agents.readers.findings.focus import Focus
from agents.reducer.part_flights import redated
from media.brief import Brief, Where


def focus(before: Brief, after: Brief) -> Focus:
    """What `after` says anew."""
    return Focus(
        constraints=tuple(c for c in after.constraints if c not in before.constraints),
        kpis=tuple(k for k in after.kpis if k not in before.kpis),
        capped=after.frequency_cap not in (None, before.frequency_cap),
        shut=tuple(_shut(before, after)),
        redated=redated(before, after),
        edited=before.budget is not None and bool(before.geo.countries),
    )


def _shut(before: Brief, after: Brief) -> Iterator[Where]:
    for kind, key in (("formats", "format"), ("channels", "channel")):
        old, new = getattr(before, kind).exclude, getattr(after, kind).exclude
        yield from (Where.model_validate({key: name}) for name in new if name not in old)
    gone = set(before.geo.countries) - set(after.geo.countries)
    yield from (Where(market=market) for market in sorted(gone))
