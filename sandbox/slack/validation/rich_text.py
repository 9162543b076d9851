"""Rich text: sections, lists, quotes and code, and the runs inside them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sandbox.slack.validation.objects import BlockId, Shape


class _Style(Shape):
    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    code: bool | None = None
    underline: bool | None = None
    highlight: bool | None = None
    client_highlight: bool | None = None
    unlink: bool | None = None


class _Run(Shape):
    style: _Style | None = None


class _Text(_Run):
    type: Literal["text"]
    text: str = Field(min_length=1)


class _Link(_Run):
    type: Literal["link"]
    url: str = Field(min_length=1)
    text: str | None = None
    unsafe: bool | None = None


class _Emoji(_Run):
    type: Literal["emoji"]
    name: str
    unicode: str | None = None
    skin_tone: int | None = None


class _User(_Run):
    type: Literal["user"]
    user_id: str


class _Channel(_Run):
    type: Literal["channel"]
    channel_id: str


class _UserGroup(_Run):
    type: Literal["usergroup"]
    usergroup_id: str


class _Date(_Run):
    type: Literal["date"]
    timestamp: int
    format: str
    url: str | None = None
    fallback: str | None = None


class _Broadcast(_Run):
    type: Literal["broadcast"]
    range: Literal["here", "channel", "everyone"]


class _Color(_Run):
    type: Literal["color"]
    value: str


Run = Annotated[
    _Text | _Link | _Emoji | _User | _Channel | _UserGroup | _Date | _Broadcast | _Color,
    Field(discriminator="type"),
]


class _Section(Shape):
    type: Literal["rich_text_section"]
    elements: list[Run]


class _List(Shape):
    type: Literal["rich_text_list"]
    style: Literal["bullet", "ordered"]
    elements: list[_Section]
    indent: int | None = Field(default=None, ge=0, le=8)
    offset: int | None = Field(default=None, ge=0)
    border: int | None = Field(default=None, ge=0, le=1)


class _Quote(Shape):
    type: Literal["rich_text_quote"]
    elements: list[Run]
    border: int | None = None


class _Preformatted(Shape):
    type: Literal["rich_text_preformatted"]
    elements: list[Run]
    border: int | None = None
    language: str | None = None


Paragraph = Annotated[
    _Section | _List | _Quote | _Preformatted,
    Field(discriminator="type"),
]


class RichText(Shape):
    """The block `rich_text`."""

    type: Literal["rich_text"]
    block_id: BlockId | None = None
    elements: list[Paragraph]
