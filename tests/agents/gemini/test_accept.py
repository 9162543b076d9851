"""Acceptance: proof before anything a model says is believed."""

from __future__ import annotations

from datetime import date

import pytest

from agents.gemini import Disagreement, Rejected, Suggestion, Turn
from agents.gemini.accept import accept
from agents.gemini.answers import Claim
from agents.readers.findings.proposals import Ages, BudgetValue, Dated, Op, Proposal, Value
from media.brief import AgeRange, Brief, Budget, Formats, Geo, Kpi
from media.flight import Flight
from tests.agents.gemini.turns import turn

MILLION = 1_000_000


def money(units: int, currency: str | None = None) -> BudgetValue:
    return BudgetValue(units * MILLION, currency=currency, period="total")


def judged(turn: Turn, quote: str, path: str, value: Value, op: Op = "set") -> object:
    return accept([Claim(quote, path, op, value)], turn)[0]


def why(verdict: object) -> str:
    assert isinstance(verdict, Rejected), verdict
    return verdict.why


def test_money_that_both_read_the_same_is_accepted_with_its_words() -> None:
    message = "Germany next spring, the pot holds 45k"
    verdict = judged(turn(message, "45k"), "45k", "/budget", money(45_000))
    assert isinstance(verdict, Proposal)
    assert isinstance(verdict.value, BudgetValue)
    assert verdict.value.amount == 45_000 * MILLION
    assert verdict.evidence[0].stands_in([message])
    assert verdict.certainty < 1


def test_money_that_is_read_differently_is_a_question_of_two_amounts() -> None:
    verdict = judged(turn("Germany, the pot holds 45k", "45k"), "45k", "/budget", money(450_000))
    assert isinstance(verdict, Disagreement)
    assert (verdict.ours, verdict.theirs) == (BudgetValue(45_000 * MILLION), money(450_000))


def test_another_currency_than_the_words_name_is_a_question() -> None:
    verdict = judged(
        turn("Germany, 45k euros", "45k euros"), "45k euros", "/budget", money(45_000, "USD")
    )
    assert isinstance(verdict, Disagreement)


def test_a_second_amount_never_replaces_a_stated_budget() -> None:
    brief = Brief(budget=Budget(amount=30_000 * MILLION, currency="EUR"))
    verdict = judged(turn("maybe 45k", "45k", brief=brief), "45k", "/budget", money(45_000))
    assert isinstance(verdict, Disagreement)
    assert verdict.ours == BudgetValue(30_000 * MILLION, currency="EUR", period="total",
                                       at_most=False)  # fmt: skip


@pytest.mark.parametrize(
    "message",
    [
        "Brazil, a firm with 45k in revenue",
        "Brazil, last year we spent 45k",
        "Brazil, at a CPM of 45k",
        "Brazil, they have 45k followers",
        "Brazil, not 45k",
    ],
)
def test_money_of_another_kind_is_no_budget(message: str) -> None:
    assert why(judged(turn(message, "45k"), "45k", "/budget", money(45_000))) == "background"


def test_a_quote_that_is_not_there() -> None:
    verdict = judged(turn("Brazil, 45k", "45k"), "46k", "/budget", money(46_000))
    assert why(verdict) == "no_quote"


def test_words_that_a_reader_has_used_are_taken() -> None:
    both = turn("Brazil, 45k, and some stuff like that", "stuff")
    assert why(judged(both, "45k", "/budget", money(45_000))) == "explained"
    assert why(judged(both, "Brazil", "/geo/countries", "DE", "add")) == "explained"


def test_an_amount_in_words_that_we_cannot_read_is_not_believed() -> None:
    verdict = judged(turn("Brazil, a tidy sum", "a tidy sum"), "a tidy sum", "/budget", money(9))
    assert why(verdict) == "unread"


def test_dates_that_both_read_the_same_are_accepted() -> None:
    message = "Brazil. On air March to May"
    verdict = judged(
        turn(message, "March to May"),
        "March to May",
        "/flight",
        Dated(date(2027, 3, 1), date(2027, 5, 31)),
    )
    assert isinstance(verdict, Proposal)
    assert verdict.value == Dated(date(2027, 3, 1), date(2027, 5, 31))


def test_dates_that_are_read_differently_are_a_question() -> None:
    verdict = judged(
        turn("Brazil. On air March to May", "March to May"),
        "March to May",
        "/flight",
        Dated(date(2027, 3, 1), date(2027, 6, 30)),
    )
    assert isinstance(verdict, Disagreement)
    assert verdict.slot == "flight"


