"""The block `data_visualization`: pie, bar, line and area charts."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sandbox.slack.validation import limits
from sandbox.slack.validation.objects import BlockId, Shape

_Label = Annotated[str, StringConstraints(min_length=1, max_length=limits.CHART_LABEL)]
_Number = Annotated[int | float, Field(allow_inf_nan=False)]


class _Segment(Shape):
    label: _Label
    value: Annotated[_Number, Field(gt=0)]


class _Pie(Shape):
    type: Literal["pie"]
    segments: list[_Segment] = Field(min_length=1, max_length=limits.CHART_SERIES)


class _Point(Shape):
    label: _Label
    value: _Number


class _Series(Shape):
    name: _Label
    data: list[_Point] = Field(min_length=1, max_length=limits.CHART_CATEGORIES)


class _Axes(Shape):
    categories: list[_Label] = Field(min_length=1, max_length=limits.CHART_CATEGORIES)
    x_label: str | None = Field(default=None, max_length=limits.CHART_AXIS_LABEL)
    y_label: str | None = Field(default=None, max_length=limits.CHART_AXIS_LABEL)


class _Cartesian(Shape):
    series: list[_Series] = Field(min_length=1, max_length=limits.CHART_SERIES)
    axis_config: _Axes

    @model_validator(mode="after")
    def _series_fit_the_axis(self) -> Self:
        if len({each.name for each in self.series}) < len(self.series):
            raise ValueError("series names must be unique")
        for series in self.series:
            if [point.label for point in series.data] != self.axis_config.categories:
                raise ValueError("series labels must match the axis categories")
        return self


class _Bar(_Cartesian):
    type: Literal["bar"]


class _Line(_Cartesian):
    type: Literal["line"]


class _Area(_Cartesian):
    type: Literal["area"]


class DataVisualization(Shape):
    """A chart with its title."""

    type: Literal["data_visualization"]
    block_id: BlockId | None = None
    title: str = Field(min_length=1, max_length=limits.CHART_TITLE)
    chart: Annotated[_Pie | _Bar | _Line | _Area, Field(discriminator="type")]
