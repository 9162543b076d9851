"""The reducer: order leaves no trace, evidence stands in the words, defaults are named."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from agents.readers import ReadContext, read
from agents.reducer import complete, reduce
from agents.understanding import understand
from media.brief import Brief
from media.flight import Flight
from media.money import MICROS

TODAY = date(2026, 11, 20)
FACTS = (
    "client: Nike",
    "R$ 250k",
    "Brazil",
    "Q1",
    "18-34",
    "women",
    "runners",
    "audio and podcast",
    "no display",
    "max 3 impressions per user per week",
    "CPM under 12",
    "at least 30% video",
    "objective: app installs",
    "as cheap as possible",
    "no programmatic",
    "protect video inventory",
)


def last_brief(messages: list[str]) -> Brief:
    return understand(messages, TODAY)[-1][1]


def slots(brief: Brief) -> Brief:
    return brief.model_copy(update={"evidence": {}})


@st.composite
def splits(draw: st.DrawFn) -> list[str]:
    """All the facts, in any order, over one to three messages."""
    facts = draw(st.permutations(FACTS))
    cuts = sorted(draw(st.lists(st.integers(1, len(facts) - 1), max_size=2, unique=True)))
    bounds = [0, *cuts, len(facts)]
    return [". ".join(facts[a:b]) for a, b in pairwise(bounds)]


@settings(max_examples=60, deadline=None)
@given(splits())
def test_splitting_the_same_facts_in_any_order_gives_the_same_brief(messages: list[str]) -> None:
    assert slots(last_brief(messages)) == slots(last_brief([". ".join(FACTS)]))


def test_the_currency_of_a_dollar_is_settled_when_the_country_comes_later() -> None:
    facts = ("$100k", "Mexico", "Q1")
    briefs = [slots(last_brief(list(order))) for order in permutations(facts)]
    assert all(brief == briefs[0] for brief in briefs)
    assert briefs[0].budget is not None and briefs[0].budget.currency == "MXN"


def test_every_piece_of_evidence_stands_in_its_message() -> None:
    messages = ["R$ 250k to reach 18-34 runners in Brazil", "Q1, mostly audio", "make it 300k"]
    brief = last_brief(messages)
    words = [piece for pieces in brief.evidence.values() for piece in pieces]
    assert words and all(piece.stands_in(messages) for piece in words)


def test_every_stated_slot_has_evidence() -> None:
    brief = last_brief([". ".join(FACTS)])
    stated = {f"/{name}" for name, value in brief if value not in (None, ()) and name != "evidence"}
    roots = {f"/{pointer.split('/')[1]}" for pointer in brief.evidence}
    assert {
        path for path in stated if getattr(brief, path[1:]) != getattr(Brief(), path[1:])
    } <= roots


def test_reduce_is_pure() -> None:
    brief = last_brief(["100k EUR Spain"])
    reading = read("make it 200k", ReadContext(TODAY, 1, brief))
    assert reduce(brief, reading) == reduce(brief, reading)
    assert brief.budget is not None and brief.budget.amount == 100_000_000_000


def test_defaults_are_named_as_assumptions() -> None:
    brief = complete(last_brief(["100k EUR Spain"]), TODAY)
    assert brief.flight == Flight(start=date(2026, 11, 23), end=date(2026, 12, 20))
    assert (brief.objective, brief.assumed) == ("REACH", ("objective", "flight", "priority"))
    assert not any(f"/{name}" in brief.evidence for name in brief.assumed)


def test_what_is_missing_is_named() -> None:
    assert complete(last_brief(["plan for Nike please"]), TODAY).missing == ("budget", "geo")
    assert complete(last_brief(["100k EUR Spain"]), TODAY).missing == ()


def test_what_was_stated_is_never_assumed() -> None:
    brief = complete(last_brief(["100k EUR Spain, Q1, objective: clicks"]), TODAY)
    assert brief.assumed == ("priority",)


def test_a_dropped_city_takes_its_country_along_unless_that_was_named() -> None:
    assert last_brief(["50k EUR Madrid and Lisbon", "drop Lisbon"]).geo.countries == ("ES",)
    named = last_brief(["50k EUR Spain and Portugal, Madrid and Lisbon", "drop Lisbon"])
    assert named.geo.countries == ("ES", "PT")


def test_cutting_more_than_there_is_changes_nothing_and_is_named() -> None:
    reading, brief = understand(["10k EUR Spain", "cut 20k"], TODAY)[-1]
    assert brief.budget is not None and brief.budget.amount == 10_000 * MICROS
    assert [words.text for words in reading.unexplained] == ["20k"]


def test_another_budget_is_spent_where_nobody_said_at_most() -> None:
    said = "Nike, Spain, March, 100k EUR"
    chosen = last_brief([said])
    assert chosen.budget is not None
    budget = chosen.budget.model_copy(update={"at_most": True})
    thrifty = chosen.model_copy(update={"budget": budget, "priority": "efficiency"})

    def after(brief: Brief, text: str) -> bool:
        edited = reduce(brief, read(text, ReadContext(TODAY, 1, brief))).budget
        assert edited is not None
        return edited.at_most

    assert not after(thrifty, "make it 200k")
    assert after(thrifty, "add Portugal")
    stated = last_brief(["Nike, Spain, March, up to 100k EUR"])
    assert after(stated, "make it 200k")
    assert not after(stated, "make it exactly 200k")
