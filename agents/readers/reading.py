"""One message through all readers, from the most specific to the least, into proposals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from agents.readers.advertisers.asides import claim_feasts, set_aside
from agents.readers.advertisers.categories import read_category
from agents.readers.advertisers.left_names import read_left
from agents.readers.advertisers.names import early_product, labelled_advertiser, read_names
from agents.readers.advertisers.renaming import kept_names, renamed
from agents.readers.advertisers.senders import sender_left
from agents.readers.audience.age_edges import read_edges
from agents.readers.audience.ages import AgeSpan, read_ages
from agents.readers.audience.audiences import Audiences
from agents.readers.audience.people import read_pairs, read_people, shorthand
from agents.readers.audience.swapped import read_swapped
from agents.readers.audience.tongues import read_languages
from agents.readers.concluding import Conclusion
from agents.readers.dates.dating import Dating
from agents.readers.dates.flight_parts import which_month
from agents.readers.dates.flights import read_dates
from agents.readers.dates.placed_dates import PlacedDates
from agents.readers.dates.running_along import RunningAlong
from agents.readers.dates.said_dates import clock_of, said_dates, without_names
from agents.readers.dates.stretches import Clock
from agents.readers.edits.accepting import accepted
from agents.readers.edits.afresh import fresh_start
from agents.readers.edits.anew import read_anew
from agents.readers.edits.changes import Changes
from agents.readers.edits.dates_lifted import DatesLifted
from agents.readers.edits.going_back import goes_back, steps_back
from agents.readers.edits.intents import find_intents
from agents.readers.edits.lifting import reopened_wishes
from agents.readers.edits.likewise import Likewise
from agents.readers.edits.past_money import claim_past_money
from agents.readers.edits.restoring import restored_slots
from agents.readers.edits.setting_free import SetFree
from agents.readers.edits.unprotecting import protects
from agents.readers.findings.dates import Dates
from agents.readers.findings.focus import Focus
from agents.readers.findings.proposals import Op, Proposal, Value
from agents.readers.findings.subjects import filling
from agents.readers.findings.targets import Target
from agents.readers.findings.traits import Trait
from agents.readers.kpis.goals import read_goals
from agents.readers.kpis.measures import Measures
from agents.readers.kpis.repeats import read_repeats
from agents.readers.money.budgeting import Budgeting
from agents.readers.money.phases import Phases
from agents.readers.money.referring import other_market, referred_money
from agents.readers.names.brands import brand_of
from agents.readers.names.name_words import Name
from agents.readers.places.places import PlaceSpan, read_places
from agents.readers.places.placing import Placing
from agents.readers.places.whole_country import whole_country
from agents.readers.restating import Restated, restated
from agents.readers.rules.changing import changing
from agents.readers.rules.degrees import Degrees
from agents.readers.rules.levels import levels
from agents.readers.rules.only_there import only_there
from agents.readers.rules.parts import Parts
from agents.readers.rules.pronouns import referring
from agents.readers.rules.scopes import Scopes
from agents.readers.rules.sharing import Sharing
from agents.readers.rules.there import named_again
from agents.readers.rules.topical import without_topical
from agents.readers.rules.verdicts import Verdicts
from agents.readers.rules.wishes import Wish, read_targets, read_wishes
from agents.readers.rules.wishing import Wishing
from agents.readers.text.letters import subject_of
from agents.readers.text.message import Message
from agents.readers.text.operators import Operator
from agents.readers.text.phrases import Hit
from agents.readers.turn import MOVING, ReadContext, Reading
from media.brief import (
    AmountConstraint,
    Brief,
    ProtectConstraint,
    ShareConstraint,
)
from media.plan import Fact


def read(text: str, context: ReadContext) -> Reading:
    """Understands one message. Never raises on any text; time is linear in its length."""
    again = restated(text, context)
    meant = None if again is None else _restated(again, context)
    if meant is not None:
        return meant
    reading, subject = _Reader(text, context).read(), subject_of(text)
    return reading if subject is None else _with_subject(reading, subject, context)


def _restated(again: Restated, context: ReadContext) -> Reading | None:
    """The reading of a slip with what was meant in it, None where that says nothing clear."""
    if again.instead:
        former = context.former or Brief()
        context = replace(context, brief=former, focus=Focus(), former=None)
    reading = _Reader(again.text, context).read()
    if not reading.proposals or reading.unexplained:
        return None
    sources = [tuple(s for e in p.evidence for s in again.sources(e)) for p in reading.proposals]
    stated = zip(reading.proposals, sources, strict=True)
    proposals = tuple(replace(p, evidence=words) for p, words in stated)
    return replace(reading, proposals=proposals, instead=again.instead)


def _with_subject(reading: Reading, subject: str, context: ReadContext) -> Reading:
    """The reading of a mail, with what only its subject says."""
    titled = _Reader(subject, context, subject=True).read()
    if not reading.proposals:
        return titled if titled.proposals else reading
    if reading.intent.kind not in MOVING:
        return reading
    filled = filling(reading.proposals, titled.proposals, context.brief)
    return replace(reading, proposals=filled)


class _Reader:
    def __init__(self, text: str, context: ReadContext, subject: bool = False) -> None:
        self.message = Message.of(text, context.message, context.language)
        self.message.subject = subject
        self.message.named = context.brief.advertiser is not None
        self.message.liked = bool(context.brief.audience.interests)
        self.context = context
        self.brief = context.brief
        self.proposals: list[Proposal] = []
        self.decisions: list[Fact] = []
        self.avoided: list[tuple[int, int]] = []
        self.standing = self.brief.budget is not None or bool(self.brief.geo.countries)

    def read(self) -> Reading:
        ideas = self.context.ideas
        self.taken = ideas if ideas and accepted(self.message) else ()
        intents = self._intents()
        set_aside(self.message)
        standing, spoken = self.brief.advertiser, self.context.language
        self.corrected = renamed(self.message, standing, spoken)
        brand = self.corrected or brand_of(self.message)
        product = early_product(self.message, brand)
        self.dated = without_names(self.message, brand)
        places = read_places(self.message, frozenset(self.brief.geo.countries))
        revisited = dict(named_again(self.message, places, read_targets(self.message, [])))
        again = [*revisited.values()]
        self.revisited = {place.first for place in revisited}
        places = sorted([*places, *again], key=lambda place: place.first)
        targets = read_targets(self.message, places)
        carried = referring(self.message, targets)
        sole = changing(self.message, targets)
        self.message.limiting = only_there(self.message, self.brief, targets, places)
        self.message.referred = levels(self.message, targets, sole) | carried.operators
        figures = (*carried.figures, *sole)
        self.meant = frozenset(self.message.tokens[i].start for i in carried.operators)
        intents = [hit for hit in intents if hit.first not in carried.commands]
        self.parts = Parts(self.message, self.brief, targets, places)
        self.topics = frozenset(str(v) for t in targets for _, v in t.where if v is not None)
        pointed = self._follow_up(targets)
        places = [p for p in places if p.first not in pointed]
        targets = [t for t in targets if t.first not in pointed]
        changes = Changes(self.message, self.brief)
        parts = self.parts
        along = RunningAlong(self.message, self.brief, parts)
        self.proposals += along.proposals()
        undated = DatesLifted(self.message, self.brief, targets)
        self.proposals += undated.proposals
        swapped = changes.swapped(places)
        clock = self._clock(places, parts)
        dates = said_dates(self.message, self.dated, clock, partial(self._placed, parts, swapped))
        placed = self._placed(parts, swapped, dates)
        asked_of = self._which_months(dates, placed, clock)
        dates = [d for d in dates if d.shape != "open"]
        phases = Phases.of(self.message, dates)
        dates = phases.dates
        self.decisions += phases.told
        claim_feasts(self.message)
        dates = changes.months(dates, placed)
        self.decisions += changes.decisions
        changes.flight(dates, placed)
        if not self.standing:
            claim_past_money(self.message, self.context.today)
        labelled = labelled_advertiser(self.message, brand)
        repeats = read_repeats(self.message, self.brief)
        freed = SetFree(self.message, self.brief, self.context.former, targets)
        self.proposals += freed.proposals
        measures = Measures(self.message, self.brief, [] if freed.reach else repeats)
        self.proposals += measures.proposals
        self.decisions += measures.decisions
        pairs, ages = read_pairs(self.message), self._ages()
        asked = self.context.asked
        trade = [c for p in places if p.place.level == "trade" for c in p.place.countries]
        single = [t.where.market for t in targets if t.where.market]
        free = [t for t in targets if t.first not in freed.named]
        free = sorted([*free, *figures], key=lambda t: t.first)
        sharing = Sharing(self.message, self.brief, free, [*trade, *single], self.standing)
        self.proposals += sharing.proposals()
        context = self.context
        known = (self.message, self.brief, context.former)
        referred = [*referred_money(*known, context.undone, targets)]
        self.proposals += [release.proposal for release in referred]
        others = other_market(*known, targets)
        figured = sorted([*targets, *figures, *others], key=lambda t: t.first)
        budgeting = Budgeting(self.message, self.brief, figured, asked, trade, phases.amounts)
        self.proposals += budgeting.proposals()
        self.proposals += sharing.within(budgeting.reading.parts)
        self.decisions += sharing.questions
        self._goals(budgeting.paid, measures)
        category = read_category(self.message)
        traits = [*pairs, *self._traits(ages)]
        wishes = [*without_topical(self.message, read_wishes(self.message), self.avoided)]
        places, wishes = self._judged(places, wishes, placed)
        scopes = Scopes(self.message, self.brief, places, wishes)
        places, wishes = scopes.places, scopes.wishes
        names = read_names(self.message, brand, labelled, product)
        exchanged = changes.swaps(places, wishes) | budgeting.named
        used = exchanged.union(freed.named, *(release.named for release in referred))
        degrees = Degrees(self.message, self.brief, wishes, places)
        wishes = [w for w in wishes if w not in degrees.found]
        unused = used | asked_of | along.named | undated.named | {place.first for place in again}
        wanted_places = [p for p in places if p.first not in unused and p not in degrees.found]
        self._places(wanted_places, scopes)
        self.proposals += Audiences(self.message, self.brief, ages, traits).proposals()
        self.decisions += degrees.questions(self.proposals)
        named = exchanged.union(undated.named, freed.cells)
        reopened = list(reopened_wishes(self.message, self.brief, wishes))
        self.proposals += [release.proposal for release in reopened]
        named = named.union(*(release.named for release in reopened))
        wanted = [w for w in wishes if w.first not in named and not self._guarded(w)]
        self.proposals += Wishing(self.message, self.brief, wanted, scopes).proposals()
        for goal in category:
            self._propose(f"/{goal.slot}", "set", goal.value, goal.first, goal.last)
        self._flights(dates, placed, changes)
        self.proposals += changes.proposals
        self._named(names, len(self.proposals))
        conclusion = Conclusion(self.message, self.context, places, self.proposals, self.meant)
        reading = conclusion.reading(intents, self.topics, self.taken, self._all_dates(places))
        return replace(reading, decisions=(*self.decisions, *reading.decisions))

    def _guarded(self, wish: Wish) -> bool:
        """ "Display is sold, so protect display", "display stays protected": it is no wish."""
        stays = protects(self.message, wish.first, wish.last)
        held = [*(p.value for p in self.proposals if p.op == "add")]
        held += self.brief.constraints if stays else ()
        kept = (getattr(c.where, wish.key) for c in held if isinstance(c, ProtectConstraint))
        return self.standing and wish.operator == "" and wish.value in kept

    def _judged(
        self, places: list[PlaceSpan], wishes: list[Wish], placed: PlacedDates
    ) -> tuple[list[PlaceSpan], list[Wish]]:
        """The places and wishes with the verdicts of the pieces that they stand in.

        What dates are of stays as it is: "Germany only until 21 March" drops no other country.
        """
        known = (self.brief.advertiser, self.context.language)
        verdicts = Verdicts(self.message, [*places, *wishes], *known)

        def judged(span: PlaceSpan | Wish) -> Operator:
            if placed.names(span.first) or span.first in self.message.limiting:
                return ""
            if span.first in self.revisited and span.operator != "only":
                return ""
            if span.first in self.message.referred:
                return self.message.referred[span.first]
            paused = self.standing and placed.paused(span.first)
            return "remove" if paused else verdicts.operator(span)

        return (
            [replace(p, operator=judged(p)) for p in places],
            [replace(w, operator=judged(w)) for w in wishes],
        )

    def _follow_up(self, targets: Sequence[Target]) -> set[int]:
        """Reads what is said of the last change; the tokens of parts that only say of what."""
        focus = self.context.focus
        likewise = Likewise(self.message, self.brief, focus, self.parts)
        left = [t for t in targets if t.first not in likewise.named]
        self.proposals += [*likewise.proposals, *read_anew(self.message, self.brief, focus, left)]
        return likewise.named

    # --- from spans to proposals --------------------------------------------------------

    def _intents(self) -> list[Hit[str]]:
        """What the message wants; "back to the first dates" is not about the whole first plan."""
        fresh = fresh_start(self.message.tokens) if self.context.afresh else None
        if fresh is not None:
            self.message.claim(fresh.first, fresh.last)
            return [Hit(fresh.first, fresh.last, "afresh")]
        found, steps = find_intents(self.message), self._steps_back()
        free = [h for h in found if h.entry != "first_plan" or self.message.free(h.first, h.last)]
        return [self._meant(hit) for hit in (*free, *steps)]

    def _meant(self, hit: Hit[str]) -> Hit[str]:
        """A step back; behind a question that was answered only the idea is dropped."""
        if hit.entry != "undo" or not self.context.answered or goes_back(self.message, hit):
            return hit
        self.message.claim(hit.first, hit.last)
        return replace(hit, entry="dropped")

    def _steps_back(self) -> list[Hit[str]]:
        """Pieces that only go one step back; what they are made of says nothing else."""
        steps = steps_back(self.message) if self.standing else []
        self.proposals += restored_slots(self.message) if self.standing and not steps else []
        for step in steps:
            self.message.claim(step.first, step.last)
        return steps

    def _propose(
        self, path: str, op: Op, value: Value, first: int, last: int, certainty: float = 1.0
    ) -> None:
        words = (self.message.evidence(first, last),)
        self.proposals.append(Proposal(path, op, value, words, certainty))

    def _clock(self, places: list[PlaceSpan], parts: Parts) -> Clock:
        recent = self.context.focus.redated
        return clock_of(places, parts, self.brief, self.context.today, recent)

    def _placed(self, parts: Parts, swapped: set[int], dates: Sequence[Dates]) -> PlacedDates:
        recent = self.context.focus.redated
        return PlacedDates(self.message, self.brief, parts, dates, swapped, recent)

    def _which_months(
        self, dates: Sequence[Dates], placed: PlacedDates, clock: Clock
    ) -> frozenset[int]:
        """Asks for the months of open dates; the tokens that only say what those are of."""
        named: set[int] = set()
        for span in dates:
            if span.shape == "open" and clock.runs is not None:
                part, wheres = placed.found.get(span.first), placed.of(span)
                market = next((where.market for where in wheres), None)
                self.decisions.append(which_month(span, market, clock.runs))
                named |= set() if part is None else {*range(part.first, part.last + 1)}
        return frozenset(named)

    def _ages(self) -> list[AgeSpan]:
        ages = read_edges(self.message, self.brief.audience) or read_ages(self.message)
        self.message.people = {i for a in ages for i in range(a.first, a.last + 1)}
        return ages

    def _traits(self, ages: list[AgeSpan]) -> list[Trait]:
        short = [t for a in ages if (t := shorthand(self.message, a.first, a.last)) is not None]
        languages = read_languages(self.message, bool(self.brief.audience.languages))
        swapped = read_swapped(self.message, self.brief)
        return [*short, *languages, *swapped, *read_people(self.message)]

    def _goals(self, paid: frozenset[int], measures: Measures) -> None:
        goals = read_goals(self.message, paid)
        goals += [] if any(g.slot == "objective" for g in goals) else measures.aims()
        for goal in goals:
            avoided = goal.slot == "brand_safety"
            op: Op = "add" if avoided else "set"
            self.avoided += [(goal.first, goal.last)] if avoided else []
            self._propose(f"/{goal.slot}", op, goal.value, goal.first, goal.last, goal.certainty)

    def _named(self, names: list[Name], facts: int) -> None:
        if self.corrected is None:
            names = kept_names(self.message, names, self.brief.advertiser)
        advertised = any(n.slot == "advertiser" for n in names)
        if not advertised and self.brief.advertiser is None:
            left = read_left(self.message) or sender_left(self.message) if facts else None
            names = [*names, left] if left is not None else names
        for name in names:
            self._propose(f"/{name.slot}", "set", name.text, name.first, name.last, name.certainty)

    def _places(self, spans: list[PlaceSpan], scopes: Scopes) -> None:
        held = [p.value for p in self.proposals if p.path == "/constraints"]
        bounds = [v for v in held if isinstance(v, AmountConstraint | ShareConstraint)]
        guarding = self._guarding(spans)
        first = {span.first for span in guarding}
        placing = Placing(self.message, self.brief, spans, bounds, scopes.limiting, first)
        self.proposals += placing.proposals()
        self._whole_country(guarding)

    def _guarding(self, spans: Sequence[PlaceSpan]) -> list[PlaceSpan]:
        """The places that only say where something is protected."""
        held = [p for p in self.proposals if isinstance(p.value, ProtectConstraint)]
        said = [evidence for p in held for evidence in p.evidence]
        starts = ((span, self.message.tokens[span.first].start) for span in spans)
        return [span for span, at in starts if any(e.start <= at < e.end for e in said)]

    def _whole_country(self, guarding: Sequence[PlaceSpan]) -> None:
        """Nationwide: of the country that stands, or else of one named in passing."""
        placed = self.standing or any(p.path.startswith("/geo") for p in self.proposals)
        self.proposals += whole_country(self.message, self.brief.geo, placed, guarding)

    def _flights(self, dates: list[Dates], placed: PlacedDates, changes: Changes) -> None:
        dating = Dating(self.message, self.brief, self.context.today, dates, placed)
        self.proposals += dating.parts() if changes.moved else dating.proposals()
        self.decisions += dating.decisions

    def _all_dates(self, places: list[PlaceSpan]) -> Callable[[], Sequence[Dates]]:
        """All dates that the message names, of whatever they are."""
        return lambda: read_dates(self.dated, self._clock(places, self.parts))
