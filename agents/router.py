"""The router: which way a message takes, from the reading's intent."""

from __future__ import annotations

from agents.readers import Reading
from desk.past import HistoryQuestion
from media.brief import Brief
from media.conversation import Conversation

REFUSED = frozenset({"abuse", "injection", "other_people", "off_topic"})
"""Intents that are answered by a short refusal and never planned on."""


def earlier_brief(conversation: Conversation, *, first: bool) -> Brief | None:
    """The Brief of the first plan, or of the one before the last; None when there is none."""
    plans = [turn.brief for turn in conversation.turns if turn.kind == "plan"]
    if first:
        return plans[0] if plans else None
    return plans[-2] if len(plans) > 1 else None


def question_of(reading: Reading, brief: Brief) -> HistoryQuestion:
    """The history question of a reading; "they" and "we" are the conversation's advertiser."""
    asked = reading.intent.history
    return HistoryQuestion(
        metrics=asked.metrics or ("CPM",),
        advertiser=asked.advertiser or (brief.advertiser if asked.about_advertiser else None),
        market=asked.market,
        format=asked.format,
        channel=asked.channel,
        since=asked.since,
        until=asked.until,
        last=asked.last,
    )
