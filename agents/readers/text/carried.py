"""Commands with a pronoun, in every form: "drop it", "la quitamos", "quítala", "raus damit"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from agents.readers.text.gazetteer import LOCALES
from agents.readers.text.phrases import wordings


def carried(kind: str) -> Iterator[str]:
    """All wordings of one kind of command ("protect", "remove", "figure", "swap")."""
    for language in LOCALES:
        yield from _worded(kind, language)


def _worded(kind: str, language: str) -> Iterator[str]:
    def said(tag: str) -> tuple[str, ...]:
        return wordings("pronouns", tag, language)

    clitics = said(f"{kind}_clitic") or said("clitic")
    yield from map(" ".join, product(said(f"{kind}_verb"), said("pronoun")))
    yield from map(" ".join, product(said("early"), said(f"{kind}_late")))
    yield from map("".join, product(said(f"{kind}_stem"), clitics))
    yield from said(f"{kind}_said")
