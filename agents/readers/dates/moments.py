"""Holidays and retail moments: from a name, a year and a country to inclusive dates.

Moving feasts come from dateutil (Easter) and the `holidays` package (lunar calendars); fixed and
"nth weekday" moments stand in the tables below, with the countries that keep another date.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

Span = tuple[date, date]

_FIXED: dict[str, tuple[int, int]] = {
    "singles_day": (11, 11),
    "christmas": (12, 25),
    "christmas_eve": (12, 24),
    "boxing_day": (12, 26),
    "new_year": (1, 1),
    "new_years_eve": (12, 31),
    "epiphany": (1, 6),
    "valentines": (2, 14),
    "dia_dos_namorados": (6, 12),
    "halloween": (10, 31),
    "womens_day": (3, 8),
    "labor_day": (5, 1),
    "st_patricks": (3, 17),
    "kings_day": (4, 27),
    "st_nicholas": (12, 6),
    "lucia": (12, 13),
    "all_saints": (11, 1),
    "bastille_day": (7, 14),
    "ferragosto": (8, 15),
    "australia_day": (1, 26),
    "anzac_day": (4, 25),
    "canada_day": (7, 1),
    "german_unity": (10, 3),
}
_NTH: dict[str, tuple[int, int, int]] = {
    "thanksgiving": (11, 3, 4),
    "super_bowl": (2, 6, 2),
    "mlk_day": (1, 0, 3),
    "presidents_day": (2, 0, 3),
    "memorial_day": (5, 0, -1),
    "amor_y_amistad": (9, 5, 3),
}
"""Month, weekday (Monday 0), which one (negative from the end)."""

_PERIODS: dict[str, tuple[int, int, int, int]] = {
    "holiday_season": (11, 15, 12, 31),
    "sinterklaas": (11, 15, 12, 5),
    "day_of_the_dead": (11, 1, 11, 2),
    "golden_week": (4, 29, 5, 5),
    "winter_sales": (1, 7, 2, 3),
    "back_to_school": (8, 1, 9, 15),
}
_SOUTHERN_SCHOOL = frozenset({"AR", "BR", "CL", "PE", "UY", "PY", "BO", "AU", "NZ", "ZA"})

_MOTHERS: dict[str, tuple[int, int, int]] = {
    "FR": (5, 6, -1),
    "SE": (5, 6, -1),
    "NO": (2, 6, 2),
    "ES": (5, 6, 1),
    "PT": (5, 6, 1),
    "HU": (5, 6, 1),
    "AR": (10, 6, 3),
    "PA": (12, 1, 2),
}
_MOTHERS_FIXED: dict[str, tuple[int, int]] = {
    "MX": (5, 10),
    "GT": (5, 10),
    "SV": (5, 10),
    "PL": (5, 26),
    "BO": (5, 27),
    "CR": (8, 15),
    "TH": (8, 12),
    "ID": (12, 22),
    "EG": (3, 21),
    "AE": (3, 21),
    "SA": (3, 21),
    "PY": (5, 15),
}
_FATHERS: dict[str, tuple[int, int, int]] = {
    "BR": (8, 6, 2),
    "AU": (9, 6, 1),
    "NZ": (9, 6, 1),
    "SE": (11, 6, 2),
    "NO": (11, 6, 2),
    "FI": (11, 6, 2),
}
_FATHERS_FIXED: dict[str, tuple[int, int]] = {
    "ES": (3, 19),
    "PT": (3, 19),
    "IT": (3, 19),
    "BE": (3, 19),
    "PL": (6, 23),
}
_INDEPENDENCE: dict[str, tuple[int, int]] = {
    "US": (7, 4),
    "BR": (9, 7),
    "MX": (9, 16),
    "CL": (9, 18),
    "CO": (7, 20),
    "PE": (7, 28),
    "AR": (7, 9),
    "IN": (8, 15),
    "ID": (8, 17),
    "PH": (6, 12),
}


def moment(name: str, year: int, country: str | None) -> Span:
    """The days of a moment in a year, as the country keeps it. Raises KeyError for no such name."""
    if name in _FIXED:
        return _day(year, *_FIXED[name])
    if name in _NTH:
        return _one(nth_weekday(year, *_NTH[name]))
    if name == "back_to_school" and country in _SOUTHERN_SCHOOL:
        return date(year, 1, 15), date(year, 2, 28)
    if name in _PERIODS:
        m1, d1, m2, d2 = _PERIODS[name]
        return date(year, m1, d1), date(year, m2, d2)
    return _OTHERS[name](year, country)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The nth (from the end when negative) weekday of a month."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-n - 1))


def week_of(day: date) -> Span:
    """Monday to Sunday of the week a day is in."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _one(day: date) -> Span:
    return day, day


def _day(year: int, month: int, day: int) -> Span:
    return _one(date(year, month, day))


def _black_friday(year: int) -> date:
    return nth_weekday(year, 11, 3, 4) + timedelta(days=1)


def _from_easter(first: int, last: int, year: int) -> Span:
    sunday = easter(year)
    return sunday + timedelta(days=first), sunday + timedelta(days=last)


def _mothers(year: int, country: str | None) -> Span:
    if country in _MOTHERS_FIXED:
        return _day(year, *_MOTHERS_FIXED[country])
    if country in ("GB", "IE"):
        return _from_easter(-21, -21, year)
    return _one(nth_weekday(year, *_MOTHERS.get(country or "", (5, 6, 2))))


