"""What the formats and channels of a message do to the Brief: asked for, ruled out, let in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from agents.readers.findings.proposals import Op, Proposal, Value
from agents.readers.places.placing import MOSTLY
from agents.readers.rules.permitting import lets_in
from agents.readers.rules.scopes import Scopes
from agents.readers.rules.wishes import Wish
from agents.readers.text.exchanges import Exchanges
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded
from media.brief import Brief, ExcludeConstraint, ShareConstraint, Where
from media.policies.selection import kept_channels, kept_formats

_THROUGH = folded("place_words", "within") | folded("guards", "wishing_through")
_STOCK = folded("guards", "shares_avails")
"""Behind these a format is not asked for: "20% of the display avails"."""


class Wishing:
    """Turns the formats and channels of one message into proposals, against the Brief."""

    def __init__(
        self, message: Message, brief: Brief, wishes: Sequence[Wish], scopes: Scopes
    ) -> None:
        """`scopes` say which wishes are ruled out in some places alone."""
        self.message, self.brief = message, brief
        self.wishes, self.scopes = wishes, scopes
        self.exchanges = Exchanges(message, brief)
        self.crossed = dict(self._crossings())
        self.let_in = {(w.kind, w.value): op for w in wishes if (op := self._readmitted(w))}

    def proposals(self) -> list[Proposal]:
        """All proposals, in the order of the wishes."""
        return [p for wish in self.wishes for p in self._of(wish)]

    def _crossings(self) -> Iterator[tuple[Wish, Where]]:
        """ "No video on programmatic": one cell of both is ruled out, told at the first of them."""
        for one, two in pairwise(self.wishes):
            denied = {one.operator, two.operator} <= {"not", "remove"} and one.kind != two.kind
            gap = range(one.last + 1, two.first)
            if denied and len(gap) == 1 and self.message.fold(gap[0]) in _THROUGH:
                yield one, Where.model_validate({w.key: w.value for w in (one, two)})

    def _of(self, wish: Wish) -> list[Proposal]:
        if wish in self.crossed:
            rule = ExcludeConstraint(where=self.crossed[wish])
            return [self._said("/constraints", "add", rule, wish)]
        if any(wish.first - other.last == 2 for other in self.crossed):
            return []
        cells = self.scopes.of(wish)
        if cells is not None:
            joined = [self._listed(wish, "include")] if self._joins(wish) else []
            return [*joined, *(self._out_of(wish, where) for where in cells)]
        if self.scopes.denied_there(wish):
            return []
        if wish.operator in ("not", "remove"):
            return [self._listed(wish, "exclude")]
        if wish.operator == "only":
            return [self._listed(wish, "only")]
        if wish.operator == "protect":
            return []
        if (let_in := self.let_in.get((wish.kind, wish.value))) is not None:
            return [self._listed(wish, "exclude", let_in)]
        if wish.operator == "" and self.message.fold(wish.last + 1) in _STOCK:
            return []
        op: Op = "only" if self._turned(wish) else "add"
        return [self._listed(wish, "include", op), *self._most(wish)]

    def _joins(self, wish: Wish) -> bool:
        """Whether what is for some places alone is none of those that are kept to so far."""
        kept = kept_formats if wish.kind == "formats" else kept_channels
        known = kept(self.brief)
        return wish.first in self.scopes.elsewhere and bool(known) and wish.value not in known

    def _turned(self, wish: Wish) -> bool:
        """Whether the wish takes the place of those that stand ("switch to podcasts")."""
        stands = bool(getattr(self.brief, wish.kind).include)
        plain = all(w.operator not in ("not", "remove") for w in self.wishes)
        return (
            stands
            and plain
            and not wish.operator
            and self.exchanges.turned_to(wish.first, wish.last)
        )

    def _out_of(self, wish: Wish, where: Where) -> Proposal:
        """Something is ruled out in one cell alone; the words are the wish with its places."""
        run = self.scopes.held[wish.first]
        first, last = min(wish.first, run[0].first), max(wish.last, run[-1].last)
        words = (self.message.evidence(first, last),)
        return Proposal("/constraints", "add", ExcludeConstraint(where=where), words)

    def _most(self, wish: Wish) -> list[Proposal]:
        if wish.operator != "mostly":
            return []
        where = Where.model_validate({wish.key: wish.value})
        return [self._said("/constraints", "add", ShareConstraint(where=where, min=MOSTLY), wish)]

    def _readmitted(self, wish: Wish) -> Op | None:
        """How what was ruled out is let in again where it is not asked for anew, if it is."""
        ruled_out = wish.value in getattr(self.brief, wish.kind).exclude
        plain = wish.operator in ("", "add")
        ways = lets_in(self.message, wish.first, wish.last) if ruled_out and plain else set()
        if not ways:
            return None
        return "restore" if "back" in ways else "remove"

    def _listed(self, wish: Wish, name: str, op: Op = "add") -> Proposal:
        return self._said(f"/{wish.kind}/{name}", op, wish.value, wish)

    def _said(self, path: str, op: Op, value: Value, wish: Wish) -> Proposal:
        return Proposal(path, op, value, (self.message.evidence(wish.first, wish.last),))
