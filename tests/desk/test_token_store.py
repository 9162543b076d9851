"""A grant's tokens: the newest of a sign-in, until somebody signs in again."""

from __future__ import annotations

from datetime import UTC, datetime

from ads.spotify import Tokens
from desk.token_store import StoredTokens
from storage.store import Storage


def tokens(refresh: str) -> Tokens:
    return Tokens(access="", refresh=refresh, expires_at=datetime.fromtimestamp(0, UTC))


async def test_a_rotated_token_is_kept_and_a_new_sign_in_takes_its_place(storage: Storage) -> None:
    first = StoredTokens(storage, tokens("first"))
    async with first.exclusive("grant") as kept:
        await kept.write(tokens("rotated"))
    again = await StoredTokens(storage, tokens("first")).read("grant")
    signed_in_anew = await StoredTokens(storage, tokens("second")).read("grant")
    assert again == tokens("rotated")
    assert signed_in_anew == tokens("second")


async def test_tokens_that_an_earlier_version_kept_go_on(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.tokens.put("house", "ads:older", tokens("rotated").model_dump_json())
    store = StoredTokens(storage, tokens("first"))
    assert await store.read("older") == tokens("rotated")
    async with store.exclusive("older") as kept:
        await kept.write(tokens("again"))
    assert await store.read("older") == tokens("again")
