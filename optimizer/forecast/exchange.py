"""Exchange rates by date, as arrays: what a unit of a currency was worth in the common one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from optimizer.forecast.lines import Floats, Keys, floats, key
from optimizer.forecast.tally import Counted


@dataclass(frozen=True, slots=True)
class Exchange:
    """Dated worths, sorted by currency and day (`times` is rank * 1e6 + day since 1970).

    A currency without rates counts as the common one: its level is then learnt as a price level,
    which is right as long as it is asked for in the same currency.
    """

    currencies: Counted
    times: Floats
    worths: Floats

    @classmethod
    def of(cls, rates: pa.Table | None) -> Exchange:
        """From columns date, base, quote, rate (1 base = rate quote); None knows no rates.

        The common currency is the most frequent base; pairs without it are left out.
        """
        if rates is None or not len(rates):
            return cls(Counted.of(np.empty(0, np.uint64)), np.empty(0), np.empty(0))
        base, quote = (np.array(rates[name].to_pylist(), object) for name in ("base", "quote"))
        common = pc.mode(pc.dictionary_encode(rates["base"]).combine_chunks().indices)
        pivot = rates["base"].combine_chunks().dictionary_encode().dictionary[common[0][0].as_py()]
        rate, day = (
            floats(rates["rate"]),
            floats(pc.cast(rates["date"].cast(pa.date32()), pa.int32())),
        )
        from_pivot, to_pivot = base == pivot.as_py(), quote == pivot.as_py()
        keep = (from_pivot | to_pivot) & (rate > 0)
        other = np.where(from_pivot, quote, base)[keep]
        names = np.array([key(name) for name in other], np.uint64)
        worth = np.where(from_pivot, 1.0 / np.where(rate > 0, rate, 1.0), rate)[keep]
        counted = Counted.of(names)
        times = counted.rank(names) * 1e6 + day[keep]
        order = np.argsort(times, kind="stable")
        return cls(counted, times[order], worth[order])

    def worth(self, currency: Keys, day: Floats) -> Floats:
        """Units of the common currency for one unit: the latest rate known on that day.

        Before the first known day that day's rate is used.
        """
        if not len(self.times):
            return np.ones(len(currency))
        rank = self.currencies.rank(currency)
        at = np.searchsorted(self.times, rank * 1e6 + day, side="right") - 1
        ends = np.cumsum(self.currencies.counts)
        at = np.clip(at, (ends - self.currencies.counts)[rank], ends[rank] - 1)
        return np.where(rank >= 0, self.worths[at], 1.0)
