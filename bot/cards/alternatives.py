"""The alternatives: the corners of the frontier beside the plan as it stands."""

from __future__ import annotations

from bot.cards import buttons
from bot.cards.blocks import (
    Block,
    Card,
    actions,
    button,
    card,
    cell,
    confirm,
    data_table,
    header,
    number,
    section,
)
from bot.cards.buttons import PlanRef
from bot.cards.charts import frontier_chart
from bot.cards.lines import title
from bot.cards.text import bullets, strong
from bot.words import Words, names, sentence
from bot.words.numbers import decimal, money, percent, price, short_count
from media.money import to_decimal
from media.plan import Fact, MediaPlan, Totals


def alternatives_card(plan: MediaPlan, argued: tuple[Fact, ...], language: str) -> Card:
    """The chosen plan beside its corners: table, the advocates' words, the frontier, buttons.

    `argued` are the advocates' cases (`advocate_...` Facts).
    """
    words = Words(language)
    headline = words.t("Alternatives")
    cases = bullets((sentence(fact, language) for fact in argued), most=3, each=400)
    return card(
        f"{headline}: {', '.join(_name(a.name, words) for a in plan.alternatives)}",
        header(headline),
        _table(plan, words),
        section(strong(words.t("What each would change")) + f"\n{cases}") if cases else None,
        frontier_chart(plan, words),
        actions("alternatives", *_buttons(plan, words)),
    )


def _table(plan: MediaPlan, words: Words) -> Block:
    rows = [_row(words.t("This plan"), _totals_of(plan), plan.currency, words)]
    rows += [_row(_name(a.name, words), a.totals, plan.currency, words) for a in plan.alternatives]
    titles = (
        words.t("Plan"),
        words.t("Budget"),
        title(names.metric_name(plan.counted, words)),
        words.t("Frequency"),
        words.t("CPM"),
        words.t("Per 1,000 people"),
        words.t("Sold already"),
    )
    return data_table(words.t("Side by side"), [[cell(text) for text in titles], *rows])


def _row(name: str, totals: Totals, currency: str, words: Words) -> list[Block]:
    language = words.language
    per = totals.budget * 1000 // totals.people if totals.people else 0
    return [
        cell(name),
        number(float(to_decimal(totals.budget)), money(totals.budget, currency, language)),
        number(totals.people, short_count(totals.people, language)),
        number(totals.frequency, decimal(totals.frequency, language)),
        number(float(to_decimal(totals.cpm)), price(totals.cpm, currency, language)),
        number(float(to_decimal(per)), price(per, currency, language)),
        number(totals.sell_through, percent(totals.sell_through, language)),
    ]


def _totals_of(plan: MediaPlan) -> Totals:
    chosen = next((p.sell_through for p in plan.frontier if p.chosen), 0.0)
    return Totals(
        budget=plan.total,
        impressions=sum(line.impressions for line in plan.lines),
        reach=plan.reach,
        effective=plan.effective,
        frequency=plan.frequency,
        cpm=plan.cpm,
        sell_through=chosen,
    )


def _name(name: str, words: Words) -> str:
    return title(names.priority_name(name, words))


def _buttons(plan: MediaPlan, words: Words) -> list[Block]:
    ref = PlanRef(plan.id, plan.version)
    return [_button(a.name, ref, words) for a in plan.alternatives]


def _button(name: str, ref: PlanRef, words: Words) -> Block:
    asked = confirm(
        words.t("Use this alternative?"),
        words.t("It becomes the next version of the plan; the version before stays on record."),
        words.t("Use it"),
        words.t("Not yet"),
    )
    said = words.t("Use: {name}", name=_name(name, words))
    return button(said, f"{buttons.USE_ALTERNATIVE}_{name}", f"{ref}:{name}", confirm=asked)
