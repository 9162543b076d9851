"""Refusals are said in the language of the thread that they belong to."""

from __future__ import annotations

import pytest

from bot.house import House
from sandbox.slack.people import ADAM, RITA
from tests.bot.scenarios.office import Office, said

PORTUGUESE = "@Flightplan Quero um plano para a Nike no Brasil: verba de R$ 250 mil, no mês que vem"
SPANISH = "@Flightplan Nike: R$ 250 mil para llegar a corredores de 18-34 en Brasil el próximo mes"


@pytest.mark.parametrize(
    ("brief", "approve", "says"),
    [
        (PORTUGUESE, "Aprovar", "Você precisa do papel de aprovador para decidir sobre planos."),
        (SPANISH, "Aprobar", "Necesitas el rol de aprobador para decidir sobre planes."),
    ],
)
async def test_who_may_not_approve_is_told_in_the_language_of_the_thread(
    office: Office, house: House, brief: str, approve: str, says: str
) -> None:
    card = await office.asks(brief)
    await office.presses(approve, card, user=RITA.id)
    whisper = await office.until(card["thread_ts"], says, user=RITA.id)
    assert "`flightplan roles`" in said(whisper)
    assert office.ads.spotify.store.all("campaign") == []


async def test_a_limit_is_written_as_at_home(office: Office, house: House) -> None:
    card = await office.asks(PORTUGUESE.replace("250", "900"))
    await office.presses("Aprovar", card, user=ADAM.id)
    whisper = await office.until(card["thread_ts"], "e o seu limite é", user=ADAM.id)
    assert "O plano é de R$\u00a0900.000 " in said(whisper)
