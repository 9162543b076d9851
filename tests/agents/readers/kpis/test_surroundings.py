"""What ads keep away from, in few words among other facts."""

import pytest

from tests.agents.readers.described import brief_of


@pytest.mark.parametrize(
    ("text", "avoided"),
    [
        ("no news", ("news",)),
        ("no gambling, women", ("gambling",)),
        ("no news. Politics is fine", ("news",)),
        ("no news, politics is fine", ("news",)),
        ("keine Nachrichten, Politik ist ok", ("news",)),
        ("no news or politics please", ("news", "politics")),
        ("politics is fine", ()),
    ],
)
def test_a_topic_denied_among_facts_is_kept_away_from(text: str, avoided: tuple[str, ...]) -> None:
    assert brief_of(f"Nike Germany Q1 50k, {text}").brand_safety == avoided


@pytest.mark.parametrize("text", ["no news yet", "no news so far from the client"])
def test_that_there_is_nothing_new_rules_out_no_news(text: str) -> None:
    assert brief_of(f"Nike Germany Q1 50k. {text}").brand_safety == ()
