"""Why there is no answer, as one word for the books."""

from __future__ import annotations

import json
from typing import Literal

from pydantic import ValidationError

Outcome = Literal[
    "ok",
    "cached",
    "rate_limited",
    "unavailable",
    "refused",
    "timeout",
    "unreachable",
    "blocked",
    "stopped",
    "cut_off",
    "prose",
    "empty",
    "schema_break",
    "failed",
]


class Unusable(Exception):
    """The model answered, but not with anything to use."""

    def __init__(self, outcome: Outcome) -> None:
        """`outcome` says how."""
        super().__init__(outcome)
        self.outcome = outcome


def outcome_of(error: Exception) -> Outcome:
    """The outcome that an exception of a model call stands for."""
    if isinstance(error, Unusable):
        return error.outcome
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ValidationError):
        return "schema_break"
    if isinstance(error, json.JSONDecodeError):
        return "unavailable"
    return _by_library(error)


def _by_library(error: Exception) -> Outcome:
    import aiohttp
    import httpx
    from google.auth.exceptions import GoogleAuthError
    from google.genai.errors import APIError

    if isinstance(error, APIError):
        return _by_status(error.code)
    if isinstance(error, GoogleAuthError):
        return "refused"
    if isinstance(error, OSError | aiohttp.ClientError | httpx.HTTPError):
        return "unreachable"
    return "failed"


def _by_status(status: int) -> Outcome:
    if status == 429:
        return "rate_limited"
    return "unavailable" if status >= 500 else "refused"
