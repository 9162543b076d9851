"""Exchanges: which of two neighbours takes the place of the other ("B instead of A")."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Protocol, TypeVar

from agents.readers.text.carried import carried
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import Token
from media.brief import Brief

_LONG = 15
"""From so many tokens on "not" in a first brief names what is ruled out, not what is replaced."""
_GAP = 6
"""How many tokens may stand between the two."""
_STEAD = 3
"""How many words beside articles may stand between "instead of A" and B."""
_BEHIND = 3
"""How far behind the second of them the verb may end."""
_VERB = 5
"""How far before the first of them the verb may end."""


class Span(Protocol):
    """Anything that stands at tokens [first, last]."""

    @property
    def first(self) -> int:
        """Its first token."""
        ...

    @property
    def last(self) -> int:
        """Its last token."""
        ...


S = TypeVar("S", bound=Span)


class Exchanges:
    """Finds exchanges among the places, formats, ages ... of one message."""

    def __init__(self, message: Message, brief: Brief) -> None:
        """`brief` is the one that stands before the message."""
        self.message = message
        self.short = len(message.tokens) < _LONG or brief.budget is not None
        self.turned = {hit.last for hit in _words("fillers", "turn_to").find(message.tokens)}
        self.pronouns = {hit.last: hit.first for hit in _carried().find(message.tokens)}
        self.verbs = [hit.last for hit in _words("edits", "swap").find(message.tokens)]

    def pairs(self, spans: Sequence[S]) -> list[tuple[S, S]]:
        """(old, new) of "swap A for B", "B instead of A", "change A to B", "A, no wait, B"."""
        found = [self._pair(one, two) for one, two in pairwise(spans)]
        return [pair for pair in found if pair is not None]

    def kept(self, spans: Sequence[S]) -> list[S]:
        """The spans without those that another replaces, "not A but B" among them."""
        gone = [old for old, _ in self.pairs(spans)]
        gone += [one for one, two in pairwise(spans) if self._but(one, two)]
        return [span for span in spans if span not in gone]

    def turned_to(self, first: int, last: int) -> bool:
        """Whether tokens [first, last] take the place of all that stands ("make it men")."""
        elided = 1 if self.message.fold(first - 1) == "'" else 0
        if {first - 1, first - 2, first - 2 - elided} & self.turned:
            return True
        if last + 1 >= len(self.message.tokens):
            return False
        hit = _words("edits", "instead").at(self.message.tokens, last + 1)
        return hit is not None and self._ends(hit.last + 1)

    def _ends(self, i: int) -> bool:
        """Whether nothing but politeness comes from token i on in this piece."""
        if i >= len(self.message.tokens) or self.message.tokens[i].kind == "break":
            return True
        return self.message.fold(i) in _CLOSING

    def _pair(self, one: S, two: S) -> tuple[S, S] | None:
        between = self.message.tokens[one.last + 1 : two.first]
        if self._carried(one, two):
            return (one, two)
        if len(between) > _GAP or two.first <= one.last:
            return None
        plain = [token for token in between if token.fold not in _ARTICLES]
        if self._stead_of(one.first) and len(plain) <= _STEAD:
            return (one, two)
        if not between:
            return None
        if self.short and _fills("insteadof", between):
            return (two, one)
        swapped = self._verb_near(one, two) and _found("swapwith", between)
        if swapped and self._substituted(one.first) and between[0].fold == "for":
            return (two, one)
        return (one, two) if swapped or _fills("sorry", between) else None

    def _carried(self, one: Span, two: Span) -> bool:
        """ "Podcast is sold out, swap it for video"."""
        i = two.first - 1
        while i > one.last and i not in self.pronouns and self.message.fold(i) in _TOWARDS:
            i -= 1
        begun = self.pronouns.get(i)
        return begun is not None and one.last < begun and i < two.first - 1

    def _substituted(self, first: int) -> bool:
        """ "Substitute B for A": the one verb that names the new one first."""
        return bool({self.message.fold(first - 1), self.message.fold(first - 2)} & _SUBSTITUTE)

    def _but(self, one: Span, two: Span) -> bool:
        """ "Not 18-34 but 25-44", "nicht März, April"."""
        between = [t.fold for t in self.message.tokens[one.last + 1 : two.first]]
        negated = {self.message.fold(one.first - 1), self.message.fold(one.first - 2)} & _NOT
        return bool(negated) and between in ([","], *([b] for b in _BUT), *([",", b] for b in _BUT))

    def _stead_of(self, first: int) -> bool:
        """Whether "instead of" stands right before the pair ("statt Deutschland lieber ...")."""
        near = self.message.tokens[max(0, first - 5) : first]
        hits = _words("edits", "insteadof").find(near)
        return any(h.last == len(near) - 1 and near[h.first].fold != "not" for h in hits)

    def _verb_near(self, one: Span, two: Span) -> bool:
        """ "Swap A for B", "A swapped for B", and the verb at the end: "A durch B ersetzen"."""
        return (
            self._verb_before(one.first)
            or self._verb_in(one.last + 1, two.first)
            or self._verb_in(two.last + 1, two.last + 1 + _BEHIND)
        )

    def _verb_in(self, first: int, end: int) -> bool:
        """Whether a verb ends among tokens [first, end) of one piece of a sentence."""
        at = bisect(self.verbs, first - 1)
        if at >= len(self.verbs) or self.verbs[at] >= end:
            return False
        between = self.message.tokens[first : self.verbs[at]]
        return not any(t.kind == "break" or t.fold in _CLOSING_SIGNS for t in between)

    def _verb_before(self, first: int) -> bool:
        at = bisect(self.verbs, first - 1) - 1
        if at < 0 or first - self.verbs[at] > _VERB:
            return False
        return self.message.clause(first)[0] <= self.verbs[at]


_NOT = folded("guards", "exchanges_not")
_BUT = folded("edits", "sino")
_ARTICLES = folded("place_words", "list_articles")
_TOWARDS = _ARTICLES | folded("edits", "swapwith")
_SUBSTITUTE = frozenset(("substitute", "sub", "substituting"))
_CLOSING_SIGNS = frozenset(",.;!?")
_CLOSING = folded("guards", "exchanges_closing") | frozenset(",.;!?)")


def _found(tag: str, between: Sequence[Token]) -> bool:
    return any(True for _ in _words("edits", tag).find(between))


def _fills(tag: str, between: Sequence[Token]) -> bool:
    """Whether the wording makes up all but two tokens between."""
    hits: list[Hit[str]] = list(_words("edits", tag).find(between))
    return any(h.last - h.first + 1 >= len(between) - 2 for h in hits)


@cache
def _carried() -> Phrases[str]:
    return Phrases((w, "swap") for w in carried("swap"))


@cache
def _words(name: str, tag: str) -> Phrases[str]:
    return Phrases((w, tag) for w in words(name)[tag])
