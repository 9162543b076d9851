"""From a complete Brief to a stored, immutable plan version."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from desk.assemble import assemble
from desk.importing import Importer
from desk.knowledge import FitOutdated, Knowledge, rates_to, stock_of
from desk.liftings import left_out, liftings, with_ways_out
from desk.offer import Offer, Slot, candidates, open_slots, people
from desk.under_way import FRESH, UnderWay
from media.brief import Audience, Brief, Budget
from media.catalog import Catalog, age_ranges
from media.errors import FlightplanError, Infeasible, InvalidInput, NotReady, NotSold
from media.flight import Flight
from media.forecast import LineForecast
from media.inventory import Stock
from media.money import Micros, Money, decimal_string, minor_unit, to_decimal
from media.plan import Fact, MediaPlan
from media.policies.budgeting import periods, total_budget
from media.rates import Rates
from media.sentences import Sentence
from optimizer.forecast import Fit, LineQuery
from optimizer.propose import Candidate, PlanRequest, Proposal, possible, propose
from storage.history import HistoryFilter
from storage.store import Storage, Transaction

MOST_LIFTINGS = 3
"""More things to let in again than this are no help to anybody."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What was read from storage for one plan."""

    catalog_id: str
    catalog: Catalog
    fit: Fit
    offer: Offer
    stock: dict[Slot, Stock]
    rates: Rates
    currency: str
    baseline: dict[str, float]


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A plan and the candidate lines that it was chosen from."""

    plan: MediaPlan
    candidates: tuple[Candidate, ...]


class Planner:
    """Makes plans from Briefs."""

    def __init__(self, storage: Storage, knowledge: Knowledge, time_limit: float = 5.0) -> None:
        """`time_limit` bounds the solver, in seconds."""
        self._storage = storage
        self._knowledge = knowledge
        self._time_limit = time_limit

    async def plan(
        self,
        brief: Brief,
        today: date,
        previous: MediaPlan | None,
        *,
        keep_close: bool = True,
        under_way: UnderWay = FRESH,
    ) -> MediaPlan:
        """The plan of a Brief, not stored yet: the first version, or the one after `previous`.

        With `keep_close` it changes as few of the previous lines as it can. What is `under_way`
        has used some of the Brief's budget.
        Raises InvalidInput for a Brief without budget, country or dates, NotReady when something
        must be imported first, and Infeasible when its hard rules clash.
        """
        return (
            await self.work_out(brief, today, previous, keep_close=keep_close, under_way=under_way)
        ).plan

    async def work_out(
        self,
        brief: Brief,
        today: date,
        previous: MediaPlan | None,
        *,
        keep_close: bool = True,
        under_way: UnderWay = FRESH,
    ) -> WorkedOut:
        """`plan`, with the candidate lines that it was chosen from."""
        check_complete(brief)
        try:
            ground = await self._read(brief, today, under_way)
            close_to = previous if keep_close else None
            proposal, lines = await asyncio.to_thread(
                self._solve, brief, close_to, ground, under_way
            )
        except (Infeasible, NotReady) as refusal:
            raise await self._ways_out(refusal, brief, today, under_way) from None
        plan = _assembled(brief, today, previous, ground, lines, proposal, under_way)
        return WorkedOut(plan, lines)

    async def _ways_out(
        self, refusal: FlightplanError, brief: Brief, today: date, under_way: UnderWay
    ) -> FlightplanError:
        """The refusal with what would help to let in again, as far as something would."""
        found: list[Fact] = []
        unsold = left_out(brief, refusal.countries) if isinstance(refusal, NotSold) else None
        for lifting in liftings(brief) if unsold is None else [unsold]:
            if len(found) < MOST_LIFTINGS and await self._works(lifting.brief, today, under_way):
                found.append(lifting.fact)
        return with_ways_out(refusal, tuple(found)) if found else refusal

    async def _works(self, brief: Brief, today: date, under_way: UnderWay) -> bool:
        """Whether a Brief has a plan."""
        try:
            ground = await self._read(brief, today, under_way)
            return await asyncio.to_thread(
                lambda: possible(self._request(brief, None, ground, under_way))
            )
        except FlightplanError:
            return False

    async def _read(self, brief: Brief, today: date, under_way: UnderWay) -> _Ground:
        try:
            return await self._ground(brief, today, under_way)
        except FitOutdated:
            await Importer(self._storage).refit()
            return await self._ground(brief, today, under_way)

    async def _ground(self, brief: Brief, today: date, under_way: UnderWay) -> _Ground:
        async with self._storage.transaction() as tx:
            return await self._known(tx, brief, today, under_way)

    async def _known(
        self, tx: Transaction, brief: Brief, today: date, under_way: UnderWay
    ) -> _Ground:
        current = await self._knowledge.catalog(tx)
        fit = await self._knowledge.fit(tx)
        offer = open_slots(brief, current.catalog, today)
        currency = plan_currency(brief, current.catalog)
        used = (current.catalog.market(slot.spot.market).currency for slot in offer.slots)
        rates = await rates_to(tx, used, currency, today)
        return _Ground(
            catalog_id=current.id,
            catalog=current.catalog,
            fit=fit,
            offer=offer,
            stock=await stock_of(tx, offer.slots, under_way.freed),
            rates=rates,
            currency=currency,
            baseline=await _past_spend(tx, offer, current.catalog, rates, currency),
        )

    def _solve(
        self, brief: Brief, previous: MediaPlan | None, ground: _Ground, under_way: UnderWay
    ) -> tuple[Proposal, tuple[Candidate, ...]]:
        request = self._request(brief, previous, ground, under_way)
        return propose(request), request.candidates

    def _request(
        self, brief: Brief, previous: MediaPlan | None, ground: _Ground, under_way: UnderWay
    ) -> PlanRequest:
        assert brief.budget is not None and brief.flight is not None
        budget = brief.budget.model_copy(update={"currency": ground.currency})
        return PlanRequest(
            candidates=tuple(_limited(line, under_way) for line in _candidates(brief, ground)),
            currency=ground.currency,
            budget=_left(total_budget(budget, brief.flight), under_way, ground.currency),
            unit=minor_unit(ground.currency),
            period=budget.period,
            periods=_periods(budget, brief.flight),
            objective=brief.objective or "REACH",
            priority=brief.priority,
            at_most=budget.at_most,
            constraints=brief.constraints,
            kpis=brief.kpis,
            frequency_cap=brief.frequency_cap,
            previous=_comparable(previous, ground.currency),
            baseline=ground.baseline,
            time_limit=self._time_limit,
        )


def _assembled(
    brief: Brief,
    today: date,
    previous: MediaPlan | None,
    ground: _Ground,
    lines: tuple[Candidate, ...],
    proposal: Proposal,
    under_way: UnderWay,
) -> MediaPlan:
    return assemble(
        plan_id=previous.id if previous else uuid.uuid4().hex[:12],
        version=previous.version + 1 if previous else 1,
        brief=brief,
        currency=ground.currency,
        candidates=lines,
        proposal=proposal,
        notes=(
            *_currency_note(brief, ground.currency),
            *ground.offer.notes,
            *_spent(under_way, ground),
        ),
        fit=ground.fit.id,
        catalog=ground.catalog_id,
        today=today,
    )


def _left(total: Micros, under_way: UnderWay, currency: str) -> Micros:
    """What of the budget is not spent yet, in whole minor units."""
    unit = minor_unit(currency)
    left = (total - under_way.spent) // unit * unit
    if left <= 0:
        raise InvalidInput(
            "{spent} of this budget are spent already.",
            "Name a higher budget, or start a new plan in a new thread.",
            spent=Money(under_way.spent, currency),
        )
    return left


def _limited(line: Candidate, under_way: UnderWay) -> Candidate:
    limit = under_way.at_most.get(line.id)
    return line if limit is None else replace(line, max_spend=min(limit, line.max_spend or limit))


def _spent(under_way: UnderWay, ground: _Ground) -> tuple[Fact, ...]:
    if not under_way.spent:
        return ()
    unit = minor_unit(ground.currency)
    amount = decimal_string(-(-under_way.spent // unit) * unit)
    values = {"amount": amount, "currency": ground.currency}
    return (Fact(code="spent_before", values={**values}),)


def _periods(budget: Budget, flight: Flight) -> Fraction:
    return Fraction(1) if budget.period == "total" else periods(flight, budget.period)


def check_complete(brief: Brief) -> None:
    """Raises InvalidInput naming what a plan still needs."""
    open_slots = {
        "a budget": brief.budget is None,
        "a country": not brief.geo.countries,
        "dates": brief.flight is None,
    }
    missing = tuple(Sentence(name) for name, is_open in open_slots.items() if is_open)
    if missing:
        raise InvalidInput("A plan needs {missing}.", "Say it in a message.", missing=missing)


def plan_currency(brief: Brief, catalog: Catalog) -> str:
    """The Brief's currency, else that of its first market."""
    assert brief.budget is not None
    return brief.budget.currency or catalog.market(brief.geo.countries[0]).currency


