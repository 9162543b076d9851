"""Names of places that mean none: a person's, a firm's, or an ordinary word."""

from __future__ import annotations

from functools import cache

from agents.readers.names.brands import known_brands
from agents.readers.names.name_words import name_cues, ordinary
from agents.readers.places.place_lists import LISTING, Company, Named
from agents.readers.text.gazetteer import names
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import fold

_ACCENTED = folded("guards", "places_accented")
_UPPER_ONLY = folded("guards", "places_upper_only")


def spelt_otherwise(message: Message, hit: Named, others: Company) -> bool:
    """Whether accents or capitals are missing without which the word is no place ("la").

    Beside other places a few small letters will do ("aus + nz").
    """
    name = message.folds(hit.first, hit.last)
    if name in _ACCENTED and message.tokens[hit.first].text.isascii():
        return True
    if name not in _UPPER_ONLY or message.words(hit.first, hit.last).isupper():
        return False
    return hit.first in message.glue or not others.beside(message, hit.first, hit.last)


def hangs_on_name(message: Message, hit: Named) -> bool:
    """ "Hydro-Québec": joined by a dash to a capitalised word that is no place itself."""
    dash, before = hit.first - 1, hit.first - 2
    if before < 0 or message.fold(dash) != "-" or not message.tokens[hit.first].glued:
        return False
    word = message.tokens[before]
    joined = message.tokens[dash].glued and word.kind == "word" and word.capital
    return joined and names().at(message.tokens, before) is None


def of_club(message: Message, hit: Named) -> bool:
    """ "El América", "o Barcelona": with an article that places do not take, a club."""
    club = message.folds(hit.first, hit.last) in folded("place_words", "clubs")
    return club and message.fold(hit.first - 1) in folded("place_words", "club_articles")


def met(message: Message, hit: Named) -> bool:
    """ "Reunião com Magalu": a meeting and not the island."""
    meeting = message.folds(hit.first, hit.last) in folded("place_words", "meetings")
    return meeting and message.fold(hit.last + 1) in folded("place_words", "meeting_with")


def greeted(message: Message, hit: Named) -> bool:
    """Hi Jordan, dear Paris: somebody's name."""
    hello = hit.first - 1
    if message.fold(hello) not in _GREETINGS:
        return False
    opens = hello == 0 or message.tokens[hello - 1].kind != "word"
    closes = message.fold(hit.last + 1) in (",", "!", "-", "")
    return opens and (closes or message.tokens[hit.last + 1].kind == "break")


_GREETINGS = folded("guards", "places_greetings")


def no_places(message: Message, hits: list[Named]) -> list[Named]:
    """The names without those inside a longer name, and those of people who speak."""
    longer = _longer_names(message)
    meant = (h for h in hits if h.first not in longer and not _person(message, h))
    return [h for h in meant if not _uses(message, h)]


def _uses(message: Message, hit: Named) -> bool:
    """ "Usa audio y video", "usa no máximo 20k": the verb that begins a piece, written small."""
    if message.words(hit.first, hit.last) != "usa" or not _begins(message, hit.first):
        return False
    behind = message.fold(hit.last + 1)
    told = message.language in _USING and behind in folded("place_words", "used")
    denied = message.fold(hit.first - 1) in ("non", "nao")
    rest = message.tokens[hit.last + 1 :][:_OBJECT]
    return told or denied or (bool(rest) and _used_how().at(rest, 0) is not None)


@cache
def _used_how() -> Phrases[str]:
    return Phrases((w, "how") for w in words("place_words")["used_how"])


_OBJECT = 3
"""How many tokens the beginning of what is used has at most."""
_USING = frozenset(("es", "pt", "it"))
"""Languages in which "usa" is "use"."""


def _begins(message: Message, i: int) -> bool:
    """Whether a piece begins at token i, but for a conjunction or a "rather"."""
    before = i - 1
    if message.fold(before) in folded("place_words", "before_verbs"):
        return True
    return before < 0 or message.tokens[before].kind in ("break", "sign")


def _longer_names(message: Message) -> set[int]:
    """Tokens of brands of several words and of things called after a place ("Tex-Mex")."""
    found = [h for h in _things().find(message.tokens)]
    brands = known_brands().find(message.tokens)
    found += [h for h in brands if h.last > h.first and message.tokens[h.first].capital]
    inside = {i for h in found for i in range(h.first, h.last + 1)}
    return inside - {h.first for h in found if _names_place(message, h)}


