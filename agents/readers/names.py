"""Names: the advertiser and the product, by labels, known brands and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from agents.data import path
from agents.readers.corrections import corrects
from agents.readers.message import Message
from agents.readers.phrases import Hit, Phrases, folded, words

_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens [first, last]; `slot` is "advertiser" or "product"."""

    slot: str
    text: str
    first: int
    last: int
    certainty: float = 1.0


@cache
def _brands() -> Phrases[str]:
    lines = path("brands.txt").read_text(encoding="utf-8").splitlines()
    return Phrases((line.rstrip("!"), line) for line in lines if line and not line.startswith("#"))


@cache
def _cues(tag: str) -> Phrases[str]:
    return Phrases((w, tag) for w in words("names")[tag])


@cache
def ordinary() -> frozenset[str]:
    """Folded words that belong to some vocabulary and so begin no name."""
    known: set[str] = set()
    for table in (
        "dates",
        "months",
        "money",
        "operators",
        "kpis",
        "caps",
        "ages",
        "objectives",
        "formats",
        "channels",
        "audience",
        "generations",
        "intents",
        "edits",
        "names",
        "priorities",
        "languages",
        "demonyms",
        "numbers",
        "cues",
    ):
        for group in words(table).values():
            for wording in group:
                known.update(wording.replace("'", " ").replace("-", " ").split())
    return frozenset(w for w in _fold_all(known) if w.isalnum()) | _fillers()


@cache
def _fillers() -> frozenset[str]:
    """Everyday words, which never begin a name however they are written."""
    return _FILLERS | frozenset(_fold_all(set(words("fillers")["words"])))


def _fold_all(wordings: set[str]) -> Iterator[str]:
    from agents.readers.tokens import fold

    return (fold(w) for w in wordings)


_FILLERS = folded("guards", "names_fillers")


def brand_of(message: Message) -> Name | None:
    """A known brand or an organisation named after a place; claims its tokens early."""
    name = _brand(message) or _organisation(message)
    if name is not None:
        message.claim(name.first, name.last)
    return name


def _acronym(message: Message, i: int) -> bool:
    """Three capital letters or more that are no word of the trade ("Emirates NBD")."""
    if not 0 <= i < len(message.tokens):
        return False
    text = message.tokens[i].text
    return (
        len(text) >= 3
        and text.isalpha()
        and text.isupper()
        and text.lower() not in ordinary()
        and len(text) <= 5
        and text not in _CURRENCY_CODES
    )


_CURRENCY_CODES = frozenset(words("guards")["names_currency_codes"])


def labelled_advertiser(message: Message, brand: Name | None) -> Name | None:
    """The advertiser behind a label; read early, since "Kunde: Manner" are no men."""
    name = _labelled(message, "label", "advertiser") or _longer(message, brand)
    if name is not None:
        message.claim(name.first, name.last)
    return name


def _longer(message: Message, brand: Name | None) -> Name | None:
    """A known brand behind a label with more words of its name ("Kunde: Müller Milch")."""
    if brand is None or message.fold(brand.first - 1) != ":":
        return None
    if message.fold(brand.first - 2) not in _introducers():
        return None
    last = brand.last
    while _namelike(message, last + 1, inner=True) and message.tokens[last + 1].kind == "word":
        last += 1
    if last == brand.last or message.tokens[last].text.isupper():
        return None
    return Name("advertiser", _text(message, brand.first, last), brand.first, last)


def read_names(message: Message, brand: Name | None, advertiser: Name | None) -> list[Name]:
    """Advertiser and product, at most one of each; they claim their tokens."""
    if brand is not None and (
        advertiser is None or brand.first > advertiser.last or brand.last < advertiser.first
    ):
        advertiser = (
            advertiser if advertiser is not None and _strongly(message, advertiser) else brand
        )
    if advertiser is None:
        advertiser = _introduced(message)
    if advertiser is not None:
        message.claim(advertiser.first, advertiser.last)
    product = _product(message, advertiser)
    if product is not None:
        message.claim(product.first, product.last)
    return [name for name in (advertiser, product) if name is not None]


def _strongly(message: Message, name: Name) -> bool:
    return message.fold(name.first - 1) in folded("guards", "names_strongly")


_ORG_BEFORE = folded("guards", "names_org_before")
_ORG_AFTER = folded("guards", "names_org_after")


