"""What a local Ads API remembers: records in memory, every change in a journal on disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Record = dict[str, Any]
"""One entity as the API would show it: JSON."""


class Store:
    """Records by kind and id, in the order they were made; a restart finds them again."""

    def __init__(self, journal: Path | None) -> None:
        """Without a journal everything is forgotten at the end."""
        self._kinds: dict[str, dict[str, Record]] = {}
        self._journal = journal
        if journal is not None:
            journal.parent.mkdir(parents=True, exist_ok=True)
            self._replay(journal)

    def put(self, kind: str, id: str, record: Record) -> Record:
        """Keep a record, new or changed."""
        self._kinds.setdefault(kind, {})[id] = record
        self._write([kind, id, record])
        return record

    def get(self, kind: str, id: str) -> Record | None:
        """The record, if there is one."""
        return self._kinds.get(kind, {}).get(id)

    def all(self, kind: str) -> list[Record]:
        """All records of a kind, oldest first."""
        return list(self._kinds.get(kind, {}).values())

    def drop(self, kind: str, id: str) -> None:
        """Forget a record."""
        self._kinds.get(kind, {}).pop(id, None)
        self._write([kind, id, None])

    def _write(self, entry: list[object]) -> None:
        if self._journal is not None:
            with self._journal.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def _replay(self, journal: Path) -> None:
        if not journal.exists():
            return
        text = journal.read_text(encoding="utf-8", errors="replace")
        if text and not text.endswith("\n"):  # a process was killed as it wrote its last line
            with journal.open("a", encoding="utf-8") as file:
                file.write("\n")
        for line in text.splitlines():
            try:
                kind, id, record = json.loads(line)
            except ValueError:
                continue
            if record is None:
                self._kinds.get(kind, {}).pop(id, None)
            else:
                self._kinds.setdefault(kind, {})[id] = record
