"""Spotify's refusals in plain sentences. Its own words go to the log, never to a person."""

from __future__ import annotations

import logging
import math
import re
from dataclasses import dataclass
from typing import Annotated

import httpx
from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from pydantic_core import from_json

from media.errors import CorrectableError, OutsideError, TerminalError, TransientError

_log = logging.getLogger(__name__)
_AGAIN = "Flightplan tries again by itself."
_TRACE = re.compile(r"[\w-]{1,64}", re.ASCII)
_LOGGED = 2_000
"""Characters of a refusal's own words that the log keeps."""
_RESOURCE = r"^(https?://[A-Za-z0-9.:-]+)?/[A-Za-z0-9_./-]+$"


class Gone(TransientError):
    """What we asked for is not there (any more): look again before anything else."""


class AlreadyDone(TransientError):
    """A create with this idempotency key has happened before; `resource` is where, if said."""

    def __init__(self, resource: str | None) -> None:
        """`resource` is a path or an address."""
        super().__init__("Spotify has this already.", "Flightplan looks at what is there.")
        self.resource = resource


@dataclass(frozen=True, slots=True)
class Violation:
    """One complaint of VALIDATE or PUBLISH: about which entity, in Spotify's own words."""

    kind: str
    entity: str | None
    words: str


class Invalid(CorrectableError):
    """A draft that Spotify would not publish."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        """`violations` may name single ad sets."""
        super().__init__(*sentence(" ".join(v.words for v in violations)))
        self.violations = violations


def _trace(found: object) -> str | None:
    """What support asks for, if it looks like that."""
    return found if isinstance(found, str) and _TRACE.fullmatch(found) else None


class _Code(BaseModel):
    code: str = ""
    definition: str = ""


class _HierarchyError(BaseModel):
    validation_entity_type: str = ""
    validation_entity_id: str | None = None
    message: str = ""


class ErrorBody(BaseModel):
    """What a refusal carries; Spotify varies the casing of the keys."""

    model_config = ConfigDict(extra="ignore")

    sp_trace_id: Annotated[str | None, BeforeValidator(_trace)] = None
    messages: list[str] = []
    error_codes: list[_Code] = []
    validation_errors: list[_HierarchyError] = []
    resource_uri: Annotated[str, StringConstraints(pattern=_RESOURCE, max_length=500)] | None = None

    @property
    def words(self) -> str:
        """Everything it says, for the log and for finding the subject."""
        codes = [f"{code.code} {code.definition}" for code in self.error_codes]
        return " ".join([*self.messages, *codes])


def translate(response: httpx.Response) -> OutsideError:
    """The error that a response is, with the trace id that Spotify's support asks for."""
    body = _body(response)
    trace = body.sp_trace_id or _trace(response.headers.get("sp-trace-id"))
    _log.warning(
        "Spotify answered %s to %s %s (%s): %s",
        response.status_code,
        response.request.method,
        response.request.url.path,
        trace,
        body.words[:_LOGGED],
    )
    error = _translated(response, body)
    error.correlation = trace
    return error


def _translated(response: httpx.Response, body: ErrorBody) -> OutsideError:
    status, words = response.status_code, body.words.upper()
    if status < 400:
        return unreadable()
    if status == 429:
        return TransientError("Spotify asks us to slow down.", _AGAIN, retry_after(response))
    if status >= 500 or status == 408:
        return TransientError("Spotify has trouble answering.", _AGAIN, retry_after(response))
    if status == 409:
        return _conflict(words, body, response)
    if status in (404, 410):
        return Gone("Spotify does not have this any more.", _AGAIN)
    if status in (401, 403):
        return CorrectableError(
            "Spotify does not let us use this ad account.",
            "Ask the account's owner for access for whoever signed Flightplan in.",
        )
    if body.validation_errors:
        return Invalid(tuple(_violation(error) for error in body.validation_errors))
    if "VERSION" in words:
        return TransientError("The draft at Spotify has changed meanwhile.", _AGAIN)
    return CorrectableError(*sentence(body.words))


def _conflict(words: str, body: ErrorBody, response: httpx.Response) -> OutsideError:
    if "ALREADY_COMPLETED" in words:
        return AlreadyDone(body.resource_uri)
    if "KEY_REUSED" in words:
        return TerminalError(
            "Spotify has seen this request with other contents.",
            "Make a new version of the plan and approve that.",
        )
    return TransientError("Spotify is still busy with this.", _AGAIN, retry_after(response))


def _violation(error: _HierarchyError) -> Violation:
    return Violation(error.validation_entity_type, error.validation_entity_id, error.message)


def retry_after(response: httpx.Response) -> float | None:
    """Seconds of the Retry-After header, if it has any."""
    try:
        seconds = float(response.headers["Retry-After"])
    except (KeyError, ValueError):
        return None
    return max(0.0, seconds) if math.isfinite(seconds) else None


def unreadable() -> TransientError:
    """An answer that is none: whether anything happened is open."""
    return TransientError("Spotify answered something we cannot read.", "Flightplan looks again.")


def _body(response: httpx.Response) -> ErrorBody:
    try:
        raw = from_json(response.content)
        lowered = {key.lower(): value for key, value in raw.items()}
        return ErrorBody.model_validate(lowered)
    except (ValueError, AttributeError, ValidationError):
        return ErrorBody()


_SUBJECTS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("CURRENCY",),
        "The ad account is billed in another currency.",
        "Plan in the account's currency, or choose another account.",
    ),
    (
        ("CATEGOR",),
        "Spotify does not allow the advertiser's category here.",
        "Check the category in `flightplan accounts`, the market and the age range.",
    ),
    (
        ("BID",),
        "The bid is outside what Spotify accepts for this audience.",
        "Ask for a plan with a higher CPM, or a wider audience.",
    ),
    (
        ("MINIMUM BUDGET", "BUDGET"),
        "Spotify does not accept the line's budget.",
        "Give the line more budget, or drop it.",
    ),
    (
        ("SOLD OUT", "SOLD_OUT", "AVAILAB", "INVENTORY"),
        "Spotify has sold this inventory meanwhile.",
        "Move the dates or choose another format, and plan again.",
    ),
    (
        ("START_TIME", "END_TIME", "START TIME", "END TIME", "DATE", "FLIGHT"),
        "Spotify does not accept the line's dates.",
        "Start later, or run longer, and plan again.",
    ),
    (
        ("AUDIENCE", "TARGET", "GEO", "AGE", "PLATFORM", "PLACEMENT", "INTEREST"),
        "Spotify cannot serve this audience.",
        "Widen the audience: ages, interests or places.",
    ),
    (
        ("OBJECTIVE", "DELIVERY_GOAL", "ASSET_FORMAT", "FORMAT"),
        "Spotify does not sell this objective with this format.",
        "Choose another objective, or drop the format.",
    ),
    (
        ("ASSET", "TAGLINE", "CLICKTHROUGH", "CALL_TO_ACTION"),
        "Spotify does not accept the ad's files or texts.",
        "Check the assets in `flightplan accounts`.",
    ),
)


def sentence(words: str) -> tuple[str, str]:
    """A plain sentence and a remedy on the subject of a refusal."""
    upper = words.upper()
    for marks, message, remedy in _SUBJECTS:
        if any(mark in upper for mark in marks):
            return message, remedy
    return (
        "Spotify does not accept this as it stands.",
        "Change the plan, or tell whoever looks after Flightplan.",
    )
