"""Which format, channel or place an amount is joined to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import islice

from agents.readers.findings.targets import Target
from agents.readers.numbers.amounts import Amount, read_amounts
from agents.readers.numbers.budget_words import AFTER, BEFORE, PERIODS, Money, edit_words
from agents.readers.numbers.percents import bound_tokens
from agents.readers.rules.cells import Cells
from agents.readers.text.denials import denied
from agents.readers.text.message import Message
from agents.readers.text.money_words import BUDGETS
from agents.readers.text.phrases import Hit, Phrases, folded, words
from media.brief import AmountConstraint, Budget, Where

_CUES = (
    "budget",
    "upto",
    "atleast",
    "about",
    "each",
    "ofit",
    "net",
    "gross",
    *PERIODS,
    "intotal",
    "background",
    "counted",
)
MOST = 60
"""How many amounts a message is read for: more are a table of figures and no brief."""
_OF_PART = ("atleast", "upto", "ofit")
_NEAR = 4
_DUTCH_VERBS = folded("guards", "budgets_dutch_verbs")
AND = folded("guards", "budgets_and")


_IF = frozenset(("if", "si", "se", "wenn", "falls", "als", "om"))
_IF_NEAR = 3
"""How many tokens "if" may stand before the verb."""
_BY = frozenset(("em", "en", "in", "på", "pa", "di", "de"))
_BY_NEAR = 3
"""How many tokens behind the verb the word may stand."""


class MoneyTargets:
    """A message's amounts beside what they can be of."""

    def __init__(
        self,
        message: Message,
        targets: Sequence[Target],
        budget: Budget | None,
        asked: bool,
        markets: Sequence[str] = (),
        parts: Mapping[Where, AmountConstraint] | None = None,
        held: Sequence[str] = (),
        phased: Set[int] = frozenset(),
        formats: Sequence[str] = (),
    ) -> None:
        """`targets` are the places, formats and channels that a part can be of.

        `budget` is the one that stands, `parts` are those with an amount of their own already,
        `held` the Brief's places, `phased` the amounts for a time each, by their first tokens,
        `formats` those of the Brief.
        """
        self.phased, self.formats = phased, formats
        self.parts, self.held = parts or {}, held
        self.message, self.targets, self.asked = message, targets, asked
        self.standing = budget is not None
        self.standing_micros = 0 if budget is None else budget.amount
        self.standing_upper = None if budget is None else budget.max
        self.standing_period = None if budget is None else budget.period
        self.markets = markets
        self.hits: dict[str, list[Hit[str]]] = {}
        for tag in _CUES:
            self.hits[tag] = message.find(_money_words(tag))
        said = message.commands(_money_words("upto", "atleast"))
        free = (hit for hit in said if message.free(hit.first, hit.last))
        bounds = [hit for hit in free if not self._in_name(hit)]
        for tag in ("upto", "atleast"):
            self.hits[tag] = [hit for hit in bounds if hit.entry == tag]
        each = message.find(_money_words("each", "each_market", "each_format"))
        self.hits["each"] = [h for h in each if not self._dutch_you(h)]
        self.amounts = list(islice(_free_amounts(message), MOST))
        named = {t.where.market for t in targets if t.where.market}
        figures = [(a.first, a.last) for a in self.amounts]
        self.cells = Cells(message, targets, figures, {*markets, *named})
        self.hits["background"] = [h for h in self.hits["background"] if not self._supposed(h)]
        told = {i for h in self.hits["background"] for i in range(h.first, h.last + 1)}
        self.hits["budget"] = [h for h in self.hits["budget"] if h.first not in told]
        self.announced = [h.last for h in message.find(_announcing())]
        self.cuts = list(message.commands(edit_words("cut")))
        most = [*self.hits["upto"], *(h for h in self.hits["atleast"] if denied(message, h))]
        sets = list(message.commands(edit_words("setto")))
        others = [h for h in (*self.cuts, *most, *sets) if h.last > h.first]
        taken = {i for h in others for i in range(h.first, h.last + 1)}
        raises = message.commands(edit_words("raise"))
        self.raises = [h for h in raises if h.first not in taken]
        places = {t.first for t in targets}
        self.sets = [h for h in sets if not self._by(h) and h.first not in places]
        self.verbs = list(message.commands(edit_words("budgetverb")))

    def _supposed(self, hit: Hit[str]) -> bool:
        """ "What if we spent 20k more?": no money of the past."""
        before = self.message.tokens[max(0, hit.first - _IF_NEAR) : hit.first]
        return any(token.fold in _IF for token in before)

    def _in_name(self, hit: Hit[str]) -> bool:
        """ "Nike Air Max Germany 100k": "Max" behind a name, and before no figure."""
        said = self.message.tokens[max(hit.first - 1, 0) : hit.last + 2]
        named = all(t.kind == "word" and t.capital and not t.text.isupper() for t in said)
        return named and len(said) == 3 and said[1].fold == "max" and said[2].fold not in BUDGETS

    def _by(self, hit: Hit[str]) -> bool:
        """Whether the word says by how much: "lägg på", "reduz em", "sube el total en"."""
        changes = (*self.raises, *self.cuts)
        after = any(c.first < hit.first and hit.last - c.last <= _BY_NEAR for c in changes)
        return after and self.message.fold(hit.last) in _BY

    def _dutch_you(self, hit: Hit[str]) -> bool:
        """Whether "je" is no German "each": that one stands right before its amount, alone."""
        alone = hit.first == hit.last and self.message.fold(hit.first) == "je"
        behind = self.message.tokens[hit.last + 1 : hit.last + 2]
        asked = self.message.fold(hit.first - 1) in _DUTCH_VERBS
        bound = any(t.kind in ("number", "sign") or t.fold in bound_tokens() for t in behind)
        return alone and (asked or not bound)

    def _only_market(self) -> tuple[str, ...]:
        markets = {t.where.market for t in self.targets if t.where.market} | set(self.markets)
        return tuple(markets) if len(markets) == 1 else ()

    def _adjacent(self, money: Money, targets: Sequence[Target] | None = None) -> Target | None:
        targets = self.targets if targets is None else targets
        after = next((t for t in targets if t.first > money.last), None)
        before = next((t for t in reversed(targets) if t.last < money.first), None)
        near_after = (
            after is not None
            and self._linked(money.last + 1, after.first, AFTER)
            and not self._another_follows(after, money)
            and not self._list_follows(after)
        )
        near_before = (
            before is not None
            and (self._of_part(money) or not self._ends_list(before))
            and self._linked(before.last + 1, money.first, BEFORE)
            and not (near_after and self._targets_follow())
        )
        if (
            near_before
            and before is not None
            and (not near_after or before.last + 2 >= money.first)
        ):
            return before
        return after if near_after else None

    def _targets_follow(self) -> bool:
        """Whether each amount stands before its target ("100k split 60k ES 40k PT")."""
        if not self.amounts or not self.targets:
            return False
        last = self.amounts[-1]
        parts = [a for a in self.amounts if self._target_behind(a) is not None]
        return (
            len(parts) > 1
            and parts[-1] is last
            and not any(
                t.last < parts[0].first and self._linked(t.last + 1, parts[0].first, BEFORE)
                for t in self.targets
            )
        )

    def _target_behind(self, amount: Amount) -> Target | None:
        after = next((t for t in self.targets if t.first > amount.last), None)
        near = after is not None and self._linked(amount.last + 1, after.first, AFTER)
        return after if near else None

    def _list_follows(self, target: Target) -> bool:
        """Whether the target begins a list that shares the amount ("110k France et Belgique")."""
        if target.where.market is None:
            return False
        following = next((t for t in self.targets if t.first > target.last), None)
        if following is None or following.where.market is None:
            return False
        gap = [self.message.fold(i) for i in range(target.last + 1, following.first)]
        return 0 < len(gap) <= 2 and all(g in AND for g in gap)

    def _of_part(self, money: Money) -> bool:
        """Whether "at least", "of which" stand before: then it is of one thing of the list."""
        hits = (hit for tag in _OF_PART for hit in self.hits[tag])
        return any(0 < money.first - hit.last <= _NEAR for hit in hits)

    def _ends_list(self, target: Target) -> bool:
        """Whether the target ends a list that shares the amount ("Denmark & Sweden: 400k")."""
        before = [t for t in self.targets if t.last < target.first]
        if target.where.market is None or not before or before[-1].where.market is None:
            return False
        if any(t.where == target.where for t in before):
            return False  # "DE, AT, CH, DE 60k"
        gap = [self.message.fold(i) for i in range(before[-1].last + 1, target.first)]
        return len(gap) == 1 and gap[0] in AND | {",", "/"}

    def _another_follows(self, target: Target, money: Money) -> bool:
        """Whether the target belongs to the next amount instead ("300k (ES 150k, IT 100k)")."""
        opened = {self.message.fold(i) for i in range(money.last + 1, target.first)} & {
            "(",
            ":",
            ";",
        }
        j = target.last + 1
        while self.message.fold(j) in folded("guards", "budgets_another_follows"):
            j += 1
        following = self.message.tokens[j] if j < len(self.message.tokens) else None
        return (
            bool(opened)
            and following is not None
            and (
                following.kind == "number"
                or following.fold in folded("guards", "budgets_another_follows_2")
            )
        )

    def _linked(self, start: int, end: int, allowed: frozenset[str]) -> bool:
        if end - start > 8:
            return False
        skip = self._cue_tokens()
        return all(
            (self.message.fold(i) in allowed or i in skip)
            and self.message.tokens[i].kind != "break"
            and self.message.fold(i) not in (",", ";")
            for i in range(start, end)
        )

    def _cue_tokens(self) -> set[int]:
        tags = ("upto", "atleast", "about", "ofit", "net", "gross", "budget", "intotal")
        return {
            i
            for tag in tags
            for h in self.hits[tag]
            for i in range(h.first, h.last + 1)
            if self.message.fold(i) not in (",",)
        }


@cache
def _announcing() -> Phrases[str]:
    """ "They found more money: 650k": what comes behind is the new whole."""
    return Phrases((w, "announced") for w in words("fillers")["more_money"])


@cache
def _money_words(*tags: str) -> Phrases[str]:
    return Phrases((w, tag) for tag in tags for w in words("money")[tag])


@cache
def _idioms() -> Phrases[str]:
    """ "Thanks a million", "mille grazie": numbers that count nothing."""
    return Phrases((w, "idiom") for w in words("fillers")["idioms"])


def _free_amounts(message: Message) -> Iterator[Amount]:
    """Amounts that nobody has claimed; in "US $275k" the first word may be the place as well."""
    idioms = {i for h in _idioms().find(message.tokens) for i in range(h.first, h.last + 1)}
    for amount in read_amounts(message.tokens):
        if amount.number in idioms:
            continue
        if message.free(amount.first, amount.last):
            yield amount
        elif amount.code == (amount.first, amount.first + 1) and message.free(
            amount.first + 1, amount.last
        ):
            sign = amount.first + 1
            yield replace(amount, first=sign, code=(sign, sign))
