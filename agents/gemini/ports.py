"""What the model's round needs from storage: tokens spent this month, and answers kept.

The methods are those of storage's repositories; a transaction of storage is a `Books`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Protocol

from media.conversation import TokenUse


class UsageBook(Protocol):
    """Tokens used, by tenant and month."""

    async def add(self, tenant: str, use: TokenUse, *, on: date) -> None:
        """Count one call in the month of the day."""
        ...

    async def tokens(self, tenant: str, on: date) -> int:
        """Input and output tokens of the day's month."""
        ...


class AnswerBook(Protocol):
    """Answers that need not be paid for twice."""

    async def get(self, key: str) -> str | None:
        """The answer, if it was asked before."""
        ...

    async def put(self, key: str, body: str, *, model: str) -> None:
        """Keep an answer."""
        ...


class Books(Protocol):
    """Both books, written together."""

    @property
    def usage(self) -> UsageBook:
        """Tokens used."""
        ...

    @property
    def model_answers(self) -> AnswerBook:
        """Answers kept."""
        ...


OpenBooks = Callable[[], AbstractAsyncContextManager[Books]]
"""Opens the books for one short transaction (`Storage.transaction`)."""
