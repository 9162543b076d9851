"""Canonical JSON (RFC 8785) and the hashes that approval, booking and audit refer to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785


def canonical(data: Mapping[str, Any]) -> bytes:
    """The one byte form of JSON data; integers beyond 2^53 raise (money travels as strings)."""
    return rfc8785.dumps(dict(data))


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(data)).hexdigest()
