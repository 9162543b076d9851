"""Files of conversations: one JSON object a line, `{"id", "messages": [...], "today"?}`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from media.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Entry:
    """One conversation; `today` is None where the line names none."""

    id: Any
    messages: list[str]
    today: date | None


def whole_text(path: Path) -> str:
    """The text of a file (`-`: standard input). Raises InvalidInput."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            f"{path} cannot be read ({type(error).__name__}).", "Give a UTF-8 file."
        ) from None
    return text.removeprefix("\ufeff")


def lines(path: Path) -> list[str]:
    """The lines of a file (`-`: standard input) that are not empty. Raises InvalidInput."""
    return [line for line in whole_text(path).split("\n") if line.strip()]


def entries(path: Path) -> Iterator[Entry]:
    """The conversations of a file, in order. Raises InvalidInput with the line's number."""
    numbered = enumerate(whole_text(path).split("\n"), start=1)
    return (_entry(line, number) for number, line in numbered if line.strip())


def _entry(line: str, number: int) -> Entry:
    try:
        entry = json.loads(line)
    except ValueError:
        raise InvalidInput(f"Line {number} is not JSON.", "Write one object a line.") from None
    messages = entry.get("messages") if isinstance(entry, dict) else None
    if not isinstance(messages, list) or not all(isinstance(m, str) for m in messages):
        raise InvalidInput(f"Line {number} has no list “messages” of texts.", "Add it.")
    return Entry(entry.get("id"), messages, _day(entry.get("today"), number))


def _day(text: object, number: int) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise InvalidInput(
            f"Line {number}: “today” is not a date.", "Write it as YYYY-MM-DD."
        ) from None
