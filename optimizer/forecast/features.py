"""What the boosted parts see of a line: nothing that names an advertiser, an agency or a year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from media.words import CHANNELS, FORMATS
from optimizer.forecast.lines import Floats, Keys, Lines, key
from optimizer.forecast.tally import Counted, Tally

WORDS = 12
"""So many of the most frequent targeting names are features of their own."""
_PRIOR = 4.0


@dataclass(frozen=True, slots=True)
class Encoder:
    """Price levels of markets and currencies, shrunk to the whole, and the frequent words."""

    level: float
    markets: Counted
    market_levels: Floats
    currencies: Counted
    currency_levels: Floats
    words: Keys

    @classmethod
    def of(cls, lines: Lines, logs: Floats) -> Encoder:
        """Learn the levels from past lines and their log prices."""
        level = float(np.median(logs))
        markets, market_levels = _levels(lines.market, logs, level)
        currencies, currency_levels = _levels(lines.currency, logs, level)
        found, counts = np.unique(lines.words.keys, return_counts=True)
        frequent = np.sort(found[np.argsort(-counts, kind="stable")[:WORDS]])
        return cls(level, markets, market_levels, currencies, currency_levels, frequent)

    def features(self, lines: Lines) -> Floats:
        """One row a line."""
        plain = [
            np.log(lines.spend),
            np.log(lines.days),
            np.log(lines.spend / lines.days),
            lines.open,
            lines.age_min,
            lines.age_max,
            np.mod(lines.start, 365.25),
            np.mod(lines.start + 3, 7),
            _looked_up(self.markets, self.market_levels, lines.market, self.level),
            _looked_up(self.currencies, self.currency_levels, lines.currency, self.level),
            lines.words.counts.astype(float),
        ]
        kinds = [
            *(lines.format == key(name) for name in FORMATS),
            *(lines.channel == key(name) for name in CHANNELS),
            *(lines.gender == key(name) for name in ("FEMALE", "MALE")),
            lines.objective == key("CLICKS"),
            lines.own,
        ]
        return np.column_stack([*plain, *kinds, self._asked(lines)]).astype(float)

    def _asked(self, lines: Lines) -> Floats:
        asked = np.zeros((len(lines), WORDS))
        if not len(self.words):
            return asked
        words = lines.words
        at = np.minimum(np.searchsorted(self.words, words.keys), len(self.words) - 1)
        known = self.words[at] == words.keys
        asked[words.rows[known], at[known]] = 1.0
        return asked


def with_past(features: Floats, level: float, parts: Floats, known: Tally, lines: Lines) -> Floats:
    """Features plus what the past says: the shrunk forecast and the parts it is the sum of, how
    many comparables there are, how far off they are, and whether the line begins after them all.
    """
    counts, gap, beyond = known.counts(lines), known.gap(lines), known.beyond(lines)
    forecast = level + parts.sum(axis=1)
    return np.column_stack([features, forecast, parts, np.log1p(counts), np.log1p(gap), beyond])


def _levels(keys: Keys, logs: Floats, level: float) -> tuple[Counted, Floats]:
    counted = Counted.of(keys)
    sums = np.bincount(counted.rank(keys), logs - level, minlength=len(counted.keys))
    return counted, level + sums / (counted.counts + _PRIOR)


def _looked_up(counted: Counted, levels: Floats, keys: Keys, level: float) -> Floats:
    rank = counted.rank(keys)
    return np.where(rank >= 0, levels[rank], level)
