"""Spotify's business rules that its description does not hold, checked before anything is sent.

Source: the description's notes of August 2026 on categories, objectives, dates and platforms.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ads.money import to_micro_amount
from ads.spotify.goals import goal_of, no_goal
from media.booking import Order, OrderLine, Problem
from media.catalog import age_ranges
from media.errors import FlightplanError, InvalidInput
from media.policies.categories import minimum_age


def line_problems(order: Order, line: OrderLine, today: date) -> Iterator[Problem]:
    """What is wrong with one line, whatever it is bought through."""
    yield from _money(order, line)
    if line.end < line.start or line.end < today or line.start < today:
        yield Problem.of(
            line.line,
            "The line starts on {day}, which has passed.",
            "Move the flight, and plan again.",
            day=line.start,
        )
    youngest = _youngest(order)
    if youngest and (not age_ranges(line.audience) or _lowest_age(line) < youngest):
        yield Problem.of(
            line.line,
            "The advertiser's category may only reach people from {youngest} on.",
            "Set the ages to {youngest}+, and plan again.",
            youngest=youngest,
        )


def auction_problems(order: Order, line: OrderLine) -> Iterator[Problem]:
    """What is wrong with the goal of an auction line."""
    devices: set[str] = set(line.audience.devices)
    if goal_of(order.objective, line.format) is None:
        yield no_goal(order.objective, line.format, line.line)
    elif order.objective == "VIDEO_VIEWS" and "DESKTOP" in devices:
        yield Problem(
            line=line.line,
            message="Spotify sells video views on phones only.",
            remedy="Leave desktop out, or choose another objective.",
        )
    elif order.objective == "APP_INSTALLS":
        yield from _app_problems(order, line, devices)


def _app_problems(order: Order, line: OrderLine, devices: set[str]) -> Iterator[Problem]:
    if order.assets.mobile_app is None:
        yield Problem(
            line=line.line,
            message="Spotify needs to know which app should be installed.",
            remedy="An admin sets the advertiser's app with `flightplan accounts`.",
        )
    if devices not in ({"IOS"}, {"ANDROID"}):
        yield Problem(
            line=line.line,
            message="Spotify sells app installs for iOS or for Android, not both at once.",
            remedy="Name one of them in the brief.",
        )


def _money(order: Order, line: OrderLine) -> Iterator[Problem]:
    try:
        to_micro_amount(line.budget, order.currency)
    except FlightplanError as wrong:
        yield Problem(line=line.line, message=wrong.message, remedy=wrong.remedy)


def _youngest(order: Order) -> int | None:
    try:
        return minimum_age(order.category)
    except InvalidInput:
        return None


def _lowest_age(line: OrderLine) -> int:
    return min(r.min or 0 for r in age_ranges(line.audience))