def _currency_note(brief: Brief, currency: str) -> tuple[Fact, ...]:
    if brief.budget is not None and brief.budget.currency is None:
        return (Fact(code="currency_by_market", values={"currency": currency}),)
    return ()


def _comparable(previous: MediaPlan | None, currency: str) -> dict[str, int]:
    if previous is None or previous.currency != currency:
        return {}
    return {line.id: line.budget for line in previous.lines}


async def _past_spend(
    tx: Transaction, offer: Offer, catalog: Catalog, rates: Rates, currency: str
) -> dict[str, float]:
    """Past spend per slot in units of the plan's currency: how money was split before."""
    spent: dict[tuple[str, str, str], float] = {}
    for slot in offer.slots:
        cell = (slot.spot.market, slot.spot.format, slot.spot.channel)
        if cell not in spent:
            local = catalog.market(slot.spot.market).currency
            where = HistoryFilter(market=cell[0], format=cell[1], channel=cell[2])
            figures = [f for f in await tx.history.figures(where) if f.currency == local]
            spent[cell] = sum(f.spend for f in figures) * rates.rate(local, currency)
    return {s.id: spent[s.spot.market, s.spot.format, s.spot.channel] for s in offer.slots}


def _candidates(brief: Brief, ground: _Ground) -> tuple[Candidate, ...]:
    forecasts = _forecasts(brief, ground)
    return candidates(
        ground.offer, brief, ground.catalog, ground.stock, forecasts, ground.rates, ground.currency
    )


