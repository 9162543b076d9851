"""Reading one message without any model: a tokeniser, typed recognisers, and what they propose.

Each file reads one concept (amounts, flights, places, ages, ...) in all languages at once; its
words stand in `agents/data/words`. The readers run from the most specific to the least and claim
their words, which settles overlaps. From outside: `read`, `ReadContext`, `Reading`, `Proposal`,
the intents, and the amount and date readers that check what a model quotes.
"""

from agents.readers.intents import ANSWERED, REFUSED, HistoryQuestion, Intent
from agents.readers.proposals import Proposal
from agents.readers.reading import ReadContext, Reading, read

__all__ = [
    "ANSWERED",
    "REFUSED",
    "HistoryQuestion",
    "Intent",
    "Proposal",
    "ReadContext",
    "Reading",
    "read",
]
