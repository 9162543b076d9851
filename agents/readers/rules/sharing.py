"""What the shares and protections of a message do to the Brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.readers.findings.proposals import Each, Proposal
from agents.readers.findings.targets import Target
from agents.readers.numbers.eaches import read_each_share
from agents.readers.numbers.ratios import ShareSpan
from agents.readers.rules.guarding import guarded, placed
from agents.readers.rules.placed_shares import Bound, PlacedShare, placed_shares
from agents.readers.rules.shares import protections, read_shares
from agents.readers.text.message import Message
from media.brief import AmountConstraint, Brief, ShareConstraint, Where
from media.plan import Fact


class Sharing:
    """Turns the shares of one message into proposals; what it reads is claimed.

    `questions` are the shares of "each" where it is not plain of what.
    """

    def __init__(
        self,
        message: Message,
        brief: Brief,
        targets: list[Target],
        markets: Sequence[str],
        standing: bool,
    ) -> None:
        """`targets` are what shares may be of, `markets` the countries of the message."""
        self.message, self.brief, self.targets = message, brief, targets
        self.markets, self.standing = markets, standing
        self.countries = {*brief.geo.countries, *markets}
        self.questions: list[Fact] = []
        self.placed: list[PlacedShare] = []
        self.shares: dict[Where, ShareConstraint] = {}

    def proposals(self) -> list[Proposal]:
        """Shares of each market or format, protections, then single shares."""
        return [*self._of_each(), *map(self._proposed, self._spans())]

    def _of_each(self) -> Iterator[Proposal]:
        for each in [*read_each_share(self.message, self.targets, self.brief, self.markets)]:
            self.message.claim(each.first, each.last)
            self.questions += [each.question] if each.question is not None else []
            if isinstance(each.each, Each):
                words = (self.message.evidence(each.first, each.last),)
                yield Proposal("/constraints", "add", each.each, words)

    def _spans(self) -> Iterator[ShareSpan]:
        held = protections(self.message, self.targets, self.standing)
        several = len(self.countries) > 1
        near = [t for t in self.targets if several or t.where.market is None]
        held = [*placed(self.message, held, near)]
        yield from guarded(self.message, held, self.targets)
        spans = read_shares(self.message, self.targets, self.brief)
        if several:
            self.placed = placed_shares(self.message, spans, self.targets, self.countries)
        aside = {share.span.first for share in self.placed}
        yield from (span for span in spans if span.first not in aside)

    def within(self, amounts: Sequence[AmountConstraint]) -> Iterator[Proposal]:
        """The shares within single places, worked out from the `amounts` of the message too."""
        standing = [c for c in self.brief.constraints if isinstance(c, Bound)]
        held = {c.where: c for c in (*standing, *self.shares.values(), *amounts)}
        for share in self.placed:
            words = (self.message.evidence(share.span.first, share.span.last),)
            self.message.claim(share.span.first, share.span.last)
            for bound in share.bounds(held):
                if isinstance(bound, Fact):
                    self.questions.append(bound)
                else:
                    yield Proposal("/constraints", "add", bound, words)

    def _proposed(self, span: ShareSpan) -> Proposal:
        self.message.claim(span.first, span.last)
        words = (self.message.evidence(span.first, span.last),)
        if isinstance(span.constraint, ShareConstraint):
            self.shares[span.constraint.where] = span.constraint
        return Proposal("/constraints", "add", span.constraint, words)
