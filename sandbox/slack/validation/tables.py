"""The blocks `table` and `data_table`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sandbox.slack.validation import limits
from sandbox.slack.validation.objects import BlockId, Shape
from sandbox.slack.validation.rich_text import RichText


class _RawText(Shape):
    type: Literal["raw_text"]
    text: str = Field(min_length=1)


class _RawNumber(Shape):
    type: Literal["raw_number"]
    value: Annotated[int | float, Field(allow_inf_nan=False)]
    text: str = Field(min_length=1)


_Cell = Annotated[_RawText | _RawNumber | RichText, Field(discriminator="type")]
_Row = Annotated[list[_Cell], Field(min_length=1, max_length=limits.TABLE_COLUMNS)]


class _Column(Shape):
    align: Literal["left", "center", "right"] | None = None
    is_wrapped: bool | None = None


class _Grid(Shape):
    block_id: BlockId | None = None
    rows: list[_Row]

    @model_validator(mode="after")
    def _is_rectangular(self) -> Self:
        if len({len(row) for row in self.rows}) > 1:
            raise ValueError("all rows must have the same number of cells")
        if _characters(self.rows) > limits.TABLE_CHARACTERS:
            raise ValueError(f"must be less than {limits.TABLE_CHARACTERS + 1} characters in all")
        return self


class Table(_Grid):
    """A plain table; its first row is the header."""

    type: Literal["table"]
    rows: list[_Row] = Field(min_length=1, max_length=limits.TABLE_ROWS)
    column_settings: list[_Column | None] | None = Field(
        default=None, max_length=limits.TABLE_COLUMNS
    )


class DataTable(_Grid):
    """A table to sort, filter and page through; the header holds no rich text."""

    type: Literal["data_table"]
    rows: list[_Row] = Field(min_length=2, max_length=limits.DATA_TABLE_ROWS)
    caption: str = Field(min_length=1)
    page_size: int | None = Field(default=None, ge=1, le=limits.DATA_TABLE_PAGE)
    row_header_column_index: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _header_is_plain(self) -> Self:
        if any(isinstance(cell, RichText) for cell in self.rows[0]):
            raise ValueError("rich_text is not allowed in the header row")
        return self


def _characters(rows: Sequence[Sequence[_RawText | _RawNumber | RichText]]) -> int:
    return sum(
        len(cell.model_dump_json()) if isinstance(cell, RichText) else len(cell.text)
        for row in rows
        for cell in row
    )
