"""Forms: what does not do is complained of under the field at fault, and is not saved."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from bot.modals.administration import rules_of
from media.approvals import Limit, Policy
from media.errors import InvalidInput
from media.money import MICROS

TODAY = date(2027, 1, 4)


def rules(**typed: str) -> dict[str, Any]:
    answers = {"limits": "approver BRL 500,000", "two_person": "BRL 100000", "hours": "72"} | typed
    return {
        "private_metadata": json.dumps({"about": "1", "language": "en"}),
        "state": {"values": {name: {name: {"value": text}} for name, text in answers.items()}},
    }


def test_rules_are_read_as_they_were_typed() -> None:
    policy = rules_of(rules(), Policy(), TODAY)
    assert policy.limits == (Limit(role="approver", currency="BRL", amount=500_000 * MICROS),)
    assert policy.two_person_above == {"BRL": 100_000 * MICROS}


@pytest.mark.parametrize("typed", ["500000", "500,000", "500.000", "500.000,00", "500'000.0"])
def test_thousands_are_read_however_they_are_set_apart(typed: str) -> None:
    policy = rules_of(rules(limits=f"approver BRL {typed}"), Policy(), TODAY)
    assert policy.limits[0].amount == 500_000 * MICROS


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("limits", "boss BRL 5"),
        ("limits", "approver BRL"),
        ("limits", "approver BRL -5"),
        ("limits", "approver XXX 500"),
        ("two_person", "BRL abc"),
        ("two_person", "DEM 500"),
        ("two_person", "BRL -1"),
        ("hours", "0"),
        ("hours", "-3"),
        ("hours", "1" * 12),
        ("hours", "9" * 100_000),
    ],
)
def test_rules_that_do_not_do_are_complained_of(field: str, typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rules_of(rules(**{field: typed}), Policy(), TODAY)
    assert refused.value.remedy == field
