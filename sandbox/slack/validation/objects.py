"""Composition objects: texts, options, confirm dialogs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from sandbox.slack.validation import limits


class Shape(BaseModel):
    """A JSON object whose unknown fields are refused, as Slack does."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


BlockId = Annotated[str, StringConstraints(min_length=1, max_length=limits.BLOCK_ID)]
ActionId = Annotated[str, StringConstraints(min_length=1, max_length=limits.ACTION_ID)]


class PlainText(Shape):
    """Text without formatting."""

    type: Literal["plain_text"]
    text: str = Field(min_length=1, max_length=limits.SECTION_TEXT)
    emoji: bool | None = None


class Mrkdwn(Shape):
    """Text in Slack's own markup."""

    type: Literal["mrkdwn"]
    text: str = Field(min_length=1, max_length=limits.SECTION_TEXT)
    verbatim: bool | None = None


Text = Annotated[PlainText | Mrkdwn, Field(discriminator="type")]


class _FieldPlain(PlainText):
    text: str = Field(min_length=1, max_length=limits.SECTION_FIELD)


class _FieldMrkdwn(Mrkdwn):
    text: str = Field(min_length=1, max_length=limits.SECTION_FIELD)


FieldText = Annotated[_FieldPlain | _FieldMrkdwn, Field(discriminator="type")]


class HeaderText(PlainText):
    """A header's text."""

    text: str = Field(min_length=1, max_length=limits.HEADER_TEXT)


class ButtonText(PlainText):
    """A button's text."""

    text: str = Field(min_length=1, max_length=limits.BUTTON_TEXT)


class Placeholder(PlainText):
    """What an empty input shows."""

    text: str = Field(min_length=1, max_length=limits.PLACEHOLDER)


class InputLabel(PlainText):
    """An input's label."""

    text: str = Field(min_length=1, max_length=limits.INPUT_LABEL)


class ViewTitle(PlainText):
    """A modal's title, or the text of its buttons."""

    text: str = Field(min_length=1, max_length=limits.VIEW_TITLE)


class _OptionPlain(PlainText):
    text: str = Field(min_length=1, max_length=limits.OPTION_TEXT)


class _OptionMrkdwn(Mrkdwn):
    text: str = Field(min_length=1, max_length=limits.OPTION_TEXT)


OptionText = Annotated[_OptionPlain | _OptionMrkdwn, Field(discriminator="type")]


class Option(Shape):
    """One choice of a select, an overflow menu, checkboxes or radio buttons."""

    text: OptionText
    value: str = Field(max_length=limits.OPTION_VALUE)
    description: OptionText | None = None
    url: str | None = Field(default=None, max_length=limits.BUTTON_URL)


class OptionGroup(Shape):
    """Choices under a heading."""

    label: _OptionPlain
    options: list[Option] = Field(min_length=1, max_length=limits.OPTIONS)


class _ConfirmTitle(PlainText):
    text: str = Field(min_length=1, max_length=limits.CONFIRM_TITLE)


class _ConfirmPlain(PlainText):
    text: str = Field(min_length=1, max_length=limits.CONFIRM_TEXT)


class _ConfirmMrkdwn(Mrkdwn):
    text: str = Field(min_length=1, max_length=limits.CONFIRM_TEXT)


class _ConfirmButton(PlainText):
    text: str = Field(min_length=1, max_length=limits.CONFIRM_BUTTON)


class Confirm(Shape):
    """The dialog that asks before an action goes out."""

    title: _ConfirmTitle
    text: Annotated[_ConfirmPlain | _ConfirmMrkdwn, Field(discriminator="type")]
    confirm: _ConfirmButton
    deny: _ConfirmButton
    style: Literal["primary", "danger"] | None = None
