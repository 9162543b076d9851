"""One sentence a Fact, by the room that it comes from: plan reasons, warnings, answers, history.

Each module has a table from code to the function that says it. A test holds the tables complete
for every code that the optimizer, the desk and the agents use.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from bot.words.catalog import Words
from bot.words.sentences import answers, assumed, history, reasons, surface, warnings
from bot.words.values import Values
from media.plan import Fact

__all__ = ["SENTENCES", "sentence"]

_log = logging.getLogger(__name__)

SENTENCES: Mapping[str, Callable[[Values], str]] = {
    **reasons.SENTENCES,
    **warnings.SENTENCES,
    **assumed.SENTENCES,
    **answers.SENTENCES,
    **history.SENTENCES,
    **surface.SENTENCES,
}


def sentence(fact: Fact, language: str) -> str:
    """What a Fact says, in the reader's language; empty for a code that nobody knows."""
    say = SENTENCES.get(fact.code)
    if say is None:
        _log.warning("There are no words for the code %s", fact.code)
        return ""
    try:
        return say(Values(fact.values, Words(language)))
    except (KeyError, TypeError, ValueError):
        _log.exception("The values of %s do not fit its sentence", fact.code)
        return ""