def _forecasts(brief: Brief, ground: _Ground) -> list[LineForecast]:
    assert brief.budget is not None and brief.flight is not None
    total = float(to_decimal(total_budget(brief.budget, brief.flight)))
    share = total / len(ground.offer.slots)
    return ground.fit.forecast([_query(slot, brief, ground, share) for slot in ground.offer.slots])


def _query(slot: Slot, brief: Brief, ground: _Ground, spend: float) -> LineQuery:
    currency = ground.catalog.market(slot.spot.market).currency
    audience = brief.audience
    youngest, oldest = _age_span(audience)
    return LineQuery(
        market=slot.spot.market,
        format=slot.spot.format,
        channel=slot.spot.channel,
        start=slot.flight.start,
        end=slot.flight.end,
        spend=spend / ground.rates.rate(currency, ground.currency),
        currency=currency,
        advertiser=brief.advertiser,
        objective=brief.objective,
        age_min=youngest,
        age_max=oldest,
        gender=audience.genders[0] if len(audience.genders) == 1 else None,
        interests=audience.interests,
        population=people(slot, brief, ground.catalog),
    )


def _age_span(audience: Audience) -> tuple[int | None, int | None]:
    """The youngest and the oldest age of all ranges; None where one is open."""
    ranges = age_ranges(audience)
    lows = [wanted.min for wanted in ranges if wanted.min is not None]
    highs = [wanted.max for wanted in ranges if wanted.max is not None]
    youngest = min(lows) if lows and len(lows) == len(ranges) else None
    return youngest, max(highs) if highs and len(highs) == len(ranges) else None
