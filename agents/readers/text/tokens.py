"""Tokens: a message cut into numbers, words and signs, each with its offsets and folded form.

One pass of one regular expression, so the time is linear in the text. Slack's mark-up (`*`, `_`,
`~`, backticks), mentions, links and emoji leave no tokens, except flags, which name a country.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["word", "number", "date", "sign", "break", "flag"]

_SPACE = "\u0020\u00a0\u2009\u202f"
_TOKEN = re.compile(
    rf"""
    (?P<noise><[@#!][^>\s]{{0,200}}> | <?(?:https?://|www\.|mailto:)[^\s>|]*(?:\|[^>\n]{{0,200}}>)?>?
        | (?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}})+ )
  | :flag-(?P<flag>[a-z]{{2}}):
  | (?P<emoji>(?<![\w]):[a-z][a-z0-9_+-]{{1,40}}: | [\ufe0e\ufe0f\u200d])
  | (?P<regional>[\U0001F1E6-\U0001F1FF]{{2}})
  | (?P<date>(?<![\d.])(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}} | \d{{1,2}}(?P<sep>[./-])\d{{1,2}}(?P=sep)(?:\d{{4}}|\d{{2}}))(?![\d])
        | (?<![\d.,$€£])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?!\d) | (?<![\d.,/QqHhTtSs])\d{{1,2}}/\d{{1,2}}(?![\d/%]) )
  | (?P<number>(?<!\b\d[-–])(?<!\b\d\d[-–])\d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?!\d|[.,]\d{{3}})(?:[.,]\d{{1,2}}(?!\d))?
        | \d{{1,3}}(?:[.,]\d{{2,3}}|['’]\d{{3}})+(?![\d])(?:[.,]\d{{1,2}}(?!\d))? | \d+(?:[.,]\d+)?
        | (?<![\w.,])\.\d+ )
  | (?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*)
  | (?P<break>\n)
  | (?P<sign>[^\s\w*~`])
    """,  # noqa: E501
    re.VERBOSE,
)
_PICTURES = {
    ":headphones:": "🎧",
    ":tv:": "📺",
    ":movie_camera:": "🎥",
    ":clapper:": "🎬",
    ":studio_microphone:": "🎙",
    ":microphone:": "🎙",
}
_KINDS: dict[str, Kind] = {"date": "date", "number": "number", "word": "word", "break": "break"}
_PLAIN = str.maketrans(
    {"ß": "ss", "ø": "o", "å": "a", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i"}
)
_SIGNS = {
    "’": "'",
    "‘": "'",
    "´": "'",
    "–": "-",
    "—": "-",
    "−": "-",
    "‑": "-",
    "‐": "-",
    "：": ":",
    "，": ",",
}


@dataclass(frozen=True, slots=True)
class Token:
    """`text` stands at [start, end); `fold` is lower case without accents."""

    kind: Kind
    text: str
    fold: str
    start: int
    end: int
    glued: bool
    """Whether nothing stands between it and the token before."""

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.text[:1].isupper()


_ACCENTED = frozenset(("giù",))
"""Words that are others without their accents: Italian "down" and short for June."""


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, without accents, with plain apostrophes and hyphens."""
    if text.isascii():
        return text.lower()
    if text.casefold() in _ACCENTED:
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(_SIGNS.get(c, c) for c in plain if not unicodedata.combining(c)) or text


def tokenise(text: str) -> tuple[Token, ...]:
    """All tokens of a text, in order. Any text in any script works."""
    tokens: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        glued = match.start() == end
        if kind == "noise" or (kind == "emoji" and match.group() not in _PICTURES):
            continue
        end = match.end()
        tokens.append(_token(match, kind or "sign", glued))
    return tuple(tokens)


def folds(wording: str) -> tuple[str, ...]:
    """The folded forms of a wording's tokens. The tables hold tens of thousands, most of them words
    and spaces alone, which need no cutting.
    """
    if wording.replace(" ", "").isalpha():
        return tuple(map(fold, wording.split()))
    return tuple(token.fold for token in tokenise(wording))


def _token(match: re.Match[str], kind: str, glued: bool) -> Token:
    text, start, end = match.group(), match.start(), match.end()
    if kind == "flag":
        return Token("flag", text, match["flag"].upper(), start, end, glued)
    if kind == "regional":
        letters = "".join(chr(ord(c) - 0x1F1E6 + 65) for c in text)
        return Token("flag", text, letters, start, end, glued)
    if kind == "emoji":
        return Token("sign", text, _PICTURES[text], start, end, glued)
    return Token(_KINDS.get(kind, "sign"), text, fold(text), start, end, glued)
