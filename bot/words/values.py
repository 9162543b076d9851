"""The values of a Fact, formatted for a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from bot.words import names, numbers
from bot.words.catalog import Words
from media.money import MICROS, to_micros
from media.words import MONEY_METRICS

_RATES = frozenset({"CTR", "VTR", "DELIVERY"})


@dataclass(frozen=True, slots=True)
class Values:
    """Reads values by their key. Raises KeyError, TypeError or ValueError for ones that misfit."""

    raw: Mapping[str, JsonValue]
    words: Words

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.words.language

    def has(self, key: str) -> bool:
        """Whether there is a value, and not None."""
        return self.raw.get(key) is not None

    def text(self, key: str) -> str:
        """A value as it is."""
        value = self.raw[key]
        return "" if value is None else str(value)

    def number(self, key: str) -> float:
        """A number."""
        value = self.raw[key]
        if not isinstance(value, int | float):
            raise TypeError(f"{key} is no number")
        return float(value)

    def texts(self, key: str) -> list[str]:
        """A list of texts."""
        value = self.raw[key]
        if not isinstance(value, list):
            raise TypeError(f"{key} is no list")
        return [str(each) for each in value]

    def amount(self, key: str = "amount") -> str:
        """An amount of money: a decimal string, in the Fact's `currency`."""
        return numbers.money(to_micros(self.text(key)), self.text("currency"), self.language)

    def unit_price(self, key: str) -> str:
        """A unit cost: a number of units of the Fact's `currency`."""
        micros = round(self.number(key) * MICROS)
        if not self.has("currency"):
            return numbers.decimal(self.number(key), self.language, 2)
        return numbers.price(micros, self.text("currency"), self.language)

    def count(self, key: str) -> str:
        """A number of people, impressions or lines."""
        return numbers.count(self.number(key), self.language)

    def short(self, key: str) -> str:
        """A number of people or impressions, rounded to read quickly."""
        return numbers.short_count(self.number(key), self.language)

    def decimal(self, key: str) -> str:
        """A number with one decimal."""
        return numbers.decimal(self.number(key), self.language)

    def percent(self, key: str, digits: int = 0) -> str:
        """A fraction as a percentage."""
        return numbers.percent(self.number(key), self.language, digits)

    def day(self, key: str) -> str:
        """An ISO date."""
        return numbers.full_date(date.fromisoformat(self.text(key)), self.language)

    def counted(self, key: str = "metric") -> str:
        """What a goal counts, in the plural."""
        return names.counted_name(self.text(key), self.words)

    def metric(self, key: str = "metric") -> str:
        """A metric's name."""
        return names.metric_name(self.text(key), self.words)

    def metric_value(self, key: str, *, rough: bool = False) -> str:
        """A value of the Fact's `metric`: money, a rate, a frequency or a count, `rough` for one
        that is rounded to read quickly.
        """
        metric = self.text("metric")
        if metric in MONEY_METRICS:
            return self.unit_price(key)
        if metric in _RATES:
            return self.percent(key, 2)
        if metric == "FREQUENCY":
            return self.decimal(key)
        return self.short(key) if rough else self.count(key)

    def cell(self) -> str:
        """The line that the Fact is about."""
        return names.cell_name(
            self.text("market"), self.text("format"), self.text("channel"), self.words
        )

    def about(self, key: str = "about") -> str:
        """Which lines a rule is about: the words of a `where`, each by its name."""
        return " ".join(names.any_name(word, self.words) for word in self.text(key).split())

    def listed(self, items: list[str]) -> str:
        """Items in one phrase, as the language lists them."""
        from babel.lists import format_list

        return str(format_list(items, locale=numbers.locale(self.language)))
