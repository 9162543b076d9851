"""How the time of reading grows with the length of a message: python -m benchmarks.long_messages.

Each row is a piece of text over and over, read in seconds of CPU at 10,000, 20,000 and 40,000
characters, the most that Slack sends. Twice the characters should take about twice the time.
"""

from __future__ import annotations

import time
from datetime import date

from agents.understanding import understand

TODAY = date(2026, 11, 23)
SIZES = (10_000, 20_000, 40_000)
UNITS = (
    "a ", "1", "$1k ", "1 may - ", "預算", "(", "50% audio ", "cpm 5 ", "\n", "1.1.", "no audio, ",
    "for ", "5k US ", "US, CA, ", "Paris Texas ", "Spain 60k, ", "5k revenue US ", "tomorrow ",
    "no video in May, ", "video 1%\n", "Germany video 10k\n", "Nike / DE / 5k / ", "Q1 250k ",
    "CPM max 9 ", "January 20k ", "clicks ", "60k Germany, rest 40k, ", "2 per day max ",
    "Germany 50k (30k video, 20k audio) ", "We met in Berlin with our MD (ref BO-2291), 18 34 ",
)  # fmt: skip
ROW = "{:>36} {:>8} {:>8} {:>8} {:>6}"


def main() -> None:
    print(ROW.format("piece", *(f"{size:,}" for size in SIZES), "x"))
    understand(["warm up 1k"], TODAY)
    for unit in UNITS:
        times = [_seconds(unit, size) for size in SIZES]
        growth = times[-1] / max(times[-2], 1e-9)
        shown = unit.strip("\n")[:34]
        print(ROW.format(repr(shown), *(f"{t:.2f}" for t in times), f"{growth:.1f}"), flush=True)


def _seconds(unit: str, size: int) -> float:
    text = (unit * (size // len(unit) + 1))[:size]
    begun = time.process_time()
    understand([text], TODAY)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
