"""The look-ups of a turn: the only ids a model may use, with the wordings that they go by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from agents.readers.text.phrases import words
from agents.readers.text.tokens import fold, tokenise
from media.catalog import Catalog
from media.words import CHANNELS, FORMATS, OBJECTIVES

SIMILAR = 88.0
"""How alike a quote and a wording must be (rapidfuzz ratio) to be the same word misspelt."""
SHORTEST = 8
"""Letters of a word that can be recognised misspelt."""


@dataclass(frozen=True, slots=True)
class LookUps:
    """What can be named this turn: ids with their names, from the catalog of the day."""

    version: str = ""
    interests: tuple[tuple[str, str], ...] = ()
    countries: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, catalog: Catalog) -> LookUps:
        """The ids of a catalog."""
        return cls(
            version=str(catalog.as_of),
            interests=tuple((node.id, node.name) for node in catalog.interests),
            countries=tuple((market.country, market.name) for market in catalog.markets),
        )

    def ids(self, path: str) -> frozenset[str]:
        """All ids that may stand at a path of the Brief."""
        return frozenset(self.wordings(path))

    def wordings(self, path: str) -> Mapping[str, tuple[str, ...]]:
        """Ids of a path with every wording that is known for them."""
        if path == "/audience/interests":
            return {id: (name, *_of("interests", id), *_of("topics", id))
                    for id, name in self.interests}  # fmt: skip
        if path == "/geo/countries":
            return {code: (name, *_of("places", code)) for code, name in self.countries}
        return _closed(path)

    def nearest(self, path: str, quote: str) -> str | None:
        """The id whose wording the quote is, up to a slip or two; None when no one is near.

        Short words are nobody's: one slip makes another word of them ("lads", "leads").
        """
        plain = _plain(quote)
        if len(plain) < SHORTEST:
            return None
        found = process.extractOne(
            plain, _choices(self, path), scorer=fuzz.ratio, score_cutoff=SIMILAR
        )
        return None if found is None else found[2][0]


@lru_cache(maxsize=64)
def _choices(look_ups: LookUps, path: str) -> Mapping[tuple[str, int], str]:
    """The wordings of a path that are long enough to be recognised misspelt, folded."""
    folded = {
        (id, i): _plain(wording)
        for id, wordings in look_ups.wordings(path).items()
        for i, wording in enumerate(wordings)
    }
    return {key: plain for key, plain in folded.items() if len(plain) >= SHORTEST}


def safety_topics() -> tuple[str, ...]:
    """The topics that a campaign can stay away from."""
    return tuple(tag for tag in words("safety") if tag != "cue")


@cache
def _closed(path: str) -> Mapping[str, tuple[str, ...]]:
    table, ids = _TABLES.get(path) or _TABLES.get(path.rpartition("/")[0], ("", ()))
    return {id: _of(table, id) for id in ids}


_TABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "/objective": ("objectives", OBJECTIVES),
    "/priority": ("priorities", ("reach", "efficiency", "yield", "balanced")),
    "/brand_safety": ("safety", safety_topics()),
    "/audience/genders": ("audience", ("FEMALE", "MALE", "NON_BINARY")),
    "/audience/devices": ("audience", ("ANDROID", "IOS", "DESKTOP")),
    "/formats": ("formats", FORMATS),
    "/channels": ("channels", CHANNELS),
}


def _of(table: str, id: str) -> tuple[str, ...]:
    return words(table).get(id, ())


def _plain(text: str) -> str:
    return " ".join(token.fold for token in tokenise(text) if token.kind == "word") or fold(text)
