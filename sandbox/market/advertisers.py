"""Made-up advertisers: names, what their ads are about, where they buy, what they pay in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sandbox.market.chance import ADVERTISER_SPREAD
from sandbox.market.countries import PLACES
from sandbox.market.offer import INTERESTS

_FIRST = (
    "Aurora", "Basalt", "Cedar", "Delta", "Ember", "Fjord", "Granite", "Harbor", "Indigo",
    "Juniper", "Kestrel", "Lumen", "Meridiano", "Nimbus", "Orchid", "Pampa", "Quartz", "Rivera",
    "Solstice", "Tundra", "Umbra", "Vela", "Willow", "Xanadu", "Yarrow", "Zephyr",
)  # fmt: skip
_LAST = {
    "Motors": "automotive", "Cosmetics": "beauty", "Books": "books", "Bank": "finance",
    "Coffee": "food", "Kitchen": "cooking", "Tools": "diy", "Academy": "education",
    "Apparel": "fashion", "Gym": "fitness", "Games": "gaming", "Pharmacy": "health",
    "Furniture": "home", "Pictures": "movies", "Records": "music", "Daily": "news",
    "Toys": "parenting", "Petfood": "pets", "Cameras": "photography", "Outdoor": "sports",
    "Mobile": "technology", "Airlines": "travel", "Streaming": "tv", "Spa": "wellness",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Advertisers:
    """Advertisers by position. `price` multiplies what they pay, `usd` says that they pay in it."""

    names: tuple[str, ...]
    home: NDArray[np.int64]
    topic: NDArray[np.int64]
    price: NDArray[np.float64]
    usd: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.names)


def drawn(draw: np.random.Generator, count: int) -> Advertisers:
    """`count` advertisers; larger countries are home to more of them."""
    topics = list(INTERESTS)
    order = draw.permutation(len(_FIRST) * len(_LAST))
    picks = np.resize(order, count)
    lasts = list(_LAST)
    people = np.sqrt([place.people for place in PLACES])
    return Advertisers(
        names=tuple(_name(int(pick), n // len(order)) for n, pick in enumerate(picks)),
        home=draw.choice(len(PLACES), count, p=people / people.sum()),
        topic=np.array([topics.index(_LAST[lasts[pick % len(_LAST)]]) for pick in picks]),
        price=draw.lognormal(0.0, ADVERTISER_SPREAD, count),
        usd=draw.random(count) < 0.12,
    )


def _name(pick: int, turn: int) -> str:
    name = f"{_FIRST[pick // len(_LAST)]} {list(_LAST)[pick % len(_LAST)]}"
    return name if turn == 0 else f"{name} {turn + 1}"
