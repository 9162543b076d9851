from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.errors import SlackError
from sandbox.slack.people import BRAZIL_SALES, RITA
from sandbox.slack.validation.check import block_problems, check_message, view_problems
from tests.sandbox.slack.world import Payload


def plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text}


def section(text: str = "x") -> Payload:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(**more: Any) -> Payload:
    return {"type": "button", "action_id": "a", "text": plain("Go"), **more}


def options(count: int) -> list[Payload]:
    return [{"text": plain(f"{n}"), "value": f"{n}"} for n in range(count)]


def confirm(**more: Any) -> Payload:
    texts = {"title": plain("t"), "text": plain("x"), "confirm": plain("y"), "deny": plain("n")}
    return texts | more


def actions(*elements: Payload) -> Payload:
    return {"type": "actions", "elements": list(elements)}


def bar(points: int = 2, series: int = 1, **more: Any) -> Payload:
    labels = [f"w{n}" for n in range(points)]
    data = [{"label": each, "value": 1} for each in labels]
    chart = {
        "type": "bar",
        "series": [{"name": f"s{n}", "data": data} for n in range(series)],
        "axis_config": {"categories": labels},
    }
    return {"type": "data_visualization", "title": "Reach", "chart": chart, **more}


def table(rows: int, columns: int = 2, kind: str = "table", text: str = "x") -> Payload:
    grid = [[{"type": "raw_text", "text": text} for _ in range(columns)] for _ in range(rows)]
    caption = {"caption": "Lines"} if kind == "data_table" else {}
    return {"type": kind, "rows": grid, **caption}


AT_THE_LIMIT = [
    section("x" * 3000),
    {"type": "section", "fields": [plain("x" * 2000)] * 6},
    {"type": "header", "text": plain("x" * 150)},
    actions(*(button(action_id=f"{n}") for n in range(25))),
    actions(button(text=plain("x" * 75), value="v" * 2000, confirm=confirm(text=plain("x" * 300)))),
    actions({"type": "static_select", "action_id": "s", "options": options(100)}),
    actions({"type": "overflow", "action_id": "o", "options": options(5)}),
    {"type": "context", "elements": [plain("x")] * 10},
    table(100),
    table(101, kind="data_table"),
    table(2, columns=20),
    bar(points=20, series=6),
    {"type": "markdown", "text": "x" * 12_000},
    {"type": "divider", "block_id": "b" * 255},
]
ONE_TOO_MANY = [
    (section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    (
        {"type": "section", "fields": [plain("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        {"type": "section", "fields": [plain("x" * 2001)]},
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        actions(*(button(action_id=f"{n}") for n in range(26))),
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        actions(button(text=plain("x" * 76))),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        actions(button(value="v" * 2001)),
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        actions(button(confirm=confirm(title=plain("x" * 101)))),
        "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]",
    ),
    (
        actions({"type": "static_select", "action_id": "s", "options": options(101)}),
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions({"type": "overflow", "action_id": "o", "options": options(6)}),
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        {"type": "context", "elements": [plain("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (table(101), "no more than 100 items allowed [json-pointer:/blocks/0/rows]"),
    (
        table(2, columns=21),
        "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
    ),
    (
        table(50, text="x" * 101),
        "must be less than 10001 characters in all [json-pointer:/blocks/0]",
    ),
    (
        bar(series=7),
        "no more than 6 items allowed [json-pointer:/blocks/0/chart/series]",
    ),
    (
        bar(title="x" * 51),
        "must be less than 51 characters [json-pointer:/blocks/0/title]",
    ),
    (
        {"type": "divider", "block_id": "b" * 256},
        "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ),
    ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    ({"type": "header"}, "missing required field: text [json-pointer:/blocks/0]"),
    ({"type": "poem"}, "unsupported type: poem [json-pointer:/blocks/0]"),
    (
        {"type": "divider", "colour": "red"},
        "invalid additional property: colour [json-pointer:/blocks/0]",
    ),
    (
        {"type": "alert", "text": plain("modals only")},
        "unsupported type: alert [json-pointer:/blocks/0]",
    ),
]


@pytest.mark.parametrize("block", AT_THE_LIMIT, ids=lambda block: str(block["type"]))
def test_a_block_at_its_limit_is_taken(block: Payload) -> None:
    assert block_problems([block]) == []


@pytest.mark.parametrize(("block", "problem"), ONE_TOO_MANY)
def test_a_block_over_its_limit_is_refused_in_slacks_words(block: Payload, problem: str) -> None:
    assert problem in block_problems([block])


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([section()] * 51, "invalid_blocks"),
        ([table(1), table(1, kind="table")], "only_one_table_allowed"),
        ([bar(), bar(), bar()], "invalid_blocks"),
        ([section("x" * 3000)] * 5, "msg_blocks_too_long"),
        ([{"type": "markdown", "text": "x" * 6001}] * 2, "msg_blocks_too_long"),
        ([{"type": "divider", "block_id": "b"}] * 2, "invalid_blocks"),
        ([actions(button(), button())], "invalid_blocks"),
        ("no list", "invalid_blocks_format"),
    ],
)
def test_a_whole_message_has_limits_too(blocks: object, error: str) -> None:
    with pytest.raises(SlackError, match=error):
        check_message("", blocks)


def test_text_is_counted_in_bytes() -> None:
    assert check_message("x" * 4000, None) == []
    with pytest.raises(SlackError, match="msg_too_long"):
        check_message("ã" * 2001, None)


def modal(**more: Any) -> Payload:
    return {"type": "modal", "title": plain("T"), "blocks": [section()], **more}


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        (modal(title=plain("x" * 25)), "must be less than 25 characters"),
        (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
        (modal(blocks=[section()] * 101), "no more than 100 items allowed"),
        (modal(blocks=[{"type": "markdown", "text": "x"}]), "unsupported type: markdown"),
        (
            modal(
                blocks=[
                    {
                        "type": "input",
                        "label": plain("L"),
                        "element": {"type": "plain_text_input", "action_id": "a"},
                    }
                ]
            ),
            "submit is required",
        ),
    ],
)
def test_views_have_limits(view: Payload, problem: str) -> None:
    assert view_problems(modal()) == []
    assert any(problem in each for each in view_problems(view))


async def test_a_refusal_reaches_the_client_with_its_reasons(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=BRAZIL_SALES.id, text="x", blocks=[section("")])
    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    ]
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.views_publish(user_id=RITA.id, view=modal())


async def test_blocks_can_be_checked_without_posting(client: AsyncWebClient) -> None:
    assert (await client.blocks_validate(blocks=[section()]))["ok"]
    with pytest.raises(SlackApiError) as refused:
        await client.blocks_validate(blocks=[{"type": "poem"}])
    assert refused.value.response["errors"][0]["pointer"] == "/blocks/0"