def _organisation(message: Message) -> Name | None:
    """ "Visit Estonia", "Bank of Ireland", "Fiji Airways": a place inside a name."""
    from agents.readers.gazetteer import names as places

    named = [(h.first, h.last) for h in places().find(message.tokens)]
    named += [(h.first, h.last) for h in _demonyms().find(message.tokens)]
    for first, last in named:
        if not message.tokens[first].capital:
            continue
        team = _team(message, first, last)
        if team is not None:
            return team
        before = first - 1
        if message.fold(before) in folded("guards", "names_organisation"):
            before -= 1
        if message.fold(before) in _ORG_BEFORE and message.tokens[before].capital:
            return Name("advertiser", _text(message, before, last), before, last)
        after = last + 1
        if _cue_before(message, first) and _acronym(message, after):
            return Name("advertiser", _text(message, first, after), first, after)
        if message.fold(after) in _ORG_AFTER and message.tokens[after].capital:
            return Name("advertiser", _text(message, first, after), first, after)
    return None


@cache
def _demonyms() -> Phrases[str]:
    return Phrases((w, code) for code, ws in words("demonyms").items() for w in ws)


def _team(message: Message, first: int, last: int) -> Name | None:
    """ "New England Patriots": a place between two capitalised words that are no places."""
    before, after = first - 1, last + 1
    if message.fold(before) != "new" or not message.tokens[before].capital:
        return None
    if not _namelike(message, after, inner=False) or not message.tokens[after].capital:
        return None
    return Name("advertiser", _text(message, before, after), before, after)


def read_leading(message: Message) -> Name | None:
    """A segment between commas that is nothing but an unknown name ("Sephora, US, 750k")."""
    for first, last in _segments(message):
        if message.fold(first - 1) == ":" and message.fold(first - 2) in _HEADERS:
            continue
        end = _capture(message, first, strict=True)
        if end is None or end < first:
            continue
        goes_on = first == 0 and end + 1 < len(message.tokens) and message.claimed[end + 1]
        if end == last or goes_on or message.fold(end + 1) in (":", "-", "("):
            text = _text(message, first, end)
            if (len(text) > 1 and not text.isupper()) or len(text) in (3, 4) or _wordlike(text):
                message.claim(first, end)
                return Name("advertiser", text, first, end, 0.7)
    return None


_HEADERS = folded("guards", "names_headers")
"""Words before the colon of a forwarded mail: who wrote it is no advertiser."""


def _wordlike(text: str) -> bool:
    return len(text) > 1 and text[0].isupper()


def _segments(message: Message) -> Iterator[tuple[int, int]]:
    first = 0
    for i, token in enumerate((*message.tokens, None)):
        closing = (
            token is None
            or token.kind == "break"
            or (
                token.fold in (",", ";", "|", "!", ".", "•", ":", "-", "/", "(", ")")
                and not (
                    token.glued and i + 1 < len(message.tokens) and message.tokens[i + 1].glued
                )
            )
        )
        if closing:
            if i > first and i - first <= _LONGEST:
                yield first, i - 1
            first = i + 1


def _text(message: Message, first: int, last: int) -> str:
    return message.words(first, last).strip(" *_~`\"'“”«».,;:")


def _labelled(message: Message, tag: str, slot: str) -> Name | None:
    """ "Client: Uber Eats", "Kunde ist Bosch", "cliente Inca Kola"."""
    for hit in _cues(tag).find(message.tokens):
        if message.fold(hit.first - 1) in _NOT_LABEL_BEFORE:
            continue
        j, strong = hit.last + 1, False
        while message.fold(j) in folded("guards", "names_labelled"):
            strong = strong or message.fold(j) in folded("guards", "names_labelled_2")
            j += 1
        if _headed(message, j):
            return Name(slot, message.tokens[j].text, j, j)
        end = _capture(message, j, strict=not strong, labelled=strong)
        if end is not None and (strong or message.tokens[j].capital):
            return Name(slot, _text(message, j, end), j, end)
    return None


def _headed(message: Message, j: int) -> bool:
    """Whether a capitalised word and a colon follow the label ("Kunde Manner: ...")."""
    return message.fold(j + 1) == ":" and message.tokens[j].capital and message.free(j, j)


_NOT_LABEL_BEFORE = folded("guards", "names_not_label_before")


def _brand(message: Message) -> Name | None:
    """A known brand; one that is introduced ("for Nike") before one that just stands there."""
    hits = [
        h
        for h in _brands().find(message.tokens)
        if message.free(h.first, h.last) and _is_brand(message, h)
    ]
    if not hits:
        return None
    hits.sort(key=lambda h: h.first)
    meant = [h for h in hits[1:] if corrects(message, hits[0].last, h.first)]
    hits = [*meant[-1:], *hits]
    hits.sort(key=lambda h: (h not in meant, not _cue_before(message, h.first), h.first))
    for hit in hits:
        if message.fold(hit.first - 1) in folded("guards", "names_brand"):
            continue
        if _explains(message, hit):
            continue
        last = hit.last
        while _company_word(message, last + 1):
            last += 1
        return Name("advertiser", _text(message, hit.first, last), hit.first, last)
    return None


