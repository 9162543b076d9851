"""AdCP refusals in plain sentences, by the protocol's codes and recovery classes."""

from __future__ import annotations

import logging
import re

from ads.adcp.answers import Error
from media.errors import CorrectableError, OutsideError, TerminalError, TransientError

_log = logging.getLogger(__name__)
_AGAIN = "Flightplan tries again by itself."
_PACKAGE = re.compile(r"packages\[(\d+)\]")

_SENTENCES: dict[str, tuple[str, str]] = {
    "PRODUCT_UNAVAILABLE": (
        "The seller has sold this inventory meanwhile.",
        "Move the dates or choose another format, and plan again.",
    ),
    "PRODUCT_NOT_FOUND": ("The seller no longer sells this product.", "Plan again."),
    "PRODUCT_EXPIRED": ("The seller no longer sells this product.", "Plan again."),
    "BUDGET_TOO_LOW": (
        "The budget is below the seller's minimum.",
        "Give the line more budget, or drop it.",
    ),
    "BUDGET_EXCEEDED": (
        "The budget is more than the seller allows this account.",
        "Ask the seller for a higher limit, or spend less there.",
    ),
    "POLICY_VIOLATION": (
        "The seller's rules do not allow this advertiser or audience.",
        "Check the category in `flightplan accounts`, or leave this seller out.",
    ),
    "AUDIENCE_TOO_SMALL": ("The audience is too small for this seller.", "Widen the audience."),
    "CREATIVE_REJECTED": ("The seller has refused the ad.", "Mend the ad and attach it again."),
    "ACCOUNT_SETUP_REQUIRED": (
        "The seller has not finished setting up the account.",
        "Ask the seller to finish it.",
    ),
    "NOT_CANCELLABLE": (
        "The seller does not let this be cancelled any more.",
        "Talk to the seller; it is paused if it could be.",
    ),
    "INVALID_STATE": (
        "The buy has been cancelled or has ended at the seller.",
        "Make a new version of the plan and approve that.",
    ),
    "IO_REQUIRED": ("The seller wants a signed insertion order first.", "Sign it with the seller."),
    "AUTH_REQUIRED": (
        "The seller does not accept our sign-in.",
        "Ask whoever runs Flightplan to renew the sign-in there.",
    ),
    "ACCOUNT_NOT_FOUND": (
        "The seller does not know the ad account.",
        "Correct it with `flightplan accounts`.",
    ),
    "ACCOUNT_SUSPENDED": ("The seller has suspended the account.", "Settle it with the seller."),
    "ACCOUNT_PAYMENT_REQUIRED": (
        "The account has an unpaid balance at the seller.",
        "Settle it with the seller.",
    ),
    "IDEMPOTENCY_CONFLICT": (
        "The seller has seen this order with other contents.",
        "Make a new version of the plan and approve that.",
    ),
}
_TRANSIENT = frozenset(
    ("RATE_LIMITED", "SERVICE_UNAVAILABLE", "CONFLICT", "GOVERNANCE_UNAVAILABLE")
)
_TERMINAL = frozenset(
    ("ACCOUNT_SUSPENDED", "ACCOUNT_PAYMENT_REQUIRED", "IDEMPOTENCY_CONFLICT", "BUDGET_EXHAUSTED")
)


class Stale(TransientError):
    """The buy has changed since it was read: read it again."""


class Unsupported(CorrectableError):
    """The seller does not offer this task."""


class BadPackage(CorrectableError):
    """One package keeps the whole order from being taken."""

    def __init__(self, message: str, remedy: str, package: int) -> None:
        """`package` counts from 0 in the order of the request."""
        super().__init__(message, remedy)
        self.package = package


def translate(errors: tuple[Error, ...], tool: str) -> OutsideError:
    """The error that a refusal is. The seller's own words go to the log.

    A failure that the protocol has no code for is none of its refusals: what has happened is open.
    """
    for error in errors:
        _log.warning("%s was refused: %.2000s", tool, error)
    if not errors:
        return unreadable()
    first = errors[0]
    if first.code == "CONFLICT":
        return Stale("The buy has changed at the seller meanwhile.", _AGAIN)
    if first.code == "UNSUPPORTED_FEATURE":
        return Unsupported("The seller does not offer this.", "Do it at the seller.")
    if first.code in _TRANSIENT or first.recovery == "transient":
        return TransientError("The seller is busy.", _AGAIN, first.retry_after)
    message, remedy = _SENTENCES.get(first.code, _by_subject(first))
    if first.code in _TERMINAL or first.recovery == "terminal":
        return TerminalError(message, remedy)
    named = _PACKAGE.search(first.field or "")
    if named:
        return BadPackage(message, remedy, int(named[1]))
    return CorrectableError(message, remedy)


def sign_in_refused() -> CorrectableError:
    """The seller's door stays closed, whatever we would ask behind it."""
    return CorrectableError(*_SENTENCES["AUTH_REQUIRED"])


def unreadable() -> TransientError:
    """An answer that is none: whether anything happened is open."""
    return TransientError(
        "The seller answered something we cannot read.", "Flightplan looks again."
    )


def no_answer() -> TransientError:
    """The seller could not be reached, or did not finish."""
    return TransientError(
        "The seller does not answer.", "Flightplan looks again before it repeats anything."
    )


def _by_subject(error: Error) -> tuple[str, str]:
    subject = f"{error.field} {error.message}".lower()
    if "bid" in subject:
        return "The bid is too low for the seller.", "Ask for a plan with a higher CPM."
    if "time" in subject or "date" in subject:
        return "The seller does not accept the line's dates.", "Start later, and plan again."
    return (
        "The seller does not accept this as it stands.",
        "Change the plan, or tell whoever looks after Flightplan.",
    )
