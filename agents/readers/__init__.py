"""Reading one message without any model: a tokeniser, typed recognisers, and what they propose.

Each file reads one concept (amounts, flights, places, ages, ...) in all languages at once; its
words stand in `agents/data/words`. The folders build on each other: `text`, `findings`, `numbers`,
`names`, `places`, `audience`, `rules`, `dates`, `kpis`, `advertisers`, `money`, `edits`. On top,
`reading` runs the readers from the most specific to the least; each claims its words, which
settles overlaps. From outside: `read`, `starts_over`, `ReadContext`, `Reading`, `Proposal`, the
intents, and the amount and date readers that check what a model quotes.
"""

from agents.readers.edits.afresh import starts_over
from agents.readers.edits.intents import (
    ANSWERED,
    QUESTIONS,
    REFUSED,
    HistoryQuestion,
    Intent,
)
from agents.readers.findings.proposals import Proposal
from agents.readers.reading import read
from agents.readers.turn import ReadContext, Reading

__all__ = [
    "ANSWERED",
    "QUESTIONS",
    "REFUSED",
    "HistoryQuestion",
    "Intent",
    "Proposal",
    "ReadContext",
    "Reading",
    "read",
    "starts_over",
]