def _explains(message: Message, hit: Hit[str]) -> bool:
    """Whether a brand in brackets only says whose the name before it is ("Fairy (P&G)")."""
    if message.fold(hit.first - 1) != "(" or message.fold(hit.last + 1) != ")":
        return False
    return _namelike(message, hit.first - 2, inner=False)


def _company_word(message: Message, i: int) -> bool:
    """Whether token i goes on with a name by what the company is ("Lloyds Bank")."""
    if not 0 <= i < len(message.tokens) or not message.free(i, i):
        return False
    return message.fold(i) in (_COMPANY | _ORG_AFTER) - {"air"} and message.tokens[i].capital


def _is_brand(message: Message, hit: Hit[str]) -> bool:
    token = message.tokens[hit.first]
    if hit.entry.endswith("!"):
        if not token.capital:
            return False
        known = (
            _cue_before(message, hit.first)
            or hit.first == 0
            or message.fold(hit.first - 1) in (",", ":", "-", "(", "/")
            or (message.fold(hit.last + 1) == ":" and message.fold(hit.first) not in ordinary())
            or message.tokens[hit.first - 1].kind == "break"
            or hit.entry.rstrip("!").isupper()
        )
        return known and message.fold(hit.last + 1) not in ("audience", "market", "ages", "demo")
    if len(hit.entry) <= 3 and not token.capital:
        return (
            _cue_before(message, hit.first)
            and message.words(hit.first, hit.last).lower() == hit.entry.lower()
        )
    if message.folds(hit.first, hit.last) in ordinary() and not token.capital:
        return False
    return token.capital or (
        len(hit.entry) >= 3 and message.words(hit.first, hit.last).lower() == hit.entry.lower()
    )


def _cue_before(message: Message, first: int) -> bool:
    if message.fold(first - 1) in folded("guards", "names_cue_before"):
        first -= 1
    return message.fold(first - 1) in _introducers() and message.tokens[first - 1].kind != "break"


@cache
def _introducers() -> frozenset[str]:
    from agents.readers.tokens import fold

    return frozenset(
        fold(w.split()[-1]) for tag in ("for", "label") for w in words("names")[tag]
    ) | {":", "cliente", "client"}


def _introduced(message: Message) -> Name | None:
    """ "For Acme in Brazil", "Acme wants ...", "brief Acme"."""
    for hit in _cues("for").find(message.tokens):
        j = hit.last + 1
        if message.fold(hit.first) == "from" and message.fold(hit.last + 1) == ":":
            continue
        while (
            message.fold(j) in folded("guards", "names_introduced")
            and j < len(message.tokens)
            and not (
                message.tokens[j].capital
                and message.fold(j) in folded("guards", "names_introduced_2")
                and _capture(message, j, strict=True) not in (None, j)
            )
        ):
            j += 1
        end = _capture(message, j, strict=True)
        if end is not None and not _greeted(message, j):
            return Name("advertiser", _text(message, j, end), j, end, 0.9)
    company = _company(message)
    if company is not None:
        return company
    for hit in _cues("wants").find(message.tokens):
        name = _subject(message, hit)
        if name is not None:
            return name
    return None


_COMPANY = folded("guards", "names_company")


def _company(message: Message) -> Name | None:
    """ "Mint Bank", "Brewhaus Coffee": capitalised words that end in what the company is."""
    for i, token in enumerate(message.tokens):
        if token.fold in _COMPANY and token.capital and message.free(i, i):
            first = i
            while first > 0 and i - first < 3 and _namelike(message, first - 1, inner=False):
                first -= 1
            if first < i and message.fold(first - 1) not in ("subject", "from"):
                return Name("advertiser", _text(message, first, i), first, i, 0.8)
    return None


def _greeted(message: Message, j: int) -> bool:
    return (
        message.fold(j - 1) in folded("guards", "names_greeted") and message.fold(j - 1) != "from"
    )


