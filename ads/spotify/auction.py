"""Self-serve: auction lines through a draft: compared, validated, published, read back."""

from __future__ import annotations

import asyncio
import uuid

from ads.booking import nothing_known, problem_of
from ads.references import carries, reference
from ads.spotify import upkeep
from ads.spotify.answers import CampaignDraft, EstimateAnswer, PublishResult, StoredAdSet
from ads.spotify.base import LINE, SpotifyApi
from ads.spotify.drafts import compared, create_or_mend, validated
from ads.spotify.entities import campaign_body
from ads.spotify.estimates import estimated, warnings
from ads.spotify.finding import draft_campaign, live_ad_sets, live_campaign
from ads.spotify.goals import Goal, goal_of
from ads.spotify.reading import open_lines, refused, rejected, sent, still_usable
from ads.spotify.rules import auction_problems
from ads.spotify.wire import EstimateBody, EstimateBudget, Publish
from media.booking import Booked, Estimate, Order, OrderLine, Problem
from media.errors import CorrectableError, TerminalError, TransientError
from media.words import Channel

_ESTIMATES_AT_ONCE = 4


class Auction(SpotifyApi):
    """The Spotify Ads API's auction."""

    seller = "spotify"
    channel: Channel = "self_serve"

    def campaign_of(self, line: OrderLine) -> str:
        """Images cannot stand under a reach campaign, so they have their own."""
        return "display" if line.format == "display" else "main"

    async def estimate(self, order: Order) -> tuple[Estimate, ...]:
        """What each line will bring by Spotify's own forecast."""
        answers = await self._estimates(order)
        found = (estimated(line, answers[line.line]) for line in order.lines)
        return tuple(estimate for estimate in found if estimate is not None)

    async def validate(self, order: Order) -> tuple[Problem, ...]:
        """Own rules, then estimates, then a draft that Spotify validates and that is deleted."""
        problems = [p async for p in self._account_problems(order)]
        for line in order.lines:
            problems += [*self._local_problems(order, line), *auction_problems(order, line)]
        if any(problem.line is None for problem in problems):
            return tuple(problems)
        bad = {problem.line for problem in problems}
        rest = _with_lines(order, [line for line in order.lines if line.line not in bad])
        answers = await self._estimates(rest)
        for line in rest.lines:
            problems += warnings(line, order.currency, answers[line.line])
        bad = {problem.line for problem in problems if problem.severity == "error"}
        return (
            *problems,
            *await self._rehearse(
                _with_lines(rest, [line for line in rest.lines if line.line not in bad])
            ),
        )

    def steps(self, order: Order) -> tuple[str, ...]:
        """Draft, validate, publish, hold, read back, ads."""
        lines = tuple(LINE + line.line for line in order.lines)
        return ("account", "campaign", *lines, "validate", "publish", "hold", "read back", "ads")

    async def _run(self, order: Order, step: str, known: Booked) -> Booked:
        if step == "account":
            return await self._check_account(order, known)
        if step == "campaign":
            return await self._campaign(order, known)
        if step.startswith(LINE):
            line = next(line for line in order.lines if LINE + line.line == step)
            return await self._line(order, line, known)
        if step == "validate":
            return await self._validate(order, known)
        if step == "publish":
            return await self._publish(order, known)
        if step == "hold":
            return await self._hold(order, known)
        return await (self.attach_assets if step == "ads" else self.status)(order, known)

    def _goal(self, order: Order, line: OrderLine) -> Goal | None:
        return goal_of(order.objective, line.format)

    async def _campaign(self, order: Order, known: Booked) -> Booked:
        """The campaign, live or draft; a new draft when there is neither."""
        account = self._account(order)
        if not open_lines(order, known):
            return known
        live = await live_campaign(account, order.reference)
        if live is not None:
            still_usable(live)
            return known.model_copy(update={"campaign_id": live.id})
        draft = await draft_campaign(account, order.reference)
        if draft is None:
            goal = self._goal(order, open_lines(order, known)[0])
            if goal is None:
                return refused(known, auction_problem(order))
            body = campaign_body(order, goal)
            key = self._key(order, None, "campaign draft")
            draft = await account.create("{me}/drafts/campaigns", body, CampaignDraft, key)
        version = draft.draft_hierarchy_version
        return known.model_copy(update={"campaign_id": draft.id, "version": version})

    async def _line(self, order: Order, line: OrderLine, known: Booked) -> Booked:
        """One line's ad set: a draft, or live and off when the campaign is live already."""
        if line not in open_lines(order, known) or known.campaign_id is None:
            return known
        try:
            body = await self._body(order, line, known.campaign_id)
            if await self._is_live(order, known.campaign_id):
                return await self._add_live(order, line, known)
            stored = await create_or_mend(self._account(order), order, line, body)
        except (CorrectableError, TerminalError) as error:
            return rejected(known, line, problem_of(error, line.line))
        return sent(known, line, stored.id)

    async def _add_live(self, order: Order, line: OrderLine, known: Booked) -> Booked:
        account, campaign = self._account(order), known.campaign_id or ""
        for stored in await live_ad_sets(account, campaign):
            if carries(stored.name, line.reference):
                return sent(known, line, stored.id)
        body = await self._body(order, line, campaign)
        off = body.model_copy(update={"delivery": "OFF"})
        key = self._key(order, line, f"ad set in {campaign}")
        created = await account.create("{me}/ad_sets", off, StoredAdSet, key)
        return sent(known, line, created.id)

    async def _validate(self, order: Order, known: Booked) -> Booked:
        """Spotify validates what we have compared; lines that it refuses leave the draft."""
        campaign = known.campaign_id
        if campaign is None or not open_lines(order, known):
            return known
        if await self._is_live(order, campaign):
            return known
        bodies = {
            line.line: await self._body(order, line, campaign) for line in open_lines(order, known)
        }
        account = self._account(order)
        return await validated(account, order, await compared(account, order, known, bodies))

    async def _publish(self, order: Order, known: Booked) -> Booked:
        """Publish exactly the version that was validated. Begins by looking whether it is done."""
        account, campaign = self._account(order), known.campaign_id
        if campaign is None or await self._is_live(order, campaign):
            return known
        if not open_lines(order, known):
            await upkeep.discard_draft(account, order.reference)
            return known.model_copy(update={"campaign_id": None})
        draft = await draft_campaign(account, order.reference)
        if draft is None or draft.draft_hierarchy_version != known.version:
            known = await self._draft_again(order, known)
        if not open_lines(order, known) or known.version is None:
            return known
        request = Publish(action="PUBLISH", draft_hierarchy_version=known.version)
        path = f"{{me}}/drafts/campaigns/{known.campaign_id}"
        await account.create(path, request, PublishResult)
        return known

    async def _draft_again(self, order: Order, known: Booked) -> Booked:
        """The draft has expired or changed: set up and validate what is missing once more."""
        known = await self._campaign(order, known)
        for line in open_lines(order, known):
            known = await self._line(order, line, known)
        return await self._validate(order, known)

    async def _hold(self, order: Order, known: Booked) -> Booked:
        live = await live_campaign(self._account(order), order.reference)
        if live is None and open_lines(order, known):
            raise TransientError("Spotify has not published the campaign yet.", "We look again.")
        if live is not None and not any(line.live for line in known.lines):
            await upkeep.hold(self._account(order), live)
        return known

    async def _is_live(self, order: Order, campaign: str) -> bool:
        live = await live_campaign(self._account(order), order.reference)
        return live is not None and live.id == campaign

    async def _rehearse(self, order: Order) -> tuple[Problem, ...]:
        """VALIDATE a draft under a name of its own, and delete it."""
        if not order.lines:
            return ()
        trial = _trial(order)
        known = nothing_known(trial)
        try:
            for step in self.steps(trial)[1:-4]:
                known = await self._run(trial, step, known)
        except (CorrectableError, TerminalError) as error:
            known = refused(known, problem_of(error, None))
        finally:
            await upkeep.discard_draft(self._account(trial), trial.reference)
        return tuple(line.problem for line in known.lines if line.problem)

    async def _estimates(self, order: Order) -> dict[str, EstimateAnswer | CorrectableError]:
        gate = asyncio.Semaphore(_ESTIMATES_AT_ONCE)

        async def one(line: OrderLine) -> EstimateAnswer | CorrectableError:
            async with gate:
                try:
                    body = await self._estimate_body(order, line)
                    return await self._account(order).ask(
                        "/estimates/audience", body, EstimateAnswer
                    )
                except CorrectableError as refusal:
                    return refusal

        answers = await asyncio.gather(*(one(line) for line in order.lines))
        return {line.line: answer for line, answer in zip(order.lines, answers, strict=True)}

    async def _estimate_body(self, order: Order, line: OrderLine) -> EstimateBody:
        goal = self._goal(order, line)
        body = await self._body(order, line, "")
        return EstimateBody(
            ad_account_id=order.account.account_id,
            start_date=body.start_time,
            end_date=body.end_time,
            asset_format=body.asset_format,
            objective=goal.objective if goal else "REACH",
            bid_strategy=body.bid_strategy,
            bid_micro_amount=body.bid_micro_amount,
            budget=EstimateBudget(micro_amount=body.budget.micro_amount, currency=order.currency),
            targets=body.targets,
            category=order.category,
            frequency_caps=body.frequency_caps,
        )


def auction_problem(order: Order) -> Problem:
    """The first thing that keeps the order's first line out of the auction."""
    found = next(iter(auction_problems(order, order.lines[0])), None)
    return found or Problem(
        line=None, message="Spotify cannot run this objective.", remedy="Choose another one."
    )


def _with_lines(order: Order, lines: list[OrderLine]) -> Order:
    return order.model_copy(update={"lines": tuple(lines)})


def _trial(order: Order) -> Order:
    """The same order under references that nothing else has: no booking and no other trial, which
    may run at the same time, mistakes it for itself.
    """
    once = uuid.uuid4().hex
    lines = tuple(
        line.model_copy(update={"reference": reference(once, line.reference)})
        for line in order.lines
    )
    return order.model_copy(update={"reference": reference(once, order.reference), "lines": lines})
