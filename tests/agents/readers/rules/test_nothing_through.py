"""Nothing through a channel in a market rules it out there, and asks for it nowhere."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import brief_of


@pytest.mark.parametrize(
    ("text", "market", "channel"),
    [
        ("Acme, Germany and France, 100k EUR. In France nothing through programmatic.",
         "FR", "programmatic"),
        ("Acme, Deutschland und Schweiz, 100k EUR. In der Schweiz nichts über Self-Serve.",
         "CH", "self_serve"),
        ("Acme, France et Belgique, 100k. En Belgique rien en programmatique.",
         "BE", "programmatic"),
        ("Acme, Portugal e Espanha, 100k €. Em Espanha nada de programática.",
         "ES", "programmatic"),
        ("Acme, España y Portugal, 100k €. En Portugal nada por programática.",
         "PT", "programmatic"),
        ("Acme, Italia e Spagna, 100k €. In Spagna niente programmatic.", "ES", "programmatic"),
        ("Acme, Nederland en België, 100k. In België niets via programmatic.",
         "BE", "programmatic"),
        ("Acme, Sverige och Norge, 100k EUR. I Norge inget via programmatic.",
         "NO", "programmatic"),
    ],
)  # fmt: skip
def test_nothing_through_a_channel_rules_it_out_there(text: str, market: str, channel: str) -> None:
    brief = brief_of(text)
    assert brief.channels.include == brief.channels.exclude == ()
    (rule,) = (c for c in brief.constraints if c.kind == "exclude")
    assert (rule.where.market, rule.where.channel) == (market, channel)
