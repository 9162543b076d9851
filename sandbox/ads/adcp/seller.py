"""An AdCP seller: its products, its media buys, and what it insists on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sandbox.ads.accounts import CURRENCIES, account_id
from sandbox.ads.adcp.shelf import (
    CHANNELS,
    CORRECTABLE,
    TERMINAL,
    TRANSIENT,
    Refused,
    Shelf,
    format_id,
)
from sandbox.ads.clock import Clock, stamp
from sandbox.ads.delivery import Deliver, Figures, Running
from sandbox.ads.faults import Faults
from sandbox.ads.prices import Price, place
from sandbox.ads.store import Record, Store
from sandbox.market.countries import PLACES


@dataclass(slots=True)
class Seller:
    """One seller and what it has sold."""

    key: str
    guaranteed: bool
    store: Store
    faults: Faults
    clock: Clock
    price: Price
    deliver: Deliver

    @classmethod
    def open(
        cls, key: str, store: Store, faults: Faults, clock: Clock, price: Price, deliver: Deliver
    ) -> Seller:
        """A seller by its key: guaranteed or the exchange."""
        return cls(key, key == "adcp_guaranteed", store, faults, clock, price, deliver)

    @property
    def channel(self) -> str:
        """Guaranteed products are direct, the exchange is programmatic."""
        return "direct" if self.guaranteed else "programmatic"

    @property
    def shelf(self) -> Shelf:
        """What is for sale."""
        return Shelf(self.key, self.guaranteed, self.price, self.faults)

    def get_products(self, arguments: Record) -> Record:
        """Products for the countries, channels and delivery type asked for."""
        filters = arguments.get("filters") or {}
        currency = _currency_of(arguments.get("account")) or "USD"
        wanted = "guaranteed" if self.guaranteed else "non_guaranteed"
        if filters.get("delivery_type", wanted) != wanted:
            return {"products": []}
        countries = filters.get("countries") or [p.code for p in PLACES]
        channels = filters.get("channels") or list(CHANNELS.values())
        return {
            "products": [
                self.shelf.product(country, format, currency)
                for country in countries
                if place(country)
                for format, channel in CHANNELS.items()
                if channel in channels and f"{country} {format}" not in self.faults.sold_out
            ]
        }

    def create_media_buy(self, arguments: Record) -> Record:
        """Sell, at once or after a person has looked at it; the same key sells once."""
        account = self._account(arguments)
        key, body = arguments.get("idempotency_key") or "", _fingerprint(arguments)
        if len(key) < 16:
            raise Refused("INVALID_REQUEST", "idempotency_key is required", CORRECTABLE)
        seen = self.store.get("key", key)
        if seen and not self.faults.ignore_idempotency:
            if seen["body"] != body:
                raise Refused("IDEMPOTENCY_CONFLICT", "Key used with another payload", TERMINAL)
            return {**self._answer(seen["id"]), "replayed": True}
        self._check(arguments, account)
        id = self._sell(arguments, account)
        self.store.put("key", key, {"body": body, "id": id})
        return self._answer(id)

    def get_media_buys(self, arguments: Record) -> Record:
        """Confirmed buys of the account; submitted ones are tasks until somebody decides."""
        account = self._account(arguments)
        ids, wanted = arguments.get("media_buy_ids"), arguments.get("status_filter")
        statuses = [wanted] if isinstance(wanted, str) else wanted or (None if ids else ["active"])
        buys = [
            buy
            for record in self.store.all("buy")
            if record["account"] == account
            and (buy := self.current(record))["confirmed_at"]
            and (not ids or buy["media_buy_id"] in ids)
            and (statuses is None or buy["status"] in statuses)
        ]
        return {"media_buys": [shown(buy) for buy in buys]}

    def tasks_list(self, arguments: Record) -> Record:
        """Open and closed decisions of the account."""
        account = self._account(arguments)
        return {
            "tasks": [
                _task(self.current(record))
                for record in self.store.all("buy")
                if record["account"] == account and record["task_id"]
            ]
        }

    def tasks_get(self, arguments: Record) -> Record:
        """One decision."""
        for record in self.store.all("buy"):
            if record["task_id"] and record["task_id"] == arguments.get("task_id"):
                return _task(self.current(record))
        raise Refused("REFERENCE_NOT_FOUND", "No such task")

    def update_media_buy(self, arguments: Record) -> Record:
        """Pause, resume or cancel; a stale revision is a CONFLICT."""
        account = self._account(arguments)
        buy = self.store.get("buy", arguments.get("media_buy_id") or "")
        if buy is None or buy["account"] != account:
            raise Refused("MEDIA_BUY_NOT_FOUND", "No such media buy")
        buy = self.current(buy)
        if arguments.get("revision", buy["revision"]) != buy["revision"]:
            raise Refused("CONFLICT", "revision is stale", TRANSIENT)
        if buy["status"] in ("canceled", "rejected", "completed"):
            raise Refused("INVALID_STATE", f"media buy is {buy['status']}")
        changed = self._changed(buy, arguments)
        changed = self._saved(changed, _action(arguments))
        return shown(self.current(changed))

    def _changed(self, buy: Record, arguments: Record) -> Record:
        """The buy with packages switched or added, and itself paused or canceled."""
        switches = {p["package_id"]: p for p in arguments.get("packages") or []}
        packages = [{**p, **switches.get(p["package_id"], {})} for p in buy["packages"]]
        for number, package in enumerate(arguments.get("new_packages") or []):
            self.shelf.check(package, buy["currency"], f"new_packages[{number}]")
            id = f"{buy['media_buy_id']}_p{len(packages) + 1}"
            packages.append({**package, "package_id": id, "canceled": False})
        flags: Record = {k: arguments[k] for k in ("paused", "canceled") if k in arguments}
        total = round(sum(p["budget"] for p in packages), 2)
        return {**buy, **flags, "packages": packages, "total_budget": total}

    def get_media_buy_delivery(self, arguments: Record) -> Record:
        """What each package has delivered so far."""
        account = self._account(arguments)
        ids = arguments.get("media_buy_ids") or []
        buys = [b for b in self.store.all("buy") if b["account"] == account]
        found = [self.current(b) for b in buys if not ids or b["media_buy_id"] in ids]
        today = self.clock.now()
        deliveries = [self._delivery(buy) for buy in found]
        return {
            "reporting_period": {"start": stamp(today - timedelta(days=90)), "end": stamp(today)},
            "currency": found[0]["currency"] if found else "USD",
            "aggregated_totals": _totals(deliveries),
            "media_buy_deliveries": deliveries,
        }

    def list_creative_formats(self, arguments: Record) -> Record:
        """One hosted format a channel."""
        formats = [format_id(name) for name in CHANNELS]
        return {"formats": [{"format_id": f, "name": f["id"]} for f in formats]}

    def sync_creatives(self, arguments: Record) -> Record:
        """Take creatives and assign them to packages."""
        self._account(arguments)
        results = []
        for creative in arguments.get("creatives") or []:
            id = creative["creative_id"]
            action = "updated" if self.store.get("creative", id) else "created"
            self.store.put("creative", id, {**creative, "made_at": self.clock.stamp()})
            results.append({"creative_id": id, "action": action})
        for assignment in arguments.get("assignments") or []:
            pair = f"{assignment['package_id']} {assignment['creative_id']}"
            self.store.put("assignment", pair, assignment)
        return {"creatives": results}

    def current(self, buy: Record) -> Record:
        """A buy with the status that decisions, creatives and the calendar give it."""
        due = datetime.fromisoformat(buy["decided_at"])
        if self.clock.now() < due:
            return {**buy, "status": "submitted", "confirmed_at": None}
        confirmed = {**buy, "confirmed_at": stamp(due)}
        return {**confirmed, "status": self._status(confirmed)}

    def figures(self, buy: Record, package: Record) -> Figures:
        """What a package has delivered: growing while it runs, frozen while it does not."""
        kept = self.store.get("figures", package["package_id"]) or {}
        today = self.clock.now().date()
        runs = buy["status"] in ("active", "completed") and not package.get("paused")
        if not runs or kept.get("through") == str(today):
            return Figures(**{k: v for k, v in kept.items() if k != "through"})
        line = self.running(buy, package)
        found = self.deliver(line, min(today, line.end)) if today >= line.start else Figures()
        fields = {name: getattr(found, name) for name in Figures.__dataclass_fields__}
        self.store.put("figures", package["package_id"], {**fields, "through": str(today)})
        return found

    def _status(self, buy: Record) -> str:
        if buy.get("rejected"):
            return "rejected"
        if buy.get("canceled"):
            return "canceled"
        if _at(buy["end_time"]) < self.clock.now():
            return "completed"
        if buy.get("paused"):
            return "paused"
        assigned = {a["package_id"] for a in self.store.all("assignment")}
        if not all(p["package_id"] in assigned for p in buy["packages"]):
            return "pending_creatives"
        return "active" if _at(buy["start_time"]) <= self.clock.now() else "pending_start"

    def _check(self, arguments: Record, account: str) -> None:
        now, currency = self.clock.now(), _currency(account)
        start, end = _at(arguments.get("start_time")), _at(arguments.get("end_time"))
        if end <= start or end <= now:
            raise Refused("VALIDATION_ERROR", "end_time must be after start_time and in the future")
        packages = arguments.get("packages") or []
        if not packages:
            raise Refused("INVALID_REQUEST", "packages is required")
        for number, package in enumerate(packages):
            self.shelf.check(package, currency, f"packages[{number}]")

    def _sell(self, arguments: Record, account: str) -> str:
        number = len(self.store.all("buy")) + 1
        id = f"mb_{self.key.removeprefix('adcp_')}_{number:04d}"
        now = self.clock.now()
        wait = self.faults.slow_approvals
        packages = [
            {**package, "package_id": f"{id}_p{n}", "canceled": False,
             "paused": bool(package.get("paused"))}
            for n, package in enumerate(arguments["packages"], 1)
        ]  # fmt: skip
        buy = {
            "media_buy_id": id,
            "account": account,
            "brand": arguments.get("brand"),
            "po_number": arguments.get("po_number"),
            "currency": _currency(account),
            "total_budget": round(sum(p["budget"] for p in packages), 2),
            "start_time": arguments["start_time"],
            "end_time": arguments["end_time"],
            "packages": packages,
            "context": arguments.get("context") or {},
            "task_id": f"task_{id}" if wait else None,
            "decided_at": (now + timedelta(seconds=wait)).isoformat(),
            "rejected": self.faults.reject_reviews,
            "paused": False,
            "revision": 0,
            "history": [],
            "created_at": stamp(now),
        }
        self._saved(buy, "created")
        return id

    def _saved(self, buy: Record, action: str) -> Record:
        revision = buy["revision"] + 1
        entry = {
            "revision": revision,
            "timestamp": self.clock.stamp(),
            "action": action,
            "summary": f"{action} with {buy['currency']} {buy['total_budget']:.2f}",
        }
        newer = {**buy, "revision": revision, "history": [entry, *buy["history"]]}
        return self.store.put("buy", buy["media_buy_id"], newer)

    def _answer(self, id: str) -> Record:
        buy = self.current(self.store.get("buy", id) or {})
        if buy["status"] == "submitted":
            return {
                "status": "submitted",
                "task_id": buy["task_id"],
                "message": "Waiting for the sales team",
            }
        return shown(buy)

    def _delivery(self, buy: Record) -> Record:
        packages = [
            {
                "package_id": package["package_id"],
                "spend": found.spend,
                "impressions": found.impressions,
                "clicks": found.clicks,
                "completed_views": found.completed_views,
                "reach": found.reach,
                "reach_unit": "individuals",
                "pricing_model": "cpm",
                "currency": buy["currency"],
                "rate": round(found.spend / found.impressions * 1000, 4)
                if found.impressions
                else 0.0,
            }
            for package in buy["packages"]
            for found in (self.figures(buy, package),)
        ]
        return {
            "media_buy_id": buy["media_buy_id"],
            "status": buy["status"],
            "totals": {
                "impressions": sum(p["impressions"] for p in packages),
                "spend": round(sum(p["spend"] for p in packages), 2),
            },
            "by_package": packages,
        }

    def running(self, buy: Record, package: Record) -> Running:
        """The package as the market sees it."""
        country, format = self.shelf.cell(package["product_id"], "")
        option = self.shelf.product(country, format, buy["currency"])["pricing_options"][0]
        cpm = option.get("fixed_price") or package.get("bid_price") or 1.0
        overlay = package.get("targeting_overlay") or {}
        return Running(
            reference=package["package_id"],
            market=country,
            format=format,  # type: ignore[arg-type]
            channel=self.channel,  # type: ignore[arg-type]
            start=_day(package.get("start_time") or buy["start_time"]),
            end=_day(package.get("end_time") or buy["end_time"]),
            budget=package["budget"],
            currency=buy["currency"],
            cpm=cpm,
            impressions=int(package["budget"] / cpm * 1000) if self.guaranteed else None,
            place=next(iter(overlay.get("geo_regions") or []), None),
        )

    def _account(self, arguments: Record) -> str:
        account = str((arguments.get("account") or {}).get("account_id"))
        if account not in {account_id(self.key, currency) for currency in CURRENCIES}:
            raise Refused("ACCOUNT_NOT_FOUND", f"unknown account {account}", TERMINAL)
        return account


def shown(buy: Record) -> Record:
    """A buy without what only the sandbox needs."""
    hidden = ("account", "task_id", "decided_at", "rejected", "brand")
    return {key: value for key, value in buy.items() if key not in hidden}


def _totals(deliveries: list[Record]) -> Record:
    return {
        "media_buy_count": len(deliveries),
        "impressions": sum(d["totals"]["impressions"] for d in deliveries),
        "spend": round(sum(d["totals"]["spend"] for d in deliveries), 2),
    }


def _action(arguments: Record) -> str:
    if arguments.get("canceled"):
        return "canceled"
    if arguments.get("new_packages"):
        return "package_added"
    return "paused" if arguments.get("paused") else "resumed"


def _task(buy: Record) -> Record:
    states = {"submitted": "submitted", "rejected": "rejected"}
    return {
        "task_id": buy["task_id"],
        "task_type": "create_media_buy",
        "status": states.get(buy["status"], "completed"),
        "context": buy["context"],
        "media_buy_id": buy["media_buy_id"] if buy["status"] != "submitted" else None,
    }


def _fingerprint(arguments: Record) -> str:
    return hashlib.sha256(json.dumps(arguments, sort_keys=True).encode()).hexdigest()


def _currency(account: str) -> str:
    return account.rpartition("_")[2].upper()


def _currency_of(account: Any) -> str | None:
    return _currency(account["account_id"]) if account and account.get("account_id") else None


def _at(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        raise Refused("VALIDATION_ERROR", "times must be ISO 8601") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(value: str) -> date:
    return _at(value).date()
