"""Sentences in JSON, so that what was stored can be said to whoever reads it later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, cast

from pydantic import JsonValue, PlainSerializer, PlainValidator

from media.errors import FlightplanError
from media.money import Money
from media.plan import Fact
from media.sentences import Place, Sentence, Share, Value


def stored(text: str) -> JsonValue:
    """A sentence as JSON: plain text when nothing fills it, else its template and values."""
    if isinstance(text, Sentence) and text.values:
        return _filled(text)
    return str.__str__(text)


def restored(raw: object) -> Sentence:
    """The sentence of its JSON; plain text is one without values. Raises ValueError for others."""
    match raw:
        case str():
            return Sentence(raw)
        case {"template": str(template), "values": dict(values)}:
            return Sentence(template, **{name: _restored(raw) for name, raw in values.items()})
    raise ValueError("this is no sentence")


SentenceField = Annotated[
    str, PlainValidator(restored), PlainSerializer(stored, return_type=JsonValue)
]
"""A Sentence in a model; plain text does as well."""


def trouble(error: FlightplanError) -> Fact:
    """What an error says, as a Fact of an answer."""
    values = {"message": stored(error.message), "remedy": stored(error.remedy)}
    return Fact(code="trouble", values=values)


def _filled(text: Sentence) -> JsonValue:
    values: dict[str, JsonValue] = {name: _stored(value) for name, value in text.values.items()}
    return {"template": text.template, "values": values}


def _stored(value: Value) -> JsonValue:
    match value:
        case Money():
            return {"micros": value.micros, "currency": value.currency}
        case date():
            return {"date": value.isoformat()}
        case Place():
            return {"place": value.code}
        case Share():
            return {"share": value.fraction}
        case tuple():
            return [_stored(each) for each in value]
        case Sentence():
            return _filled(value)
    return value


def _restored(raw: JsonValue) -> Value:
    match raw:
        case str() | int() | float():
            return raw
        case {"micros": int(micros), "currency": str(currency)}:
            return Money(micros, currency)
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case {"place": str(code)}:
            return Place(code)
        case {"share": int() | float() as fraction}:
            return Share(float(fraction))
        case list():
            return tuple(cast(str, _restored(each)) for each in raw)
        case Mapping():
            return restored(raw)
    raise ValueError("this is no value of a sentence")
