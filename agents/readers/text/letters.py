"""Mails that are forwarded or pasted: what of them is header, and what their subject says.

"From: Dana Whitlock / Sent: Friday, 20 November 2026 16:12 / Subject: Brompton" tells who wrote
and when, nothing of the campaign; only the subject may fill what the mail leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from agents.readers.text.lines import Line, Stretch, lines_of
from agents.readers.text.phrases import folded, month_names, words
from agents.readers.text.tokens import fold

_HEADS = ("from", "to", "sent", "subject", "attached")
_HEADER = re.compile(r"(?P<word>[^\W\d_][\w' -]{0,24}?)[*_ ]{0,3}:[*_]{0,2}\s*")
_CLOCK = re.compile(r"\b\d{1,2} ?[:.h] ?\d{2}\b")
_NEAR = 90
"""How far behind the verb of "on Friday Dana Whitlock wrote" its colon may stand."""


def headers(text: str) -> Iterator[Stretch]:
    """Header lines, the lines that open what is passed on, and those above a quotation.

    A line that is nothing but the name of a sender or a receiver signs the mail.
    """
    lines, people = lines_of(text), set[str]()
    for group in _letterheads(lines):
        yield from ((line.start, line.end) for line in group)
        people |= {word for line in group for word in _people(line)}
    for line in lines:
        signs = people.issuperset(line.fold.strip(".,-").split())
        titled = _head(line) == "subject" or (line is lines[0] and _passed_on(line) > 0)
        if signs or titled or _opens(line):
            yield line.start, line.end
    yield from _introductions(text, lines)


def subject_of(text: str) -> str | None:
    """The message with nothing left but its subject, at its old place; None when it has none."""
    lines = lines_of(text)
    for line in lines:
        match = _HEADER.match(line.text) if _head(line) == "subject" else None
        start = match.end() if match else _passed_on(line) if line is lines[0] else 0
        if start:
            start += _passed_on(Line(line.text[start:], 0, 0))
            return " " * (line.start + start) + line.text[start:]
    return None


def _letterheads(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Neighbouring header lines that together are the head of a mail."""
    group: list[Line] = []
    for before, line in pairwise([None, *lines, None]):
        follows = before is not None and line is not None and line.number <= before.number + 1
        if group and not (line is not None and follows and _head(line)):
            if _is_letterhead(group):
                yield group
            group = []
        if line is not None and _head(line):
            group.append(line)


def _is_letterhead(group: Sequence[Line]) -> bool:
    """Whether a sender stands beside a time, a subject, a receiver or an address.

    "From: 1 March / To: 30 April" are dates of a campaign.
    """
    kinds = {_head(line) for line in group}
    if "from" not in kinds:
        return kinds >= {"sent", "subject"} and any(_CLOCK.search(line.text) for line in group)
    if kinds & {"sent", "subject"} or any("@" in line.text for line in group):
        return True
    dated = any(c.isdigit() for line in group for c in line.text) or any(
        word in month_names() for line in group for word in line.fold.split()
    )
    return len(group) > 1 and not dated


def _people(line: Line) -> Sequence[str]:
    """The words of who wrote or got a mail."""
    match = _HEADER.match(line.text) if _head(line) in ("from", "to") else None
    said = "" if match is None else fold(line.text[match.end() :].split("<")[0])
    return said.replace(",", " ").replace(";", " ").split()


def _head(line: Line) -> str:
    """Which header a line is, or nothing."""
    match = _HEADER.match(line.text)
    return "" if match is None else _heads().get(fold(match["word"].strip()), "")


@cache
def _heads() -> dict[str, str]:
    """The words of headers; those of senders first, since "De:" alone is also a receiver's."""
    return {fold(w): tag for tag in reversed(_HEADS) for w in words("letters")[tag]}


def _passed_on(line: Line) -> int:
    """How long the "FW: RE: " is that a line begins with."""
    length = 0
    while (match := _HEADER.match(line.text, length)) and _is_mark(match["word"], length):
        length = match.end()
    return length


def _is_mark(word: str, length: int) -> bool:
    """Whether a word marks what is passed on; behind the first mark, a reply as well."""
    return fold(word) in folded("letters", "passed_on") or (
        bool(length) and fold(word) in folded("letters", "replied")
    )


def _opens(line: Line) -> bool:
    """ "---------- Forwarded message ---------"."""
    said = line.fold.strip(" -_=:*")
    return said in folded("letters", "rule")


def _introductions(text: str, lines: Sequence[Line]) -> Iterator[Stretch]:
    """ "On Fri, Nov 20, 2026 at 4:12 PM Dana Whitlock wrote:", maybe in two lines."""
    for k, line in enumerate(lines):
        begins = _introduction().match(line.fold)
        if begins is None:
            continue
        whole = line.text if k + 1 == len(lines) else text[line.start : lines[k + 1].end]
        end = _introduced(fold(whole) if len(fold(whole)) == len(whole) else whole.lower())
        if end is not None:
            yield line.start, line.start + end


def _introduced(said: str) -> int | None:
    """The end of the introduction in what begins like one: behind its colon."""
    for first, verb in _wrote():
        at = said.find(f" {verb}") if said.startswith(f"{first} ") else -1
        colon = said.find(":", at + len(verb), at + len(verb) + _NEAR) if at > 0 else -1
        if colon < 0 or not any(c.isdigit() for c in said[:at]):
            continue
        rest = said[colon + 1 :].split("\n", 1)[0]
        if not rest.strip() or _CLOCK.search(said[:at]):
            return colon + 1
    return None


@cache
def _wrote() -> tuple[tuple[str, str], ...]:
    pairs = (w.split(" ... ") for w in words("letters")["wrote"])
    return tuple((fold(first), fold(verb)) for first, verb in pairs)


@cache
def _introduction() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join({first for first, _ in _wrote()}) + r")\b.*\d")
