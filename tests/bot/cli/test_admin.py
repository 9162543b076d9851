"""`roles`, `accounts` and `audit`."""

from __future__ import annotations

import asyncio
import json

import psycopg
import pytest

from storage.store import Storage
from tests.bot.cli.conftest import Flightplan

TEAM = ("--tenant", "T1")
OTHERS = ("--tenant", "T2")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("roles", "set", "U1", "boss", *TEAM), "“boss” is no role"),
        (("roles", "limit", "approver", "lots", "USD", *TEAM), "“lots” is not an amount"),
        (("roles", "limit", "approver", "100", "dollars", *TEAM), "“dollars” is no currency"),
        (("roles", "limit", "approver", "100", "DEM", *TEAM), "“DEM” is no currency of today"),
        (("roles", "limit", "approver", "-5", "BRL", *TEAM), "“-5” is not an amount"),
        (("roles", "two-people", "-5", "BRL", *TEAM), "“-5” is not an amount"),
        (("roles", "two-people", "5", "XXX", *TEAM), "“XXX” is no currency of today"),
        (("roles", "set", "", "rep", *TEAM), "“” is no Slack user id"),
        (("roles", "set", "U1", "", *TEAM), "“” is no role"),
        (("roles", "set", "rita", "rep", *TEAM), "“rita” is no Slack user id"),
        (("roles", "set", "U1", "rep", "--tenant", " "), "“ ” is no Slack team id"),
        (("roles", "delegate", "U1", "U2", "soon", *TEAM), "“soon” is no date"),
        (("roles", "delegate", "U1", "U1", "2099-01-01", *TEAM), "Nobody stands in for themselv"),
        (("roles", "delegate", "U1", "U2", "2020-01-01", *TEAM), "The last day is over already"),
        (("roles", "expiry", "0", *TEAM), "0 hours do not do"),
        (("roles", "expiry", "-3", *TEAM), "-3 hours do not do"),
        (("accounts", "set", "Nike", "phone", "spotify", "A", "USD", *TEAM), "no buying channel"),
        (("accounts", "set", "Nike", "direct", "spotify", "A", "R$", *TEAM), "“R$” is no currency"),
        (("accounts", "set", "Nike", "direct", "spotify", " ", "BRL", *TEAM), "An empty name"),
        (("accounts", "remove", "Nike", "direct", "nobody", *TEAM), "no direct account at"),
        (("accounts", "category", "", "ADV_6_44", *TEAM), "An empty name"),
        (("accounts", "assets", "Nike", "--tagline", "x", *TEAM), "A tagline has 2 to 40"),
        (("accounts", "assets", "Nike", "--clickthrough", "nike", *TEAM), "begin with https://"),
    ],
)
def test_slips_are_one_sentence_and_change_nothing(
    flightplan: Flightplan, words: tuple[str, ...], complaint: str
) -> None:
    refused = flightplan(*words)
    assert refused.code == 2
    assert complaint in refused.errors
    assert len(refused.errors.strip().splitlines()) == 1


@pytest.mark.usefixtures("on_engines")
class TestAudit:
    def test_an_empty_trail_is_said(self, flightplan: Flightplan) -> None:
        ran = flightplan("audit", "verify")
        assert (ran.code, ran.out) == (0, "The audit trail is empty.\n")

    @pytest.mark.usefixtures("two_rows")
    def test_an_intact_trail_is_counted_and_exported(self, flightplan: Flightplan) -> None:
        ran = flightplan("audit", "verify")
        assert (ran.code, ran.out) == (0, "✓ T1: 2 entries, intact\n")
        exported = flightplan("audit", "export", "--plan", "p1").out.splitlines()
        assert [json.loads(line)["action"] for line in exported] == ["planned"]

    def test_a_changed_row_breaks_the_chain(
        self, flightplan: Flightplan, database_url: str
    ) -> None:
        with psycopg.connect(database_url) as connection:
            connection.execute("ALTER TABLE audit DISABLE TRIGGER ALL")
            connection.execute("UPDATE audit SET actor = 'somebody else' WHERE number = 1")
        ran = flightplan("audit", "verify")
        assert ran.code == 1
        assert "broken at 1: row 1 was changed" in ran.out

    @pytest.fixture
    def two_rows(self, database_url: str, redis_url: str, storage_key: str) -> None:
        async def write() -> None:
            async with (
                Storage.open(database_url, redis_url, storage_key) as storage,
                storage.transaction() as tx,
            ):
                await tx.audit.append("T1", actor="U1", action="planned", plan="p1", version=1)
                await tx.audit.append("T1", actor="U1", action="planned", plan="p2", version=1)

        asyncio.run(write())


@pytest.mark.usefixtures("on_engines")
def test_the_rules_of_approval_are_kept_and_listed(flightplan: Flightplan) -> None:
    for words in (
        ("two-people", "250000", "brl"),
        ("delegate", "U1", "U2", "2099-01-15"),
        ("expiry", "24"),
    ):
        assert flightplan("roles", *words, *OTHERS).code == 0
    listed = flightplan("roles", "list", *OTHERS).out
    assert "Two people approve above 250000.00 BRL." in listed
    assert "U2 stands in for U1 until 2099-01-15." in listed
    assert "A request stays open for 24 hours." in listed
    assert flightplan("roles", "two-people", "0", "BRL", *OTHERS).code == 0
    assert "Two people" not in flightplan("roles", "list", *OTHERS).out
