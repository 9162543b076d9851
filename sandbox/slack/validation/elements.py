"""Block elements: buttons, selects, inputs."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sandbox.slack.validation import limits
from sandbox.slack.validation.objects import (
    ActionId,
    ButtonText,
    Confirm,
    Option,
    OptionGroup,
    Placeholder,
    Shape,
)


class _Element(Shape):
    action_id: ActionId | None = None
    confirm: Confirm | None = None


class _Input(_Element):
    placeholder: Placeholder | None = None
    focus_on_load: bool | None = None


class Button(_Element):
    """A button; `url` opens a page as well."""

    type: Literal["button"]
    text: ButtonText
    value: str | None = Field(default=None, max_length=limits.BUTTON_VALUE)
    url: str | None = Field(default=None, max_length=limits.BUTTON_URL)
    style: Literal["primary", "danger"] | None = None
    accessibility_label: str | None = Field(default=None, max_length=limits.ACCESSIBILITY_LABEL)


class _FeedbackButton(Shape):
    text: ButtonText
    value: str = Field(max_length=limits.BUTTON_VALUE)
    accessibility_label: str | None = Field(default=None, max_length=limits.ACCESSIBILITY_LABEL)


class FeedbackButtons(Shape):
    """Thumbs up and thumbs down."""

    type: Literal["feedback_buttons"]
    action_id: ActionId | None = None
    positive_button: _FeedbackButton
    negative_button: _FeedbackButton


class IconButton(_Element):
    """A small button with an icon."""

    type: Literal["icon_button"]
    icon: Literal["trash"]
    text: ButtonText
    value: str | None = Field(default=None, max_length=limits.BUTTON_VALUE)
    accessibility_label: str | None = Field(default=None, max_length=limits.ACCESSIBILITY_LABEL)
    visible_to_user_ids: list[str] | None = None


class _Options(_Input):
    options: list[Option] | None = Field(default=None, min_length=1, max_length=limits.OPTIONS)
    option_groups: list[OptionGroup] | None = Field(
        default=None, min_length=1, max_length=limits.OPTION_GROUPS
    )

    @model_validator(mode="after")
    def _one_kind_of_options(self) -> Self:
        if (self.options is None) == (self.option_groups is None):
            raise ValueError("must define either `options` or `option_groups`")
        return self


class StaticSelect(_Options):
    """A menu of fixed choices."""

    type: Literal["static_select"]
    initial_option: Option | None = None


class MultiStaticSelect(_Options):
    """A menu of which several choices may be taken."""

    type: Literal["multi_static_select"]
    initial_options: list[Option] | None = Field(default=None, min_length=1)
    max_selected_items: int | None = Field(default=None, ge=1)


class ExternalSelect(_Input):
    """A menu whose choices the app supplies as the person types."""

    type: Literal["external_select"]
    initial_option: Option | None = None
    min_query_length: int | None = Field(default=None, ge=0)


class UsersSelect(_Input):
    """A menu of the workspace's people."""

    type: Literal["users_select"]
    initial_user: str | None = None


class MultiUsersSelect(_Input):
    """A menu of the workspace's people of whom several may be taken."""

    type: Literal["multi_users_select"]
    initial_users: list[str] | None = None
    max_selected_items: int | None = Field(default=None, ge=1)


class Overflow(_Element):
    """The three dots with a few choices behind them."""

    type: Literal["overflow"]
    options: list[Option] = Field(min_length=1, max_length=limits.OVERFLOW_OPTIONS)


class DatePicker(_Input):
    """A date, YYYY-MM-DD."""

    type: Literal["datepicker"]
    initial_date: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}$")


class Checkboxes(_Element):
    """Boxes to tick."""

    type: Literal["checkboxes"]
    options: list[Option] = Field(min_length=1, max_length=limits.CHOICE_OPTIONS)
    initial_options: list[Option] | None = Field(default=None, min_length=1)
    focus_on_load: bool | None = None


class RadioButtons(_Element):
    """One choice out of a few, all visible."""

    type: Literal["radio_buttons"]
    options: list[Option] = Field(min_length=1, max_length=limits.CHOICE_OPTIONS)
    initial_option: Option | None = None
    focus_on_load: bool | None = None


class _Dispatch(Shape):
    trigger_actions_on: list[Literal["on_enter_pressed", "on_character_entered"]]


class _Field(Shape):
    action_id: ActionId | None = None
    placeholder: Placeholder | None = None
    focus_on_load: bool | None = None
    dispatch_action_config: _Dispatch | None = None


class PlainTextInput(_Field):
    """A line or a box of text."""

    type: Literal["plain_text_input"]
    multiline: bool | None = None
    initial_value: str | None = Field(default=None, max_length=limits.PLAIN_TEXT_INPUT)
    min_length: int | None = Field(default=None, ge=0, le=limits.PLAIN_TEXT_INPUT)
    max_length: int | None = Field(default=None, ge=1, le=limits.PLAIN_TEXT_INPUT)


class NumberInput(_Field):
    """A number; its bounds travel as strings."""

    type: Literal["number_input"]
    is_decimal_allowed: bool
    initial_value: str | None = None
    min_value: str | None = None
    max_value: str | None = None


class EmailInput(_Field):
    """An e-mail address."""

    type: Literal["email_text_input"]
    initial_value: str | None = None


class UrlInput(_Field):
    """A web address."""

    type: Literal["url_text_input"]
    initial_value: str | None = None


class FileInput(Shape):
    """Files to upload."""

    type: Literal["file_input"]
    action_id: ActionId | None = None
    filetypes: list[str] | None = None
    max_files: int | None = Field(default=None, ge=1, le=limits.INPUT_FILES)


class ImageElement(Shape):
    """A small picture beside text."""

    type: Literal["image"]
    alt_text: str = Field(max_length=limits.IMAGE_ALT)
    image_url: str | None = Field(default=None, max_length=limits.IMAGE_URL)
    slack_file: dict[str, str] | None = None


_Menu = StaticSelect | MultiStaticSelect | ExternalSelect | UsersSelect | MultiUsersSelect
_Choice = DatePicker | Checkboxes | RadioButtons
_Typed = PlainTextInput | NumberInput | EmailInput | UrlInput

ActionElement = Annotated[
    Button
    | Overflow
    | StaticSelect
    | ExternalSelect
    | UsersSelect
    | MultiStaticSelect
    | MultiUsersSelect
    | _Choice,
    Field(discriminator="type"),
]
Accessory = Annotated[
    Button | Overflow | ImageElement | _Menu | _Choice, Field(discriminator="type")
]
ContextAction = Annotated[FeedbackButtons | IconButton, Field(discriminator="type")]
InputElement = Annotated[_Menu | _Choice | _Typed | FileInput, Field(discriminator="type")]
