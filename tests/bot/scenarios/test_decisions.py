"""Buttons: approving, rejecting, alternatives, export, and what comes after the booking."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.house import House
from media.money import MICROS
from media.plan import LineItem, MediaPlan
from sandbox.slack.people import ADAM, ANA, BRAZIL_SALES, OTTO, RITA, TEAM_ID
from tests.bot.scenarios.office import BRIEF, Office, said
from tests.desk.booking.world import ASSETS


async def booked(office: Office, brief: str = BRIEF) -> dict[str, Any]:
    card = await office.asks(brief)
    await office.presses("Approve", card, user=ANA.id)
    await office.until(card["thread_ts"], "Everything is booked")
    return card


async def test_an_approver_books_and_the_thread_shows_it(office: Office, house: House) -> None:
    card = await booked(office)
    assert "Approved" in said(await office.answer(card["thread_ts"], 1))
    campaigns = office.ads.spotify.store.all("campaign")
    assert campaigns
    assert all(campaign["status"] != "ACTIVE" for campaign in campaigns)


async def test_a_booking_that_slack_would_not_show_is_shown_later(
    office: Office, house: House
) -> None:
    card = await office.asks(BRIEF)
    await office.presses("Approve", card, user=ANA.id)
    await office.until(card["thread_ts"], " lines")
    office.slack.faults.fail("chat.update", "internal_error", times=1_000)
    await until_booked(house)
    await asyncio.sleep(3)
    office.slack.faults.clear()
    await office.until(card["thread_ts"], "Everything is booked")


async def until_booked(house: House) -> None:
    async with asyncio.timeout(30):
        while True:
            async with house.storage.transaction() as tx:
                if not await tx.bookings.with_state("queued", "booking"):
                    return
            await asyncio.sleep(0.1)


async def test_a_booking_without_its_post_gets_a_new_one(office: Office, house: House) -> None:
    card = await booked(office)
    posted = await office.until(card["thread_ts"], "Everything is booked")
    office.slack.faults.fail("chat.update", "message_not_found")
    await office.presses("Set live", posted, user=ANA.id)
    live = await office.until(card["thread_ts"], "are live.")
    assert live["ts"] != posted["ts"]


async def test_a_decision_stays_on_a_card_that_was_just_being_made_again(
    office: Office, house: House
) -> None:
    card = await office.asks(BRIEF)
    rules = await house.desk.policy(TEAM_ID)
    two = rules.model_copy(update={"two_person_above": {"BRL": MICROS}})
    await house.desk.change_policy(TEAM_ID, two, "test")
    office.ads.faults("spotify").latency = 0.1
    await office.presses("Approve", card, user=ANA.id)
    await office.presses("Reject", card, user=ADAM.id)
    form = await office.form(ADAM.id)
    await office.hands.act(
        "submit", user=ADAM.id, view_id=form["id"], answers={"reason": {"reason": "Too dear"}}
    )
    await office.until(card["thread_ts"], "Too dear")
    await asyncio.sleep(4)
    assert "Too dear" in said(await office.answer(card["thread_ts"], 1))
    now = await house.desk.policy(TEAM_ID)
    await house.desk.change_policy(TEAM_ID, now.model_copy(update={"two_person_above": {}}), "test")


async def test_who_may_not_approve_is_told_why(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    await office.presses("Approve", card, user=RITA.id)
    await office.until(card["thread_ts"], "approver role", user=RITA.id)
    assert office.ads.spotify.store.all("campaign") == []


async def test_a_rejection_asks_for_its_reason_and_shows_it(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    await office.presses("Reject", card, user=ANA.id)
    form = await office.form(ANA.id)
    answers = {"reason": {"reason": "Too much audio"}}
    await office.hands.act("submit", user=ANA.id, view_id=form["id"], answers=answers)
    await office.until(card["thread_ts"], "Too much audio")
    edited = await office.asks("@Flightplan at most 40% audio", thread=card["thread_ts"])
    assert "Approve" in said(edited)


async def beside(office: Office) -> tuple[dict[str, Any], dict[str, Any]]:
    """The card of a plan, and its alternatives side by side."""
    card = await office.asks(BRIEF)
    await office.presses("Alternatives", card)
    return card, await office.until(card["thread_ts"], "Side by side")


async def test_an_alternative_becomes_the_next_version(office: Office, house: House) -> None:
    card, compared = await beside(office)
    await office.presses("Use: Reach", compared)
    assert "version 2" in said(await office.until(card["thread_ts"], "Changed since version 1"))


async def test_a_double_click_makes_one_version(office: Office, house: House) -> None:
    card, compared = await beside(office)
    await asyncio.gather(*(office.presses("Use: Reach", compared) for _ in range(3)))
    await office.until(card["thread_ts"], "Changed since version 1")
    await office.asks("@Flightplan thanks", thread=card["thread_ts"])
    assert "Changed since version 2" not in said({"text": await office.messages(card["thread_ts"])})


async def test_alternatives_of_a_plan_that_was_edited_are_no_longer_used(
    office: Office, house: House
) -> None:
    card, compared = await beside(office)
    await office.presses("Use: Efficiency", compared)
    await office.until(card["thread_ts"], "Changed since version 1")
    await office.presses("Use: Reach", compared)
    back = await office.until(card["thread_ts"], "Changed since version 2")
    assert "R$250,000" in said(back), "as it was shown, not with what efficiency has saved"
    await office.asks("@Flightplan make it 300k", thread=card["thread_ts"])
    await office.presses("Use: Sell-through", compared)
    await office.until(card["thread_ts"], "changed since these alternatives")


async def test_the_efficient_alternative_spends_less_as_it_showed(
    office: Office, house: House
) -> None:
    card, compared = await beside(office)
    await office.presses("Use: Efficiency", compared)
    chosen = await office.until(card["thread_ts"], "Changed since version 1")
    assert "is saved for" in said(chosen)


async def test_an_export_brings_two_files(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    await office.presses("Export", card)
    await office.until(card["thread_ts"], ".json")
    names = [
        f["name"] for m in await office.messages(card["thread_ts"]) for f in m.get("files", [])
    ]
    assert sorted(name.rsplit(".", 1)[1] for name in names) == ["csv", "json"]


async def test_a_broken_seller_is_retried_and_the_booking_undone(
    office: Office, house: House
) -> None:
    brief = "@Flightplan Nike R$ 900k in Brazil, next month, at least 20% direct, 20% self-serve"
    card = await office.asks(f"{brief} and 20% programmatic")
    faults = office.ads.faults("adcp_exchange")
    faults.sold_out = ("BR audio", "BR display", "BR podcast", "BR video")
    await office.presses("Approve", card, user=ANA.id)
    partly = await office.until(card["thread_ts"], "Retry the rest")
    faults.sold_out = ()
    await office.presses("Retry the rest", partly, user=ANA.id)
    done = await office.until(card["thread_ts"], "Everything is booked")
    await office.presses("Undo", done, user=ANA.id)
    await office.until(card["thread_ts"], "What was booked is paused and archived")


async def test_a_newer_version_takes_the_place_of_the_booked_one(
    office: Office, house: House
) -> None:
    card = await booked(office)
    newer = await office.asks("@Flightplan make it 300k", thread=card["thread_ts"])
    assert "Version 1 is booked." in said(newer)
    await office.presses("Approve", newer, user=ANA.id)
    await office.until(card["thread_ts"], "What was booked is paused and archived")
    await office.until(card["thread_ts"], "Everything is booked")


async def test_what_is_set_live_and_falls_behind_brings_a_proposal(
    office: Office, house: House
) -> None:
    await house.desk.set_assets(TEAM_ID, "Nike", ASSETS, "test")
    card = await booked(office, BRIEF.replace("mostly audio", "only self-serve"))
    await office.presses("Set live", await office.until(card["thread_ts"], "Set live"), user=ANA.id)
    await office.until(card["thread_ts"], "lines are live")
    plan = await plan_in(card, house)
    slow = max(plan.lines, key=lambda line: line.budget)
    stop_delivery(office, slow)
    middle = slow.start + (slow.end - slow.start) / 2
    office.ads.move_to(middle)
    await house.desk._booker.read_reports(office.ads.clock.now())
    proposal = await office.until(card["thread_ts"], "is behind")
    assert "version 2" in said(proposal)
    moved = await house.desk.plan_of(TEAM_ID, plan.id)
    assert all(line.budget < slow.budget / 2 for line in moved.lines if line.id == slow.id)
    await office.presses("Approve", proposal, user=ANA.id)
    await office.until(card["thread_ts"], "What was booked is paused and archived")


async def test_only_who_may_approve_sets_live(office: Office, house: House) -> None:
    card = await booked(office)
    done = await office.until(card["thread_ts"], "Set live")
    await office.presses("Set live", done, user=RITA.id)
    await office.until(card["thread_ts"], "approver role", user=RITA.id)
    campaigns = office.ads.spotify.store.all("campaign")
    assert all(campaign["status"] != "ACTIVE" for campaign in campaigns)


async def plan_in(card: dict[str, Any], house: House) -> MediaPlan:
    async with house.storage.transaction() as tx:
        talk = await tx.conversations.get(f"{TEAM_ID}:{BRAZIL_SALES.id}:{card['thread_ts']}")
    assert talk is not None
    assert talk.plan_id is not None
    return await house.desk.plan_of(TEAM_ID, talk.plan_id)


def stop_delivery(office: Office, line: LineItem) -> None:
    """Somebody switches the line off at the seller."""
    store = office.ads.spotify.store
    called = f"{line.market} {line.format} "
    (ad_set,) = (one for one in store.all("ad_set") if one["name"].startswith(called))
    store.put("ad_set", ad_set["id"], {**ad_set, "delivery": "OFF"})


async def test_a_form_that_opens_too_late_is_asked_for_again(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    office.slack.faults.fail("views.open", "expired_trigger_id")
    await office.presses("Reject", card, user=ANA.id)
    told = await office.until(card["thread_ts"], "took too long", user=ANA.id)
    assert told["is_ephemeral"]


async def test_a_form_that_could_not_be_saved_stays_open(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    await office.presses("Reject", card, user=ANA.id)
    form = await office.form(ANA.id)
    office.slack.faults.fail("users.info", "internal_error")
    await office.hands.act(
        "submit", user=ANA.id, view_id=form["id"], answers={"reason": {"reason": "Too dear"}}
    )
    assert (await office.hands.modals(ANA.id))[-1]["id"] == form["id"]


async def test_guests_do_not_decide(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    async with house.storage.transaction() as tx:
        await tx.members.set_roles(TEAM_ID, OTTO.id, ["approver"])
    await office.presses("Approve", card, user=OTTO.id)
    await office.until(card["thread_ts"], "Guests cannot", user=OTTO.id)
    assert office.ads.spotify.store.all("campaign") == []
