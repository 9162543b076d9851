"""Defaults from an advertiser's past campaigns, always shown as assumptions, never over words."""

from __future__ import annotations

from desk.past import Habits
from media.brief import Audience, Brief
from media.plan import Fact


def with_habits(brief: Brief, habits: Habits) -> tuple[Brief, tuple[Fact, ...]]:
    """The Brief with what the advertiser usually does where nobody said anything.

    Only ages are taken: markets and formats that were usual before are named, not assumed,
    because they decide where money goes.
    """
    if habits.campaigns == 0 or not brief.advertiser:
        return brief, ()
    usual = Fact(
        code="advertiser_usually",
        values={
            "advertiser": brief.advertiser,
            "campaigns": habits.campaigns,
            "markets": list(habits.markets),
            "formats": list(habits.formats),
        },
    )
    if not _may_take_ages(brief, habits):
        return brief, (usual,)
    ages = {"age_min": habits.age_min, "age_max": habits.age_max}
    audience = brief.audience.model_copy(update=ages)
    assumed = tuple(dict.fromkeys((*brief.assumed, "audience")))
    taken = Fact(code="ages_from_history", values={**usual.values, **ages})
    return brief.model_copy(update={"audience": audience, "assumed": assumed}), (taken,)


def without_habits(brief: Brief) -> Brief:
    """The Brief without ages that only habits gave, so that the next turn decides anew."""
    if "audience" not in brief.assumed:
        return brief
    kept = tuple(slot for slot in brief.assumed if slot != "audience")
    return brief.model_copy(update={"audience": Audience(), "assumed": kept})


def _may_take_ages(brief: Brief, habits: Habits) -> bool:
    nobody_said = brief.audience == Audience()
    return nobody_said and (habits.age_min is not None or habits.age_max is not None)
