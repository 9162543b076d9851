"""What auction and reserved buying at Spotify have in common: everything after the creates."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime

from ads.booking import not_there, problem_of
from ads.orders import order_problems
from ads.protocol import TargetKind
from ads.references import carries, idempotency_key
from ads.spotify import creatives, reports, upkeep
from ads.spotify.answers import AdAccountAnswer, Campaign, StoredAdSet
from ads.spotify.entities import ad_set_body, differences
from ads.spotify.finding import live_ad_sets, live_campaign
from ads.spotify.goals import Goal
from ads.spotify.http import Account, Connection
from ads.spotify.reading import as_booked, refused
from ads.spotify.rules import line_problems
from ads.spotify.targeting import Lookups, targets_for
from ads.spotify.wire import AdSetBody
from media.booking import (
    Booked,
    BookedLine,
    ChangeRecord,
    Delivery,
    Order,
    OrderLine,
    Problem,
    Target,
)
from media.errors import CorrectableError, InvalidMoney, TerminalError

LINE = "line:"
"""Steps about one line are called `line:` and the line's id."""


class SpotifyApi(ABC):
    """One way of buying at Spotify."""

    def __init__(
        self,
        connection: Connection,
        *,
        page: str = "https://ads.spotify.com",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`page` is where a person sees what is booked; `clock` gives UTC."""
        self._connection, self._page, self._clock = connection, page.rstrip("/"), clock
        self._lookups = Lookups({})

    @abstractmethod
    def steps(self, order: Order) -> tuple[str, ...]:
        """The names of the booking's steps, in order."""

    @abstractmethod
    async def _run(self, order: Order, step: str, known: Booked) -> Booked: ...

    @abstractmethod
    def _goal(self, order: Order, line: OrderLine) -> Goal | None: ...

    async def check(self) -> None:
        """A look-up that belongs to no ad account."""
        await self.look_up("interest", "music")

    async def look_up(
        self, kind: TargetKind, query: str, country: str | None = None
    ) -> tuple[Target, ...]:
        """Targets whose name matches, best first. Audiences belong to accounts: none here."""
        if kind == "audience":
            return ()
        return await self._lookups.find(self._connection.account(""), kind, query, country)

    async def run_step(self, order: Order, step: str, known: Booked) -> Booked:
        """Run one step (again); what Spotify refuses is written to the lines, not raised."""
        try:
            return await self._run(order, step, known)
        except (CorrectableError, TerminalError) as error:
            return refused(known, problem_of(error, None))

    async def status(self, order: Order, known: Booked) -> Booked:
        """What stands at Spotify now, compared with what was approved."""
        account = self._account(order)
        campaign = await live_campaign(account, order.reference)
        if campaign is None:
            return not_there(known)
        stored = await live_ad_sets(account, campaign.id)
        booked = known.model_copy(
            update={"campaign_id": campaign.id, "url": self._url(order, campaign.id)}
        )
        for line in order.lines:
            changed = await self._read_line(order, line, campaign, stored, booked.line(line.line))
            booked = booked.with_line(changed)
        return booked

    async def launch(self, order: Order, known: Booked) -> Booked:
        """Switch on what is confirmed, then the campaign."""
        booked = await self.status(order, known)
        await upkeep.launch(self._account(order), booked)
        return await self.status(order, booked)

    async def pause(self, order: Order, known: Booked) -> Booked:
        """Pause the campaign, and with it everything under it."""
        campaign = await live_campaign(self._account(order), order.reference)
        await upkeep.pause(self._account(order), campaign)
        return await self.status(order, known)

    async def archive(self, order: Order, known: Booked) -> Booked:
        """Archive the campaign; what is still a draft is deleted."""
        await upkeep.archive(self._account(order), order.reference)
        return await self.status(order, known)

    async def attach_assets(self, order: Order, known: Booked) -> Booked:
        """Make the missing ads of all confirmed lines."""
        account = self._account(order)
        if creatives.complete(order):
            library = await creatives.library(account, order)
            for line in order.lines:
                found = known.line(line.line)
                if found.external_id and found.state == "confirmed" and not found.archived:
                    await creatives.attach(account, order, line, found.external_id, library)
        return await self.status(order, known)

    async def report(
        self, order: Order, known: Booked, since: date, until: date
    ) -> tuple[Delivery, ...]:
        """What each booked line has delivered in all."""
        return await reports.deliveries(self._account(order), order, known, since, until)

    async def change_history(self, order: Order, known: Booked) -> tuple[ChangeRecord, ...]:
        """Every change of the campaign and its ad sets, oldest first."""
        return await reports.changes(self._account(order), known)

    async def _check_account(self, order: Order, known: Booked) -> Booked:
        """The first step: the account is usable, and refused lines get another chance."""
        problems = [p async for p in self._account_problems(order)]
        if problems:
            return refused(known, problems[0])
        again = tuple(
            BookedLine(line=k.line, state="intended") if k.state == "rejected" else k
            for k in known.lines
        )
        return known.model_copy(update={"lines": again})

    async def _account_problems(self, order: Order) -> AsyncIterator[Problem]:
        for problem in order_problems(order):
            yield problem
        stored = await self._account(order).get("{me}", AdAccountAnswer)
        if stored.currency_code not in (None, order.currency):
            yield Problem.of(
                None,
                "Spotify bills the ad account in {billed}, the plan is in {planned}.",
                "Plan in {billed}, or choose another account.",
                billed=stored.currency_code or "",
                planned=order.currency,
            )
        if stored.status not in (None, "ACTIVE"):
            yield Problem(
                line=None,
                message="Spotify has not activated the ad account, or has suspended it.",
                remedy="Ask the account's owner to settle it with Spotify.",
            )

    def _local_problems(self, order: Order, line: OrderLine) -> list[Problem]:
        return list(line_problems(order, line, self._clock().date()))

    async def _body(self, order: Order, line: OrderLine, campaign: str) -> AdSetBody:
        goal = self._goal(order, line)
        if goal is None:
            raise CorrectableError(
                "Spotify does not sell this objective with this format.",
                "Choose another objective, or drop the line.",
            )
        targets = await targets_for(self._account(order), self._lookups, line)
        try:
            return ad_set_body(order, line, campaign, goal, targets, self._clock())
        except InvalidMoney as wrong:
            raise CorrectableError(wrong.message, wrong.remedy) from None

    async def _approved(self, order: Order, line: OrderLine, stored: StoredAdSet) -> AdSetBody:
        """What should stand where `stored` does."""
        return await self._body(order, line, stored.campaign_id or "")

    async def _read_line(
        self,
        order: Order,
        line: OrderLine,
        campaign: Campaign,
        stored: list[StoredAdSet],
        known: BookedLine,
    ) -> BookedLine:
        found = [ad_set for ad_set in stored if carries(ad_set.name, line.reference)]
        if not found:
            return replace_unknown(known)
        if campaign.status == "ARCHIVED" and known.state == "rejected":
            return known
        try:
            body = await self._approved(order, line, found[0])
            wrong = differences(body, found[0], line)
        except CorrectableError as error:
            return known.model_copy(update={"problem": problem_of(error, line.line)})
        return as_booked(line, campaign, found, wrong, self._url(order, campaign.id))

    def _account(self, order: Order) -> Account:
        return self._connection.account(order.account.account_id)

    def _key(self, order: Order, line: OrderLine | None, operation: str) -> str:
        return idempotency_key(order, line.line if line else None, operation)

    def _url(self, order: Order, campaign: str) -> str:
        return f"{self._page}/accounts/{order.account.account_id}/campaigns/{campaign}"


def replace_unknown(known: BookedLine) -> BookedLine:
    """A line that was looked for and is not there has not been sent."""
    settled = known.state in ("unknown", "sent", "confirmed")
    return known.model_copy(update={"state": "intended"}) if settled else known
