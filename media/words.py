"""The closed words of the field: formats, buying channels, objectives, metrics, genders."""

from __future__ import annotations

from typing import Literal, get_args

AdFormat = Literal["audio", "video", "podcast", "display"]
Channel = Literal["direct", "self_serve", "programmatic"]
Gender = Literal["FEMALE", "MALE", "NON_BINARY"]
Device = Literal["ANDROID", "IOS", "DESKTOP"]
Objective = Literal[
    "REACH",
    "EVEN_IMPRESSION_DELIVERY",
    "CLICKS",
    "VIDEO_VIEWS",
    "CONVERSIONS",
    "LEAD_GEN",
    "PODCAST_STREAMS",
    "APP_INSTALLS",
    "WEBSITE_VISITS",
]
Metric = Literal[
    "CPM",
    "CPC",
    "CPA",
    "CPCV",
    "CTR",
    "VTR",
    "REACH",
    "FREQUENCY",
    "IMPRESSIONS",
    "CLICKS",
    "COMPLETIONS",
    "CONVERSIONS",
]
Priority = Literal["reach", "efficiency", "yield", "balanced"]
Period = Literal["total", "day", "week", "month"]
CapPeriod = Literal["day", "week", "month", "flight"]

FORMATS: tuple[AdFormat, ...] = get_args(AdFormat)
CHANNELS: tuple[Channel, ...] = get_args(Channel)
OBJECTIVES: tuple[Objective, ...] = get_args(Objective)
CHANNEL_WORDS: dict[Channel, str] = {
    "direct": "direct",
    "self_serve": "self-serve",
    "programmatic": "programmatic",
}
"""What people call the buying channels."""
METRIC_WORDS: dict[Metric, str] = {
    "CPM": "CPM",
    "CPC": "cost per click",
    "CPA": "cost per conversion",
    "CPCV": "cost per completed view",
    "CTR": "click rate",
    "VTR": "completion rate",
    "REACH": "reach",
    "FREQUENCY": "frequency",
    "IMPRESSIONS": "impressions",
    "CLICKS": "clicks",
    "COMPLETIONS": "completed views",
    "CONVERSIONS": "conversions",
}
"""What people call the metrics."""
MONEY_METRICS: frozenset[Metric] = frozenset(("CPM", "CPC", "CPA", "CPCV"))
"""Metrics whose target is an amount in the Brief's currency."""


def counted(metric: Metric, times: int) -> str:
    """What is counted: the metric, or "REACH_3" for people reached three times or more."""
    return f"REACH_{times}" if metric == "REACH" and times > 1 else metric


def times_of(name: str) -> int:
    """How often somebody must be reached to count, by a name of `counted`."""
    return int(name.removeprefix("REACH_")) if name.startswith("REACH_") else 1
