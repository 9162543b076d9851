"""Words that open a sentence and are towns as well: "Van 1 maart", "Nice, thanks", "Sale ends"."""

from __future__ import annotations

from functools import cache

from agents.readers.places.place_lists import Company, Named
from agents.readers.text.message import Message
from agents.readers.text.phrases import wordings
from agents.readers.text.tokens import fold


def opens_sentence(message: Message, hit: Named, others: Company) -> bool:
    """Whether a name is but the first word of a sentence in the language that is spoken.

    In a list of places, and in another language, it stays a town ("Nice et Lille").
    """
    if hit.last > hit.first or not is_opener(message, message.fold(hit.first)):
        return False
    begins = hit.first == 0 or message.tokens[hit.first - 1].kind in ("sign", "break")
    return begins and not others.beside(message, hit.first, hit.last)


def is_opener(message: Message, word: str) -> bool:
    """Whether a folded word that names a town is an ordinary one in the language spoken."""
    return word in _openers(message.spoken_in)


@cache
def _openers(language: str) -> frozenset[str]:
    return frozenset(map(fold, wordings("place_words", "openers", language)))
