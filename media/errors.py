"""The one error tree. Every error says what happened and what a person should do about it.

FlightplanError
├── InvalidInput            the words, file or field at hand cannot be used
│   ├── InvalidMoney        an amount that does not fit its currency or is not a number
│   └── InvalidProblem      a field of an allocation problem
├── Infeasible              hard rules that clash; carries which
├── NotReady                something must be set up first (catalog, account, category)
├── NotAllowed              the person lacks the role, limit or membership
├── Conflict                somebody or something was first (stale version, already decided)
├── SoldOut                 the inventory is gone
├── NotFound                no such plan, conversation, account
└── OutsideError            an outside service failed
    ├── TransientError      trying again later can help; may carry `retry_after` seconds
    ├── CorrectableError    a person can mend it
    └── TerminalError       it will never work as asked
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from media.sentences import Place, Sentence, Value, joined

if TYPE_CHECKING:
    from media.plan import Fact


class FlightplanError(Exception):
    """Base of all errors that a surface may show: `str(error)` is one plain sentence or two.

    `message` and `remedy` are in English, and remember what a surface needs to translate them.
    """

    def __init__(self, message: str, remedy: str = "", **values: Value) -> None:
        """`message` says what happened, `remedy` what to do; both are whole sentences.

        What differs from case to case stands in them as `{name}`, and in `values`.
        """
        self.message = Sentence(message, **values)
        self.remedy = Sentence(remedy, **values)
        super().__init__(f"{self.message} {self.remedy}".strip())


class InvalidInput(FlightplanError):
    """The words, the file or the field cannot be used as they are."""


class InvalidMoney(InvalidInput):
    """An amount that is no number, or does not fit its currency's smallest unit."""


class InvalidProblem(InvalidInput):
    """An allocation problem with a bad field; `field` is its path, such as `lines[3].cpm`."""

    def __init__(self, field: str, message: str, remedy: str = "", **values: Value) -> None:
        """`field` is put in front of the message."""
        super().__init__(f"{field}: {message}", remedy, **values)
        self.field = field


class Infeasible(FlightplanError):
    """Hard rules that cannot all hold; `rules` names an irreducible set of them.

    `relaxations` are the smallest changes that make it work, each a Fact whose `pointer` value
    names the place in the Brief and whose `value` what it would have to be.
    """

    def __init__(
        self,
        message: str,
        remedy: str = "",
        rules: tuple[str, ...] = (),
        relaxations: tuple[Fact, ...] = (),
        **values: Value,
    ) -> None:
        """`rules` are the clashing rules, each in words."""
        super().__init__(message, remedy, **values)
        self.rules = rules
        self.relaxations = relaxations


class NotReady(FlightplanError):
    """Something must be set up before this can be done."""


class NotSold(NotReady):
    """Nothing is sold in some `countries` (ISO 3166) of a Brief."""

    def __init__(self, countries: tuple[str, ...]) -> None:
        """`countries` are those without a market, at least one."""
        super().__init__(
            "Nothing is sold in {country} yet.",
            "Choose another country, or add it with `flightplan catalog import`.",
            country=joined([Place(country) for country in countries], ", "),
        )
        self.countries = countries


class NotAllowed(FlightplanError):
    """The person may not do this."""


class Conflict(FlightplanError):
    """The thing has changed, or somebody else has decided already."""


class SoldOut(FlightplanError):
    """Inventory that was free when the plan was made is gone."""


class NotFound(FlightplanError):
    """No such plan, conversation, account or advertiser."""


class OutsideError(FlightplanError):
    """An outside service (Slack, an Ads API, a model) failed.

    `correlation` is the service's own name for the failed call, for its support; or None.
    """

    correlation: str | None = None


class TransientError(OutsideError):
    """The same call can succeed later; `retry_after` is in seconds when the service said."""

    def __init__(
        self,
        message: str,
        remedy: str = "",
        retry_after: float | None = None,
        **values: Value,
    ) -> None:
        """`retry_after` comes from the service's own answer."""
        super().__init__(message, remedy, **values)
        self.retry_after = retry_after


class CorrectableError(OutsideError):
    """A person can mend the cause, and `remedy` says how."""


class TerminalError(OutsideError):
    """The request will never succeed as it stands."""
