"""What can be said about an order before a seller is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ads.adcp.shopping import wishes
from media.booking import OrderLine, Problem


def line_problems(line: OrderLine, today: date, who: str) -> Iterator[Problem]:
    """What is wrong with one line, and what `who` will not promise."""
    if line.start < today:
        yield Problem.of(
            line.line,
            "The line starts on {day}, which has passed.",
            "Move the flight, and plan again.",
            day=line.start,
        )
    if wishes(line):
        yield Problem.of(
            line.line,
            "{who} takes the audience as a wish, not as a limit.",
            "Buy self-serve where the audience has to be exact.",
            severity="warning",
            who=who,
        )
