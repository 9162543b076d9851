"""Sentences that can be said in any language: an English template, and the values that fill it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Union

if TYPE_CHECKING:
    from media.money import Money

_GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Place:
    """A country, region or city by its code, for which every language has its own name."""

    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction, said as a percentage."""

    fraction: float

    def __str__(self) -> str:
        return f"{100 * self.fraction:.6g}%"


class Sentence(str):
    """An English sentence, or a name within one, that remembers its template and its values.

    It is a `str`, so logs and the command line show it as it is; a surface says the template in
    the reader's language and fills the values in as they are written there. A plain `str` among
    the values is said as it is, a Sentence is translated too. Only gaps that have a value are
    filled, and values are never read as templates: braces of a person stay what they are.
    """

    template: str
    values: dict[str, Value]

    def __new__(cls, template: str, /, **values: Value) -> Sentence:
        """`template` has its gaps as `{name}`; a Sentence without more values stays itself."""
        if isinstance(template, Sentence) and not values:
            return template
        used = {name: values[name] for name in _GAP.findall(template) if name in values}
        made = super().__new__(cls, fill(template, used, in_english))
        made.template, made.values = str(template), used
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.template, self.values)


def joined(parts: Sequence[Value], between: str) -> Sentence:
    """Several phrases or names in a row, each said in the reader's language."""
    values = {f"part{n}": part for n, part in enumerate(parts)}
    return Sentence(between.join(f"{{{name}}}" for name in values), **values)


def _again(template: str, values: dict[str, Value]) -> Sentence:
    return Sentence(template, **values)


Value = Union[str, int, float, date, Place, Share, Sentence, "Money", tuple[str, ...]]
"""What fills a gap. Whole numbers are counts; a tuple is a list of names."""


def fill(template: str, values: dict[str, Value], say: Callable[[Value], str]) -> str:
    """The template with those gaps filled that have a value, each as `say` says it."""
    return _GAP.sub(lambda gap: say(values[gap[1]]) if gap[1] in values else gap[0], template)


def in_english(value: Value) -> str:
    """A value in English: numbers with their thousands set apart, lists with “and”."""
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, tuple):
        *most, last = value
        return f"{', '.join(most)} and {last}" if most else last
    return str.__str__(value) if isinstance(value, str) else str(value)
