"""Direct: reserved music and podcasts at a fixed price, guaranteed. Drafts do not serve these."""

from __future__ import annotations

from ads.booking import problem_of
from ads.money import price
from ads.references import carries
from ads.spotify import upkeep
from ads.spotify.answers import Campaign, PriceAnswer, StoredAdSet
from ads.spotify.base import LINE, SpotifyApi
from ads.spotify.entities import reserved_campaign_body
from ads.spotify.finding import live_ad_sets, live_campaign
from ads.spotify.goals import EVEN, Goal
from ads.spotify.reading import open_lines, rejected, sent, still_usable
from ads.spotify.wire import AdSetBody, PriceBody
from ads.terms import promised, too_dear
from media.booking import Booked, Estimate, Order, OrderLine, Problem
from media.errors import CorrectableError, TerminalError
from media.words import Channel

MUSIC, PODCASTS = "FPMNG", "CONTENT"


class Reserved(SpotifyApi):
    """Reserved buying at Spotify: the price is asked, the impressions are promised."""

    seller = "spotify_reserved"
    channel: Channel = "direct"

    def campaign_of(self, line: OrderLine) -> str:
        """A campaign holds one ad product: reserved podcasts, or reserved music."""
        return PODCASTS if line.format == "podcast" else MUSIC

    async def estimate(self, order: Order) -> tuple[Estimate, ...]:
        """What each line's budget buys at the fixed price, exactly."""
        found = [await self._estimate(order, line) for line in order.lines]
        return tuple(estimate for estimate in found if estimate is not None)

    async def validate(self, order: Order) -> tuple[Problem, ...]:
        """Own rules, targets, and the fixed price against the plan's."""
        problems = [p async for p in self._account_problems(order)]
        for line in order.lines:
            problems += self._local_problems(order, line)
        if any(problem.line is None for problem in problems):
            return tuple(problems)
        bad = {problem.line for problem in problems}
        for line in order.lines:
            if line.line not in bad:
                problems += await self._refusals(order, line)
        return tuple(problems)

    def steps(self, order: Order) -> tuple[str, ...]:
        """Campaign, lines, hold, read back, ads."""
        lines = tuple(LINE + line.line for line in order.lines)
        return ("account", "campaign", *lines, "hold", "read back", "ads")

    async def _run(self, order: Order, step: str, known: Booked) -> Booked:
        if step == "account":
            return await self._check_account(order, known)
        if step == "campaign":
            return await self._campaign(order, known)
        if step.startswith(LINE):
            line = next(line for line in order.lines if LINE + line.line == step)
            return await self._line(order, line, known)
        if step == "hold":
            return await self._hold(order, known)
        return await (self.attach_assets if step == "ads" else self.status)(order, known)

    def _goal(self, order: Order, line: OrderLine) -> Goal | None:
        return EVEN

    async def _campaign(self, order: Order, known: Booked) -> Booked:
        """The campaign, found or created, and paused before anything stands under it."""
        if not open_lines(order, known):
            return known
        account = self._account(order)
        campaign = await live_campaign(account, order.reference)
        if campaign is None:
            body = reserved_campaign_body(order, EVEN, self.campaign_of(order.lines[0]))
            key = self._key(order, None, "campaign")
            campaign = await account.create("{me}/campaigns", body, Campaign, key)
        still_usable(campaign)
        if not any(line.live for line in known.lines):
            await upkeep.pause(account, campaign)
        return known.model_copy(update={"campaign_id": campaign.id})

    async def _line(self, order: Order, line: OrderLine, known: Booked) -> Booked:
        if line not in open_lines(order, known) or known.campaign_id is None:
            return known
        account = self._account(order)
        for stored in await live_ad_sets(account, known.campaign_id):
            if carries(stored.name, line.reference):
                return sent(known, line, stored.id)
        try:
            body = await self._affordable(order, line, known.campaign_id)
            key = self._key(order, line, f"ad set in {known.campaign_id}")
            created = await account.create("{me}/ad_sets", body, StoredAdSet, key)
        except (CorrectableError, TerminalError) as error:
            return rejected(known, line, problem_of(error, line.line))
        return sent(known, line, created.id)

    async def _hold(self, order: Order, known: Booked) -> Booked:
        campaign = await live_campaign(self._account(order), order.reference)
        if campaign is not None and not any(line.live for line in known.lines):
            await upkeep.hold(self._account(order), campaign)
        return known

    async def _approved(self, order: Order, line: OrderLine, stored: StoredAdSet) -> AdSetBody:
        """Prices move; what was booked at a price that the plan allows stays as it is."""
        body = await super()._approved(order, line, stored)
        booked_at = stored.bid_micro_amount or 0
        if not booked_at or too_dear(order, line, booked_at, "Spotify"):
            return body
        return body.model_copy(update={"bid_micro_amount": booked_at})

    async def _priced(self, order: Order, line: OrderLine, campaign: str) -> AdSetBody:
        body = await self._body(order, line, campaign)
        cpm = await self._price(order, line, body)
        return body.model_copy(update={"bid_micro_amount": cpm, "base_rate_micro_amount": cpm})

    async def _affordable(self, order: Order, line: OrderLine, campaign: str) -> AdSetBody:
        body = await self._priced(order, line, campaign)
        refusal = too_dear(order, line, body.bid_micro_amount, "Spotify")
        if refusal:
            raise CorrectableError(refusal.message, refusal.remedy)
        return body.model_copy(update={"delivery": "OFF"})

    async def _price(self, order: Order, line: OrderLine, body: AdSetBody) -> int:
        request = PriceBody(
            ad_product=self.campaign_of(line),
            start_date=body.start_time,
            end_date=body.end_time,
            targets=body.targets,
            asset_format=body.asset_format,
        )
        answer = await self._account(order).ask("{me}/reserved_prices", request, PriceAnswer)
        if answer.currency not in (None, order.currency):
            raise CorrectableError(
                "Spotify quotes this line in {quoted}, the plan is in {planned}.",
                "Choose an account in the plan's currency.",
                quoted=answer.currency or "",
                planned=order.currency,
            )
        return price(answer.cost_micro, order.currency)

    async def _estimate(self, order: Order, line: OrderLine) -> Estimate | None:
        try:
            cpm = (await self._priced(order, line, "")).bid_micro_amount
        except CorrectableError:
            return None
        bought = promised(line, cpm)
        return Estimate(line=line.line, impressions=(bought, bought), cpm=(cpm, cpm))

    async def _refusals(self, order: Order, line: OrderLine) -> list[Problem]:
        try:
            body = await self._priced(order, line, "")
        except CorrectableError as error:
            return [problem_of(error, line.line)]
        refusal = too_dear(order, line, body.bid_micro_amount, "Spotify")
        return [refusal] if refusal else []