def _names_place(message: Message, hit: Hit[str]) -> bool:
    """Whether all of the longer name is one of a place as well ("San Miguel")."""
    place = names().at(message.tokens, hit.first)
    return place is not None and place.last == hit.last


@cache
def _things() -> Phrases[str]:
    return Phrases((w, "thing") for w in words("place_words")["no_place"])


def _person(message: Message, hit: Named) -> bool:
    """ "Georgia from our team", "cc Austin", "Florence here": somebody who is called so."""
    if message.folds(hit.first, hit.last) not in _PEOPLE or not message.tokens[hit.first].capital:
        return False
    before, after = message.fold(hit.first - 1), message.fold(hit.last + 1)
    if before in folded("place_words", "person_before"):
        return True
    opens = hit.first == 0 or message.tokens[hit.first - 1].kind in ("break", "sign")
    speaks = after in folded("place_words", "speaking")
    home = message.fold(hit.last + 2)
    sent = after in folded("place_words", "speaking_from") and (
        home in folded("place_words", "speaking_home") or _capital(message, hit.last + 2)
    )
    sent = sent and not _timed(message, hit.last + 2)
    wants = after in _WANTS and hit.entry[0].level == "country"
    return (opens or before in _LINKED) and (speaks or sent or wants)


_PEOPLE = folded("place_words", "people")
_LINKED = frozenset(("and", "y", "und", "et", "e", "en", "och"))
_WANTS = frozenset(("wants", "needs", "quiere", "necesita", "quer", "will", "veut", "vuole"))


def _timed(message: Message, i: int) -> bool:
    """Whether a time begins at token i ("France from April 1", "France from the start")."""
    named = folded("edits", "start_named") | _MONTHS
    return message.fold(i) in _MONTHS or message.folds(i, i + 1) in named


_MONTHS = frozenset(fold(w) for ws in words("months").values() for w in ws)


def _capital(message: Message, i: int) -> bool:
    return i < len(message.tokens) and message.tokens[i].capital


def in_season(message: Message, hit: Named, listed: bool) -> bool:
    """Christmas and not the town ("campanha de Natal"), unless listed or behind "em"."""
    if message.folds(hit.first, hit.last) not in folded("place_words", "seasons") or listed:
        return False
    before = (message.fold(hit.first - 1), message.folds(hit.first - 2, hit.first - 1))
    return not set(before) & folded("place_words", "seasons_in")


def needs_company(message: Message, hit: Named, others: Company) -> bool:
    """Letters that are a word of the trade, without another place beside ("ROI" is a return)."""
    if message.folds(hit.first, hit.last) not in folded("place_words", "listed_only"):
        return False
    near = {message.fold(i) for i in (*range(hit.first - 2, hit.first), hit.last + 1, hit.last + 2)}
    measured = near & folded("place_words", "measures")
    if len(others.starts) == 1 and message.alone(hit.first, hit.last) and not measured:
        return False
    coded = {
        message.tokens[i].text for i in range(hit.last + 1, min(hit.last + 3, len(message.tokens)))
    }
    return not (coded & _BESIDE_CODES or others.beside(message, hit.first, hit.last))


_BESIDE_CODES = frozenset(("NI", "UK", "GB"))


def seldom_meant(message: Message, hit: Named, others: Company, known: frozenset[str]) -> bool:
    """A word, a person or a coast called like a region, with nothing beside it that says so."""
    if message.folds(hit.first, hit.last) not in folded("place_words", "seldom_regions"):
        return False
    if any(p.level != "region" or p.countries[0] in known for p in hit.entry):
        return False
    inside = message.fold(hit.first - 1) in folded("place_words", "inside")
    return not (inside or others.beside(message, hit.first, hit.last))


def advertised(message: Message, hit: Named, named: frozenset[str]) -> bool:
    """A place of another country in a name: "Estrella Galicia", "para Liverpool en México".

    `named` are the countries that the rest of the message gives away.
    """
    if hit.entry[0].level != "trade" and _labelled(message, hit):
        return True
    if not named or any(p.countries[0] in named for p in hit.entry):
        return False
    if hit.entry[0].level == "city" and message.fold(hit.first - 1) in _LABELS:
        return True
    if hit.entry[0].level in ("country", "trade"):
        return _goes_on(message, hit)
    if _second_word(message, hit):
        return True
    return _introduced(message, hit) or _wants(message, hit) or _opens(message, hit)


