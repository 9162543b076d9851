"""Wishes: ad formats and buying channels, wanted, exclusive, unwanted or to be protected."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from agents.readers.message import Message, Operator, same_as
from agents.readers.phrases import Hit, Phrases, words

Kind = Literal["formats", "channels"]


@dataclass(frozen=True, slots=True)
class Wish:
    """A format or channel at tokens [first, last] and what should happen to it."""

    kind: Kind
    value: str
    first: int
    last: int
    operator: Operator


@cache
def _table(kind: str) -> Phrases[str]:
    return Phrases((w, tag) for tag, ws in words(kind).items() for w in ws)


def read_wishes(message: Message) -> list[Wish]:
    """All formats and channels that nothing more specific has claimed."""
    formats = [h for h in message.find(_table("formats")) if not _other_sense(message, h)]
    channels = [h for h in message.find(_table("channels")) if _channel_sense(message, h)]
    same = same_as([*formats, *channels])
    found: list[Wish] = []
    kinds: tuple[tuple[Kind, list[Hit[str]]], ...] = (("formats", formats), ("channels", channels))
    for kind, hits in kinds:
        for hit in hits:
            found.append(
                Wish(
                    kind,
                    hit.entry,
                    hit.first,
                    hit.last,
                    message.operator(hit.first, hit.last, same),
                )
            )
    for wish in found:
        message.claim(wish.first, wish.last)
    return sorted(found, key=lambda wish: wish.first)


_NOT_FORMAT_NEXT = frozenset(
    ["game", "games", "gaming", "streaming", "games,", "jeux", "juegos", "jogos", "editor", "store", "stores", "streams", "listens", "listeners", "listener", "views", "views,", "company", "platform", "brand", "hosts", "host", "fans", "lovers", "spiele", "spelletjes", "spel", "hoerer", "horer", "aficionados", "juego"]
)


def _other_sense(message: Message, hit: Hit[str]) -> bool:
    """ "Video games", "podcast listeners", "display" as a verb: a topic, not a format."""
    following = message.fold(hit.last + 1)
    if following == "-":
        following = message.fold(hit.last + 2)
    word = message.folds(hit.first, hit.last)
    if following in _NOT_FORMAT_NEXT:
        return True
    if word == "film" and (
        message.fold(hit.first - 1) in ("the", "new", "nya", "ny", "il", "un", "le")
        or (message.tokens[hit.first].capital is False
        and following in ("studio", "och"))
    ):
        return True
    if word in ("banner", "display", "pod") and message.fold(hit.first - 1) in (
        "to",
        "will",
        "can",
    ):
        return word != "display" or following not in ("", ",", "ads", ".", "and")
    return word == "pods" and following in ("coffee",)


_SURE_CHANNELS = frozenset(
    ["programmatic", "programmatically", "pmp", "rtb", "dsp", "guaranteed", "self-serve", "selfserve"]
)
_BUYING = frozenset(
    ["(", ")", "buy", "buys", "buying", "io", "deal", "deals", "only", "channel", "channels", "via", "through", "sold", "and", "or", "compra", "canal", "canales", "canais", "nur", "only", "direkt", "direct", "programmatic", "programatica", "programatico", "programmatique", "programmatisch", "programmatiskt", "self", "serve", "kanal", "kanale", "kanal", "kanaler", "canali", "kanalen", "inkoop", "inkop", "achat", "acquisto", "bookings", "booking", "einkauf", "buchung", "+", "&", "/", ",", ".", "mix", "over", "y", "e", "und", "et", "en", "och", "o", "with", "no", "not", "con", "com", "mit", "avec", "met", "med", "sin", "kein", "geen"]
)


def _channel_sense(message: Message, hit: Hit[str]) -> bool:
    """ "Direct" and the like count beside buying words; "Direct Line" and "direct from" do not."""
    word = message.folds(hit.first, hit.last)
    if word not in (
        "direct",
        "directo",
        "directa",
        "direto",
        "direta",
        "direkt",
        "diretto",
        "diretta",
        "garanti",
        "garantie",
        "reserved",
        "reserva",
        "reservado",
        "reservada",
        "io",
        "prog",
        "directe",
        "garantiert",
        "garantizado",
        "garantizada",
        "garantido",
        "garantida",
        "garantito",
        "reserviert",
        "reservation",
        "reservation",
        "diretto",
        "riservato",
        "sponsorship",
        "prenotato",
        "guaranteed",
        "garanterat",
        "gegarandeerd",
    ):
        return True
    if word == "io" and not message.tokens[hit.first].text.isupper():
        return message.fold(hit.first - 1) in ("via", "on", "by", "per", "an")
    following, previous = message.fold(hit.last + 1), message.fold(hit.first - 1)
    if following in (
        "from",
        "to",
        "mail",
        "line",
        "response",
        "message",
        "messages",
        "competitor",
        "reports",
        "an",
        "nach",
        "zum",
        "zur",
        "nu",
        "mit",
        "sales",
        "traffic",
        "contact",
        "am",
        "debit",
        "assurance",
        "flights",
    ):
        return False
    if word in (
        "reserva",
        "reservation",
        "garantie",
        "sponsorship",
        "guaranteed",
    ) and following in ("de", "of", "on", "d"):
        return False
    near = (
        following in _BUYING
        or following == ""
        or message.tokens[min(hit.last + 1, len(message.tokens) - 1)].kind == "break"
    )
    return near and (
        previous
        in _BUYING
        | {
            "",
            ":",
            "(",
            "in",
            "is",
            "as",
            "por",
            "all",
            "on",
            "use",
            "solo",
            "solamente",
            "apenas",
            "so",
            "bara",
            "endast",
            "alleen",
            "uniquement",
            "mostly",
            "mainly",
            "add",
            "drop",
            "remove",
            "inventory",
            "the",
            "en",
            "only",
            "just",
            "compra",
            "compras",
            "some",
        }
        or message.tokens[hit.first - 1].kind == "break"
    )


def format_targets(message: Message) -> list[tuple[str, str, int, int]]:
    """Formats and channels that a share or an amount can be of: (key, value, first, last)."""
    formats = [
        ("format", h) for h in message.find(_table("formats")) if not _other_sense(message, h)
    ]
    channels = [("channel", h) for h in message.find(_table("channels"))]
    return [(key, hit.entry, hit.first, hit.last) for key, hit in (*formats, *channels)]
