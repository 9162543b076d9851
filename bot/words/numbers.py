"""Numbers, money, rates and dates as the reader writes them (CLDR, by Babel)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel import Locale
from babel.dates import format_interval, format_skeleton
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
)

from bot.words.catalog import Words
from media.money import MICROS, to_decimal

_COMPACT_FROM = 10_000
_FINEST = 4
"""Decimals of the smallest percentages."""
_LOCALES = {"en": "en_US", "es": "es_419", "pt": "pt_BR", "de": "de_DE"}
"""Spanish as Latin America writes it, where most of its readers are."""


def locale(language: str) -> Locale:
    """The CLDR locale of a reader's language."""
    return Locale.parse(_LOCALES[Words(language).language])


def money(micros: int, currency: str, language: str) -> str:
    """An amount to the minor unit; without decimals when it is whole."""
    if micros % MICROS:
        return format_currency(to_decimal(micros), currency, locale=locale(language))
    pattern = locale(language).currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(
        to_decimal(micros), currency, pattern, locale(language), currency_digits=False
    )


def price(micros: int, currency: str, language: str) -> str:
    """A unit cost such as a CPM: always with the currency's decimals."""
    return format_currency(to_decimal(micros), currency, locale=locale(language))


def short_money(micros: int, currency: str, language: str) -> str:
    """An amount in a few characters ("R$1.2M")."""
    if abs(micros) < _COMPACT_FROM * MICROS:
        return money(micros, currency, language)
    return format_compact_currency(
        to_decimal(micros), currency, locale=locale(language), fraction_digits=1
    )


def month(first: date, language: str) -> str:
    """A month with its year, by any of its days."""
    return format_skeleton("yMMMM", first, locale=locale(language))


def count(number: float, language: str) -> str:
    """A whole number of people, impressions or lines with its thousands set apart."""
    return format_decimal(round(number), locale=locale(language))


def short_count(number: float, language: str, digits: int = 1) -> str:
    """A number of people or impressions in a few characters ("4.1M")."""
    is_plain = abs(number) < _COMPACT_FROM
    if is_plain or (Words(language).language == "de" and abs(number) < 1e6):
        return count(number, language)
    return format_compact_decimal(number, locale=locale(language), fraction_digits=digits)


def short_counts(numbers: Sequence[float], language: str) -> list[str]:
    """Numbers beside each other, with as many decimals as tell them apart ("5.21M", "5.24M")."""
    said: list[str] = []
    for digits in (1, 2, 3):
        said = [short_count(number, language, digits) for number in numbers]
        if len(set(said)) == len(set(numbers)):
            break
    return said


def decimal(number: float, language: str, digits: int = 1) -> str:
    """A number with at most so many decimals, such as a frequency."""
    return format_decimal(round(number, digits), "#,##0." + "#" * digits, locale=locale(language))


def percent(fraction: float, language: str, digits: int = 0) -> str:
    """A fraction as a percentage with at most so many decimals."""
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    space = "\u00a0" if Words(language).language in ("de", "es") else ""
    return format_percent(fraction, f"{pattern}{space}%", locale=locale(language))


def signed(fraction: float, language: str) -> str:
    """A relative change with its sign ("+12%")."""
    sign = "+" if fraction >= 0 else "\u2212"
    return sign + percent(abs(fraction), language, 1)


def small_percent(fraction: float, language: str) -> str:
    """A tiny fraction as a percentage that does not read as nothing ("0.004%"), unless it
    `reads_as_nothing`.
    """
    digits = next((d for d in range(1, _FINEST) if round(fraction * 100, d) > 0), _FINEST)
    return percent(fraction, language, digits)


def reads_as_nothing(fraction: float) -> bool:
    """Whether even `small_percent` says zero."""
    return round(fraction * 100, _FINEST) <= 0


def short_date(day: date, language: str) -> str:
    """Day and month ("Jan 3")."""
    return str(format_skeleton("MMMd", day, locale=locale(language)))


def full_date(day: date, language: str) -> str:
    """Day, month and year."""
    return str(format_skeleton("yMMMd", day, locale=locale(language)))


def dates(start: date, end: date, language: str) -> str:
    """A range of days with the year ("Jan 3 – Mar 31, 2027")."""
    return _range(start, end, "yMMMd", language)


def short_dates(start: date, end: date, language: str) -> str:
    """A range of days without the year."""
    return _range(start, end, "MMMd", language)


def _range(start: date, end: date, skeleton: str, language: str) -> str:
    said = str(format_interval(start, end, skeleton, locale=locale(language)))
    return said.replace("\u2009", " ")
