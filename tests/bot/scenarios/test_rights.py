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
from tests.sandbox.slack.world import Payload


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


async def set_up_form(office: Office, advertiser: str) -> Payload:
    """The form of an advertiser, as Adam opens it from Home."""
    home = await office.home(ADAM.id)
    block, element = button_of(home, "Set up an advertiser")
    wish = {"block_id": block, "action_id": element["action_id"], "view_id": home["id"]}
    await office.hands.act("click", user=ADAM.id, **wish)
    named = await office.form(ADAM.id)
    name = {"name": {"name": advertiser}}
    await office.hands.act("submit", user=ADAM.id, view_id=named["id"], answers=name)
    return await office.form(ADAM.id)


def typed(**fields: str) -> dict[str, dict[str, str]]:
    """Answers to the fields `what__channel__seller`."""
    names = {field.replace("__", ":"): value for field, value in fields.items()}
    return {name: {name: value} for name, value in names.items()}


async def test_the_form_shows_and_sets_an_account_at_each_seller(
    office: Office, house: House
) -> None:
    before = (await house.desk.advertiser(TEAM_ID, "Nike")).accounts
    form = await set_up_form(office, "Nike")
    shown = {
        block["block_id"]: block["element"].get("initial_value")
        for block in form["blocks"]
        if block["block_id"].startswith("account:")
    }
    assert shown == {f"account:{a.channel}:{a.seller}": a.account_id for a in before}
    elsewhere = before[0].model_copy(update={"account_id": "set-meanwhile"})
    await house.desk.set_account(TEAM_ID, "Nike", elsewhere, "test")
    answers = typed(
        account__direct__spotify_reserved="another", account__programmatic__adcp_exchange=""
    )
    await office.hands.act("submit", user=ADAM.id, view_id=form["id"], answers=answers)
    now = (await house.desk.advertiser(TEAM_ID, "Nike")).accounts
    assert {a.seller: a.account_id for a in now} == {
        "adcp_guaranteed": "set-meanwhile",
        "spotify_reserved": "another",
        "spotify": next(a.account_id for a in before if a.seller == "spotify"),
    }


@pytest.mark.usefixtures("house")
async def test_a_currency_alone_is_no_account(office: Office) -> None:
    form = await set_up_form(office, "Puma")
    answers = typed(currency__self_serve__spotify="BRL")
    refused = await office.hands.act("submit", user=ADAM.id, view_id=form["id"], answers=answers)
    assert refused["errors"] == {"account:self_serve:spotify": "Give the account's id."}