def test_dates_that_go_against_stated_ones_are_a_question() -> None:
    brief = Brief(flight=Flight(start=date(2027, 1, 1), end=date(2027, 1, 31)))
    verdict = judged(
        turn("hm, March to May", "March to May", brief=brief),
        "March to May",
        "/flight",
        Dated(date(2027, 3, 1), date(2027, 5, 31)),
    )
    assert isinstance(verdict, Disagreement)


def test_dates_of_something_over_are_background() -> None:
    verdict = judged(
        turn("Brazil. Our previous burst was March to May", "March to May"),
        "March to May",
        "/flight",
        Dated(date(2027, 3, 1), date(2027, 5, 31)),
    )
    assert why(verdict) == "background"


def test_minutes_are_no_ages() -> None:
    ages = Ages((AgeRange(min=25, max=40),))
    asked = turn("Brazil, 25-40 minutes a day", "25-40 minutes")
    for quote in ("25-40", "25-40 minutes"):
        assert why(judged(asked, quote, "/audience/age", ages)) == "background"


def test_a_target_must_be_read_the_same() -> None:
    asked = turn("Brazil, CPM under 12", "CPM under 12")
    right, wrong = (Kpi(metric="CPM", op="<=", value=v) for v in (12.0, 1.2))
    assert isinstance(judged(asked, "CPM under 12", "/kpis", right, "add"), Proposal)
    assert why(judged(asked, "CPM under 12", "/kpis", wrong, "add")) == "read_otherwise"


def test_a_piece_torn_out_of_a_range_is_a_question() -> None:
    verdict = judged(
        turn("Brazil. On air March to May", "March to May"),
        "March",
        "/flight",
        Dated(date(2027, 3, 1), date(2027, 3, 31)),
    )
    assert isinstance(verdict, Disagreement)
    assert verdict.ours == Dated(date(2027, 3, 1), date(2027, 5, 31))


def test_an_id_that_no_look_up_returned() -> None:
    verdict = judged(
        turn("Brazil, yacht people", "yacht people"),
        "yacht people",
        "/audience/interests",
        "yachting",
        "add",
    )
    assert why(verdict) == "unknown_id"


def test_a_misspelt_name_is_accepted() -> None:
    verdict = judged(
        turn("Brazil, pettrolheadss", "pettrolheadss"),
        "pettrolheadss",
        "/audience/interests",
        "automotive",
        "add",
    )
    assert isinstance(verdict, Proposal)


def test_a_paraphrase_is_offered_and_not_applied() -> None:
    words = "lads who tinker with Harleys"
    verdict = judged(
        turn(f"Brazil, {words}", words), words, "/audience/interests", "automotive", "add"
    )
    assert isinstance(verdict, Suggestion)
    assert verdict.proposal.value == "automotive"


def test_known_words_are_not_given_another_meaning() -> None:
    verdict = judged(
        turn("Brazil, gamers", "gamers"), "gamers", "/audience/interests", "politics", "add"
    )
    assert why(verdict) == "read_otherwise"


@pytest.mark.parametrize("path", ["/formats/include", "/formats/only"])
def test_a_negated_format_is_not_wanted(path: str) -> None:
    verdict = judged(turn("Brazil, no clips", "clips"), "clips", path, "video", "add")
    assert why(verdict) == "opposite"


def test_an_excluded_format_stays_out() -> None:
    brief = Brief(formats=Formats(exclude=("video",)))
    verdict = judged(
        turn("moving pictures too", "moving pictures", brief=brief),
        "moving pictures",
        "/formats/include",
        "video",
        "add",
    )
    assert why(verdict) == "against_the_brief"


def test_an_excluded_country_stays_out() -> None:
    brief = Brief(geo=Geo(countries=("BR",), excluded=("MX",)))
    verdict = judged(
        turn("and tacoland", "tacoland", brief=brief), "tacoland", "/geo/countries", "MX", "add"
    )
    assert why(verdict) == "against_the_brief"


def test_a_stated_objective_stays() -> None:
    brief = Brief(objective="REACH")
    verdict = judged(
        turn("make the tills ring", "make the tills ring", brief=brief),
        "make the tills ring",
        "/objective",
        "CONVERSIONS",
    )
    assert why(verdict) == "against_the_brief"


def test_of_two_claims_for_one_slot_the_first_counts() -> None:
    asked = turn("Germany, 45k here or 54k there", "45k here or 54k")
    claims = [
        Claim("45k", "/budget", "set", money(45_000)),
        Claim("54k", "/budget", "set", money(54_000)),
    ]
    proposals = [v for v in accept(claims, asked) if isinstance(v, Proposal)]
    assert len([p for p in proposals if p.path == "/budget"]) == 1
