"""The audiences that past campaigns asked for, and how many people fit them in each country."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.brief import Audience
from media.catalog import Catalog
from media.words import Gender
from sandbox.market.lines import Floats, Ints
from sandbox.market.offer import INTERESTS

_AGES: tuple[tuple[int | None, int | None], ...] = (
    (None, None), (18, 24), (18, 34), (25, 34), (25, 44), (25, 54), (35, 54), (18, None),
)  # fmt: skip
_GENDERS: tuple[Gender | None, ...] = (None, "FEMALE", "MALE")


@dataclass(frozen=True, slots=True)
class Audiences:
    """Audiences by position: age x gender x none, one or two interests. NaN is an open age."""

    age_min: Floats
    age_max: Floats
    gender: NDArray[np.object_]
    targeting: NDArray[np.object_]
    interests: Floats
    people: Floats
    """One row an audience, one column a country."""

    @classmethod
    def drawn(cls, draw: np.random.Generator, catalog: Catalog) -> Audiences:
        """Every age and gender with no interest, each interest alone, and some pairs."""
        names = list(INTERESTS)
        pairs = [tuple(draw.choice(len(names), 2, replace=False)) for _ in names]
        topics = [(), *((n,) for n in range(len(names))), *pairs]
        asked = [(age, gender, topic) for topic in topics for age in _AGES for gender in _GENDERS]
        wanted = np.zeros((len(asked), len(names)))
        for row, (_, _, topic) in enumerate(asked):
            wanted[row, list(topic)] = 1.0
        return cls(
            age_min=np.array([np.nan if age[0] is None else age[0] for age, _, _ in asked]),
            age_max=np.array([np.nan if age[1] is None else age[1] for age, _, _ in asked]),
            gender=np.array([gender or "ALL" for _, gender, _ in asked], object),
            targeting=np.array(
                [";".join(names[n] for n in t) or None for _, _, t in asked], object
            ),
            interests=wanted,
            people=_people(catalog, wanted),
        )

    def chosen(self, draw: np.random.Generator, count: int, topic: Ints) -> Ints:
        """An audience for each of `count` buys: everybody, the advertiser's topic, or a pair."""
        names = len(INTERESTS)
        kind = draw.random(count)
        group = np.where(kind < 0.45, 0, 1 + topic)
        group = np.where(kind > 0.8, 1 + names + draw.integers(0, names, count), group)
        per_group = len(_AGES) * len(_GENDERS)
        age = draw.choice(len(_AGES), count, p=[0.3, *[0.1] * (len(_AGES) - 1)])
        gender = draw.choice(len(_GENDERS), count, p=[0.7, 0.17, 0.13])
        return np.asarray(group * per_group + age * len(_GENDERS) + gender)


def _people(catalog: Catalog, wanted: Floats) -> Floats:
    """Audience sizes; interests are shares of people, so one country scales to the others."""
    market = catalog.markets[0]
    share = [
        catalog.people(
            market.country,
            Audience(age_min=low, age_max=high, genders=(gender,) if gender else ()),
        )
        / market.population
        for low, high in _AGES
        for gender in _GENDERS
    ]
    missed = np.prod(1.0 - wanted * np.array(list(INTERESTS.values())), axis=1)
    any_of = np.where(wanted.any(axis=1), 1.0 - missed, 1.0)
    whole = np.array([m.population for m in catalog.markets], float)
    return np.outer(np.resize(share, len(wanted)) * any_of, whole)
