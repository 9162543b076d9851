"""What was changed in the Adjust form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.modals.adjust import age_text, day_of, formats_of
from bot.modals.inputs import Answers, brought
from media.brief import Brief
from media.errors import InvalidInput
from media.money import typed_amount


@dataclass(frozen=True, slots=True)
class Moved:
    """What was chosen newly, and what is chosen no more."""

    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @classmethod
    def between(cls, had: Sequence[str], chosen: Sequence[str]) -> Moved:
        """In the order of the form."""
        return cls(
            added=tuple(code for code in chosen if code not in had),
            dropped=tuple(code for code in had if code not in chosen),
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped)


@dataclass(frozen=True, slots=True)
class Changes:
    """The slots that were changed; None, and an empty Moved, where one was not.

    `budget` is in micros of `currency`, `flight` are ISO days, `ages` empty where open.
    """

    currency: str
    budget: int | None = None
    flight: tuple[str, str] | None = None
    ages: tuple[str, str] | None = None
    countries: Moved = Moved()
    formats: Moved = Moved()
    priority: str | None = None


def changes_of(view: dict[str, Any], brief: Brief) -> Changes:
    """What a submitted form changes. Raises InvalidInput; its `remedy` names the field at fault."""
    answers = Answers(view)
    return Changes(
        currency=brought(view, "currency"),
        budget=_budget(answers, brief),
        flight=_flight(answers, brief),
        ages=_ages(answers, brief),
        countries=Moved.between(
            brief.geo.countries,
            _chosen(answers, "countries", "Choose at least one country."),
        ),
        formats=Moved.between(
            formats_of(brief), _chosen(answers, "formats", "Choose at least one format.")
        ),
        priority=_priority(answers, brief),
    )


def _budget(answers: Answers, brief: Brief) -> int | None:
    try:
        micros = typed_amount(answers.text("budget"))
    except InvalidInput:
        raise InvalidInput("Write the amount with digits, such as 250000.00.", "budget") from None
    if micros <= 0:
        raise InvalidInput("The budget must be more than nothing.", "budget")
    return None if brief.budget is not None and micros == brief.budget.amount else micros


def _flight(answers: Answers, brief: Brief) -> tuple[str, str] | None:
    start, end = answers.text("start"), answers.text("end")
    if end < start:
        raise InvalidInput("The last day is before the first.", "end")
    was = (day_of(brief, "start"), day_of(brief, "end"))
    return None if (start, end) == was else (start, end)


def _ages(answers: Answers, brief: Brief) -> tuple[str, str] | None:
    low, high = answers.text("age_min"), answers.text("age_max")
    for name, age in (("age_min", low), ("age_max", high)):
        if age and not age.isdecimal():
            raise InvalidInput("Write an age with digits.", name)
    was = (age_text(brief.audience.age_min), age_text(brief.audience.age_max))
    return None if (low, high) == was else (low, high)


def _chosen(answers: Answers, name: str, complaint: str) -> list[str]:
    chosen = answers.several(name)
    if not chosen:
        raise InvalidInput(complaint, name)
    return chosen


def _priority(answers: Answers, brief: Brief) -> str | None:
    chosen = answers.text("priority")
    return None if chosen == (brief.priority or "balanced") else chosen
