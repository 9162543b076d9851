"""What is different from the previous version: the totals, and each line whose budget moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.cards.blocks import Block, section
from bot.cards.lines import title
from bot.cards.text import escape
from bot.words import Words, names
from bot.words.numbers import money, short_count, short_dates, signed
from media.plan import LineItem, MediaPlan

_MOST_LINES = 8
UNSAID = 5e-4
"""A relative change below this would read as none."""


def changed(plan: MediaPlan, previous: MediaPlan, words: Words) -> list[Block | None]:
    """One section: what moved, and that the rest stays; one sentence where nothing moved."""
    if _stays(plan, previous, words):
        return [section(words.t("*No line changed* since version {n}.", n=previous.version))]
    said = [_totals(plan, previous, words), *_lines(plan, previous, words)]
    title = words.t("Changed since version {version}", version=previous.version)
    return [section(f"*{title}*\n" + "\n".join(part for part in said if part))]


def _stays(plan: MediaPlan, previous: MediaPlan, words: Words) -> bool:
    """Whether a reader would find every line, date and total as it was."""
    lines = ({(x.id, x.start, x.end, x.budget) for x in p.lines} for p in (plan, previous))
    same_money = (plan.currency, plan.total) == (previous.currency, previous.total)
    return same_money and len({*map(frozenset, lines)}) == 1 and _reach_stays(plan, previous, words)


def _totals(plan: MediaPlan, previous: MediaPlan, words: Words) -> str:
    parts = (_budgets(plan, previous, words), _days(plan, previous, words))
    return "  ·  ".join(part for part in (*parts, _reach(plan, previous, words)) if part)


def _budgets(plan: MediaPlan, previous: MediaPlan, words: Words) -> str:
    before = money(previous.total, previous.currency, words.language)
    after = money(plan.total, plan.currency, words.language)
    return "" if before == after else _moved(words.t("Budget"), before, after)


def _days(plan: MediaPlan, previous: MediaPlan, words: Words) -> str:
    """The dates of the plan where they moved; else those of the markets whose own ones did."""
    before, after = (_flight(each.lines, words) for each in (previous, plan))
    if before and after and before != after:
        return _moved(words.t("Dates"), before, after)
    markets = dict.fromkeys(line.market for line in plan.lines)
    said = ((market, *_flights_in(market, previous, plan, words)) for market in markets)
    parts = [_moved(names.country_name(m, words), a, b) for m, a, b in said if a and a != b]
    return ", ".join(parts[:_MOST_LINES])


def _flights_in(market: str, previous: MediaPlan, plan: MediaPlan, words: Words) -> Iterator[str]:
    for each in (previous, plan):
        yield _flight([line for line in each.lines if line.market == market], words)


def _flight(lines: Sequence[LineItem], words: Words) -> str:
    if not lines:
        return ""
    start, end = min(x.start for x in lines), max(x.end for x in lines)
    return short_dates(start, end, words.language)


def _reach(plan: MediaPlan, previous: MediaPlan, words: Words) -> str:
    counted, now, then = plan.compared(previous)
    before, after = (short_count(people, words.language) for people in (then, now))
    name = title(names.metric_name(counted, words))
    if _reach_stays(plan, previous, words):
        return words.t("{reach} stays at *{people}*", reach=name, people=after)
    said = _moved(name, before, after)
    return said + f" ({signed(now / then - 1, words.language)})" if then else said


def _moved(name: str, before: str, after: str) -> str:
    return f"{name} {before} → *{after}*"


def _reach_stays(plan: MediaPlan, previous: MediaPlan, words: Words) -> bool:
    """Whether it reads the same, or differs by less than a change is said to."""
    _, now, then = plan.compared(previous)
    before, after = (short_count(people, words.language) for people in (then, now))
    return before == after or abs(now - then) < UNSAID * then


def _lines(plan: MediaPlan, previous: MediaPlan, words: Words) -> list[str]:
    if plan.currency != previous.currency:
        return []
    old, new = ({line.id: line for line in p.lines} for p in (previous, plan))
    moved = [key for key in {**old, **new} if _budget(old.get(key)) != _budget(new.get(key))]
    moved.sort(key=lambda key: -abs(_budget(new.get(key)) - _budget(old.get(key))))
    said = [_line(old.get(key), new.get(key), plan.currency, words) for key in moved[:_MOST_LINES]]
    if len(moved) > _MOST_LINES:
        n = len(moved) - _MOST_LINES
        said.append("•  " + words.n("and {n} more line", "and {n} more lines", n, n=n))
    return said


def _budget(line: LineItem | None) -> int:
    return line.budget if line is not None else 0


def _line(old: LineItem | None, new: LineItem | None, currency: str, words: Words) -> str:
    line = new or old
    assert line is not None
    place = line.city or line.region or line.market
    name = escape(names.cell_name(place, line.format, line.channel, words))
    before, after = (money(_budget(each), currency, words.language) for each in (old, new))
    if old is None:
        return "•  " + words.t("New") + f": {name} *{after}*"
    if new is None:
        return "•  " + words.t("Gone") + f": {name} ~{before}~"
    return f"•  {name} {before} → *{after}*"
