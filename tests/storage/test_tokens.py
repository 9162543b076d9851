import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from media.errors import NotReady
from storage.store import Storage
from storage.tokens import Vault

LATER = datetime(2027, 1, 1, tzinfo=UTC)


async def test_secrets_are_unreadable_in_the_database(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.tokens.put("T1", "slack", "xoxb-very-secret", expires_at=LATER)
        token = await tx.tokens.get("T1", "slack")
        body = (await tx.execute("SELECT body FROM tokens")).scalar_one()
    assert token is not None
    assert (token.secret, token.expires_at) == ("xoxb-very-secret", LATER)
    assert b"secret" not in body
    assert "very" not in repr(token)


async def test_a_secret_is_replaced_and_removed(storage: Storage) -> None:
    async with storage.transaction() as tx:
        for secret in ("old", "new"):
            await tx.tokens.put("T2", "spotify", secret)
        token = await tx.tokens.get("T2", "spotify")
        assert token is not None
        assert token.secret == "new"
        assert await tx.tokens.names("T2") == ["spotify"]
        await tx.tokens.remove("T2", "spotify")
        assert await tx.tokens.get("T2", "spotify") is None


async def test_keys_are_rotated_by_putting_the_new_one_first(
    database_url: str, redis_url: str
) -> None:
    old, new = Vault.new_key(), Vault.new_key()
    async with Storage.open(database_url, redis_url, old) as before, before.transaction() as tx:
        await tx.tokens.put("T3", "slack", "kept")
    both = f"{new},{old}"
    async with Storage.open(database_url, redis_url, both) as after, after.transaction() as tx:
        token = await tx.tokens.get("T3", "slack")
    assert token is not None
    assert token.secret == "kept"
    async with Storage.open(database_url, redis_url, new) as without, without.transaction() as tx:
        with pytest.raises(NotReady, match="cannot be decrypted"):
            await tx.tokens.get("T3", "slack")


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(NotReady, match="FLIGHTPLAN_KEY"):
        Vault("not a key")


async def test_two_replicas_refresh_a_token_once(storage: Storage) -> None:
    now = datetime.now(UTC)
    async with storage.transaction() as tx:
        await tx.tokens.put("T4", "spotify", "0", expires_at=now - timedelta(seconds=1))

    async def refresh() -> str:
        async with storage.transaction() as tx:
            token = await tx.tokens.get("T4", "spotify", lock=True)
            assert token is not None
            assert token.expires_at is not None
            if token.expires_at > now:
                return token.secret
            fresh = str(int(token.secret) + 1)
            await asyncio.sleep(0.02)
            await tx.tokens.put("T4", "spotify", fresh, expires_at=now + timedelta(hours=1))
            return fresh

    assert await asyncio.gather(*(refresh() for _ in range(8))) == ["1"] * 8
