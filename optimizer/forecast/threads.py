"""How many threads the numeric libraries may use."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import cast

ONE_BELOW = 30_000


def modest(rows: int) -> AbstractContextManager[object]:
    """One thread while so few rows are learnt from: more would mostly wait for each other.

    On a busy machine their waiting costs twenty times what a second core could save.
    """
    from threadpoolctl import threadpool_limits

    if rows >= ONE_BELOW:
        return nullcontext()
    return cast(AbstractContextManager[object], threadpool_limits(limits=1))
