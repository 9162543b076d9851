"""The translations, read once from their .po files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("en", "es", "pt", "de")
"""Languages that people are answered in; the first is the one that all texts are written in."""
_LOCALE = Path(__file__).parent.parent / "locale"


class Words:
    """One reader's language: texts with the values filled in.

    A text that a translation lacks is said in English.
    """

    def __init__(self, language: str) -> None:
        """`language` is a code such as "pt" or "pt-BR"; an unknown one reads English."""
        base = language.replace("_", "-").split("-")[0].lower()
        self.language = base if base in LANGUAGES else LANGUAGES[0]

    def t(self, text: str, **values: object) -> str:
        """The text in the reader's language."""
        return self.known(text).format(**values)

    def n(self, one: str, many: str, number: int, **values: object) -> str:
        """The singular or plural text; `{n}` in it is the number as it is given in `values`."""
        catalog = _catalog(self.language)
        if catalog is None:
            return (one if number == 1 else many).format(**values)
        message = catalog.get(one)
        forms = message.string if message is not None else None
        if not isinstance(forms, list | tuple) or len(forms) != 2 or not all(forms):
            return (one if number == 1 else many).format(**values)
        return forms[0 if number == 1 else 1].format(**values)

    def known(self, text: str) -> str:
        """The translation with its gaps as they are; a text that no catalog has is given back."""
        catalog = _catalog(self.language)
        message = catalog.get(text) if catalog is not None and text else None
        string = message.string if message is not None else ""
        return string if isinstance(string, str) and string else text


@cache
def _catalog(language: str) -> Catalog | None:
    path = _LOCALE / language / "LC_MESSAGES" / "flightplan.po"
    if language == LANGUAGES[0]:
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language)
