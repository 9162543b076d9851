"""What is different from the previous version: the totals, and each line whose budget moved."""

from __future__ import annotations

from bot.cards.blocks import Block, section
from bot.cards.text import escape
from bot.words import Words, names
from bot.words.numbers import money, short_count, signed
from media.plan import LineItem, MediaPlan

_MOST_LINES = 8


def changed(plan: MediaPlan, previous: MediaPlan, words: Words) -> list[Block | None]:
    """One section; empty when nothing moved."""
    said = [_totals(plan, previous, words), *_lines(plan, previous, words)]
    title = words.t("Changed since version {version}", version=previous.version)
    return [section(f"*{title}*\n" + "\n".join(part for part in said if part))]


def _totals(plan: MediaPlan, previous: MediaPlan, words: Words) -> str:
    language = words.language
    before = money(previous.total, previous.currency, language)
    after = money(plan.total, plan.currency, language)
    budget, reached = words.t("Budget"), words.t("Reach")
    parts = [] if before == after else [f"{budget} {before} → *{after}*"]
    reach = [short_count(x, language) for x in (previous.reach, plan.reach)]
    share = signed(plan.reach / previous.reach - 1, language) if previous.reach else ""
    parts.append(f"{reached} {reach[0]} → *{reach[1]}* ({share})")
    return "  ·  ".join(parts)


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
