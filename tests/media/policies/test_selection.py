"""Which cells a Brief lets a plan use, and which it protects."""

from __future__ import annotations

from typing import Any

import pytest

from media.brief import Brief, Where
from media.policies.selection import (
    Spot,
    allows,
    kept_channels,
    kept_formats,
    matches,
    protection,
)
from media.words import CHANNELS, FORMATS, AdFormat, Channel

SPOT = Spot("BR", "audio", "direct", region="BR-SP")


def brief(**slots: Any) -> Brief:
    return Brief.model_validate(slots)


def formats_of(wanted: Brief) -> set[AdFormat]:
    return {f for f in FORMATS if allows(wanted, Spot("BR", f, "direct"))}


def channels_of(wanted: Brief) -> set[Channel]:
    return {c for c in CHANNELS if allows(wanted, Spot("BR", "audio", c))}


def share(key: str, name: str, low: float) -> dict[str, Any]:
    return {"kind": "share", "where": {key: name}, "min": low}


@pytest.mark.parametrize(
    ("where", "matching"),
    [
        ({}, True),
        ({"market": "BR"}, True),
        ({"format": "audio", "channel": "direct", "region": "BR-SP"}, True),
        ({"format": "video", "market": "BR"}, False),
        ({"city": "São Paulo"}, False),
    ],
)
def test_all_keys_that_are_set_must_match(where: dict[str, str], matching: bool) -> None:
    assert matches(Where.model_validate(where), SPOT) is matching


def test_an_open_brief_may_use_everything() -> None:
    assert formats_of(brief()) == set(FORMATS)
    assert channels_of(brief()) == set(CHANNELS)


def test_only_means_only() -> None:
    assert formats_of(brief(formats={"only": ["audio"]})) == {"audio"}
    assert channels_of(brief(channels={"only": ["direct"]})) == {"direct"}


def test_a_list_is_kept_to() -> None:
    assert formats_of(brief(formats={"include": ["audio", "video"]})) == {"audio", "video"}


def test_floors_of_a_list_leave_nothing_to_others() -> None:
    listed = {"include": ["audio", "video"]}
    floors = [share("format", "audio", 0.3), share("format", "video", 0.3)]
    assert kept_formats(brief(formats=listed, constraints=floors)) == {"audio", "video"}
    assert kept_formats(brief(formats=listed, constraints=floors[:1])) == {"audio", "video"}


def test_shares_that_are_too_little_leave_a_rest_to_others() -> None:
    parts = [
        share("format", name, part) | {"max": part}
        for name, part in (("audio", 0.4), ("video", 0.3))
    ]
    assert kept_formats(brief(formats={"include": ["audio", "video"]}, constraints=parts)) == set()


def test_mostly_leaves_a_rest_to_others() -> None:
    mostly = brief(formats={"include": ["audio"]}, constraints=[share("format", "audio", 0.6)])
    assert kept_formats(mostly) == frozenset()
    assert formats_of(mostly) == set(FORMATS)


def test_a_share_in_one_market_says_nothing_of_the_rest() -> None:
    half = {"kind": "share", "where": {"format": "audio", "market": "MX"}, "min": 0.5}
    assert kept_formats(brief(formats={"include": ["audio"]}, constraints=[half])) == {"audio"}


def test_shares_that_fill_the_plan_leave_no_rest() -> None:
    thirds = [("audio", 0.7), ("video", 0.2), ("podcast", 0.1)]
    full = brief(
        formats={"include": [name for name, _ in thirds]},
        constraints=[share("format", name, low) for name, low in thirds],
    )
    assert formats_of(full) == {"audio", "video", "podcast"}


def test_a_floor_joins_a_list() -> None:
    floor = {"kind": "amount", "where": {"format": "podcast"}, "min": "5000.00"}
    assert kept_formats(brief(formats={"include": ["audio"]}, constraints=[floor])) == {
        "audio",
        "podcast",
    }


def test_channels_follow_the_rule_of_formats() -> None:
    mostly = brief(channels={"include": ["direct"]}, constraints=[share("channel", "direct", 0.5)])
    assert kept_channels(mostly) == frozenset()
    assert kept_channels(brief(channels={"include": ["direct"]})) == {"direct"}


def test_exclusions_win_over_wishes() -> None:
    both = brief(formats={"include": ["audio", "video"], "exclude": ["video"]})
    assert formats_of(both) == {"audio"}
    rule = {"kind": "exclude", "where": {"market": "BR", "channel": "programmatic"}}
    assert channels_of(brief(constraints=[rule])) == {"direct", "self_serve"}
    assert allows(brief(constraints=[rule]), Spot("MX", "audio", "programmatic"))


def test_some_objectives_are_sold_in_one_format() -> None:
    assert formats_of(brief(objective="VIDEO_VIEWS")) == {"video"}
    assert formats_of(brief(objective="PODCAST_STREAMS")) == {"podcast"}


class TestProtection:
    video = Spot("BR", "video", "direct")
    rule: dict[str, Any] = {"kind": "protect", "where": {"format": "video"}}  # noqa: RUF012

    def test_nothing_is_protected_unless_somebody_says_so(self) -> None:
        assert protection(brief(), self.video) is None

    def test_a_protected_cell_gives_nothing(self) -> None:
        guarded = brief(constraints=[self.rule])
        assert protection(guarded, self.video) == 0.0
        assert protection(guarded, SPOT) is None

    def test_a_fraction_may_be_opened_and_the_tightest_rule_counts(self) -> None:
        half, tenth = (self.rule | {"max": fraction} for fraction in (0.5, 0.1))
        assert protection(brief(constraints=[half]), self.video) == 0.5
        assert protection(brief(constraints=[half, tenth]), self.video) == 0.1

    @pytest.mark.parametrize(
        "asked",
        [
            {"formats": {"include": ["video"]}},
            {"formats": {"only": ["video"]}},
        ],
    )
    def test_what_is_asked_for_by_name_is_not_protected(self, asked: dict[str, Any]) -> None:
        assert protection(brief(constraints=[self.rule], **asked), self.video) is None

    def test_a_floor_for_the_cell_asks_for_it_by_name(self) -> None:
        rules = [self.rule, share("format", "video", 0.2)]
        assert protection(brief(constraints=rules), self.video) is None

    def test_naming_the_format_does_not_open_a_protected_channel(self) -> None:
        rule = {"kind": "protect", "where": {"format": "video", "channel": "direct"}}
        named = brief(constraints=[rule], formats={"include": ["video"]})
        assert protection(named, self.video) == 0.0
