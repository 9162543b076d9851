"""What Slack delivers: kept without what cannot be kept, and told apart from what nobody reads."""

from __future__ import annotations

import pytest

from bot.cards.buttons import PlanRef, RequestRef
from bot.payloads import Malformed, check, keepable


def test_what_postgres_cannot_keep_is_left_out() -> None:
    body = {"event": {"text": "a\x00b\ud800c", "files": ["\x00"], "n": 1}}
    assert keepable(body) == {"event": {"text": "abc", "files": [""], "n": 1}}


@pytest.mark.parametrize("kind", [{"type": "shortcut"}, {"type": None}, {"ssl_check": "1"}])
def test_deliveries_that_nobody_reads_are_no_ones_business(kind: dict[str, object]) -> None:
    check(kind)


def test_an_event_may_hold_what_we_do_not_read() -> None:
    joined = {"type": "team_join", "user": {"id": "U1"}}
    check({"type": "event_callback", "team_id": "T", "event_id": "E", "event": joined})


@pytest.mark.parametrize(
    "value", ["", "x", "a:b:c", "plan:NaN", "plan:-1", "pl\x00an:1", "p:1234567"]
)
def test_a_button_of_nobody_is_malformed(value: str) -> None:
    with pytest.raises(Malformed):
        PlanRef.read(value)


def test_references_come_back_as_they_went() -> None:
    assert PlanRef.read(str(PlanRef("0a1b", 3))) == PlanRef("0a1b", 3)
    assert RequestRef.read(str(RequestRef("r" * 32, "f" * 64))) == RequestRef("r" * 32, "f" * 64)
