"""Languages of a market written as codes: "Belgique, FR et NL", "Switzerland (DE)", "Canada FR"."""

from __future__ import annotations

from agents.readers.text.gazetteer import Place
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, folded

_OFFICIAL = {"BE": "NL FR DE", "CH": "DE FR IT", "CA": "EN FR"}
"""Markets that are bought by language, and the codes of their languages."""
_LINKS = folded("guards", "people_joined")
_OPENING = ("(", "-", "/")


def spoken_codes(message: Message, spans: list[Hit[Place]]) -> list[Hit[str]]:
    """Codes of languages: behind the only country that is named, or a list of its languages."""
    named = [h for h in spans if h.entry.level == "country"]
    markets = {h.entry.code for h in named}
    if len(markets) != 1 or not markets & _OFFICIAL.keys():
        return []
    official = _OFFICIAL[markets.pop()].split()
    ends = {h.last for h in named if message.tokens[h.last].kind == "word"}
    codes = [i for i, t in enumerate(message.tokens) if t.text in official and message.free(i, i)]
    listed = [i for i in codes if _listed(message, i, codes) or _behind(message, i, ends)]
    return [Hit(i, i, message.fold(i)) for i in listed]


def _listed(message: Message, i: int, codes: list[int]) -> bool:
    return any(abs(k - i) == 2 and message.fold((i + k) // 2) in _LINKS for k in codes)


def _behind(message: Message, i: int, ends: set[int]) -> bool:
    return i - 1 in ends or (i - 2 in ends and message.fold(i - 1) in _OPENING)
