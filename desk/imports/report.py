"""What became of a file: how many rows were loaded, and which were left out, why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FIRST = 10
"""So many row numbers, and half as many details, are told of each reason."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was left out, and what is particular to it, such as the word that does not fit.

    `row` counts the file's rows, a CSV header being row 1.
    """

    row: int
    reason: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}" if self.detail else self.reason


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file. The rows of `unpriced` and `doubtful` are loaded, and forecasts skip
    them, or figures of them.
    """

    file: str
    rows: int
    loaded: int
    problems: tuple[RowProblem, ...] = ()
    unpriced: tuple[RowProblem, ...] = ()
    doubtful: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """How many rows a reason concerns: the first of their numbers, and different details."""

    reason: str
    count: int
    rows: tuple[int, ...]
    details: tuple[str, ...]


def by_reason(problems: Sequence[RowProblem]) -> tuple[Reason, ...]:
    """Problems counted by reason, the most frequent first."""
    found: dict[str, list[RowProblem]] = {}
    for problem in problems:
        found.setdefault(problem.reason, []).append(problem)
    reasons = [_summed(reason, same) for reason, same in found.items()]
    return tuple(sorted(reasons, key=lambda reason: -reason.count))


def _summed(reason: str, same: Sequence[RowProblem]) -> Reason:
    details = dict.fromkeys(problem.detail for problem in same if problem.detail)
    rows = tuple(problem.row for problem in same[:FIRST])
    return Reason(reason, len(same), rows, tuple(details)[: FIRST // 2])
