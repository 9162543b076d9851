"""Edits as people type them, terse and in eight languages, with the Brief afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.agents.readers.described import described

LINES = (Path(__file__).parent / "edits.txt").read_text(encoding="utf-8").splitlines()
FIRST = dict(line.split(": ", 1) for line in LINES if ": " in line[:5])


def _edits() -> Iterator[tuple[str, str, str]]:
    for line in LINES:
        said, arrow, brief = line.rpartition(" => ")
        if arrow and not line.startswith("#"):
            name, _, edits = said.partition(" | ")
            yield name, edits, brief


@pytest.mark.parametrize(("name", "edits", "brief"), list(_edits()))
def test_the_brief_after_an_edit(name: str, edits: str, brief: str) -> None:
    assert described(FIRST[name], *edits.split(" || ")) == brief
