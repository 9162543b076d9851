"""The table of a plan's lines: the biggest ones, the rest in one row, and the total."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.blocks import Block, cell, data_table, number
from bot.words import Words, names
from bot.words.numbers import count, money, price, short_dates
from media.money import to_decimal
from media.plan import LineItem, MediaPlan

MOST_LINES = 25
"""More would not fit into a message together with everything else."""


def lines_table(plan: MediaPlan, words: Words) -> Block:
    """The lines by budget, at most MOST_LINES of them; sums of the others and of all below."""
    ranked = sorted(plan.lines, key=lambda line: -line.budget)
    shown, rest = ranked[:MOST_LINES], ranked[MOST_LINES:]
    rows = [_head(words), *(_row(line, plan.currency, words) for line in shown)]
    if rest:
        rows.append(_rest(rest, plan.currency, words))
    rows.append(_total(plan, words))
    caption = words.n(
        "{n} line of the plan", "{n} lines of the plan", len(plan.lines),
        n=count(len(plan.lines), words.language),
    )  # fmt: skip
    return data_table(caption, rows, page_size=len(rows) if len(rows) < 14 else 10)


def _head(words: Words) -> list[Block]:
    titles = (
        words.t("Market"),
        words.t("Format"),
        words.t("Channel"),
        words.t("Flight"),
        words.t("Budget"),
        words.t("CPM"),
        words.t("Impressions"),
        words.t("Reach"),
    )
    return [cell(title) for title in titles]


def _row(line: LineItem, currency: str, words: Words) -> list[Block]:
    return [
        cell(names.place_name(line.city or line.region or line.market, words)),
        cell(title(names.format_name(line.format, words))),
        cell(title(names.channel_name(line.channel, words))),
        cell(short_dates(line.start, line.end, words.language)),
        *_figures(line.budget, line.cpm, line.impressions, line.reach, currency, words),
    ]


def _figures(
    budget: int, cpm: int, impressions: int, reach: int | None, currency: str, words: Words
) -> list[Block]:
    language = words.language
    return [
        number(float(to_decimal(budget)), money(budget, currency, language)),
        number(float(to_decimal(cpm)), price(cpm, currency, language)),
        number(impressions, count(impressions, language)),
        cell("") if reach is None else number(reach, count(reach, language)),
    ]


def _rest(lines: Sequence[LineItem], currency: str, words: Words) -> list[Block]:
    budget, shown = sum(line.budget for line in lines), sum(line.impressions for line in lines)
    more = words.n("and {n} more", "and {n} more", len(lines), n=count(len(lines), words.language))
    figures = _figures(budget, _cpm(budget, shown), shown, None, currency, words)
    return [cell(more), cell(""), cell(""), cell(""), *figures]


def _total(plan: MediaPlan, words: Words) -> list[Block]:
    shown = sum(line.impressions for line in plan.lines)
    figures = _figures(plan.total, plan.cpm, shown, plan.reach, plan.currency, words)
    return [cell(words.t("Total")), cell(""), cell(""), cell(""), *figures]


def _cpm(budget: int, impressions: int) -> int:
    return round(budget * 1000 / impressions) if impressions else 0


def title(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]
