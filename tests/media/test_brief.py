"""The Brief's JSON keeps its form."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from media.brief import Brief, Where
from media.evidence import Evidence

PROMISED = """
{"advertiser": "Nike", "product": null, "category": null, "objective": "REACH",
 "budget": {"amount": "250000.00", "max": null, "currency": "BRL", "period": "total",
            "at_most": false, "basis": "net"},
 "flight": {"start": "2027-01-01", "end": "2027-03-31"},
 "flights": [{"start": "2027-02-01", "end": "2027-03-31", "where": {"market": "MX"}}],
 "geo": {"countries": ["BR"], "regions": ["BR-SP"], "cities": ["São Paulo"], "excluded": []},
 "audience": {"age_min": 18, "age_max": 34, "age_ranges": [], "genders": ["FEMALE"],
              "interests": ["fitness"], "segments": [], "languages": ["pt"], "devices": []},
 "formats": {"only": [], "include": ["audio"], "exclude": ["podcast"]},
 "channels": {"only": [], "include": [], "exclude": []},
 "kpis": [{"metric": "CPM", "op": "<=", "value": 12.0, "k": null}],
 "frequency_cap": {"impressions": 2, "per": "week"},
 "constraints": [
   {"kind": "share", "where": {"format": "audio"}, "min": 0.3, "max": null},
   {"kind": "amount", "where": {"market": "MX"}, "min": "50000.00", "max": "50000.00"},
   {"kind": "exclude", "where": {"channel": "programmatic"}},
   {"kind": "protect", "where": {"format": "video"}, "max": null}],
 "brand_safety": [], "priority": "balanced",
 "assumed": ["objective"], "missing": [],
 "evidence": {"/budget": [{"message": 0, "start": 41, "end": 48, "text": "R$ 250k"}]}}
"""


def test_the_promised_json_loads_and_comes_out_the_same() -> None:
    promised = json.loads(PROMISED)
    brief = Brief.model_validate_json(PROMISED)
    assert brief.model_dump(mode="json") == promised
    assert json.loads(brief.model_dump_json()) == promised
    assert list(brief.model_dump(mode="json")) == list(promised)


def test_what_nobody_said_is_null_or_empty() -> None:
    promised = json.loads(PROMISED)
    nothing = Brief().model_dump(mode="json")
    assert nothing.keys() == promised.keys()
    assert nothing["budget"] is None
    assert nothing["geo"] == {"countries": [], "regions": [], "cities": [], "excluded": []}
    assert Brief.model_validate(nothing) == Brief()


def test_a_protect_rule_may_leave_its_fraction_out() -> None:
    rules = [{"kind": "protect", "where": {"format": "video"}}]
    brief = Brief.model_validate({"constraints": rules})
    assert brief.constraints[0].kind == "protect"


@pytest.mark.parametrize(
    "wrong",
    [
        {"markets": ["BR"]},
        {"geo": {"countries": ["Brazil"]}},
        {"formats": {"only": ["radio"]}},
        {"constraints": [{"kind": "share", "where": {"publisher": "x"}}]},
        {"constraints": [{"kind": "wish", "where": {}}]},
        {"budget": {"amount": "250000.00", "currency": "R$"}},
    ],
)
def test_words_outside_the_vocabulary_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Brief.model_validate(wrong)


def test_a_brief_never_changes_under_its_reader() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Brief().advertiser = "Nike"


def test_where_reads_as_its_words() -> None:
    assert str(Where(market="BR", format="audio")) == "audio BR"


def test_evidence_must_stand_in_the_conversation() -> None:
    messages = ["🏃 R$ 250k to reach runners"]
    assert Evidence(message=0, start=2, end=9, text="R$ 250k").stands_in(messages)
    assert not Evidence(message=0, start=3, end=10, text="R$ 250k").stands_in(messages)
    assert not Evidence(message=1, start=2, end=9, text="R$ 250k").stands_in(messages)
    assert not Evidence(message=0, start=2, end=2, text="").stands_in(messages)
