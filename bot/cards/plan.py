"""The plan card."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.blocks import Card, card
from bot.cards.change import changed
from bot.cards.charts import budget_chart
from bot.cards.decision import foot
from bot.cards.lines import lines_table
from bot.cards.rationale import assumed, beware, evidence, next_step, why
from bot.cards.totals import headline, top
from bot.words import Words
from bot.words.numbers import short_count
from desk.results import Planned
from media.plan import Fact, MediaPlan


def plan_card(
    planned: Planned,
    language: str,
    *,
    said: Sequence[Fact] = (),
    previous: MediaPlan | None = None,
) -> Card:
    """A plan version: numbers, table, chart, reasons, evidence and what can be done with it.

    With `previous` the difference stands on top. `said` is what the conversation has to add.
    """
    plan, words = planned.plan, Words(language)
    return card(
        summary(plan, words),
        *top(plan, words),
        *(changed(plan, previous, words) if previous is not None else ()),
        lines_table(plan, words),
        budget_chart(plan, words),
        why(plan, words),
        next_step(plan, words),
        evidence(plan, words),
        assumed(plan, words),
        beware(plan, said, planned.cautions, words),
        *foot(planned, words),
    )


def summary(plan: MediaPlan, words: Words) -> str:
    """The card in one sentence, for notifications."""
    reach = short_count(plan.reach, words.language)
    return words.t(
        "{headline}: reaches {reach} people.", headline=headline(plan, words), reach=reach
    )
