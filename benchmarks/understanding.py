"""How well and how fast briefs are understood without a model.

Run `python -m benchmarks.understanding [FILE ...]`; without files, the gold sets of tests/evals.
Scores are those of `flightplan eval`; beside them stand the time of one message (its 95th
percentile), of 1,000 conversations through `flightplan read`, and of reading one, start included.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from agents.evaluation import evaluate
from agents.understanding import turns

GOLD = Path(__file__).parent.parent / "tests" / "evals"
ROW = "{:>12} {:>6} {:>7} {:>7} {:>8} {:>7} {:>14}"


def main() -> None:
    paths = [Path(word) for word in sys.argv[1:]] or sorted(GOLD.glob("*.jsonl"))
    print(ROW.format("set", "n", "F1", "joint", "silent", "edits", "message, ms"))
    every = [_scored(path) for path in paths]
    lines = [line for each in every for line in each]
    print(f"flightplan read, 1,000 conversations: {_read(lines, 1_000):.1f} s")
    print(f"flightplan read, one conversation:    {_read(lines, 1):.1f} s")


def _scored(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    report = evaluate(lines)
    print(
        ROW.format(
            path.stem,
            len(lines),
            f"{report.f1:.4f}",
            f"{report.joint:.3f}",
            f"{report.silent_errors:.2%}",
            f"{report.edits:.3f}",
            f"{_slow_message(lines):.1f}",
        )
    )
    return lines


def _slow_message(lines: Sequence[str]) -> float:
    """The 95th percentile, in milliseconds, of reading a first message."""
    times = []
    for line in lines:
        case = json.loads(line)
        begun = time.perf_counter()
        turns(case["messages"][:1], date.fromisoformat(case["today"]))
        times.append(time.perf_counter() - begun)
    return sorted(times)[int(0.95 * len(times))] * 1000


def _read(lines: Sequence[str], count: int) -> float:
    """Seconds of the whole process."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in islice(cycle(lines), count))
        file.flush()
        command = [sys.executable, "-m", "bot.cli.main", "read", "--jsonl", file.name]
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun


if __name__ == "__main__":
    main()
