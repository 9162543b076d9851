"""Views: modals and Home tabs."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sandbox.slack.validation import limits
from sandbox.slack.validation.blocks import HomeBlock, Input, ModalBlock
from sandbox.slack.validation.objects import Shape, ViewTitle


class _View(Shape):
    private_metadata: str | None = Field(default=None, max_length=limits.VIEW_METADATA)
    callback_id: str | None = Field(default=None, max_length=limits.VIEW_CALLBACK_ID)
    external_id: str | None = Field(default=None, max_length=limits.VIEW_CALLBACK_ID)


class Modal(_View):
    """A dialog over the page."""

    type: Literal["modal"]
    title: ViewTitle
    blocks: list[ModalBlock] = Field(max_length=limits.VIEW_BLOCKS)
    submit: ViewTitle | None = None
    close: ViewTitle | None = None
    clear_on_close: bool | None = None
    notify_on_close: bool | None = None
    submit_disabled: bool | None = None

    @model_validator(mode="after")
    def _inputs_need_submit(self) -> Self:
        if self.submit is None and any(isinstance(block, Input) for block in self.blocks):
            raise ValueError("submit is required in the view when an input block is present")
        return self


class Home(_View):
    """The app's Home tab."""

    type: Literal["home"]
    blocks: list[HomeBlock] = Field(max_length=limits.VIEW_BLOCKS)


class ViewShape(Shape):
    """A view of either kind, under the key that error pointers use."""

    view: Annotated[Modal | Home, Field(discriminator="type")]
