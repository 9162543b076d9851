"""Names that survive a crash: short references that stand in entity names, idempotency keys."""

from __future__ import annotations

import base64
import hashlib

from media.booking import Order

_LENGTH = 10


def reference(*parts: object) -> str:
    """A short token such as `FP-K7Q2M4XW5A`: 50 bits, the same for the same parts."""
    return "FP-" + base64.b32encode(_hash(parts))[:_LENGTH].decode()


def idempotency_key(order: Order, line: str | None, operation: str) -> str:
    """The key of one create: from plan, version, line and operation, never the payload alone."""
    parts = (order.reference, order.plan, order.version, line or "", operation)
    return "fp-" + _hash(parts).hex()[:40]


def named(words: str, token: str) -> str:
    """An entity's name: words for people, then the reference in brackets. 2 to 200 characters."""
    room = 200 - len(token) - 3
    return f"{' '.join(words.split())[:room].strip()} [{token}]"


def carries(name: str | None, token: str) -> bool:
    """Whether an entity's name carries exactly this reference."""
    return name is not None and f"[{token}]" in name


def _hash(parts: tuple[object, ...]) -> bytes:
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).digest()
