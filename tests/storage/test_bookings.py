from datetime import date

import pytest

from media.accounts import AdAccount
from media.booking import Booked, BookedLine, Delivery, Order, OrderLine
from media.errors import NotFound
from media.money import MICROS
from storage.bookings import Booking
from storage.posts import Post
from storage.store import Storage

ACCOUNT = AdAccount(channel="direct", seller="adcp", account_id="a1", currency="BRL")


def order(reference: str, plan: str, *lines: str) -> Order:
    return Order(
        reference=reference,
        plan=plan,
        version=1,
        plan_hash="f" * 64,
        advertiser="Nike",
        category="ADV_6_44",
        objective="REACH",
        currency="BRL",
        account=ACCOUNT,
        lines=tuple(
            OrderLine(
                line=name,
                reference=f"{reference}-{name}",
                market="BR",
                format="audio",
                channel="direct",
                start=date(2027, 1, 1),
                end=date(2027, 3, 31),
                budget=9_007_199_254_740_993,
                impressions=1000,
                cpm=12_500_000,
            )
            for name in lines
        ),
    )


async def opened(storage: Storage, plan: str, *orders: Order) -> bool:
    async with storage.transaction() as tx:
        return await tx.bookings.open("T1", plan, 1, orders, request="r1", approved_by="U2")


async def booking(storage: Storage, plan: str) -> Booking:
    async with storage.transaction() as tx:
        return await tx.bookings.get("T1", plan, 1)


async def test_a_booking_opens_once_with_all_lines_intended(storage: Storage) -> None:
    orders = (order("o-a", "once", "l2", "l1"), order("o-b", "once", "l3"))
    assert await opened(storage, "once", *orders)
    assert not await opened(storage, "once", *orders)
    stored = await booking(storage, "once")
    assert tuple(each.order for each in stored.orders) == orders
    assert [line.line for line in stored.orders[0].booked.lines] == ["l2", "l1"]
    assert {line.state for each in stored.orders for line in each.booked.lines} == {"intended"}
    assert (stored.state, stored.approved_by) == ("queued", "U2")


async def test_what_became_of_an_order_is_kept(storage: Storage) -> None:
    await opened(storage, "kept", order("o-k", "kept", "l1", "l2"))
    async with storage.transaction() as tx:
        await tx.bookings.sending("o-k", ["l1"])
        await tx.bookings.sending("o-k", ["l1"])
    sent = (await booking(storage, "kept")).orders[0]
    assert [line.state for line in sent.booked.lines] == ["sent", "intended"]
    assert sent.attempts == {"l1": 1, "l2": 0}
    answer = Booked(
        campaign_id="camp",
        url="https://ads.example/camp",
        waiting=True,
        lines=(BookedLine(line="l1", state="confirmed", external_id="x1"),),
    )
    async with storage.transaction() as tx:
        await tx.bookings.record("o-k", answer)
        await tx.bookings.set_state("T1", "kept", 1, "waiting")
        waiting = await tx.bookings.with_state("waiting", "booking")
        found = await tx.bookings.line_of("x1")
    stored = await booking(storage, "kept")
    assert stored.orders[0].booked.campaign_id == "camp"
    assert stored.orders[0].booked.waiting
    assert [b.plan for b in waiting] == ["kept"]
    assert found is not None
    assert (found[0].reference, found[1].line) == ("o-k", "l1")


async def test_a_confirmed_line_is_never_forgotten(storage: Storage) -> None:
    await opened(storage, "sure", order("o-s", "sure", "l1"))
    confirmed = BookedLine(line="l1", state="confirmed", external_id="x9")
    async with storage.transaction() as tx:
        await tx.bookings.record("o-s", Booked(campaign_id="camp", lines=(confirmed,)))
        less = Booked(campaign_id=None, lines=(BookedLine(line="l1", state="unknown"),))
        await tx.bookings.record("o-s", less)
        await tx.bookings.sending("o-s", ["l1"])
        stored = await tx.bookings.order("o-s")
    assert stored.booked == Booked(campaign_id="camp", lines=(confirmed,))


async def test_a_line_whose_fate_is_unknown_is_not_sent_again(storage: Storage) -> None:
    await opened(storage, "lost", order("o-l", "lost", "l1"))
    async with storage.transaction() as tx:
        await tx.bookings.sending("o-l", ["l1"])
        unknown = BookedLine(line="l1", state="unknown")
        await tx.bookings.record("o-l", Booked(campaign_id=None, lines=(unknown,)))
        await tx.bookings.sending("o-l", ["l1"])
        stored = await tx.bookings.order("o-l")
    assert (stored.booked.lines[0].state, stored.attempts) == ("unknown", {"l1": 1})


async def test_there_is_no_booking_before_an_approval(storage: Storage) -> None:
    with pytest.raises(NotFound):
        await booking(storage, "never")


async def test_the_newest_report_of_each_line_counts(storage: Storage) -> None:
    def report(day: int, spend: int) -> Delivery:
        return Delivery(
            line="l1",
            external_id="x1",
            through=date(2027, 1, day),
            spend=spend * MICROS,
            impressions=spend * 100,
        )

    async with storage.transaction() as tx:
        await tx.deliveries.record("T1", "p", 1, [report(1, 10), report(2, 20)])
        await tx.deliveries.record("T1", "p", 1, [report(2, 25)])
        assert await tx.deliveries.latest("T1", "p", 1) == [report(2, 25)]
        assert await tx.deliveries.all("T1", "p", 1) == [report(2, 25), report(1, 10)]
        assert await tx.deliveries.latest("T1", "q", 1) == []


async def test_a_booking_is_behind_until_its_post_shows_the_last_change(storage: Storage) -> None:
    card, shown = (
        Post("C1", f"{kind}.1", "1.0", kind, "behind", 1) for kind in ("card", "booking")
    )
    long_ago = "UPDATE {} SET updated_at = now() - interval '1 minute'"
    await opened(storage, "behind", order("o-behind", "behind", "l1"))

    async def behind() -> list[tuple[str, int]]:
        async with storage.transaction() as tx:
            return [each for each in await tx.posts.bookings_behind("T1") if each[0] == "behind"]

    async with storage.transaction() as tx:
        await tx.execute(long_ago.format("bookings"))
        await tx.execute(long_ago.format("order_lines"))
    assert await behind() == [], "nobody has asked for it in a thread"
    async with storage.transaction() as tx:
        await tx.posts.remember("T1", card)
    assert await behind() == [("behind", 1)]
    async with storage.transaction() as tx:
        await tx.posts.remember("T1", shown, await tx.bookings.last_change("T1", "behind", 1))
    assert await behind() == []
    async with storage.transaction() as tx:
        await tx.execute("UPDATE order_lines SET updated_at = now() - interval '10 seconds'")
    assert await behind() == [("behind", 1)]
