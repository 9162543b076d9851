from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from ads.booking import nothing_known
from ads.spotify import Tokens
from media.errors import CorrectableError
from sandbox.ads import AdsSandbox
from tests.ads.world import Kept, auction, grant, order, signed_in


async def test_a_person_agrees_and_we_are_signed_in(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    store = Kept()
    ours = grant(sandbox, http, store)
    back = "https://flightplan.example/back"
    agreed = await http.get(ours.authorize_url(back, "a state"))
    query = parse_qs(urlsplit(agreed.headers["Location"]).query)
    assert query["state"] == ["a state"]
    await ours.accept(query["code"][0], back)
    assert store.tokens is not None
    assert await ours.access_token() == store.tokens.access


async def test_a_code_works_once(sandbox: AdsSandbox, http: httpx.AsyncClient) -> None:
    ours = grant(sandbox, http, Kept())
    agreed = await http.get(ours.authorize_url("https://x.example", ""))
    code = parse_qs(urlsplit(agreed.headers["Location"]).query)["code"][0]
    await ours.accept(code, "https://x.example")
    with pytest.raises(CorrectableError, match="no longer accepts"):
        await ours.accept(code, "https://x.example")


async def test_an_expired_token_is_renewed_and_the_rotated_one_is_kept(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    store = signed_in(sandbox)
    before = store.tokens
    assert before is not None
    store.tokens = before.model_copy(update={"expires_at": datetime.now(UTC)})
    known = await auction(sandbox, http, store).run_step(order(), "account", nothing_known(order()))
    assert known.lines[0].problem is None
    assert store.tokens is not None
    assert store.tokens.access != before.access and store.tokens.refresh != before.refresh


async def test_a_token_that_is_refused_early_is_renewed_once(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    store = signed_in(sandbox)
    assert store.tokens is not None
    sandbox.spotify.store.drop("access", store.tokens.access)
    known = await auction(sandbox, http, store).run_step(order(), "account", nothing_known(order()))
    assert known.lines[0].problem is None


async def test_ten_workers_use_a_rotating_refresh_token_once(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    store = signed_in(sandbox)
    assert store.tokens is not None
    past = datetime.now(UTC) - timedelta(minutes=1)
    store.tokens = Tokens(access="old", refresh=store.tokens.refresh, expires_at=past)
    workers = [grant(sandbox, http, store) for _ in range(10)]
    tokens = await asyncio.gather(*(worker.access_token() for worker in workers))
    assert len(set(tokens)) == 1
