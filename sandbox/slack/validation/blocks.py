"""The blocks of Block Kit that the sandbox knows, and where each may stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sandbox.slack.validation import limits
from sandbox.slack.validation.charts import DataVisualization
from sandbox.slack.validation.elements import (
    Accessory,
    ActionElement,
    ContextAction,
    ImageElement,
    InputElement,
)
from sandbox.slack.validation.objects import (
    BlockId,
    FieldText,
    HeaderText,
    InputLabel,
    Mrkdwn,
    PlainText,
    Shape,
    Text,
)
from sandbox.slack.validation.rich_text import RichText
from sandbox.slack.validation.tables import DataTable, Table


class _Block(Shape):
    block_id: BlockId | None = None


class Section(_Block):
    """Text, fields in two columns, and one element beside them."""

    type: Literal["section"]
    text: Text | None = None
    fields: list[FieldText] | None = Field(
        default=None, min_length=1, max_length=limits.SECTION_FIELDS
    )
    accessory: Accessory | None = None
    expand: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and self.fields is None:
            raise ValueError("must define either `text` or `fields`")
        return self


class Header(_Block):
    """A line of large text."""

    type: Literal["header"]
    text: HeaderText
    level: int | None = Field(default=None, ge=1, le=4)


class Divider(_Block):
    """A thin line."""

    type: Literal["divider"]


class Actions(_Block):
    """A row of interactive elements."""

    type: Literal["actions"]
    elements: list[ActionElement] = Field(min_length=1, max_length=limits.ACTIONS_ELEMENTS)


_ContextElement = Annotated[PlainText | Mrkdwn | ImageElement, Field(discriminator="type")]


class Context(_Block):
    """Small grey text and pictures."""

    type: Literal["context"]
    elements: list[_ContextElement] = Field(min_length=1, max_length=limits.CONTEXT_ELEMENTS)


class ContextActions(_Block):
    """Feedback buttons and icon buttons."""

    type: Literal["context_actions"]
    elements: list[ContextAction] = Field(min_length=1, max_length=limits.CONTEXT_ACTIONS_ELEMENTS)


class Image(_Block):
    """A picture with a title."""

    type: Literal["image"]
    alt_text: str = Field(max_length=limits.IMAGE_ALT)
    image_url: str | None = Field(default=None, max_length=limits.IMAGE_URL)
    slack_file: dict[str, str] | None = None
    title: PlainText | None = None


class Input(_Block):
    """A labelled input of a modal."""

    type: Literal["input"]
    label: InputLabel
    element: InputElement
    hint: InputLabel | None = None
    optional: bool | None = None
    dispatch_action: bool | None = None


class Markdown(_Block):
    """Standard Markdown, as models write it."""

    type: Literal["markdown"]
    text: str = Field(min_length=1, max_length=limits.MESSAGE_MARKDOWN)


class File(_Block):
    """A remote file."""

    type: Literal["file"]
    external_id: str
    source: Literal["remote"]


class Alert(_Block):
    """A coloured notice, in modals only."""

    type: Literal["alert"]
    text: Text
    level: Literal["default", "info", "warning", "error", "success"] | None = None


class _Source(Shape):
    type: Literal["url"]
    url: str
    text: str


class TaskCard(_Block):
    """One step of a piece of work with its state."""

    type: Literal["task_card"]
    task_id: str
    title: str
    details: RichText | None = None
    output: RichText | None = None
    sources: list[_Source] | None = None
    status: Literal["pending", "in_progress", "complete", "error"] | None = None


class _PlanTask(TaskCard):
    type: Literal["task_card"] = "task_card"


class Plan(_Block):
    """Several steps under one title."""

    type: Literal["plan"]
    title: str
    tasks: list[_PlanTask] | None = Field(default=None, max_length=limits.PLAN_TASKS)


_Everywhere = Section | Header | Divider | Actions | Context | Image | Input | RichText
_MessageOnly = (
    ContextActions | Markdown | File | Table | DataTable | DataVisualization | TaskCard | Plan
)

MessageBlock = Annotated[_Everywhere | _MessageOnly, Field(discriminator="type")]
ModalBlock = Annotated[_Everywhere | Alert, Field(discriminator="type")]
HomeBlock = Annotated[_Everywhere, Field(discriminator="type")]

Surface = Literal["message", "modal", "home"]


class MessageBlocks(Shape):
    """The blocks of a message."""

    blocks: list[MessageBlock] = Field(max_length=limits.MESSAGE_BLOCKS)


class _ModalBlocks(Shape):
    blocks: list[ModalBlock] = Field(max_length=limits.VIEW_BLOCKS)


class _HomeBlocks(Shape):
    blocks: list[HomeBlock] = Field(max_length=limits.VIEW_BLOCKS)


BLOCKS_OF: Mapping[Surface, type[Shape]] = {
    "message": MessageBlocks,
    "modal": _ModalBlocks,
    "home": _HomeBlocks,
}
