"""Who may do what, where Slack's word and our own records meet."""

from __future__ import annotations

from datetime import date

import pytest

from bot.house import House
from media.approvals import Delegation, Member
from media.errors import NotAllowed
from sandbox.slack.people import ADAM, ANA, OTTO, RITA, TEAM_ID
from tests.bot.scenarios.office import BRIEF, Office, button_of
from tests.desk.booking.world import ASSETS


async def test_who_stands_in_for_an_approver_sets_live_too(office: Office, house: House) -> None:
    rules = await house.desk.policy(TEAM_ID)
    away = Delegation(user=ANA.id, to=OTTO.id, until=date.max)
    adam_too = Delegation(user=ANA.id, to=ADAM.id, until=date.max)
    changed = rules.model_copy(update={"delegations": (away, adam_too)})
    await house.desk.change_policy(TEAM_ID, changed, "test")
    await house.desk.set_roles(TEAM_ID, ADAM.id, ["rep"], "test")
    await house.desk.set_assets(TEAM_ID, "Nike", ASSETS, "test")
    card = await office.asks(BRIEF.replace("mostly audio", "only self-serve"))
    await office.presses("Approve", card, user=ADAM.id)
    done = await office.until(card["thread_ts"], "Everything is booked")
    await office.presses("Set live", done, user=OTTO.id)
    await office.until(card["thread_ts"], "Guests cannot", user=OTTO.id)
    await office.presses("Set live", done, user=ADAM.id)
    await office.until(card["thread_ts"], "are live.")


async def test_while_nobody_is_admin_only_slacks_own_admins_set_up(
    office: Office, house: House
) -> None:
    await house.desk.set_roles(TEAM_ID, ADAM.id, [], "test")
    await house.desk.check_admin(TEAM_ID, Member(user=ADAM.id, owner=True))
    for nobody in (Member(user=RITA.id), Member(user=OTTO.id, owner=True, guest=True)):
        with pytest.raises(NotAllowed):
            await house.desk.check_admin(TEAM_ID, nobody)
    await house.desk.set_roles(TEAM_ID, RITA.id, ["admin"], "test")
    await house.desk.check_admin(TEAM_ID, Member(user=RITA.id))
    with pytest.raises(NotAllowed):
        await house.desk.check_admin(TEAM_ID, Member(user=ADAM.id, owner=True))


async def test_another_seller_in_the_form_takes_the_place_of_the_one_it_showed(
    office: Office, house: House
) -> None:
    before = (await house.desk.advertiser(TEAM_ID, "Nike")).account("direct")
    assert before is not None and before.seller == "adcp_guaranteed"
    home = await office.home(ADAM.id)
    block, element = button_of(home, "Set up an advertiser")
    wish = {"block_id": block, "action_id": element["action_id"], "view_id": home["id"]}
    await office.hands.act("click", user=ADAM.id, **wish)
    named = await office.form(ADAM.id)
    await office.hands.act(
        "submit", user=ADAM.id, view_id=named["id"], answers={"name": {"name": "Nike"}}
    )
    form = await office.form(ADAM.id)
    chosen = {"seller_direct": {"seller_direct": "spotify_reserved"}}
    await office.hands.act("submit", user=ADAM.id, view_id=form["id"], answers=chosen)
    now = (await house.desk.advertiser(TEAM_ID, "Nike")).accounts
    assert [(a.seller, a.account_id) for a in now if a.channel == "direct"] == [
        ("spotify_reserved", before.account_id)
    ]
