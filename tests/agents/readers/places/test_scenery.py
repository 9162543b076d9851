"""Places that a long mail only mentions are not where its campaign runs, and are named."""

from __future__ import annotations

import pytest

from agents.understanding import understand
from tests.agents.readers.described import TODAY

AGENCY = """Hi Tom,

great to see you all at the Lisbon summit last week, the rooftop dinner was lovely! Here is what
Kettle & Moss need from us (agency Harbour Lane, Bristol):

Markets: UK and Ireland
Budget: £90k
Flight: 1 Feb - 14 Mar 2027
Target: 25-44

Rivals have plastered half of Manchester with posters and our MD keeps sending pictures of them.
Invoices go to the Zurich entity this time (order BO-2291), never mind why.
"""
NOTES = """Gesprächsnotiz mit Frau Adler, Kunde Waldquell
- Österreich und Bayern
- 80k, März
- 30-59, Audio und Video
- die Kollegin aus Hamburg meldet sich wegen der Motive noch einmal bei uns
- in Köln lief voriges Mal die Abrechnung schief, das soll nicht wieder passieren
- Rückruf bis Mittwoch erbeten, die Unterlagen liegen im gemeinsamen Ordner der Agentur
"""
RUNS_THERE = """Hello there,

as promised over coffee, here are the details of our new client, who is opening flagship stores
all over the country and wants everybody to know about it before the summer holidays begin:

Budget: 60k EUR
Flight: 1 March to 11 April
They open in Hamburg and Leipzig, with a brass band, the mayor and everything else you can imagine.
Ages 18-49, audio and video, nothing too loud please, the client is rather conservative there.
"""


@pytest.mark.parametrize(
    ("text", "countries", "finer", "unused"),
    [
        (AGENCY, {"GB", "IE"}, set(), {"Lisbon"}),
        (NOTES, {"AT", "DE"}, {"DE-BY"}, {"Köln"}),
        (RUNS_THERE, {"DE"}, {"Hamburg", "Leipzig"}, set()),
    ],
)
def test_what_a_mail_only_mentions_is_named(
    text: str, countries: set[str], finer: set[str], unused: set[str]
) -> None:
    reading, brief = understand([text], TODAY)[-1]
    assert set(brief.geo.countries) == countries
    assert {*brief.geo.regions, *brief.geo.cities} == finer
    told = [d.values["words"] for d in reading.decisions if d.code == "words_not_used"]
    words = {str(word) for listed in told if isinstance(listed, list) for word in listed}
    assert unused <= words and not finer & words
