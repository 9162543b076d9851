"""From an audience in words to targeting ids that a look-up returned; nothing is ever widened."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ads.protocol import TargetKind
from ads.spotify.answers import NamedTarget, TargetList
from ads.spotify.goals import PLACEMENTS
from ads.spotify.http import Account
from ads.spotify.regions import region_names
from ads.spotify.wire import AgeRange, GeoTargets, Targets
from media.booking import OrderLine, Target
from media.catalog import age_ranges
from media.errors import CorrectableError
from media.sentences import Sentence

YOUNGEST, OLDEST = 13, 99
_GEO_TYPES = {"region": "REGION", "city": "CITY"}


@dataclass(slots=True)
class Lookups:
    """Look-ups at Spotify, each asked once."""

    _seen: dict[tuple[str, TargetKind, str, str | None], tuple[Target, ...]]

    async def find(
        self, account: Account, kind: TargetKind, query: str, country: str | None
    ) -> tuple[Target, ...]:
        """Targets whose name matches, the exact name first."""
        key = (account.id, kind, query, country)
        if key not in self._seen:
            found = await _ask(account, kind, query, country)
            self._seen[key] = tuple(
                sorted(found, key=lambda target: plain(target.name) != plain(query))
            )
        return self._seen[key]

    async def the(
        self, account: Account, kind: TargetKind, names: tuple[str, ...], country: str | None
    ) -> str:
        """The id of the one target with one of these names. Raises CorrectableError without."""
        for name in names:
            for target in await self.find(account, kind, name, country):
                if plain(name) in (plain(target.name), plain(target.id)):
                    return target.id
        raise CorrectableError(
            "Spotify has no {kind} called “{name}”.",
            "Leave it out, or name another one.",
            kind=Sentence(kind),
            name=names[0],
        )


async def targets_for(account: Account, lookups: Lookups, line: OrderLine) -> Targets:
    """The targeting of a line. Raises CorrectableError for what Spotify cannot target."""
    audience = line.audience
    interests = [await lookups.the(account, "interest", (i,), None) for i in audience.interests]
    segments = [await lookups.the(account, "audience", (s,), None) for s in audience.segments]
    return Targets(
        age_ranges=_ages(line),
        geo_targets=await _geo(account, lookups, line),
        genders=audience.genders or None,
        interest_ids=tuple(interests) or None,
        audience_ids=tuple(segments) or None,
        platforms=audience.devices or None,
        placements=(PLACEMENTS[line.format],),
        language=await _language(account, lookups, line),
    )


def plain(name: str) -> str:
    """A name without case, accents and punctuation: “São-Paulo” is “sao paulo”."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.split(r"[^a-z0-9]+", bare.lower())).strip()


def _ages(line: OrderLine) -> tuple[AgeRange, ...] | None:
    ranges = tuple(
        AgeRange(min=max(YOUNGEST, r.min or YOUNGEST), max=min(OLDEST, r.max or OLDEST))
        for r in age_ranges(line.audience)
    )
    if any(r.min > r.max for r in ranges):
        raise CorrectableError(
            "Spotify targets ages {youngest} to {oldest} only.",
            "Choose ages in that range.",
            youngest=YOUNGEST,
            oldest=OLDEST,
        )
    return ranges or None


async def _geo(account: Account, lookups: Lookups, line: OrderLine) -> GeoTargets:
    if line.city:
        city = await lookups.the(account, "city", (line.city,), line.market)
        return GeoTargets(country_code=line.market, city_ids=(city,))
    if line.region:
        names = region_names(line.region) or (line.region,)
        region = await lookups.the(account, "region", names, line.market)
        return GeoTargets(country_code=line.market, region_ids=(region,))
    return GeoTargets(country_code=line.market)


async def _language(account: Account, lookups: Lookups, line: OrderLine) -> str | None:
    languages = line.audience.languages
    if len(languages) > 1:
        raise CorrectableError(
            "Spotify targets one language per line.", "Name one language, or none."
        )
    return await lookups.the(account, "language", languages, None) if languages else None


async def _ask(
    account: Account, kind: TargetKind, query: str, country: str | None
) -> tuple[Target, ...]:
    answer = await _answer(account, kind, query, country)
    nodes = [
        *answer.geos,
        *answer.languages,
        *answer.audiences,
        *(node for top in answer.interests_with_subtargets for node in (top, *top.subtargets)),
    ]
    return tuple(Target(id=n.id, name=n.name, kind=kind) for n in nodes if _fits(n, kind, country))


async def _answer(
    account: Account, kind: TargetKind, query: str, country: str | None
) -> TargetList:
    if kind in _GEO_TYPES:
        return await account.get(
            "/targets/geos",
            TargetList,
            q=query,
            country_code=country,
            types=[_GEO_TYPES[kind]],
            limit=50,
        )
    if kind == "interest":
        return await account.get("/targets/interests", TargetList, q=query)
    if kind == "language":
        return await account.get("/targets/languages", TargetList, ids=[query])
    return await account.get("{me}/audiences", TargetList)


def _fits(node: NamedTarget, kind: TargetKind, country: str | None) -> bool:
    return kind not in _GEO_TYPES or country is None or node.country_code == country