def is_firm_there(message: Message, hit: Named, named: frozenset[str]) -> bool:
    """A town whose name is a firm's elsewhere, where only that country is meant.

    Liverpool is a department store with Mexico or pesos.
    """
    home = _firms().get(message.folds(hit.first, hit.last))
    return home in named and not any(p.countries[0] in named for p in hit.entry)


@cache
def _firms() -> dict[str, str]:
    pairs = (pair.partition("=") for pair in words("place_words")["firms"])
    return {fold(name): home for name, _, home in pairs}


def _labelled(message: Message, hit: Named) -> bool:
    """ "Client: New York Life"."""
    label = message.fold(hit.first - 2) in _LABELS and message.fold(hit.first - 1) == ":"
    return label and _capital(message, hit.last + 1)


_LABELS = folded("place_words", "advertiser_labels")


def _goes_on(message: Message, hit: Named) -> bool:
    """ "Canada Goose in the UK": the name of a country goes on, and another follows."""
    behind = hit.last + 1
    free = behind < len(message.tokens) and message.free(behind, behind)
    if not free or not _capital(message, behind) or message.fold(behind) in ordinary():
        return False
    return message.fold(behind + 1) in _PLACED and names().at(message.tokens, behind) is None


def _introduced(message: Message, hit: Named) -> bool:
    """ "For Philadelphia (Mondelez)", "para Liverpool en México"."""
    behind = hit.last + 1
    while behind < len(message.tokens) and message.tokens[behind].capital:
        behind += 1
    if message.fold(behind) not in _INSIDE or behind + 1 >= len(message.tokens):
        return False
    conjunction = message.fold(behind) in LISTING and hit.entry[0].countries[0] in _DUTCH
    placed = (
        behind == hit.last + 1
        and not conjunction
        and names().at(message.tokens, behind + 1) is not None
    )
    return placed or message.fold(hit.first - 1) in _FOR


_DUTCH = frozenset(("NL", "BE", "SE", "FI"))
"""Where "en" is the conjunction, and no "in"."""


def _wants(message: Message, hit: Named) -> bool:
    """ "Bavaria quiere mover su cerveza ...", not "Ströck in Vienna would like ..."."""
    behind = hit.last + 1
    if behind >= len(message.tokens) or _seat(message, hit):
        return False
    verb = name_cues("wants").at(message.tokens, behind)
    return verb is not None and message.fold(verb.last + 1) not in _SUBJECTS


def _seat(message: Message, hit: Named) -> bool:
    """Whether the place is where the one named before it sits ("Ströck in Vienna")."""
    before = hit.first - 2
    named = before >= 0 and message.tokens[before].kind == "word" and message.tokens[before].capital
    return named and message.fold(hit.first - 1) in _PLACED


_SUBJECTS = folded("guards", "people_subjects")
"""Who wants something, behind the verb ("Linz brauchen wir nicht"): no firm before it does."""


def _opens(message: Message, hit: Named) -> bool:
    """ "Victoria, México", "Boston Consulting, Spain", "cerveza Victoria": where a name stands."""
    before, after = hit.first - 1, hit.last + 1
    if not message.tokens[hit.first].capital or message.fold(before) in _PLACED:
        return False
    word = message.tokens[after] if after < len(message.tokens) else None
    goes_on = word is not None and word.kind == "word" and after not in message.glue
    if goes_on and word is not None and (word.capital or word.fold not in ordinary()):
        return names().at(message.tokens, after) is None
    if hit.first == 0 or message.tokens[before].kind == "break":
        small = hit.entry[0].size < _WORLD_CITY
        return small and not any(message.claimed) and message.fold(after) in _NAME_ENDS
    return False


_WORLD_CITY = 1500
"""How large a city is, in thousand people, that it opens a list rather than names a firm."""
_NAME_ENDS = frozenset((",", ":", "-", "(", "|", ""))
_PLACED = folded("place_words", "inside")


def _second_word(message: Message, hit: Named) -> bool:
    """Whether an unknown capitalised word stands right before, and no list goes on behind."""
    before, behind = hit.first - 1, message.fold(hit.last + 1)
    if before < 0 or not message.free(before, before) or behind in LISTING - {","}:
        return False
    token = message.tokens[before]
    plain = token.fold in ordinary() or before in message.before or before in message.glue
    return token.kind == "word" and token.capital and not plain


_FOR = folded("guards", "places_for")
_INSIDE = folded("guards", "places_inside")
