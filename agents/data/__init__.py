"""Tables the readers know names from: places (GeoNames, CC BY 4.0), brands, vocabulary.

Vocabulary stands in `words/*.toml`, one file a concept, each entry with its words per language.
`path` gives the place of a table.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def path(name: str) -> Path:
    """Where the table `name` lies."""
    return _HERE / name
