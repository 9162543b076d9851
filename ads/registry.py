"""Which Ads API sells what: the sellers we know, and where the lines of a plan go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ads.protocol import AdsApi
from ads.references import reference
from media.accounts import AdAccount, Advertiser
from media.booking import Order, OrderLine, Problem
from media.brief import Brief
from media.errors import NotReady
from media.plan import LineItem, MediaPlan
from media.sentences import Sentence
from media.words import CHANNEL_WORDS, Channel, Objective

DEFAULT_OBJECTIVE: Objective = "REACH"
_WRONG_SELLER = "“{seller}” does not sell {channel} here."


@dataclass(frozen=True, slots=True)
class Routing:
    """The orders of a plan, and why some of its lines have none."""

    orders: tuple[Order, ...]
    problems: tuple[Problem, ...]


class Registry:
    """The sellers by their key."""

    def __init__(self, apis: Iterable[AdsApi]) -> None:
        """Every api brings its own key."""
        self._apis: Mapping[str, AdsApi] = {api.seller: api for api in apis}

    @property
    def sellers(self) -> tuple[str, ...]:
        """The keys, in order of registration."""
        return tuple(self._apis)

    def api(self, seller: str) -> AdsApi:
        """The Ads API of a seller. Raises NotReady when none is connected."""
        try:
            return self._apis[seller]
        except KeyError:
            raise NotReady(
                "No Ads API is connected for “{seller}”.",
                "Choose another seller in `flightplan accounts`; known are: {sellers}.",
                seller=seller,
                sellers=", ".join(self._apis) or "–",
            ) from None

    def check(self, account: AdAccount) -> None:
        """Raises NotReady for an account whose lines nobody could book."""
        if self.api(account.seller).channel != account.channel:
            raise NotReady(
                _WRONG_SELLER,
                "Choose another seller in `flightplan accounts`; known are: {sellers}.",
                seller=account.seller,
                channel=_named(account.channel),
                sellers=", ".join(k for k in self._apis if self.api(k).channel == account.channel),
            )

    def route(self, plan: MediaPlan, advertiser: Advertiser) -> Routing:
        """One order per campaign: an account's lines that can stand together, in plan order."""
        problems: list[Problem] = []
        groups: dict[tuple[AdAccount, str], list[OrderLine]] = {}
        if advertiser.category is None:
            problems.append(_no_category(advertiser))
        for line in plan.lines:
            account = account_for(line, advertiser)
            problem = self._obstacle(line, account, plan, advertiser)
            if problem or account is None:
                problems += [problem] if problem else []
                continue
            wanted = order_line(plan, line)
            key = (account, self.api(account.seller).campaign_of(wanted))
            groups.setdefault(key, []).append(wanted)
        orders = tuple(
            _order(plan, advertiser, account, campaign, lines)
            for (account, campaign), lines in groups.items()
        )
        return Routing(orders=orders, problems=tuple(problems))

    def orders(self, plan: MediaPlan, advertiser: Advertiser) -> tuple[Order, ...]:
        """All orders of a plan. Raises NotReady with the first problem when a line has none."""
        routing = self.route(plan, advertiser)
        if routing.problems:
            raise NotReady(routing.problems[0].message, routing.problems[0].remedy)
        return routing.orders

    def _obstacle(
        self, line: LineItem, account: AdAccount | None, plan: MediaPlan, advertiser: Advertiser
    ) -> Problem | None:
        if account is None:
            return _no_account(line, advertiser)
        if account.seller not in self._apis or self.api(account.seller).channel != line.channel:
            return _wrong_seller(line, account)
        if account.currency != plan.currency:
            return _other_currency(line, account, plan)
        return None


def account_for(line: LineItem, advertiser: Advertiser) -> AdAccount | None:
    """The advertiser's account for a line: at the line's seller, else the channel's first."""
    of_channel = [a for a in advertiser.accounts if a.channel == line.channel]
    at_seller = [a for a in of_channel if a.seller == line.evidence.seller]
    return next(iter(at_seller or of_channel), None)


def order_line(plan: MediaPlan, line: LineItem) -> OrderLine:
    """A plan's line as an Ads API needs it."""
    brief = plan.brief
    return OrderLine(
        line=line.id,
        reference=reference(plan.id, plan.version, plan.hash, "line", line.id),
        market=line.market,
        region=line.region,
        city=line.city,
        format=line.format,
        channel=line.channel,
        start=line.start,
        end=line.end,
        budget=line.budget,
        impressions=line.impressions,
        cpm=line.cpm,
        audience=brief.audience,
        frequency_cap=brief.frequency_cap,
    )


def _order(
    plan: MediaPlan,
    advertiser: Advertiser,
    account: AdAccount,
    campaign: str,
    lines: list[OrderLine],
) -> Order:
    place = (account.seller, account.account_id, campaign)
    return Order(
        reference=reference(plan.id, plan.version, plan.hash, "order", *place),
        plan=plan.id,
        version=plan.version,
        plan_hash=plan.hash,
        advertiser=advertiser.name,
        category=advertiser.category or "",
        objective=_objective(plan.brief),
        currency=plan.currency,
        account=account,
        lines=tuple(lines),
        assets=advertiser.assets,
    )


def _objective(brief: Brief) -> Objective:
    return brief.objective or DEFAULT_OBJECTIVE


def _no_category(advertiser: Advertiser) -> Problem:
    return Problem.of(
        None,
        "{advertiser} has no ad category.",
        "An admin sets it with `flightplan accounts`.",
        advertiser=advertiser.name,
    )


def _no_account(line: LineItem, advertiser: Advertiser) -> Problem:
    return Problem.of(
        line.id,
        "{advertiser} has no {channel} ad account.",
        "An admin adds it with `flightplan accounts`.",
        advertiser=advertiser.name,
        channel=_named(line.channel),
    )


def _wrong_seller(line: LineItem, account: AdAccount) -> Problem:
    return Problem.of(
        line.id,
        _WRONG_SELLER,
        "An admin corrects the account with `flightplan accounts`.",
        seller=account.seller,
        channel=_named(line.channel),
    )


def _other_currency(line: LineItem, account: AdAccount, plan: MediaPlan) -> Problem:
    return Problem.of(
        line.id,
        "The {channel} ad account is billed in {billed}, the plan is in {planned}.",
        "Plan in {billed}, or use an account that is billed in {planned}.",
        channel=_named(line.channel),
        billed=account.currency,
        planned=plan.currency,
    )


def _named(channel: Channel) -> Sentence:
    return Sentence(CHANNEL_WORDS[channel])