def _fathers(year: int, country: str | None) -> Span:
    if country in _FATHERS_FIXED:
        return _day(year, *_FATHERS_FIXED[country])
    if country in ("DE", "AT"):
        return _from_easter(39, 39, year)
    return _one(nth_weekday(year, *_FATHERS.get(country or "", (6, 6, 3))))


def _midsummer(year: int, country: str | None) -> Span:
    if country in ("SE", "FI"):
        eve = date(year, 6, 19) + timedelta(days=(4 - date(year, 6, 19).weekday()) % 7)
        return eve, eve + timedelta(days=1)
    return (date(year, 6, 1), date(year, 6, 30)) if country == "BR" else _day(year, 6, 24)


def _oktoberfest(year: int) -> Span:
    start = nth_weekday(year, 9, 5, 1)
    start = date(year, 9, 15) + timedelta(days=(5 - date(year, 9, 15).weekday()) % 7)
    return start, nth_weekday(year, 10, 6, 1)


def _advent(year: int) -> Span:
    fourth = date(year, 12, 24) - timedelta(days=(date(year, 12, 24).weekday() + 1) % 7)
    return fourth - timedelta(days=21), date(year, 12, 24)


def _buen_fin(year: int) -> Span:
    monday = nth_weekday(year, 11, 0, 3)
    return monday - timedelta(days=4), monday


@lru_cache(maxsize=64)
def _lunar(name: str, year: int) -> date:
    from holidays.calendars import (  # type: ignore[attr-defined]
        _ChineseLunisolar,
        _HebrewLunisolar,
        _HinduLunisolar,
        _IslamicLunar,
    )

    islamic = _IslamicLunar()
    tables: dict[str, Callable[[int], object]] = {
        "lunar_new_year": _ChineseLunisolar().lunar_new_year_date,
        "diwali": _HinduLunisolar().diwali_date,
        "hanukkah": _HebrewLunisolar().hanukkah_date,
        "ramadan": islamic.ramadan_beginning_dates,
        "eid": islamic.eid_al_fitr_dates,
        "eid_adha": islamic.eid_al_adha_dates,
    }
    return next((day for day in _dates(tables[name](year)) if day.year == year), date(year, 1, 1))


def _dates(found: object) -> Iterator[date]:
    if isinstance(found, date):
        yield found
    elif isinstance(found, Iterable):
        for part in found:
            yield from _dates(part)


def _ramadan(year: int) -> Span:
    start = _lunar("ramadan", year)
    end = _lunar("eid", year)
    return start, (end if end > start else start + timedelta(days=30)) - timedelta(days=1)


def _lasting(name: str, year: int, days: int) -> Span:
    start = _lunar(name, year)
    return start, start + timedelta(days=days - 1)


_OTHERS: dict[str, Callable[[int, str | None], Span]] = {
    "black_friday": lambda y, c: _one(_black_friday(y)),
    "cyber_monday": lambda y, c: _one(_black_friday(y) + timedelta(days=3)),
    "bfcm": lambda y, c: (_black_friday(y), _black_friday(y) + timedelta(days=3)),
    "black_week": lambda y, c: week_of(_black_friday(y)),
    "carnival": lambda y, c: _from_easter(-51 if c in ("DE", "CO") else -50, -47, y),
    "weiberfastnacht": lambda y, c: _from_easter(-52, -52, y),
    "rose_monday": lambda y, c: _from_easter(-48, -48, y),
    "ash_wednesday": lambda y, c: _from_easter(-46, -46, y),
    "easter": lambda y, c: _from_easter(-2, 1, y),
    "easter_sunday": lambda y, c: _from_easter(0, 0, y),
    "easter_monday": lambda y, c: _from_easter(1, 1, y),
    "ascension_day": lambda y, c: _from_easter(39, 39, y),
    "whit_monday": lambda y, c: _from_easter(50, 50, y),
    "good_friday": lambda y, c: _from_easter(-2, -2, y),
    "holy_week": lambda y, c: _from_easter(-6, 0, y),
    "pentecost": lambda y, c: _from_easter(49, 50, y),
    "ramadan": lambda y, c: _ramadan(y),
    "eid": lambda y, c: _lasting("eid", y, 3),
    "eid_adha": lambda y, c: _lasting("eid_adha", y, 4),
    "lunar_new_year": lambda y, c: _lasting("lunar_new_year", y, 1),
    "diwali": lambda y, c: _lasting("diwali", y, 1),
    "hanukkah": lambda y, c: _lasting("hanukkah", y, 8),
    "mothers_day": _mothers,
    "fathers_day": _fathers,
    "childrens_day": lambda y, c: (
        _day(y, 10, 12)
        if c == "BR"
        else _day(y, 4, 30)
        if c == "MX"
        else _one(nth_weekday(y, 8, 6, 3))
        if c == "AR"
        else _day(y, 6, 1)
    ),
    "christmas_week": lambda y, c: week_of(date(y, 12, 25)),
    "midsummer": _midsummer,
    "midsummer_eve": lambda y, c: _one(_midsummer(y, "SE")[0]),
    "oktoberfest": lambda y, c: _oktoberfest(y),
    "advent": lambda y, c: _advent(y),
    "buen_fin": lambda y, c: _buen_fin(y),
    "hot_sale": lambda y, c: (nth_weekday(y, 5, 0, -1), nth_weekday(y, 5, 0, -1) + timedelta(8)),
    "prime_day": lambda y, c: (nth_weekday(y, 7, 1, 2), nth_weekday(y, 7, 1, 2) + timedelta(3)),
    "independence_day": lambda y, c: _day(y, *_INDEPENDENCE.get(c or "US", (7, 4))),
}
