"""Cards: inside Slack's limits whatever the plan, and nothing in them comes to life."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.advocates import argue
from bot.cards.alternatives import alternatives_card
from bot.cards.answers import answer_card, infeasible_card, question_card, working_card
from bot.cards.blocks import Card
from bot.cards.booking import booking_card
from bot.cards.home import HomeView, home
from bot.cards.plan import plan_card
from bot.cards.text import escape, fallback, with_people
from bot.words.catalog import LANGUAGES
from media.approvals import Member
from media.booking import Problem
from media.brief import Kpi, Where
from media.plan import Fact, MediaPlan
from media.sentences import Share, joined
from media.stored import stored
from optimizer.propose.wording import bounded, targeted
from sandbox.slack.validation.check import check_message, check_view
from tests.bot.examples import booking, interval, line, plan, planned

EVIL = "<!channel> <@U123> & @everyone *x* " + "w" * 400


def check(card: Card) -> Card:
    """As Slack would: raises when it would refuse the card."""
    check_message(card.text, card.blocks)
    return card


def texts(card: Card) -> str:
    return json.dumps(card.blocks, ensure_ascii=False)


def buttons(card: Card) -> dict[str, dict[str, Any]]:
    rows = [block["elements"] for block in card.blocks if block["type"] == "actions"]
    return {element["action_id"]: element for row in rows for element in row}


class TestPlanCard:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("lines", [1, 2, 6, 25, 26, 100, 300])
    def test_fits_for_any_number_of_lines(self, lines: int, language: str) -> None:
        big, small = plan(lines, version=2), plan(max(1, lines // 2))
        check(plan_card(planned(big), language, previous=small))

    def test_the_table_holds_the_biggest_lines_the_rest_and_the_total(self) -> None:
        big = plan(300)
        card = plan_card(planned(big), "en")
        (table,) = [block for block in card.blocks if block["type"] == "data_table"]
        assert len(table["rows"]) == 1 + 25 + 1 + 1
        assert table["rows"][-2][0]["text"] == "and 275 more"
        budgets = [row[4]["value"] for row in table["rows"][1:-1]]
        assert sum(budgets) == pytest.approx(table["rows"][-1][4]["value"])

    def test_a_plan_that_cannot_be_better_is_said_to_be_the_best(self) -> None:
        best = plan().model_copy(update={"gap": 3e-7})
        assert "Proven to be the best possible plan." in texts(plan_card(planned(best), "en"))
        assert "Bewiesen: der bestmögliche Plan." in texts(plan_card(planned(best), "de"))

    def test_everything_from_outside_is_escaped(self) -> None:
        brief = plan().brief.model_copy(update={"advertiser": EVIL})
        evil = plan([line(0, city=EVIL[:100])], brief=brief, version=2)
        said = (Fact(code="words_not_used", values={"words": [EVIL]}),)
        card = check(plan_card(planned(evil), "en", said=said, previous=plan()))
        live = [b for b in _mrkdwn(card) if "<!channel>" in b or "<@U123>" in b or "@everyone" in b]
        assert live == []
        assert "<!" not in card.text

    def test_buttons_carry_ids_and_a_hash_and_no_amount(self) -> None:
        the_plan = plan()
        approve = buttons(plan_card(planned(the_plan), "en"))["approve"]
        assert approve["value"] == f"{'a' * 32}:{the_plan.hash}"

    def test_approve_is_gone_while_something_stands_in_the_way(self) -> None:
        problem = Problem(line=None, message="Nike has no ad account.", remedy="Set one.")
        card = check(plan_card(planned(plan(), [problem]), "en"))
        assert "approve" not in buttons(card)
        assert "set_up_advertiser" in buttons(card)
        assert "Nike has no ad account. Set one." in texts(card)

    @pytest.mark.parametrize("state", ["approved", "rejected", "expired", "superseded"])
    def test_a_decided_plan_has_no_deciding_buttons(self, state: str) -> None:
        decided = planned(plan(), state=state, decided_by="U2", reason="too <dear>")
        card = check(plan_card(decided, "en"))
        assert not {"approve", "reject"} & set(buttons(card))
        assert "too &lt;dear&gt;" in texts(card)

    def test_an_older_version_has_no_deciding_buttons(self) -> None:
        newer = planned(plan(version=2))
        old = planned(plan())
        card = plan_card(type(old)(old.plan, newer.request), "en")
        assert not {"approve", "reject"} & set(buttons(card))

    def test_the_change_names_lines_that_are_new_gone_and_moved(self) -> None:
        before = plan([line(0), line(1)])
        after = plan([line(0, budget=5_000_000), line(2)], version=2)
        said = texts(plan_card(planned(after), "en", previous=before))
        assert "New: audio in Mexico" in said
        assert "Gone: audio in Argentina" in said
        assert "audio in Brazil (direct) R$1,000.33 → *R$5*" in said

    def test_what_stays_is_said_to_stay(self) -> None:
        before = plan([line(0), line(1)])
        same = texts(plan_card(planned(plan([line(0), line(1)], version=2)), "en", previous=before))
        assert "*No line changed* since version 1." in same
        moved = plan([line(0, budget=5_000_000), line(1)], version=2, reach=before.reach + 1)
        said = texts(plan_card(planned(moved), "en", previous=before))
        assert "Reach stays at *" in said
        assert "+0%" not in said

    def test_what_was_named_and_gets_nothing_is_noted(self) -> None:
        values = {
            "share": 0.0, "amount": "0.00", "currency": "BRL", "cpm": 30.0, "plan_cpm": 20.0,
            "next_per_step": 4_100, "step": "1000.00", "metric": "REACH",
        }  # fmt: skip
        left = [
            Fact(code="market_share", values=values | {"market": code}) for code in ("BR", "MX")
        ]
        note = (
            "Brazil gets nothing: at a CPM of R$30.00, R$1,000 more on it would bring 4,100 people."
        )
        said = texts(plan_card(planned(plan(reasons=tuple(left))), "en"))
        assert note in said
        assert "Mexico gets nothing" not in said

    @staticmethod
    def often(people: int, **changes: Any) -> MediaPlan:
        """A plan for people reached three times or more."""
        goal = {"metric": "REACH_3", "value": people, "reach": 3_400_000, "gap": 0.0001}
        intervals = {"reach": interval(3.4e6), "reach_3": interval(people * 1.01)}
        reasons = (Fact(code="goal", values=goal | {"frequency": 2.4}),)
        return plan(reasons=reasons, intervals=intervals, **changes)

    def test_people_reached_several_times_are_shown_beside_those_reached(self) -> None:
        asked = planned(self.often(1_200_000))
        said = texts(check(plan_card(asked, "en")))
        assert "*1.2M* people reached 3+ times" in said
        assert "objective: reach 3+" in said
        assert "Menschen mit 3+ Kontakten" in texts(check(plan_card(asked, "de")))

    def test_a_change_is_told_in_what_both_versions_count(self) -> None:
        before, after = self.often(1_200_000), self.often(1_500_000, version=2)
        said = texts(plan_card(planned(after), "en", previous=before))
        assert "Reach 3+ 1.2M → *1.5M* (+25%)" in said
        plain = texts(plan_card(planned(after), "en", previous=plan(reach=1_700_000)))
        assert "Reach 1.7M → *3.4M* (+100%)" in plain

    def test_alternatives_compare_people_reached_so_often(self) -> None:
        corner = plan().alternatives[0]
        totals = corner.totals.model_copy(update={"effective": 900_000})
        other = corner.model_copy(update={"totals": totals})
        asked = self.often(1_200_000, alternatives=(other,))
        (case,) = argue(asked)
        assert (case.values["metric"], case.values["reach_change"]) == ("REACH_3", -300_000)
        card = check(alternatives_card(asked, (case,), "en"))
        assert "-25% people reached 3+ times (−300K)" in texts(card).replace("−25%", "-25%")
        (table,) = [block for block in card.blocks if block["type"] == "data_table"]
        assert "Reach 3+" in str(table)
        assert "900K" in str(table)

    def test_other_dates_are_a_change(self) -> None:
        before, later = plan([line(0)]), line(0, start=date(2027, 2, 1))
        said = texts(plan_card(planned(plan([later], version=2)), "en", previous=before))
        assert "Dates Jan 1 – Mar 31 → *Feb 1 – Mar 31*" in said

    def test_dates_of_one_market_are_said_with_its_name(self) -> None:
        before = plan([line(0), line(1)])
        later = line(1, start=date(2027, 2, 1))
        said = texts(plan_card(planned(plan([line(0), later], version=2)), "en", previous=before))
        assert "Argentina Jan 1 – Mar 31 → *Feb 1 – Mar 31*" in said

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.integers(1, 10**13), min_size=1, max_size=40), st.text(max_size=200))
    def test_any_amounts_and_names_fit(self, budgets: list[int], name: str) -> None:
        brief = plan().brief.model_copy(update={"advertiser": name})
        lines = [line(n, budget=budget * 10_000) for n, budget in enumerate(budgets)]
        check(plan_card(planned(plan(lines, brief=brief)), "de"))


def _mrkdwn(card: Card) -> list[str]:
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "mrkdwn":
                found.append(node["text"])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(card.blocks)
    return found


class TestOtherCards:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_alternatives_fit(self, language: str) -> None:
        the_plan = plan(40)
        card = check(alternatives_card(the_plan, argue(the_plan), language))
        assert set(buttons(card)) == {
            f"use_alternative_{n}" for n in ("reach", "efficiency", "yield")
        }

    @pytest.mark.parametrize(
        "state", ["queued", "booking", "waiting", "booked", "partial", "failed"]
    )
    def test_bookings_of_any_size_fit(self, state: Any) -> None:
        line_state: Any = "rejected" if state in ("partial", "failed") else "confirmed"
        for lines in (1, 30, 300):
            card = check(booking_card(booking(plan(lines), state, line_state), "en"))
            assert all("<!channel>" not in text for text in _mrkdwn(card))

    def test_a_partial_booking_can_be_retried_and_undone(self) -> None:
        card = booking_card(booking(plan(), "partial", "rejected"), "en")
        assert set(buttons(card)) == {"retry_booking", "undo_booking"}

    def test_what_is_being_undone_counts_no_longer_and_is_not_retried(self) -> None:
        view = booking(plan(), "partial")
        order, booked = view.orders[0]
        undone = tuple(line.model_copy(update={"archived": True}) for line in booked.lines)
        orders = ((order, booked.model_copy(update={"lines": undone})), *view.orders[1:])
        card = booking_card(replace(view, orders=orders), "en")
        total = len(view.plan.lines)
        assert f"{total - len(undone)} of {total} lines" in card.text
        assert set(buttons(card)) == {"undo_booking"}

    def test_a_reason_of_several_lines_is_quoted_as_a_whole(self) -> None:
        decided = planned(plan(), state="rejected", decided_by="U2", reason="too dear\n\nand late")
        assert r"\n>too dear\n>\n>and late" in texts(plan_card(decided, "en"))

    def test_a_question_offers_countries(self) -> None:
        said = (Fact(code="question", values={"slots": ["budget", "geo"]}),)
        card = check(question_card(said, ("budget", "geo"), ["BR", "MX"], "en"))
        assert [b["value"] for b in buttons(card).values()] == ["Brazil", "Mexico"]
        assert "a budget and a country" in card.text

    def test_clashing_rules_come_with_a_button_for_each_way_out(self) -> None:
        share = bounded(Where(format="audio"), "min", Share(0.25))
        relax = {
            "code": "relax",
            "values": {
                "pointer": "/constraints/0/min", "value": 0.25, "before": 0.6, "kind": "share",
                "about": "audio", "words": stored(share), "currency": "BRL",
            },
        }  # fmt: skip
        clash = Fact(
            code="infeasible", values={"rules": ["audio at least 0.6"], "relaxations": [relax]}
        )
        card = check(infeasible_card(clash, (), "en"))
        (button,) = buttons(card).values()
        assert button["value"] == "audio at least 25.0%"
        assert button["text"]["text"] == "Audio at least 25% of the total"

    @pytest.mark.parametrize(
        ("language", "said", "headline"),
        [
            ("en", "CPM at most R$9.50 and frequency at most 3.2", "No single change is enough."),
            ("de", "TKP höchstens 9,50\xa0R$ und Frequenz höchstens 3,2", "Keine einzelne"),
            ("es", "CPM como máximo BRL9.50 y frecuencia como máximo 3.2", "Ningún cambio"),
            ("pt", "CPM no máximo R$\xa09,50 e frequência no máximo 3,2", "Nenhuma mudança"),
        ],
    )
    def test_changes_that_are_needed_together_are_one_button(
        self, language: str, said: str, headline: str
    ) -> None:
        kpis = (Kpi(metric="CPM", op="<=", value=9.5), Kpi(metric="FREQUENCY", op="<=", value=3.2))
        words = [targeted(kpi, "BRL") for kpi in kpis]
        changes = [
            {"code": "relax", "values": {"pointer": f"/kpis/{n}/value", "kind": "kpi",
             "about": kpi.metric, "value": kpi.value, "before": 2.0}}
            for n, kpi in enumerate(kpis)
        ]  # fmt: skip
        together = {"changes": changes, "words": stored(joined([tuple(words)], ""))}
        relax = {"code": "relax_together", "values": together}
        values = {"rules": [], "relaxations": [relax]}
        clash = Fact.model_validate({"code": "infeasible", "values": values})
        card = check(infeasible_card(clash, (), language))
        (button,) = buttons(card).values()
        assert button["value"] == "CPM at most 9.5, FREQUENCY at most 3.2"
        assert button["text"]["text"] == said
        assert headline in texts(card)

    def test_what_was_ruled_out_can_be_let_in_by_a_button_or_in_words(self) -> None:
        def allow(about: str, *names: str) -> dict[str, Any]:
            values = {"pointer": "/channels", "value": list(names), "before": [], "kind": "allow"}
            return {
                "code": "relax",
                "values": {**values, "about": about, "words": f"allow {about}"},
            }

        ways_out = [allow("programmatic", "self_serve", "programmatic"), allow("audio direct")]
        clash = Fact(code="infeasible", values={"rules": [], "relaxations": ways_out})
        card = check(infeasible_card(clash, (), "en"))
        (button,) = buttons(card).values()
        assert button["value"] == "use self-serve and programmatic"
        assert button["text"]["text"] == "Allow programmatic"
        assert "Allow audio direct" in texts(card)

    def test_many_tight_lines_are_one_note_that_crowds_no_other_out(self) -> None:
        tight = [
            Fact(code="avails_tight", values={"line": f"BR-audio-{c}-{n}", "used": 0.95})
            for c in ("direct", "self_serve", "programmatic")
            for n in (1, 2, 3)
        ]
        still_open = Fact(code="gap_open", values={"gap": 0.02, "asked": 0.01})
        said = texts(check(plan_card(planned(plan(warnings=(*tight, still_open))), "en")))
        assert "9 lines use 95% or more of their unsold inventory." in said
        assert "I stopped looking within 2%" in said

    def test_a_reason_that_is_no_rule_stands_alone(self) -> None:
        empty = "Nothing in the catalog fits this brief."
        clash = Fact(code="infeasible", values={"rules": [empty], "relaxations": []})
        said = texts(check(infeasible_card(clash, (), "en")))
        assert f"*{empty}*" in said and "cannot all hold" not in said

    def test_an_answer_shows_the_campaigns_behind_it(self) -> None:
        row = {
            "campaign_id": "C1", "advertiser": "Nike", "market": "BR", "format": "audio",
            "channel": "direct", "start": "2026-01-01", "end": "2026-02-01", "currency": "BRL",
            "spend": 1e6, "impressions": 1e6, "cpm": 10.0, "ctr": None, "vtr": None,
            "delivery_rate": 0.93, "booked": None,
        }  # fmt: skip
        rows = Fact(code="history_rows", values={"rows": [row] * 20, "count": 312})
        card = check(answer_card((Fact(code="help"), rows), "en"))
        (table,) = [block for block in card.blocks if block["type"] == "data_table"]
        assert len(table["rows"]) == 21
        assert "312" in table["caption"]

    def test_a_campaign_without_an_end_shows_its_start(self) -> None:
        row = {
            "campaign_id": "C1", "advertiser": "Nike", "market": "BR", "format": "audio",
            "channel": "direct", "start": "2026-01-01", "end": None, "currency": "BRL",
            "spend": 1e6, "impressions": 1e6, "cpm": 10.0, "ctr": None, "vtr": None,
            "delivery_rate": None, "booked": None,
        }  # fmt: skip
        rows = Fact(code="history_rows", values={"rows": [row], "count": 1})
        card = check(answer_card((rows,), "en"))
        assert "Jan 1, 2026 –" in str(card.blocks)

    def test_nothing_to_say_still_says_something(self) -> None:
        assert check(answer_card((), "en")).text

    def test_less_of_something_can_be_none_of_it(self) -> None:
        asked = Fact(
            code="how_much", values={"kind": "formats", "value": "video", "degree": "less"}
        )
        (left_out,) = buttons(check(answer_card((asked,), "de"))).values()
        assert (left_out["text"]["text"], left_out["value"]) == ("Video weglassen", "drop video")

    def test_a_share_of_each_is_asked_with_a_button_a_kind(self) -> None:
        asked = Fact(code="each_of_which", values={"min": 0.3, "max": None})
        card = check(answer_card((asked,), "en"))
        assert "At least 30% for each country, or for each format?" in texts(card)
        said = [button["value"] for button in buttons(card).values()]
        assert said == ["at least 30% per country", "at least 30% per format"]

    def test_a_figure_of_two_slots_is_asked_with_a_button_for_each(self) -> None:
        asked = Fact(code="budget_or_target", values={"metric": "REACH", "value": 1_500_000.0})
        card = check(answer_card((asked,), "en"))
        assert "Is 1.5M the new budget, or the new target for reach?" in texts(card)
        said = {b["text"]["text"]: b["value"] for b in buttons(card).values()}
        assert said == {"Budget": "budget 1500000", "Reach": "1500000 reach"}

    def test_the_month_of_a_fortnight_is_asked_with_a_button_each(self) -> None:
        values = {"verb": "pause", "half": "second", "market": "FR",
                  "months": ["2027-03", "2027-04"]}  # fmt: skip
        card = check(answer_card((Fact(code="which_month", values=values),), "es"))
        assert "¿La segunda quincena de qué mes?" in texts(card)
        said = {b["text"]["text"]: b["value"] for b in buttons(card).values()}
        assert said == {
            "Marzo de 2027": "pause France in the second half of March 2027",
            "Abril de 2027": "pause France in the second half of April 2027",
        }

    def test_a_card_of_work_says_so(self) -> None:
        assert check(working_card("pt")).text == "Trabalhando nisso…"

    def test_home_fits(self) -> None:
        member = Member(user="U1", roles=frozenset({"admin"}))
        request = planned(plan()).request
        view = HomeView(member, [request] * 40, [], may_administer=True, advertisers=["N"] * 99)
        check_view(home(view, "en"), "home")

    def test_home_names_whom_every_pending_plan_is_for(self) -> None:
        request = planned(plan()).request
        view = HomeView(Member(user="U1"), [request], [], False, {request.plan: "Old <Client>"})
        assert "*Old &lt;Client&gt;  " in json.dumps(home(view, "en"))


class TestText:
    def test_mentions_do_not_come_to_life(self) -> None:
        assert (
            escape("<!here> <@U1> & @channel") == "&lt;!here&gt; &lt;@U1&gt; &amp; @\u2060channel"
        )

    def test_people_named_by_ourselves_do(self) -> None:
        assert with_people(escape("approved by <@U0ANA>")) == "approved by <@U0ANA>"

    @given(st.text(max_size=9_000))
    def test_the_plain_text_fits(self, text: str) -> None:
        assert len(fallback(text).encode()) <= 3_900
