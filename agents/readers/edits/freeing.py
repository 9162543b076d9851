"""Rules set free again: "you can open up podcast", "Schweiz kannst du wieder freigeben".

A piece of the message frees the protections and the exclusions of cells that it names: with a word
that frees, or with one that permits ("video is fine in Italy again").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from agents.readers.findings.proposals import Proposal
from agents.readers.findings.targets import Target
from agents.readers.money.bounds import Release
from agents.readers.rules.permitting import tags_of
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, words
from agents.readers.text.pieces import pieces
from media.brief import Brief, ExcludeConstraint, ProtectConstraint, Where

Rule = ProtectConstraint | ExcludeConstraint

_SHORT = 12
"""How many tokens a piece has at most that only says "the other one too"."""


def freed_rules(
    message: Message, brief: Brief, former: Brief | None, targets: Sequence[Target]
) -> Iterator[Release]:
    """The rules of the Brief that the message frees; claims their words.

    `former` is the Brief before the last change: behind rules that were freed by it "the other one
    too" frees what is left.
    """
    held = [*_rules(brief)]
    gone: set[str] = {r.kind for r in _rules(former or Brief()) if r not in held}
    for first, last in pieces(message) if held else ():
        named = [t for t in targets if first <= t.first and t.last <= last]
        meant = [r for r in held if named and _frees(message, first, last, named, r)]
        meant = meant or ([] if named else _others(message, first, last, held, gone))
        said = (message.evidence(first, last),)
        for rule in meant:
            proposal = Proposal("/constraints", "remove", rule, said)
            yield Release(proposal, frozenset(t.first for t in named))
        if meant:
            message.claim(first, last)


def _rules(brief: Brief) -> Iterator[Rule]:
    return (c for c in brief.constraints if isinstance(c, Rule))


def _frees(message: Message, first: int, last: int, named: Sequence[Target], rule: Rule) -> bool:
    """Whether the piece frees a rule: what it permits only "again", or where it is ruled out."""
    tags = tags_of(message.tokens[first : last + 1], "frees", "permit", "again")
    if not _covers(named, rule.where) or "not" in tags or _figured(message, first, last):
        return False
    if "frees" in tags:
        return True
    again = "again" in tags or rule.kind == "exclude"
    return "permit" in tags and again and any(target.sold for target in named)


def _covers(named: Sequence[Target], where: Where) -> bool:
    """Whether all that is named, format, channel or place, is what the rule is of."""
    cell = where.model_dump(exclude_none=True)
    said: dict[str, set[str]] = {}
    for target in named:
        for key, value in target.where.model_dump(exclude_none=True).items():
            said.setdefault(key, set()).add(value)
    return all(cell.get(key) in values for key, values in said.items())


def _others(
    message: Message, first: int, last: int, held: Sequence[Rule], gone: set[str]
) -> list[Rule]:
    """What "the other one too" frees: one rule, where one is left, or all with "the others"."""
    if last - first >= _SHORT:
        return []
    left = [rule for rule in held if rule.kind in gone]
    inside = message.tokens[first : last + 1]
    hits = [*_other_words().find(inside)]
    known = {i for h in hits for i in range(h.first, h.last + 1)}
    tags = {hit.entry for hit in hits}
    if not tags & {"other_one", "others"} or len(known) < len(inside):
        return []
    return left if len(left) == 1 or "others" in tags else []


def _figured(message: Message, first: int, last: int) -> bool:
    """ "Podcast is fine up to 20%": how far is for others to read."""
    return any(token.kind == "number" for token in message.tokens[first : last + 1])


@cache
def _other_words() -> Phrases[str]:
    tags = ("others", "other_one", "other_around", "too", "frees", "permit", "again")
    return Phrases((w, tag) for tag in tags for w in words("lifting")[tag])