def _subject(message: Message, hit: Hit[str]) -> Name | None:
    """The capitalised words right before "wants", "quiere", "möchte"."""
    last = hit.first - 1
    first = last + 1
    while (
        first > 0
        and hit.first - first < _LONGEST
        and _namelike(message, first - 1, inner=first <= last)
    ):
        first -= 1
    while first <= last and not _namelike(message, first, inner=False):
        first += 1
    if first > last:
        return None
    return Name("advertiser", _text(message, first, last), first, last, 0.9)


def _namelike(message: Message, i: int, inner: bool, labelled: bool = False) -> bool:
    """Whether token i can be a word of a name; `inner` when a name word stands before it."""
    if not 0 <= i < len(message.tokens) or not message.free(i, i):
        return False
    token = message.tokens[i]
    if token.kind == "word":
        if inner and token.fold == "s" and token.glued and message.fold(i - 1) == "'":
            return True
        if _model(message, i):
            return True
        if labelled:
            return inner is False or token.fold not in _fillers() or token.capital
        model = (
            i + 1 < len(message.tokens)
            and message.tokens[i + 1].kind == "number"
            and message.tokens[i + 1].glued
        )
        if (
            model
            and any(c.isupper() for c in token.text)
            and token.fold not in folded("guards", "names_namelike")
        ):
            return True
        if token.fold in ordinary():
            return inner and token.capital and token.fold not in _fillers()
        camel = token.text[1:2].isupper()
        return (
            token.capital
            or camel
            or (i > 0 and message.tokens[i - 1].kind == "number" and token.glued)
        )
    if token.kind == "number":
        if inner and message.fold(i - 1) == "-" and message.tokens[i - 2].text.isupper():
            return token.glued and message.tokens[i - 1].glued
        return inner and (token.glued or len(token.text) <= 2) and not _measured(message, i)
    return inner and token.fold in folded("guards", "names_namelike_2") and _joins(message, i)


def _model(message: Message, i: int) -> bool:
    """ "F-150", "CX-5": capitals, a dash and a number in one piece."""
    if i + 2 >= len(message.tokens) or not message.tokens[i].text.isupper():
        return False
    dash, number = message.tokens[i + 1], message.tokens[i + 2]
    joined = dash.fold == "-" and dash.glued and number.kind == "number" and number.glued
    return joined and len(message.tokens[i].text) <= 3 and message.fold(i + 3) != "-"


def _measured(message: Message, i: int) -> bool:
    following = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    joined = message.tokens[i].glued and message.tokens[i - 1].kind == "word"
    if following is None or (joined and following.fold not in ("-", "%", "+")):
        return False
    amount = following.fold in folded("guards", "names_measured") or following.kind == "date"
    return amount or following.fold in ordinary()


def _joins(message: Message, i: int) -> bool:
    """Whether a sign stands inside a name ("H&M", "L'Oréal", "Coca-Cola", "P & G")."""
    token = message.tokens[i]
    following = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if following is None or not message.free(i + 1, i + 1):
        return False
    if token.fold == "&":
        return following.capital
    if token.fold == "'" and following.fold == "s":
        return token.glued and following.glued
    if token.fold == "+":
        return token.glued and not following.glued
    return token.glued and following.glued and following.kind in ("word", "number")


def _capture(message: Message, first: int, strict: bool, labelled: bool = False) -> int | None:
    """The last token of the name that begins at `first`; None when there is no name."""
    if not _namelike(message, first, inner=False, labelled=labelled) and not (
        labelled
        and 0 <= first < len(message.tokens)
        and message.free(first, first)
        and message.tokens[first].kind == "number"
    ):
        return None
    last, i = first, first + 1
    while i < len(message.tokens) and i - first < 8:
        if _namelike(message, i, inner=True, labelled=False) or (labelled and _loose(message, i)):
            last, i = i, i + 1
        elif (
            message.fold(i) in folded("guards", "names_capture")
            and _namelike(message, i + 1, inner=False)
            and message.tokens[i].kind == "word"
            and message.fold(i) not in ("and", "y")
            and last == i - 1
        ):
            last, i = i + 1, i + 2
        else:
            break
    if message.fold(last) in ("-", ".", "'"):
        last -= 1
    return _without_possessive(message, first, last)


def _without_possessive(message: Message, first: int, last: int) -> int:
    """ "Nike's new shoe" is Nike; "McDonald's" stays when it ends there."""
    if last - 2 >= first and message.fold(last) == "s" and message.fold(last - 1) == "'":
        following = message.tokens[last + 1] if last + 1 < len(message.tokens) else None
        if (
            following is not None
            and following.kind == "word"
            and not following.glued
            and following.fold in folded("guards", "names_without_possessive")
        ):
            return last - 2
    return last


