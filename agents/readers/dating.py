"""What the dates of a message do to the flight: one flight, bursts, or dates for places each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from agents.readers.corrections import corrects
from agents.readers.dates import Dates
from agents.readers.message import Message
from agents.readers.phrases import folded
from agents.readers.places import PlaceSpan
from agents.readers.proposals import Dated, Proposal
from agents.readers.targets import where_of
from media.brief import Brief, Where
from media.plan import Fact

_LINKS = folded("guards", "reading_dated_link")
_NEAR = 5
"""How many tokens from the dates a place may stand that they are of."""
_AT_ONCE = folded("guards", "flights_at_once")
_BURSTS = folded("guards", "reading_bursts")


class Dating:
    """Turns the dates of one message into proposals; `decisions` name what settled them."""

    def __init__(
        self,
        message: Message,
        brief: Brief,
        today: date,
        dates: Sequence[Dates],
        places: Sequence[PlaceSpan],
    ) -> None:
        """`brief` is the one that stands, `places` what dates may be limited to."""
        self.message, self.brief, self.today = message, brief, today
        real = [d for d in dates if d.shape in ("range", "start", "end")]
        surest = max((d.certainty for d in real), default=0)
        self.dates = self._begins([d for d in real if d.certainty == surest])
        self.lengths = [d for d in dates if d.shape == "duration"]
        single = [span for span in places if span.place.level != "trade"]
        self.starts = {span.first: span for span in single}
        self.ends = {span.last: span for span in single}
        self.decisions: list[Fact] = []

    def _begins(self, dates: list[Dates]) -> list[Dates]:
        """ "Asap pls! Starting Monday": the plan is wanted at once where another start is named."""
        said = {id(d): self.message.folds(d.first, d.last) for d in dates}
        named = [d for d in dates if said[id(d)] not in _AT_ONCE]
        return named if any(d.start is not None for d in named) else dates

    def proposals(self) -> list[Proposal]:
        """One flight, or several where bursts or places have dates; without any, a length."""
        if not self.dates:
            return self._length()
        distinct = {(d.start, d.end) for d in self.dates}
        several = self._several() if len(distinct) > 1 and not self._corrected() else []
        return several or [*map(self._flight, self._chosen())]

    def _length(self) -> list[Proposal]:
        """ "For 3 weeks", whose start was said before or is still to come."""
        if len(self.lengths) != 1 or not self._open_ended():
            return []
        (span,) = self.lengths
        assert span.duration is not None
        self.message.claim(span.first, span.last)
        words = (self.message.evidence(span.first, span.last),)
        return [Proposal("/flight/end", "set", span.duration, words)]

    def _open_ended(self) -> bool:
        stands = self.brief.flight is not None or self.brief.flights
        return not stands or "/flight/start" in self.brief.evidence

    def _awaited(self, dates: Dates) -> bool:
        """Whether a single day is the start that a length said before has waited for."""
        single = dates.shape == "range" and dates.start == dates.end and dates.certainty > 0
        return single and self.brief.flight is None and "/flight/end" in self.brief.evidence

    def _chosen(self) -> list[Dates]:
        return self.dates[-1:] if self._corrected() else self.dates[:1]

    def _flight(self, chosen: Dates) -> Proposal:
        opens_now = chosen.shape == "end" and self.brief.flight is None
        start = self.today if opens_now else chosen.start
        if chosen.rule and (opens_now or chosen.shape != "end"):
            fact = Fact(
                code=f"dates.{chosen.rule}",
                values={"start": str(chosen.start), "end": str(chosen.end)},
            )
            self.decisions.append(fact)
        words = tuple(self.message.evidence(*piece) for piece in chosen.pieces)
        end = None if self._awaited(chosen) else chosen.end
        return Proposal("/flight", "set", Dated(start, end), words)

    def _corrected(self) -> bool:
        """Whether the last dates replace the ones before ("March, sorry, April")."""
        if len(self.dates) < 2:
            return False
        return corrects(self.message, self.dates[-2].last, self.dates[-1].first)

    def _several(self) -> list[Proposal]:
        wheres = [self._place_of(dates) for dates in self.dates]
        if len({str(where) for where in wheres if where}) < 2:
            if not self._bursts():
                return []
            if self._one_stretch():
                return [self._flight(replace(self.dates[0], end=self.dates[-1].end))]
            wheres = [None] * len(self.dates)
        return [
            Proposal(
                "/flights",
                "add",
                Dated(dates.start, dates.end, where),
                (self.message.evidence(dates.first, dates.last),),
            )
            for dates, where in zip(self.dates, wheres, strict=True)
        ]

    def _one_stretch(self) -> bool:
        """Whether each of the dates goes on where the one before ends ("Jan and early Feb")."""
        day = timedelta(days=1)
        return all(a.end and a.end + day == b.start for a, b in pairwise(self.dates))

    def _bursts(self) -> bool:
        """Whether nothing but "and" and the like stands between the dates."""
        pairs = pairwise(self.dates)
        return all(self.message.folds(a.last + 1, b.first - 1) in _BURSTS for a, b in pairs)

    def _place_of(self, dates: Dates) -> Where | None:
        """The place right beside the dates, in the same piece of the sentence."""
        before = (self.ends.get(i) for i in range(dates.first - 1, dates.first - _NEAR, -1))
        behind = (self.starts.get(i) for i in range(dates.last + 1, dates.last + _NEAR))
        near = (span for span in (*before, *behind) if span is not None)
        return next((where_of(s.place) for s in near if self._beside(dates, s)), None)

    def _beside(self, dates: Dates, span: PlaceSpan) -> bool:
        low, high = (dates, span) if dates.last < span.first else (span, dates)
        return all(self._links(i) for i in range(low.last + 1, high.first))

    def _links(self, i: int) -> bool:
        return self.message.tokens[i].kind != "break" and self.message.fold(i) in _LINKS
