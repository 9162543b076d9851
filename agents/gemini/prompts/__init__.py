"""The specialists' instructions, one Markdown file each; the first line carries the version.

Raise the version with every change: it names the prompt in the books of tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FIRST_LINE = re.compile(r"# (?P<name>[a-z]+) (?P<version>\d+)\n")


@dataclass(frozen=True, slots=True)
class Instructions:
    """A prompt file: `name` such as "budget@1", and its text."""

    name: str
    text: str


@cache
def instructions(specialist: str) -> Instructions:
    """The instructions of a specialist, with the rules that all of them share."""
    name, own = _file(specialist)
    shared_name, shared = _file("rules")
    return Instructions(f"{name}+{shared_name}", f"{own}\n{shared}")


def _file(name: str) -> tuple[str, str]:
    text = files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
    first = _FIRST_LINE.match(text)
    if first is None or first["name"] != name:
        raise ValueError(f"{name}.md must begin with “# {name} VERSION”.")
    return f"{name}@{first['version']}", text[first.end() :].strip()