def _loose(message: Message, i: int) -> bool:
    """Behind a label, lower-case words belong to the name until a delimiter."""
    token = message.tokens[i]
    return (
        token.kind == "word"
        and message.free(i, i)
        and token.fold not in ordinary()
        and token.fold not in ("in", "en")
    )


def _product(message: Message, advertiser: Name | None) -> Name | None:
    labelled = _labelled(message, "product", "product") if _has_product_label(message) else None
    if labelled is not None:
        return labelled
    launched = _before_launch(message, advertiser)
    if launched is not None:
        return launched
    by_brand = _by_brand(message, advertiser)
    if by_brand is not None:
        return by_brand
    for hit in _cues("product").find(message.tokens):
        j = hit.last + 1
        while (
            message.fold(j) in folded("guards", "names_product")
            and j < len(message.tokens)
            and not message.tokens[j].capital
        ):
            j += 1
        if message.fold(j) == ":":
            j += 1
        end = _capture(message, j, strict=True)
        if end is not None and (advertiser is None or j != advertiser.first):
            return Name("product", _text(message, j, end), j, end)
    return _behind_brand(message, advertiser)


def _by_brand(message: Message, advertiser: Name | None) -> Name | None:
    """ "Clash Kingdoms by Supercell", "die PS6 von Sony": the name before the word "by"."""
    if advertiser is None or message.fold(advertiser.first - 1) not in ("by", "von", "de", "di"):
        return None
    last = advertiser.first - 2
    first = last + 1
    while first > 0 and last - first < _LONGEST and _namelike(message, first - 1, inner=True):
        first -= 1
    while first <= last and not _namelike(message, first, inner=False):
        first += 1
    if first > last or message.fold(first - 1) in (":", "@") or not message.tokens[first].capital:
        return None
    return Name("product", _text(message, first, last), first, last)


def _has_product_label(message: Message) -> bool:
    labels = folded("guards", "names_has_product_label_2")
    return any(
        t.fold in labels and message.fold(i + 1) in folded("guards", "names_has_product_label")
        for i, t in enumerate(message.tokens)
    )


def _before_launch(message: Message, advertiser: Name | None) -> Name | None:
    """ "The EV9 launch": the name right before the word."""
    for hit in _cues("afterproduct").find(message.tokens):
        first = hit.first
        if message.fold(first - 1) == "-":
            first -= 1
        last = first - 1
        while (
            first > 0
            and hit.first - first < _LONGEST
            and _namelike(message, first - 1, inner=True)
            and message.tokens[first - 1].kind != "break"
        ):
            first -= 1
        while first <= last and not _namelike(message, first, inner=False):
            first += 1
        if first <= last:
            return Name("product", _text(message, first, last), first, last)
    return None


def _behind_brand(message: Message, advertiser: Name | None) -> Name | None:
    """ "Nike Air Max", "Toyota's Corolla", "Samsung (Galaxy S26)"."""
    if advertiser is None:
        return None
    j = advertiser.last + 1
    if message.fold(j) == "'" and message.fold(j + 1) == "s":
        j += 2
        if message.fold(j) in ("new", "latest", "upcoming"):
            j += 1
    elif message.fold(j) in ("(", "-", "/") and not (
        message.fold(j) == "-" and message.tokens[j].glued
    ):
        j += 1
    end = _capture(message, j, strict=True)
    if end is None:
        return _numbered(message, j)
    if message.tokens[j].kind != "word":
        return None
    bracketed = message.fold(advertiser.last + 1) == "("
    if bracketed and (message.fold(end + 1) != ")" or message.fold(j) in _sorts()):
        return None
    return Name("product", _text(message, j, end), j, end)


@cache
def _sorts() -> frozenset[str]:
    """Words for what a company sells: "(beer)" behind a name is no product."""
    tables = ("categories", "topics")
    return frozenset(_fold_all({w for t in tables for group in words(t).values() for w in group}))


def _numbered(message: Message, i: int) -> Name | None:
    """ "Heineken 0.0", "Peugeot 208": a number that nobody else wanted right behind the brand."""
    token = message.tokens[i] if i < len(message.tokens) else None
    if token is None or token.kind != "number" or not message.free(i, i) or len(token.text) > 4:
        return None
    letter = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if letter is not None and letter.glued and len(letter.text) == 1 and letter.text in "edis":
        return Name("product", _text(message, i, i + 1), i, i + 1, 0.7)
    if _measured(message, i) and not message.claimed[min(i + 1, len(message.tokens) - 1)]:
        return None
    return Name("product", token.text, i, i, 0.7)
