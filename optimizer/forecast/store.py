"""Nested dataclasses of arrays as bytes and back: an .npz archive with a JSON part.

No pickle: what is loaded can only be arrays, numbers, words and the classes named here in code.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

import numpy as np

T = TypeVar("T")
_PLAIN = "plain"


def pack(value: object) -> bytes:
    """The bytes of a dataclass whose fields are arrays, numbers, words, tuples, dataclasses."""
    arrays, plain = _parts(value)
    buffer = io.BytesIO()
    arrays[_PLAIN] = np.frombuffer(_json(plain), np.uint8)
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def unpack(kind: type[T], data: bytes) -> T:
    """The dataclass again. Raises ValueError on anything that `pack` did not write."""
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    plain = json.loads(arrays.pop(_PLAIN).tobytes())
    return cast(T, _built(kind, "value", arrays, plain))


def content_hash(value: object) -> str:
    """16 hexadecimal digits that change whenever the content does."""
    arrays, plain = _parts(value)
    state = hashlib.sha256(_json(plain))
    for name in sorted(arrays):
        state.update(f"{name}{arrays[name].dtype}{arrays[name].shape}".encode())
        state.update(np.ascontiguousarray(arrays[name]).tobytes())
    return state.hexdigest()[:16]


def _parts(value: object) -> tuple[dict[str, np.ndarray[Any, Any]], dict[str, object]]:
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    plain: dict[str, object] = {}
    _walk(value, "value", arrays, plain)
    return arrays, plain


def _walk(
    value: object, path: str, arrays: dict[str, np.ndarray[Any, Any]], plain: dict[str, object]
) -> None:
    if isinstance(value, np.ndarray):
        arrays[path] = value
    elif is_dataclass(value):
        for part in fields(value):
            _walk(getattr(value, part.name), f"{path}.{part.name}", arrays, plain)
    elif isinstance(value, tuple) and value and _has_arrays(value[0]):
        plain[path] = len(value)
        for number, item in enumerate(value):
            _walk(item, f"{path}.{number}", arrays, plain)
    else:
        plain[path] = value


def _has_arrays(value: object) -> bool:
    return isinstance(value, np.ndarray) or is_dataclass(value)


def _built(kind: Any, path: str, arrays: Mapping[str, Any], plain: Mapping[str, Any]) -> object:
    if path in arrays:
        return arrays[path]
    if get_origin(kind) is UnionType:
        if path in plain and plain[path] is None:
            return None
        kind = next(choice for choice in get_args(kind) if choice is not NoneType)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        parts = {
            f.name: _built(hints[f.name], f"{path}.{f.name}", arrays, plain) for f in fields(kind)
        }
        return cast(Any, kind)(**parts)
    if get_origin(kind) is tuple and isinstance(plain[path], int):
        item = get_args(kind)[0]
        return tuple(_built(item, f"{path}.{n}", arrays, plain) for n in range(plain[path]))
    return _tuples(plain[path])


def _tuples(value: object) -> object:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def _json(plain: Mapping[str, object]) -> bytes:
    return json.dumps(plain, sort_keys=True).encode()
