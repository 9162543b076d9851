"""Operators: words that rule out, ask for, keep to or protect what stands beside them."""

from __future__ import annotations

from functools import cache
from typing import Literal

from agents.readers.text.phrases import Phrases, words

Operator = Literal["", "not", "only", "add", "remove", "mostly", "protect"]


@cache
def prefixes() -> Phrases[str]:
    """Operators that stand before what they govern."""
    tags = ("not", "only", "add", "remove", "mostly", "protect")
    return Phrases((w, tag) for tag in tags for w in words("operators")[tag])


@cache
def postfixes() -> Phrases[str]:
    """Operators that stand behind what they govern; each tag begins with "post_"."""
    return Phrases(
        (w, tag) for tag, ws in words("operators").items() if tag[:5] == "post_" for w in ws
    )


@cache
def glue_words() -> Phrases[str]:
    """Words that may stand between an operator and what it governs."""
    return Phrases((w, "glue") for w in words("operators")["glue"])
