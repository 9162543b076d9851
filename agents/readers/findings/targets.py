"""What a share or an amount can be of: a format, a channel or a place."""

from __future__ import annotations

from dataclasses import dataclass

from agents.readers.text.gazetteer import Place
from media.brief import Where


@dataclass(frozen=True, slots=True)
class Target:
    """Something a share can be of: tokens [first, last] and what they name.

    `carried`: they are a command with a pronoun, and the figure behind it is of this.
    """

    where: Where
    first: int
    last: int
    carried: bool = False

    @property
    def sold(self) -> bool:
        """Whether it is a format or a channel, not a place."""
        return self.where.format is not None or self.where.channel is not None


def inside(part: Target, place: Target) -> Where:
    """The constraint key of a format or channel in one place."""
    return Where.model_validate(place.where.model_dump() | part.where.model_dump())


def where_of(place: Place) -> Where:
    """The constraint key of a place."""
    if place.level == "country":
        return Where(market=place.code)
    return Where(region=place.code) if place.level == "region" else Where(city=place.code)
