"""What went wrong and what to do, said in the reader's language."""

from __future__ import annotations

from datetime import date
from functools import partial

from babel.lists import format_list

from bot.words import names, numbers
from bot.words.catalog import Words
from media.booking import Problem
from media.errors import FlightplanError
from media.money import Money
from media.sentences import Place, Sentence, Share, Value, fill

DIGITS = 4
"""Decimals at most: a target on a click rate has some."""


def refusal(error: FlightplanError, words: Words) -> str:
    """What happened, and the remedy."""
    return _together(said(error.message, words), said(error.remedy, words))


def problem(found: Problem, words: Words) -> str:
    """What is wrong, what to do, and the name to ask support by."""
    named = f"(#{found.correlation})" if found.correlation else ""
    return _together(said(found.message, words), said(found.remedy, words), named)


def said(text: str, words: Words) -> str:
    """A sentence in the reader's language; text of others, which no catalog has, stays as it is."""
    sentence = Sentence(text)
    return fill(words.known(sentence.template), sentence.values, partial(_value, words))


def _together(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _value(words: Words, value: Value) -> str:
    language = words.language
    match value:
        case Sentence():
            return said(value, words)
        case str():
            return value
        case int():
            return numbers.count(value, language)
        case float():
            return numbers.decimal(value, language, DIGITS)
        case Share():
            return numbers.percent(value.fraction, language, DIGITS)
        case date():
            return numbers.full_date(value, language)
        case Money():
            return numbers.money(value.micros, value.currency, language)
        case Place():
            return names.place_name(value.code, words)
    each = [_value(words, one) for one in value]
    return str(format_list(each, locale=numbers.locale(language)))
