"""Verdicts: pieces of a sentence that say of formats, channels or places that they are out.

"Hessen wollen sie nicht dabei haben", "podcasts mogen eruit", "la radio, on laisse tomber": in all
languages the word that rejects may stand anywhere in the piece, far from what it rejects. So the
piece is read as a whole: a verdict counts when every one of its words is known to be a word that
rejects, one that negates, or one that only stands around them. A rejection that is negated
("don't drop display") keeps what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal, Protocol

from agents.readers.text.message import Message
from agents.readers.text.operators import Operator
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import fold, tokenise

Polarity = Literal["out", "kept", "plain", "bare", "unknown"]
_LONGEST = 20
"""How many words a piece has at most around what it is about."""
_ENDS = frozenset(",.;!?:()\n|•") | {"..."}
_SENTENCE = frozenset(".;!\n")
_JOINTS = frozenset(("and", "y", "e", "und", "et", "ed", "och", "en", "&", "+", "/", "ni", "or"))
_OVERRULED = frozenset(("", "add", "protect"))


class Judged(Protocol):
    """Anything at tokens [first, last] that an operator may govern."""

    @property
    def first(self) -> int:
        """Its first token."""
        ...

    @property
    def last(self) -> int:
        """Its last token."""
        ...

    @property
    def operator(self) -> Operator:
        """What should happen to it."""
        ...


@dataclass(frozen=True, slots=True)
class _Run:
    """What is judged together: tokens [first, last] with the indices of the spans in it."""

    first: int
    last: int
    spans: tuple[int, ...]


class Verdicts:
    """What the pieces of one message say of the spans that are named in them."""

    def __init__(
        self, message: Message, spans: Sequence[Judged], advertiser: str | None, language: str
    ) -> None:
        """`spans` are whatever may be rejected; `advertiser` is the one of the Brief.

        `language` is the one of the conversation, for messages too short to show theirs.
        """
        self.message = message
        self.languages = (message.language, language)
        self.taken = {i for span in spans for i in range(span.first, span.last + 1)}
        self.operated = {s.first for s in spans if s.operator not in ("", "add")}
        self.named = {token.fold for token in tokenise(fold(advertiser or ""))}
        self.tags = self._tagged()
        self.out: set[int] = set()
        self.kept: set[int] = set()
        places = sorted((span.first, span.last) for span in spans)
        self._judge(list(self._runs(places)))

    def operator(self, span: Judged) -> Operator:
        """The operator of a span, corrected by its verdict."""
        if span.first in self.out and span.operator in _OVERRULED:
            return "remove"
        if span.first in self.kept and span.operator in ("not", "remove"):
            return ""
        return span.operator

    def _tagged(self) -> dict[int, str]:
        """The tag of every token that a wording covers."""
        tags: dict[int, str] = {}
        for hit in self.message.commands(_table(*self.languages)):
            inside = range(hit.first, hit.last + 1)
            if not any(i in self.taken for i in inside) and not self._leads_on(hit):
                tags |= dict.fromkeys(inside, hit.entry)
        return tags

    def _leads_on(self, hit: Hit[str]) -> bool:
        """ "Can go up to 50%", and "not via self-serve", where "via" is no Italian "away"."""
        denied = self.message.before.get(hit.first - 1)
        through = self.message.folds(hit.first, hit.last) == "via" and denied is not None
        return through or self.message.goes_on(hit)

    def _runs(self, spans: Sequence[tuple[int, int]]) -> Iterator[_Run]:
        """The spans, with those as one that only a conjunction joins."""
        run: _Run | None = None
        for first, last in spans:
            if run is not None and self._joined(run.last, first):
                run = _Run(run.first, last, (*run.spans, first))
                continue
            if run is not None:
                yield run
            run = _Run(first, last, (first,))
        if run is not None:
            yield run

    def _joined(self, last: int, first: int) -> bool:
        gap = [self.message.fold(i) for i in range(last + 1, first)]
        return 0 < len(gap) <= 3 and gap[0] in _JOINTS and all(w in _ARTICLES for w in gap[1:])

    def _judge(self, runs: Sequence[_Run]) -> None:
        starts = [run.first for run in runs]
        piece: list[_Run] = []
        for i, run in enumerate(runs):
            piece.append(run)
            after = starts[i + 1] if i + 1 < len(runs) else None
            if after is None or self._divided(run.last + 1, after):
                self._judge_piece(piece, after)
                piece = []

    def _divided(self, first: int, after: int) -> bool:
        return after - first > _LONGEST or any(self._ends(i) for i in range(first, after))

    def _ends(self, i: int) -> bool:
        """Whether a piece ends at token i."""
        if not 0 <= i < len(self.message.tokens) or self.message.tokens[i].kind == "break":
            return True
        word = self.message.fold(i)
        if word == "en" and "nl" in self.languages:
            return True
        return word in _ENDS | _DIVIDES

    def _judge_piece(self, piece: Sequence[_Run], after: int | None) -> None:
        """Judges the runs of one piece; `after` is where the next one's first run begins."""
        low, high = self._left(piece[0].first), self._right(piece[-1].last, after)
        gaps = [
            range(low, piece[0].first),
            *(range(a.last + 1, b.first) for a, b in pairwise(piece)),
            range(piece[-1].last + 1, high),
        ]
        if self._asks(high):
            gaps = gaps if len(piece) == 1 and not self._said(*gaps) else []
        if not gaps:
            return
        if len(piece) == 1:
            self._mark(piece[0], self._of_one(piece[0], gaps[0], gaps[1], after))
            return
        said = [self._polarity(gap) for gap in gaps]
        for i, run in enumerate(piece[1:], 1):
            if run.spans[0] in self.operated:
                said[i] = "unknown"
        behind = said[0] in ("plain", "bare")
        for run, polarity in zip(piece, said[1:] if behind else said[:-1], strict=True):
            self._mark(run, polarity)

    def _of_one(self, run: _Run, before: range, behind: range, after: int | None) -> Polarity:
        polarity = self._polarity(before, behind)
        if polarity == "bare" and self._opens(before.start):
            return self._next_piece(behind.stop, after)
        return polarity

    def _next_piece(self, end: int, after: int | None) -> Polarity:
        """What the piece behind a name that stands alone says ("la vidéo, on oublie")."""
        if end >= len(self.message.tokens) or self.message.fold(end) not in (",", ":", "?", "-"):
            return "bare"
        high = self._right(end, after)
        if after is not None and high >= after:
            return "unknown"
        return self._polarity(range(end + 1, high))

    def _opens(self, i: int) -> bool:
        """Whether a sentence begins at token i."""
        if i <= 0 or self.message.tokens[i - 1].kind == "break":
            return True
        return self.message.fold(i - 1) in _SENTENCE | {"?"}

    def _left(self, first: int) -> int:
        low = first
        while first - low <= _LONGEST and not self._ends(low - 1):
            low -= 1
        return low

    def _right(self, last: int, after: int | None) -> int:
        high, top = last + 1, len(self.message.tokens) if after is None else after
        while high < top and high - last <= _LONGEST and not self._ends(high):
            high += 1
        return high

    def _asks(self, i: int) -> bool:
        return self.message.fold(i) == "?"

    def _said(self, *gaps: range) -> bool:
        return any(self.tags.get(i) in ("goes", "not") for gap in gaps for i in gap)

    def _polarity(self, *gaps: range) -> Polarity:
        tags = [self._tag(i) for gap in gaps for i in gap]
        if {"unknown", "concedes"} & set(tags) or len(tags) > _LONGEST:
            return "unknown"
        if "goes" in tags:
            return "kept" if "not" in tags else "out"
        if "not" in tags:
            return "out"
        return "bare" if set(tags) <= {"article"} else "plain"

    def _tag(self, i: int) -> str:
        word = self.message.fold(i)
        if word == "no" and self._contracted(i):
            return "plain"
        if word in _ARTICLES:
            return "article"
        if word in ("-", "'", '"') or self.message.tokens[i].kind == "flag":
            return "article"
        return "plain" if word in self.named else self.tags.get(i, "unknown")

    def _contracted(self, i: int) -> bool:
        """Whether "no" may be the Portuguese "in the"."""
        return i + 1 in self.taken or "pt" in self.languages

    def _mark(self, run: _Run, polarity: Polarity) -> None:
        if polarity == "out":
            self.out.update(run.spans)
        elif polarity == "kept":
            self.kept.update(run.spans)


_ARTICLES = folded("place_words", "list_articles")
_DIVIDES = folded("verdicts", "divides")


_TAGS = ("goes", "not", "plain", "concedes")


@cache
def _table(*languages: str) -> Phrases[str]:
    """The wordings; those that mean something else elsewhere only in their own languages."""
    known = words("verdicts")
    own = [(f"goes_{language}", "goes") for language in languages if f"goes_{language}" in known]
    tags = [*own, *((name, name) for name in _TAGS)]
    said = [(w, tag) for name, tag in tags for w in known[name]]
    return Phrases([*((w, "article") for w in words("edits")["less_of"]), *said])
