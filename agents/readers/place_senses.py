"""Names of places that mean none: a person's, a firm's, or an ordinary word."""

from __future__ import annotations

from agents.readers.gazetteer import Place, names
from agents.readers.message import Message
from agents.readers.name_words import ordinary
from agents.readers.phrases import Hit, folded
from agents.readers.place_lists import LISTING

_ACCENTED = folded("guards", "places_accented")
_UPPER_ONLY = folded("guards", "places_upper_only")


def written_otherwise(message: Message, hit: Hit[tuple[Place, ...]], previous: int) -> bool:
    """Whether the word hangs on a name, or is no place as it is spelt."""
    return _hangs_on_name(message, hit) or spelt_otherwise(message, hit, previous)


def spelt_otherwise(message: Message, hit: Hit[tuple[Place, ...]], previous: int) -> bool:
    """Whether accents or capitals are missing without which the word is no place ("la")."""
    name = message.folds(hit.first, hit.last)
    if name in _ACCENTED and message.tokens[hit.first].text.isascii():
        return True
    listed = previous >= 0 and hit.first - previous <= 2 and hit.entry[0].level == "city"
    small = not message.words(hit.first, hit.last).isupper()
    article = hit.first in message.glue
    return name in _UPPER_ONLY and small and (article or not listed)


def _hangs_on_name(message: Message, hit: Hit[tuple[Place, ...]]) -> bool:
    """ "Hydro-Québec": joined by a dash to a capitalised word that is no place itself."""
    dash, before = hit.first - 1, hit.first - 2
    if before < 0 or message.fold(dash) != "-" or not message.tokens[hit.first].glued:
        return False
    word = message.tokens[before]
    joined = message.tokens[dash].glued and word.kind == "word" and word.capital
    return joined and names().at(message.tokens, before) is None


def greeted(message: Message, hit: Hit[tuple[Place, ...]]) -> bool:
    """Hi Jordan, dear Paris: somebody's name."""
    hello = hit.first - 1
    if message.fold(hello) not in _GREETINGS:
        return False
    opens = hello == 0 or message.tokens[hello - 1].kind != "word"
    closes = message.fold(hit.last + 1) in (",", "!", "-", "")
    return opens and (closes or message.tokens[hit.last + 1].kind == "break")


_GREETINGS = folded("guards", "places_greetings")


def advertised(message: Message, hit: Hit[tuple[Place, ...]], named: frozenset[str]) -> bool:
    """A place of another country in a name: "Estrella Galicia", "para Liverpool en México"."""
    if not named or any(p.countries[0] in named for p in hit.entry):
        return False
    if _second_word(message, hit):
        return True
    if any(p.level != "city" for p in hit.entry):
        return False
    behind = hit.last + 1
    while behind < len(message.tokens) and message.tokens[behind].capital:
        behind += 1
    inside = message.fold(behind) in _INSIDE
    return inside and message.fold(hit.first - 1) in _FOR


def _second_word(message: Message, hit: Hit[tuple[Place, ...]]) -> bool:
    """Whether an unknown capitalised word stands right before, and no list goes on behind."""
    before, behind = hit.first - 1, message.fold(hit.last + 1)
    if before < 0 or not message.free(before, before) or behind in LISTING - {","}:
        return False
    token = message.tokens[before]
    plain = token.fold in ordinary() or before in message.before or before in message.glue
    return token.kind == "word" and token.capital and not plain


_FOR = folded("guards", "places_for")
_INSIDE = folded("guards", "places_inside")
