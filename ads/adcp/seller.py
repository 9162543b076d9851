"""An AdCP seller as an Ads API: one media buy per order, one package per line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TypeVar

from pydantic import BaseModel

from ads.adcp import creatives
from ads.adcp.answers import DeliveryReport, MediaBuy, MediaBuys, Task, Tasks
from ads.adcp.errors import BadPackage, Stale, Unsupported, unreadable
from ads.adcp.reading import booked_of, declined, sent_of, waiting_of
from ads.adcp.reports import changes, deliveries
from ads.adcp.rules import line_problems
from ads.adcp.session import Connection
from ads.adcp.shopping import Chosen, account_ref, brand, choose, package
from ads.adcp.wire import (
    Context,
    CreateMediaBuy,
    GetDelivery,
    GetMediaBuys,
    ListTasks,
    PackageBody,
    PackageUpdate,
    UpdateMediaBuy,
)
from ads.booking import not_there, problem_of
from ads.orders import order_problems
from ads.protocol import TargetKind
from ads.references import idempotency_key
from ads.terms import promised
from media.booking import (
    Booked,
    BookedLine,
    ChangeRecord,
    Delivery,
    Estimate,
    Order,
    OrderLine,
    Problem,
    Target,
)
from media.errors import CorrectableError, InvalidMoney, TerminalError
from media.words import Channel

Answer = TypeVar("Answer", bound=BaseModel)

_UPDATES = 4
_HISTORY = 50


@dataclass(frozen=True, slots=True)
class _Cart:
    """What can be bought, and what cannot."""

    packages: dict[str, PackageBody]
    known: Booked


class AdcpSeller:
    """A seller of guaranteed products, or an exchange."""

    def __init__(
        self,
        connection: Connection,
        *,
        seller: str,
        guaranteed: bool,
        name: str = "The seller",
        page: str | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`seller` is the registry's key, `name` what people call it, `page` where to look."""
        self._connection, self._seller, self._guaranteed = connection, seller, guaranteed
        self._name, self._page, self._clock = name, page, clock

    @property
    def seller(self) -> str:
        """The registry's key."""
        return self._seller

    @property
    def channel(self) -> Channel:
        """Guaranteed products are bought directly, the others programmatically."""
        return "direct" if self._guaranteed else "programmatic"

    def campaign_of(self, line: OrderLine) -> str:
        """Everything can stand in one buy."""
        return "buy"

    async def check(self) -> None:
        """Which tools the seller has."""
        await self._connection.check()

    async def look_up(
        self, kind: TargetKind, query: str, country: str | None = None
    ) -> tuple[Target, ...]:
        """AdCP has no look-ups: places and languages go by their ISO codes."""
        return ()

    async def estimate(self, order: Order) -> tuple[Estimate, ...]:
        """What the budget buys at the product's price; lines without a product are left out."""
        found = [await self._estimate(order, line) for line in order.lines]
        return tuple(estimate for estimate in found if estimate is not None)

    async def validate(self, order: Order) -> tuple[Problem, ...]:
        """Own rules, then a product on acceptable terms for every line."""
        problems = list(order_problems(order))
        for line in order.lines:
            problems += line_problems(line, self._clock().date(), self._name)
        bad = {problem.line for problem in problems if problem.severity == "error"}
        if None in bad:
            return tuple(problems)
        for line in order.lines:
            if line.line in bad:
                continue
            try:
                package(order, line, await self._choose(order, line))
            except (CorrectableError, TerminalError) as error:
                problems.append(problem_of(error, line.line))
            except InvalidMoney as wrong:
                problems.append(Problem(line=line.line, message=wrong.message, remedy=wrong.remedy))
        return tuple(problems)

    def steps(self, order: Order) -> tuple[str, ...]:
        """Buy, read back, ads."""
        return ("buy", "read back", "ads")

    async def run_step(self, order: Order, step: str, known: Booked) -> Booked:
        """Run one step (again); what the seller refuses is written to the lines, not raised."""
        try:
            if step == "buy":
                return await self._buy(order, known)
            if step == "ads":
                return await self.attach_assets(order, known)
            return await self.status(order, known)
        except (CorrectableError, TerminalError) as error:
            return _refused(known, problem_of(error, None))

    async def status(self, order: Order, known: Booked) -> Booked:
        """What stands at the seller now; a submitted order may have been decided meanwhile."""
        buy = await self._find(order)
        if buy is not None:
            return booked_of(order, self._with_page(known), buy)
        task = await self._find_task(order)
        if task is None:
            return not_there(known)
        if task.status in ("rejected", "canceled", "failed"):
            return declined(order, known, task)
        return waiting_of(order, known, task.task_id)

    async def launch(self, order: Order, known: Booked) -> Booked:
        """Resume the packages that are confirmed as approved."""
        booked = await self.status(order, known)
        resumed = tuple(
            PackageUpdate(package_id=line.external_id, paused=False)
            for line in booked.lines
            if line.state == "confirmed" and line.external_id and not line.archived
        )
        if not resumed:
            return booked
        return await self._update(order, booked, "launch", packages=resumed, paused=False)

    async def pause(self, order: Order, known: Booked) -> Booked:
        """Pause the buy."""
        return await self._update(order, known, "pause", paused=True)

    async def archive(self, order: Order, known: Booked) -> Booked:
        """Cancel the buy; what the seller has not decided on cannot be cancelled yet."""
        booked = await self.status(order, known)
        if booked.waiting:
            raise CorrectableError(
                "{who} has not decided on the order yet.",
                "Undo it again once they have, or call them.",
                who=self._name,
            )
        reason = "Undone by the buyer"
        return await self._update(
            order, booked, "cancel", canceled=True, cancellation_reason=reason
        )

    async def attach_assets(self, order: Order, known: Booked) -> Booked:
        """Give the seller an ad for every confirmed line whose files are there."""
        wanted = [
            (line, known.line(line.line).external_id)
            for line in order.lines
            if known.line(line.line).state == "confirmed"
        ]
        request = creatives.request(order, [(line, id) for line, id in wanted if id])
        if request is not None:
            await self._read(order, "sync_creatives", request, creatives.CreativeResults)
        return await self.status(order, known)

    async def report(
        self, order: Order, known: Booked, since: date, until: date
    ) -> tuple[Delivery, ...]:
        """What each package has delivered in all."""
        if known.campaign_id is None:
            return ()
        request = GetDelivery(account=account_ref(order), media_buy_ids=(known.campaign_id,))
        answer = await self._read(order, "get_media_buy_delivery", request, DeliveryReport)
        return deliveries(order, known, answer, since, until)

    async def change_history(self, order: Order, known: Booked) -> tuple[ChangeRecord, ...]:
        """The buy's revisions, oldest first."""
        return changes(await self._find(order, history=_HISTORY))

    async def _buy(self, order: Order, known: Booked) -> Booked:
        """One buy for all lines; lines that are not in an existing buy are added to it."""
        known = _given_another_chance(known)
        buy = await self._find(order)
        if buy is None and (task := await self._find_task(order)) is not None:
            if task.status in ("rejected", "canceled", "failed"):
                return declined(order, known, task)
            return waiting_of(order, known, task.task_id)
        if buy is not None:
            return await self._complete(order, known, buy)
        cart = await self._cart(order, known, order.lines)
        return await self._create(order, cart) if cart.packages else cart.known

    async def _create(self, order: Order, cart: _Cart) -> Booked:
        bodies = tuple(cart.packages.values())
        request = CreateMediaBuy(
            idempotency_key=idempotency_key(order, ",".join(sorted(cart.packages)), "media buy"),
            account=account_ref(order),
            brand=brand(order),
            start_time=min(body.start_time for body in bodies),
            end_time=max(body.end_time for body in bodies),
            packages=bodies,
            po_number=order.reference,
            context=Context(reference=order.reference),
        )
        try:
            buy = await self._call(order, "create_media_buy", request, MediaBuy)
        except BadPackage as refusal:
            return await self._without(order, cart, refusal)
        if buy.media_buy_id is None and buy.task_id is None:
            raise unreadable()
        if buy.media_buy_id is None:
            return waiting_of(order, cart.known, buy.task_id)
        return await self._seen(order, self._with_page(cart.known), buy)

    async def _seen(self, order: Order, known: Booked, buy: MediaBuy) -> Booked:
        """The buy as a look-up gives it: 3.0 and 3.1 mean different things by a create's status."""
        found = await self._find(order)
        return booked_of(order, known, found) if found else sent_of(order, known, buy)

    async def _without(self, order: Order, cart: _Cart, refusal: BadPackage) -> Booked:
        """The seller takes all packages or none: leave out the one it names, and try again."""
        ids = list(cart.packages)
        if refusal.package >= len(ids):
            return _refused(cart.known, problem_of(refusal, None))
        bad = ids[refusal.package]
        known = _rejected(cart.known, bad, problem_of(refusal, bad))
        rest = {id: body for id, body in cart.packages.items() if id != bad}
        smaller = replace(cart, packages=rest, known=known)
        return await self._create(order, smaller) if rest else known

    async def _complete(self, order: Order, known: Booked, buy: MediaBuy) -> Booked:
        if buy.status in ("canceled", "rejected", "completed"):
            return booked_of(order, self._with_page(known), buy)
        there = {p.context.reference for p in buy.packages}
        missing = tuple(line for line in order.lines if line.reference not in there)
        booked = booked_of(order, self._with_page(known), buy)
        cart = await self._cart(order, booked, missing)
        if not cart.packages:
            return cart.known
        return await self._update(
            order, cart.known, "add", new_packages=tuple(cart.packages.values())
        )

    async def _cart(self, order: Order, known: Booked, lines: tuple[OrderLine, ...]) -> _Cart:
        packages: dict[str, PackageBody] = {}
        for line in lines:
            try:
                packages[line.line] = package(order, line, await self._choose(order, line))
            except (CorrectableError, TerminalError) as error:
                known = _rejected(known, line.line, problem_of(error, line.line))
            except InvalidMoney as wrong:
                problem = Problem(line=line.line, message=wrong.message, remedy=wrong.remedy)
                known = _rejected(known, line.line, problem)
        return _Cart(packages, known)

    async def _update(self, order: Order, known: Booked, what: str, **changes: object) -> Booked:
        """Change the buy at its current revision; read it again whenever that was stale."""
        for _ in range(_UPDATES):
            buy = await self._find(order)
            if buy is None or buy.media_buy_id is None or buy.status in ("canceled", "completed"):
                break
            request = UpdateMediaBuy.model_validate(
                {
                    "account": account_ref(order),
                    "media_buy_id": buy.media_buy_id,
                    "revision": buy.revision or 1,
                    "idempotency_key": idempotency_key(order, None, f"{what} at {buy.revision}"),
                    **changes,
                }
            )
            try:
                await self._call(order, "update_media_buy", request, MediaBuy)
                break
            except Stale:
                continue
        return await self.status(order, known)

    async def _find(self, order: Order, history: int | None = None) -> MediaBuy | None:
        """The order's buy. Raises TransientError when nobody can tell what stands in it."""
        request = GetMediaBuys(account=account_ref(order), include_history=history)
        answer = await self._read(order, "get_media_buys", request, MediaBuys)
        buy = next((buy for buy in answer.media_buys if _is_ours(buy, order)), None)
        if buy is not None and any(package.is_nameless for package in buy.packages):
            raise unreadable()
        return buy

    async def _find_task(self, order: Order) -> Task | None:
        request = ListTasks(account=account_ref(order))
        try:
            answer = await self._read(order, "tasks_list", request, Tasks)
        except Unsupported:
            return None
        return next(
            (t for t in answer.tasks if t.context and t.context.reference == order.reference), None
        )

    async def _choose(self, order: Order, line: OrderLine) -> Chosen:
        return await choose(
            self._connection, order, line, guaranteed=self._guaranteed, who=self._name
        )

    async def _estimate(self, order: Order, line: OrderLine) -> Estimate | None:
        try:
            chosen = await self._choose(order, line)
        except CorrectableError:
            return None
        bought = promised(line, chosen.cpm)
        return Estimate(line=line.line, impressions=(bought, bought), cpm=(chosen.cpm, chosen.cpm))

    async def _read(
        self, order: Order, tool: str, request: BaseModel, answer: type[Answer]
    ) -> Answer:
        return await self._connection.read(order.account.account_id, tool, request, answer)

    async def _call(
        self, order: Order, tool: str, request: BaseModel, answer: type[Answer]
    ) -> Answer:
        return await self._connection.call(order.account.account_id, tool, request, answer)

    def _with_page(self, known: Booked) -> Booked:
        return known.model_copy(update={"url": self._page or known.url})


def _is_ours(buy: MediaBuy, order: Order) -> bool:
    in_context = buy.context is not None and buy.context.reference == order.reference
    return in_context or buy.po_number == order.reference


def _given_another_chance(known: Booked) -> Booked:
    lines = tuple(
        BookedLine(line=line.line, state="intended") if line.state == "rejected" else line
        for line in known.lines
    )
    return known.model_copy(update={"lines": lines})


def _refused(known: Booked, problem: Problem) -> Booked:
    for line in known.lines:
        if line.state not in ("confirmed", "rejected"):
            known = _rejected(known, line.line, problem.model_copy(update={"line": line.line}))
    return known


def _rejected(known: Booked, line: str, problem: Problem) -> Booked:
    changed = known.line(line).model_copy(update={"state": "rejected", "problem": problem})
    return known.with_line(changed)
