"""Whole bookings, checked call by call against the API's own description.

The description is not part of the repository: SPOTIFY_ADS_OPENAPI names it, else it is looked for
beside the repository.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import yaml
from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from openapi_core.validation.request.exceptions import InvalidRequestBody
from werkzeug.datastructures import Headers, ImmutableMultiDict

from ads.booking import book
from ads.spotify import Auction, Reserved
from media.accounts import Assets
from media.brief import Audience, FrequencyCap
from sandbox.ads import AdsSandbox, asset_ids
from tests.ads.world import CHANNELS, END, HASTE, START, auction, line, order, reserved, silent

ROOT = Path(__file__).resolve().parents[2]
DESCRIPTION = Path(
    os.environ.get("SPOTIFY_ADS_OPENAPI", ROOT.parent / "shared/apis/spotify-ads-v3.yaml")
)
HOST = "https://api-partner.spotify.com"
ASSETS = Assets(
    tagline="Run further", clickthrough="https://nike.example/run", files=asset_ids("BRL")
)

pytestmark = pytest.mark.skipif(
    not DESCRIPTION.exists(),
    reason=f"the Spotify Ads API description is not at {DESCRIPTION}; set SPOTIFY_ADS_OPENAPI",
)


@pytest.fixture(scope="module")
def description() -> OpenAPI:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    spec: dict[str, Any] = yaml.load(DESCRIPTION.read_text(encoding="utf-8"), Loader=loader)
    spec.pop("security", None)  # openapi-core cannot check oauth2; test_spotify_oauth does
    # The defaults of `fields` name values that their own lists of values do not have.
    for name in ("fields", "ad_fields"):
        spec["components"]["parameters"][name]["schema"].pop("default", None)
    return OpenAPI.from_dict(spec, config=Config(spec_validator_cls=None))


@dataclass
class Tape:
    """The calls to the Ads API and their answers."""

    calls: list[httpx.Response] = field(default_factory=list)

    async def record(self, response: httpx.Response) -> None:
        if "/ads/v3/" in response.request.url.path:
            await response.aread()
            self.calls.append(response)

    def check(self, description: OpenAPI) -> None:
        for response in self.calls:
            asked = _asked(response.request)
            description.validate_request(asked)
            if response.status_code != 204:
                description.validate_response(asked, _answered(response))

    def called(self, method: str, part: str) -> list[httpx.Response]:
        return [
            r
            for r in self.calls
            if r.request.method == method and r.request.url.path.endswith(part)
        ]


@pytest.fixture
async def taped() -> AsyncIterator[tuple[httpx.AsyncClient, Tape]]:
    tape = Tape()
    async with httpx.AsyncClient(event_hooks={"response": [tape.record]}) as client:
        yield client, tape


async def whole_life(api: Auction | Reserved, seller: str, **rest: Any) -> None:
    """Preflight, book, launch, report, history, pause, undo."""
    channel, budget = CHANNELS[seller], 100_000_000_000
    wanted = order(
        line("audio", channel=channel, budget=budget),
        line(
            "video",
            channel=channel,
            format="video",
            cpm=60_000_000,
            budget=budget,
            audience=Audience(
                age_min=21, genders=("FEMALE",), devices=("IOS", "ANDROID"), languages=("pt",)
            ),
            frequency_cap=FrequencyCap(impressions=2, per="week"),
        ),
        line("region", channel=channel, budget=budget, region="BR-SP"),
        line("city", channel=channel, budget=budget, city="Curitiba"),
        seller=seller,
        assets=ASSETS,
        **rest,
    )
    assert {problem.severity for problem in await api.validate(wanted)} <= {"warning"}
    assert len(await api.estimate(wanted)) == 4
    booked = await book(api, wanted, None, silent, HASTE)
    assert {found.state for found in booked.lines} == {"confirmed"}
    launched = await api.launch(wanted, booked)
    assert all(found.live for found in launched.lines)
    await api.report(wanted, launched, START, END)
    assert await api.change_history(wanted, launched)
    paused = await api.pause(wanted, launched)
    assert not any(found.live for found in paused.lines)
    undone = await api.archive(wanted, paused)
    assert all(found.archived for found in undone.lines)


async def test_auction(
    sandbox: AdsSandbox, taped: tuple[httpx.AsyncClient, Tape], description: OpenAPI
) -> None:
    http, tape = taped
    await whole_life(auction(sandbox, http), "spotify")
    tape.check(description)
    assert len(tape.called("POST", "/drafts/ad_sets")) == 8
    assert len(tape.called("POST", "/ads")) == 4


async def test_reserved(
    sandbox: AdsSandbox, taped: tuple[httpx.AsyncClient, Tape], description: OpenAPI
) -> None:
    http, tape = taped
    await whole_life(reserved(sandbox, http), "spotify_reserved")
    tape.check(description)
    assert len(tape.called("POST", "/reserved_prices")) >= 4
    assert not [
        r for r in tape.calls if "/drafts/" in r.request.url.path and r.request.method != "GET"
    ]


async def test_the_check_notices_what_the_description_does_not_allow(
    sandbox: AdsSandbox, taped: tuple[httpx.AsyncClient, Tape], description: OpenAPI
) -> None:
    http, tape = taped
    await book(auction(sandbox, http), order(), None, silent, HASTE)
    [draft] = tape.called("POST", "/drafts/ad_sets")
    spoilt = draft.request.content.replace(b'"MAX_BID"', b'{"type":"MAX_BID"}')
    draft.request._content = spoilt
    with pytest.raises(InvalidRequestBody):
        tape.check(description)


@pytest.mark.parametrize(
    ("objective", "format"),
    [
        ("REACH", "display"),
        ("EVEN_IMPRESSION_DELIVERY", "display"),
        ("CLICKS", "audio"),
        ("VIDEO_VIEWS", "video"),
        ("PODCAST_STREAMS", "podcast"),
        ("WEBSITE_VISITS", "video"),
        ("LEAD_GEN", "audio"),
    ],
)
async def test_every_objective_that_spotify_sells(
    sandbox: AdsSandbox,
    taped: tuple[httpx.AsyncClient, Tape],
    description: OpenAPI,
    objective: Any,
    format: Any,
) -> None:
    http, tape = taped
    wanted = order(line(format=format, cpm=70_000_000), objective=objective)
    api = auction(sandbox, http)
    assert await api.validate(wanted) == ()
    booked = await book(api, wanted, None, silent, HASTE)
    assert booked.lines[0].state == "confirmed"
    tape.check(description)


async def test_app_installs_on_one_platform(
    sandbox: AdsSandbox, taped: tuple[httpx.AsyncClient, Tape], description: OpenAPI
) -> None:
    http, tape = taped
    app = Assets(mobile_app="5bbc4fec-c9a5-4fc6-98f4-e950f40b74c7")
    phones = line(audience=Audience(devices=("IOS",)))
    wanted = order(phones, objective="APP_INSTALLS", assets=app)
    booked = await book(auction(sandbox, http), wanted, None, silent, HASTE)
    assert booked.lines[0].state == "confirmed"
    tape.check(description)


def _asked(request: httpx.Request) -> MockRequest:
    path = urlsplit(str(request.url)).path.partition("/spotify")[2]
    return MockRequest(
        HOST,
        request.method.lower(),
        path,
        args=ImmutableMultiDict(list(request.url.params.multi_items())),
        headers=Headers(list(request.headers.items())),
        data=request.content or None,
        content_type=request.headers.get("Content-Type", ""),
    )


def _answered(response: httpx.Response) -> MockResponse:
    return MockResponse(
        response.content,
        status_code=response.status_code,
        headers=dict(response.headers),
        content_type=response.headers.get("Content-Type", ""),
    )
