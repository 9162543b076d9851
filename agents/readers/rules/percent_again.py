"""New figures for shares that stand: "no, mejor 35%", "make that 40% of avails"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agents.readers.findings.targets import Target
from agents.readers.numbers.budget_words import edit_words
from agents.readers.numbers.percents import Percent, signed
from agents.readers.numbers.ratios import ShareSpan
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from media.brief import Brief, ProtectConstraint, ShareConstraint, Where

_SHORT = 9
"""A message of more tokens than these says by name what its figure is of."""
_STOCK = folded("guards", "shares_avails")


def read_percent_again(
    message: Message, percents: Sequence[Percent], targets: Sequence[Target], brief: Brief
) -> list[ShareSpan]:
    """The one share, or the one limited protection, that stands, with the message's only figure."""
    percents = _without_replaced(message, percents, brief)
    if len(percents) != 1 or targets or len(message.tokens) > _SHORT:
        return []
    percent = percents[0]
    if percent.upper is not None or not message.free(percent.first, percent.last):
        return []
    if signed(message, percent):
        return []
    value = round(percent.value, 6)
    guarded = [c for c in brief.constraints if isinstance(c, ProtectConstraint) and c.max]
    if any(message.fold(i) in _STOCK for i in range(percent.last + 1, len(message.tokens))):
        changed = guarded[0].model_copy(update={"max": value}) if len(guarded) == 1 else None
        return [] if changed is None else [ShareSpan(changed, percent.first, percent.last)]
    shares = [c for c in brief.constraints if isinstance(c, ShareConstraint)]
    if len(shares) != 1 or not _corrected(message, percent):
        return []
    ends = {end: value for end in ("min", "max") if getattr(shares[0], end) is not None}
    again = shares[0].model_copy(update=ends)
    return [ShareSpan(again, percent.first, percent.last)]


def _without_replaced(
    message: Message, percents: Sequence[Percent], brief: Brief
) -> Sequence[Percent]:
    """ "50 % instead of 70 %": without the figure that stands."""
    if len(percents) != 2:
        return percents
    one, two = percents
    gap = message.folds(one.last + 1, two.first - 1)
    held = {v for c in brief.constraints if isinstance(c, ShareConstraint) for v in (c.min, c.max)}
    if gap not in _INSTEAD or round(two.value, 6) not in held:
        return percents
    message.claim(one.last + 1, two.last)
    return [one]


def _corrected(message: Message, percent: Percent) -> bool:
    """Whether nothing stands around the figure but words that put it in another's place."""
    bounds = {i for h in _bounds().find(message.tokens) for i in range(h.first, h.last + 1)}
    steps = message.commands(edit_words("raise", "cut"))
    if any(step.first not in bounds for step in steps):
        return False
    known = {i for h in _again().find(message.tokens) for i in range(h.first, h.last + 1)}
    inside = range(percent.first, percent.last + 1)
    rest = [i for i in range(len(message.tokens)) if i not in known and i not in inside]
    rest = [i for i in rest if not message.claimed[i]]
    return all(message.fold(i) in _AROUND or i in message.glue for i in rest)


def read_moved_share(
    message: Message, percents: Sequence[Percent], targets: Sequence[Target], brief: Brief
) -> list[ShareSpan]:
    """ "Move 10 points from video to audio": of two shares that stand, one for the other."""
    held = _exact_shares(brief)
    points = _points(message, percents)
    pair = [t for t in targets if t.where in held]
    if points is None or len(pair) != 2 or len(targets) != 2:
        return []
    one, two = pair
    if message.fold(one.first - 1) in _TOWARDS:
        one, two = two, one
    if message.fold(two.first - 1) not in _TOWARDS | _ARTICLES or held[one.where] < points.value:
        return []
    first, last = min(points.first, pair[0].first), max(points.last, pair[1].last)
    shares = ((one, held[one.where] - points.value), (two, held[two.where] + points.value))
    return [
        ShareSpan(ShareConstraint(where=t.where, min=round(v, 6), max=round(v, 6)), first, last)
        for t, v in shares
    ]


def read_handed_share(
    message: Message, percents: Sequence[Percent], targets: Sequence[Target], brief: Brief
) -> list[ShareSpan]:
    """ "Quita display y dale su 20% a audio": the share of one that goes comes to another's."""
    held = _exact_shares(brief)
    if len(percents) != 1 or len(targets) != 2:
        return []
    (percent,), (gone, heir) = percents, targets
    handed = held.get(gone.where) == round(percent.value, 6) and heir.where in held
    between = gone.last < percent.first and percent.last < heir.first
    led = message.fold(heir.first - 1) in _HEIRS
    dropped = message.operator(gone.first, gone.last, lambda _: False) in ("not", "remove")
    if not (handed and between and led and dropped):
        return []
    value = round(held[heir.where] + percent.value, 6)
    share = ShareConstraint(where=heir.where, min=value, max=value)
    return [ShareSpan(share, percent.first, heir.last)]


def _exact_shares(brief: Brief) -> dict[Where, float]:
    """The shares that stand as one figure, by what they are of."""
    return {
        c.where: c.min
        for c in brief.constraints
        if isinstance(c, ShareConstraint) and c.min == c.max and c.min is not None
    }


def _points(message: Message, percents: Sequence[Percent]) -> Percent | None:
    """The one percentage that is to move, or the number of points."""
    if len(percents) == 1 and percents[0].upper is None and _moves(message):
        return percents[0]
    for hit in _point_words().find(message.tokens):
        number = message.tokens[hit.first - 1] if hit.first else None
        if number is not None and number.kind == "number" and number.text.isdigit():
            return Percent(int(number.text) / 100, hit.first - 1, hit.last)
    return None


def _moves(message: Message) -> bool:
    return any(token.fold in _MOVING for token in message.tokens)


_INSTEAD = folded("edits", "insteadof") | folded("guards", "exchanges_not")
_AROUND = folded("guards", "shares_again_around")
_TOWARDS = folded("guards", "budgets_towards")
_ARTICLES = folded("place_words", "list_articles")
_HEIRS = folded("moves", "heirs")
_MOVING = folded("fillers", "moving")


@cache
def _again() -> Phrases[str]:
    """Words of correction, and of a value put in another's place."""
    return Phrases(
        (w, tag) for tag in ("sorry", "budgetverb", "setto") for w in words("edits")[tag]
    )


@cache
def _bounds() -> Phrases[str]:
    return Phrases((w, tag) for tag in ("atleast", "upto") for w in words("money")[tag])


@cache
def _point_words() -> Phrases[str]:
    return Phrases((w, "points") for w in words("money")["points"])
