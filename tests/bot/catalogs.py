"""What the translations say, whether or not anybody asks for it."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

BOT = Path(__file__).parents[2] / "bot"
Text = str | tuple[str, ...] | list[str]


def catalog(language: str) -> Catalog:
    with (BOT / "locale" / language / "LC_MESSAGES" / "flightplan.po").open("rb") as file:
        return read_po(file, locale=language)


def translation(translated: Catalog, text: Text) -> Text | None:
    """The translation of a text, or of a plural by its singular; empty or None without one."""
    message = translated.get(text if isinstance(text, str) else text[0])
    return message.string if message is not None else None
