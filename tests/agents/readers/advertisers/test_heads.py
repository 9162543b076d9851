"""How briefs are headed: whose they are stands in [brackets]."""

from __future__ import annotations

import re

import pytest

from tests.agents.readers.described import brief_of

_MARKED = re.compile(r"\[([^\]]+)\]")


@pytest.mark.parametrize(
    "marked",
    [
        "Iberia brief for [Novacel] (telecom):\n* 90k € total\n* Spain at least 50k",
        "Early heads-up on [Redfern]: Q1 2027, US, 50k, gaming fans",
        "Recap [Redfern]\nUS, 50k, March",
        "Anfrage [Pflegewerk Nord]\n- Ziel: Leads\n- Deutschland, 48.000 €",
        "Zusammenfassung Telefonat mit [Pflegewerk Nord]: Deutschland, 48.000 €",
        "Resumen de la llamada con [Nube Austral]:\n• Argentina\n• ARS 12 millones",
        "Solicitud de [Nube Austral]: Argentina, ARS 12 millones",
        "Resumo da reunião com [Grão Fino]: Brasil, R$ 50 mil, março",
        "Récap Canada – [Érablière Gagnon]\n> 80 000 $ CA\n> Québec",
        "Riepilogo call con [Acque Serene]: Toscana, 35.000 €",
        "Samenvatting gesprek met [Duinzand]: Nederland, 35.000 €",
        "Sammanfattning möte med [Lingonhult]: Skåne, 150 000 kr",
        "Salut, [Lunaire] (marque de cosmétiques, catégorie beauté) veut 12k€ en France",
        "Para [Cumbre Seguros], en dólares: Colombia 50k. Nada cerca de política ni crimen.",
        "Ripartizione [Pastificio Leone], in EUR:\nItalia – 50.000\nSpagna – 30.000",
        "[Sapataria Lisboa Antiga] quer Portugal inteiro, 35 mil €, março",
        "Thinking of [Marchetti] (luxury leather goods). Italy, 75k euros",
        "[Vuelta Móvil] (telefonía), España, 50k. Usuarios de Android",
        "Portugal e Espanha para a [Cortiça Real]: 60 mil € Portugal, 90 mil € Espanha",
        "[Brasserie Dumont-Lacroix] (bière), France, 110k€",
        "[Danone] España, 55k, marzo",
        "[Iberia] España 120k marzo",
    ],
)
def test_a_brief_is_of_whom_its_head_names(marked: str) -> None:
    (name,) = _MARKED.findall(marked)
    assert brief_of(_MARKED.sub(r"\1", marked)).advertiser == name
