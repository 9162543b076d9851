"""Wishes: ad formats and buying channels, wanted, exclusive, unwanted or to be protected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from agents.readers.audience.interests import divides_at
from agents.readers.findings.targets import Target, where_of
from agents.readers.places.places import PlaceSpan
from agents.readers.text.message import THAN, Message, same_as
from agents.readers.text.operators import Operator
from agents.readers.text.phrases import Hit, Phrases, folded, words
from media.brief import Where

Kind = Literal["formats", "channels"]


@dataclass(frozen=True, slots=True)
class Wish:
    """A format or channel at tokens [first, last] and what should happen to it."""

    kind: Kind
    value: str
    first: int
    last: int
    operator: Operator

    @property
    def key(self) -> Literal["format", "channel"]:
        """What it is called in the cells of constraints."""
        return "format" if self.kind == "formats" else "channel"


@cache
def _table(kind: str) -> Phrases[str]:
    known = [(w, tag) for tag, ws in words(kind).items() for w in ws]
    return Phrases([*known, *_joined()] if kind == "formats" else known)


def _joined() -> Iterator[tuple[str, str]]:
    parts = words("format_parts")
    for tag in ("audio", "video", "podcast", "display"):
        yield from ((stem + end, tag) for stem in parts[tag] for end in parts["ends"])


def read_wishes(message: Message) -> list[Wish]:
    """All formats and channels that nothing more specific has claimed."""
    formats = [h for h in message.find(_table("formats")) if not _other_sense(message, h)]
    channels = [h for h in message.find(_table("channels")) if _channel_sense(message, h)]
    same = same_as([*formats, *channels])
    found: list[Wish] = []
    kinds: tuple[tuple[Kind, list[Hit[str]]], ...] = (("formats", formats), ("channels", channels))
    for kind, hits in kinds:
        for hit in hits:
            operator = message.operator(hit.first, hit.last, same)
            if operator in ("", "add") and _whole(message, hit):
                operator = "only"
            found.append(Wish(kind, hit.entry, hit.first, hit.last, operator))
    for wish in found:
        message.claim(wish.first, wish.last)
    found.sort(key=lambda wish: wish.first)
    found = _closed(message, found)
    following = (*found[1:], None)
    return [_shared(message, w, later) for w, later in zip(found, following, strict=False)]


def _closed(message: Message, found: list[Wish]) -> list[Wish]:
    """ "Audio, video, nothing else": the words behind the last of a list are about all of it."""
    closed: list[Wish] = []
    later: Wish | None = None
    closes = False
    for wish in reversed(found):
        listed = later is not None and later.kind == wish.kind and later.first - wish.last <= 3
        closes = _closes(message, wish.last + 1) or (closes and listed)
        spread = closes and listed and wish.operator in ("", "add")
        later = replace(wish, operator="only") if spread else wish
        closed.append(later)
    return closed[::-1]


def _closes(message: Message, i: int) -> bool:
    hit = _closing().at(message.tokens, i) if i < len(message.tokens) else None
    return hit is not None and message.fold(hit.last + 1) not in THAN


@cache
def _closing() -> Phrases[str]:
    return Phrases((w, "only") for w in words("operators")["closing"])


def _whole(message: Message, hit: Hit[str]) -> bool:
    """ "Alles programmatisch", "it's all video": everything, and nothing behind the one thing."""
    i = hit.first - 1
    if message.fold(i) in folded("guards", "wishes_through"):
        i -= 1
    closed = hit.last + 1 >= len(message.tokens) or divides_at(message, hit.last + 1)
    return closed and message.fold(i) in folded("guards", "wishes_whole")


def _shared(message: Message, wish: Wish, later: Wish | None) -> Wish:
    """ "Mostly audio and video" says nothing about either alone."""
    if wish.operator != "mostly" or later is None or later.kind != wish.kind:
        return wish
    gap = message.folds(wish.last + 1, later.first - 1)
    paired = gap in folded("guards", "message_governs_next")
    return replace(wish, operator="") if paired else wish


_NOT_FORMAT_NEXT = folded("guards", "wishes_not_format_next")


def _other_sense(message: Message, hit: Hit[str]) -> bool:
    """ "Video games", "podcast listeners", "display" as a verb: a topic, not a format."""
    following = message.fold(hit.last + 1)
    if following == "-":
        following = message.fold(hit.last + 2)
    word = message.folds(hit.first, hit.last)
    if following in _NOT_FORMAT_NEXT or _told_of(message, hit):
        return True
    if word == "display" and following in folded("guards", "wishes_determiners"):
        return True
    if word == "film" and (
        message.fold(hit.first - 1) in folded("guards", "wishes_other_sense")
        or (message.tokens[hit.first].capital is False and following in ("studio", "och"))
    ):
        return True
    if word in ("banner", "display", "pod") and message.fold(hit.first - 1) in (
        "to",
        "will",
        "can",
    ):
        return word != "display" or following not in {"", *folded("guards", "wishes_other_sense_2")}
    return word == "pods" and following in ("coffee",)


def _told_of(message: Message, hit: Hit[str]) -> bool:
    """ "Their podcast is famous", "the attached video": one that exists, nothing to buy."""
    owner, behind = message.fold(hit.first - 1), message.fold(hit.last + 1)
    if owner in ("attached", "beigefügte", "angehängte", "adjunto", "anexo"):
        return True
    owned = owner in folded("guards", "wishes_owned")
    return owned and behind in folded("guards", "wishes_states")


_SURE_CHANNELS = folded("guards", "wishes_sure_channels")
_BUYING = folded("guards", "wishes_buying")


def _channel_sense(message: Message, hit: Hit[str]) -> bool:
    """ "Direct" and the like count beside buying words; "Direct Line" and "direct from" do not.

    Stock that is reserved, or guaranteed, is no way of buying.
    """
    word = message.folds(hit.first, hit.last)
    stock = message.fold(hit.first - 1) in folded("guards", "wishes_reserved_what")
    if stock and word in folded("guards", "wishes_reserved"):
        return False
    if word not in folded("guards", "wishes_channel_sense"):
        return True
    if word == "io" and not message.tokens[hit.first].text.isupper():
        return message.fold(hit.first - 1) in folded("guards", "wishes_channel_sense_2")
    following, previous = message.fold(hit.last + 1), message.fold(hit.first - 1)
    if following in folded("guards", "wishes_channel_sense_3"):
        return False
    if word in folded("guards", "wishes_channel_sense_4") and following in ("de", "of", "on", "d"):
        return False
    near = (
        following in _BUYING
        or following == ""
        or message.tokens[min(hit.last + 1, len(message.tokens) - 1)].kind == "break"
    )
    return near and (
        previous in _BUYING | {"", *folded("guards", "wishes_channel_sense_5")}
        or message.tokens[hit.first - 1].kind == "break"
    )


def read_targets(message: Message, places: Sequence[PlaceSpan]) -> list[Target]:
    """What a share or an amount can be of: places, formats and channels, in the text's order."""
    formats = [
        ("format", h) for h in message.find(_table("formats")) if not _other_sense(message, h)
    ]
    channels = [("channel", h) for h in message.find(_table("channels"))]
    single = (p for p in places if p.place.level != "trade")
    found = [Target(where_of(p.place), p.first, p.last) for p in single]
    found += [
        Target(Where.model_validate({key: hit.entry}), hit.first, hit.last)
        for key, hit in (*formats, *channels)
    ]
    return sorted(found, key=lambda target: target.first)
