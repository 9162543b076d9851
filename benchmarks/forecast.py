"""How long forecasts take: 300 lines at once, and fits of ever longer histories.

Run `python -m benchmarks.forecast [CAMPAIGNS ...]`; the default is 5,000, 50,000 and 1,000,000.
Each fit runs in a process of its own, so that peak memory is that fit's (and its history's).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import date, timedelta

from optimizer.forecast import Fit, LineQuery, fit
from sandbox.market.campaigns import history
from sandbox.market.offer import catalog
from sandbox.market.rates import Rates
from sandbox.market.truth import Truth

TODAY = date(2026, 11, 21)
SIZES = (5_000, 50_000, 1_000_000)
LINES = 300
ROW = "{:>12} {:>10} {:>14} {:>16} {:>12}"


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    print(ROW.format("campaigns", "fit, s", "peak, GB", "300 lines, ms", "bytes, MB"))
    for size in sizes:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.forecast", "--one", str(size)], check=True
        )


def one(size: int) -> None:
    truth, rates = Truth.drawn(1), Rates.drawn(1, TODAY)
    table, offer = history(truth, rates, size, TODAY), catalog(TODAY)
    begun = time.perf_counter()
    model = fit(table, rates=rates.table(), today=TODAY, catalog=offer)
    took = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    stored = model.to_bytes()
    speed = _milliseconds(Fit.from_bytes(stored), queries())
    print(
        ROW.format(
            f"{size:,}", f"{took:.1f}", f"{peak:.2f}", f"{speed:.1f}", f"{len(stored) / 1e6:.1f}"
        )
    )


def queries() -> list[LineQuery]:
    offer = catalog(TODAY)
    population = {market.country: market.population for market in offer.markets}
    money = {market.country: market.currency for market in offer.markets}
    return [
        LineQuery(
            market=product.market,
            format=product.format,
            channel=product.channel,
            start=TODAY + timedelta(days=40 + n % 60),
            end=TODAY + timedelta(days=70 + n % 60),
            spend=product.min_spend / 1e6 * 4,
            currency=money[product.market],
            advertiser="Aurora Coffee",
            age_min=18,
            age_max=34,
            interests=("food",),
            population=population[product.market] / 4,
        )
        for n, product in enumerate(offer.products[:LINES])
    ]


def _milliseconds(model: Fit, asked: list[LineQuery], rounds: int = 15) -> float:
    """The median time of a call."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        model.forecast(asked)
        times.append(time.perf_counter() - begun)
    return sorted(times)[rounds // 2] * 1000


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        main()
