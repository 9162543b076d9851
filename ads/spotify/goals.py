"""Which of Spotify's goals an objective is, and what Spotify does not sell.

Source: the API's description of August 2026 (objective, delivery_goal_group, delivery_goal and
the notes on which formats and placements each takes).
"""

from __future__ import annotations

from dataclasses import dataclass

from media.booking import Problem
from media.sentences import Sentence
from media.words import AdFormat, Objective

ASSET_FORMATS: dict[AdFormat, str] = {
    "audio": "AUDIO",
    "video": "VIDEO",
    "podcast": "AUDIO",
    "display": "IMAGE",
}
PLACEMENTS: dict[AdFormat, str] = {
    "audio": "MUSIC",
    "video": "MUSIC",
    "podcast": "PODCAST",
    "display": "MUSIC",
}
OBJECTIVE_WORDS: dict[Objective, str] = {
    "REACH": "reach",
    "EVEN_IMPRESSION_DELIVERY": "even delivery",
    "CLICKS": "clicks",
    "VIDEO_VIEWS": "video views",
    "CONVERSIONS": "conversions",
    "LEAD_GEN": "leads",
    "PODCAST_STREAMS": "podcast streams",
    "APP_INSTALLS": "app installs",
    "WEBSITE_VISITS": "website visits",
}

_SOUND_AND_PICTURE: frozenset[AdFormat] = frozenset(("audio", "video", "podcast"))


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective in Spotify's names. `draft` is None where drafts know only the group."""

    objective: str
    draft: str | None
    group: str
    delivery: str
    formats: frozenset[AdFormat]


EVEN = Goal(
    "EVEN_IMPRESSION_DELIVERY",
    "EVEN_IMPRESSION_DELIVERY",
    "AWARENESS",
    "IMPRESSIONS",
    frozenset(("audio", "video", "podcast", "display")),
)
"""Also the goal of reserved lines: they buy impressions, whatever those should lead to."""

GOALS: dict[Objective, Goal] = {
    "REACH": Goal("REACH", "REACH", "AWARENESS", "REACH", _SOUND_AND_PICTURE),
    "EVEN_IMPRESSION_DELIVERY": EVEN,
    "CLICKS": Goal("CLICKS", "CLICKS", "WEBSITE_TRAFFIC", "CLICKS", _SOUND_AND_PICTURE),
    "VIDEO_VIEWS": Goal(
        "VIDEO_VIEWS", "VIDEO_VIEWS", "AWARENESS", "VIDEO_VIEWS", frozenset(("video",))
    ),
    "PODCAST_STREAMS": Goal(
        "PODCAST_STREAMS",
        "PODCAST_STREAMS",
        "ENGAGEMENT_ON_SPOTIFY",
        "STREAMS",
        frozenset(("podcast",)),
    ),
    "APP_INSTALLS": Goal("APP_INSTALLS", None, "APP_PROMOTION", "APP_INSTALLS", _SOUND_AND_PICTURE),
    "WEBSITE_VISITS": Goal(
        "WEBSITE_VISITS", None, "WEBSITE_TRAFFIC", "PAGE_VIEWS", _SOUND_AND_PICTURE
    ),
    "LEAD_GEN": Goal(
        "EVEN_IMPRESSION_DELIVERY", None, "LEAD_GEN", "LEADS", frozenset(("audio", "podcast"))
    ),
}
"""CONVERSIONS is missing on purpose: no delivery goal of the API optimises for them."""


def goal_of(objective: Objective, format: AdFormat) -> Goal | None:
    """The goal of an auction line, or None where Spotify has none.

    Reach cannot be optimised for images, so they run under even delivery: both are awareness.
    """
    if objective == "REACH" and format == "display":
        return EVEN
    goal = GOALS.get(objective)
    return goal if goal and format in goal.formats else None


def no_goal(objective: Objective, format: AdFormat, line: str) -> Problem:
    """Why a line has no goal at Spotify."""
    goal = Sentence(OBJECTIVE_WORDS[objective])
    if objective not in GOALS:
        return Problem.of(
            line,
            "Spotify does not optimise for {goal}.",
            "Ask for website visits or leads instead.",
            goal=goal,
        )
    return Problem.of(
        line,
        "Spotify sells {goal} with {formats}, not with {format}.",
        "Drop the line ({format}), or choose another objective.",
        goal=goal,
        formats=tuple(Sentence(taken) for taken in sorted(GOALS[objective].formats)),
        format=Sentence(format),
    )
