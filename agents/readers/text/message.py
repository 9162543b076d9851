"""A message while it is read: its tokens, who has claimed which, and the operators around a word.

Readers run from the most specific to the least; what one has claimed the next ones leave alone,
which is how overlaps are settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile

from agents.readers.text.body import said_tokens
from agents.readers.text.digit_groups import with_numbers_apart
from agents.readers.text.figures import with_figures
from agents.readers.text.homographs import is_foreign, means_else
from agents.readers.text.operators import Operator, glue_words, postfixes, prefixes
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.rows import with_rows
from agents.readers.text.spelling import corrected
from agents.readers.text.tokens import Token
from agents.readers.text.tongue import language_of
from media.evidence import Evidence

_REACH = 9
"""How many tokens an operator may stand away from the word it governs."""
_CLAUSE = 60
"""How many tokens of a sentence are looked at to either side."""
_FACTS = 3
"""So many slashes with spaces around them part the facts of a brief."""
_CODE = 3
"""How long codes are, which are in capitals in the smallest of messages."""
_STOP = frozenset(".;!?\n")
_ONWARDS = folded("guards", "message_onwards")
_ABBREVIATED = folded("guards", "message_abbreviated")


@dataclass(slots=True)
class Message:
    """One message's tokens with what is claimed of them."""

    text: str
    number: int
    tokens: tuple[Token, ...]
    claimed: list[bool] = field(default_factory=list)
    before: dict[int, Hit[str]] = field(default_factory=dict)
    after: dict[int, Hit[str]] = field(default_factory=dict)
    glue: set[int] = field(default_factory=set)
    referred: dict[int, Operator] = field(default_factory=dict)
    """What a pronoun further on says of the things whose first tokens these are."""
    changing: set[int] = field(default_factory=set)
    """Tokens that say of which one thing something changes ("only Norway changes:")."""
    limiting: dict[int, int] = field(default_factory=dict)
    """First tokens of places that only limit what is sold before them, each with that one's."""
    people: set[int] = field(default_factory=set)
    """Tokens of ages and genders: topics beside them are interests."""
    repeats: set[int] = field(default_factory=set)
    """Tokens that say how often people are to be reached ("3+ times")."""
    spoken: list[Hit[str]] = field(default_factory=list)
    """Codes that name languages of the market ("Belgique, FR et NL")."""
    small: bool = False
    """Whether nothing but short codes is written in capitals."""
    signature: set[int] = field(default_factory=set)
    """Tokens behind "best regards": names there are people and firms, not places."""
    aside: set[int] = field(default_factory=set)
    """Names of people who are greeted and of agencies: they advertise nothing."""
    persons: set[int] = field(default_factory=set)
    """Names of people who are greeted or who sign: they are no months ("Hallo Jan")."""
    named: bool = False
    """Whether the Brief has an advertiser already, so that words written small are no name."""
    liked: bool = False
    """Whether the audience of the Brief has interests already."""
    subject: bool = False
    """Whether it is nothing but the subject of a mail."""
    slashed: bool = False
    """Whether slashes part the facts of a brief: "Nike / DE / no politics / 50k"."""
    language: str = ""
    """What the message is written in, empty when no word tells."""
    spoken_in: str = ""
    """What the message is written in, or else the conversation."""

    @classmethod
    def of(cls, text: str, number: int, language: str = "") -> Message:
        """The message cut into tokens, with operators and glue marked."""
        tokens = corrected(with_rows(with_numbers_apart(said_tokens(text))))
        message = cls(text, number, with_figures(tokens))
        message.claimed = [False] * len(message.tokens)
        message.slashed = sum(map(message.parts, range(len(message.tokens)))) >= _FACTS
        message.language = language_of(message.tokens, "")
        message.spoken_in = language_of(message.tokens, language)
        message.small = not any(t.capital and len(t.text) > _CODE for t in message.tokens)
        contracted = _contracts(message.tokens, language)
        message.before = {
            hit.last: hit
            for hit in message.commands(prefixes())
            if not (contracted and hit.first == hit.last and message.fold(hit.first) == "no")
            and not means_else(message.tokens, hit, (message.language, language))
        }
        behind = message.commands(postfixes())
        message.after = {hit.first: hit for hit in behind if not message.goes_on(hit)}
        message._sign_off()
        for hit in glue_words().find(message.tokens):
            message.glue.update(range(hit.first, hit.last + 1))
        return message

    def goes_on(self, hit: Hit[str]) -> bool:
        """Whether "can go" is no farewell: "video can go up to 50%"."""
        return self.fold(hit.last) == "go" and self.fold(hit.last + 1) in _ONWARDS

    def _sign_off(self) -> None:
        """Claims "Sent from my phone" lines; marks the lines behind a closing as signature."""
        for hit in _signatures().find(self.tokens):
            line = self._line(hit.first)
            if hit.entry == "line":
                self.claim(*line)
            elif self._said_on(hit.last, line[1]):
                continue
            elif hit.first == line[0] or self.tokens[hit.first - 1].fold == ">":
                self.signature.update(range(hit.first, self._block_end(hit.last)))

    def _said_on(self, closing: int, end: int) -> bool:
        """Whether the line goes on with more than names ("Thanks, and add Canada")."""
        behind = takewhile(lambda t: t.fold not in _STOP, self.tokens[closing + 1 : end + 1])
        return any(t.kind == "word" and not t.capital for t in behind)

    def _line(self, i: int) -> tuple[int, int]:
        first = last = i
        while first > 0 and self.tokens[first - 1].kind != "break":
            first -= 1
        while last + 1 < len(self.tokens) and self.tokens[last + 1].kind != "break":
            last += 1
        return first, last

    def _block_end(self, i: int) -> int:
        """Where the signature ends: at an empty line, or where a quotation does."""
        quoted = self.fold(self._line(i)[0]) == ">"
        for k in range(i + 1, len(self.tokens) - 1):
            if self.tokens[k].kind == "break" and (
                self.tokens[k + 1].kind == "break" or (quoted and self.fold(k + 1) != ">")
            ):
                return k
        return len(self.tokens)

    def fold(self, i: int) -> str:
        """The folded text of token i; empty outside the message."""
        return self.tokens[i].fold if 0 <= i < len(self.tokens) else ""

    def folds(self, first: int, last: int) -> str:
        """The folded words of tokens [first, last] with single spaces."""
        return " ".join(t.fold for t in self.tokens[max(first, 0) : last + 1])

    def free(self, first: int, last: int) -> bool:
        """Whether nobody has claimed any of these tokens."""
        return not any(self.claimed[first : last + 1])

    def claim(self, first: int, last: int) -> None:
        """Marks tokens [first, last] as explained."""
        for i in range(max(first, 0), min(last + 1, len(self.tokens))):
            self.claimed[i] = True

    def words(self, first: int, last: int) -> str:
        """The original text of tokens [first, last]."""
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def evidence(self, first: int, last: int) -> Evidence:
        """The original words of tokens [first, last] as evidence."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return Evidence(message=self.number, start=start, end=end, text=self.text[start:end])

    def find(self, table: Phrases[str]) -> list[Hit[str]]:
        """Unclaimed wordings of a table."""
        return [hit for hit in table.find(self.tokens) if self.free(hit.first, hit.last)]

    def commands(self, table: Phrases[str]) -> Iterator[Hit[str]]:
        """The wordings of a table of commands that are no everyday words of this language."""
        hits = table.find(self.tokens)
        return (hit for hit in hits if not is_foreign(self.tokens, hit, self.spoken_in))

    def clause(self, i: int) -> tuple[int, int]:
        """The tokens of the sentence or line that token i stands in."""
        first = last = i
        while first > max(0, i - _CLAUSE) and not self._ends(first - 1):
            first -= 1
        top = min(len(self.tokens) - 1, i + _CLAUSE)
        while last < top and not self._ends(last + 1):
            last += 1
        return first, last

    def _ends(self, i: int) -> bool:
        token = self.tokens[i]
        if token.kind == "break":
            return True
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if self.slashed and self.parts(i):
            return True
        if token.fold not in _STOP or (after is not None and after.glued):
            return False
        return not self.abbreviates(i)

    def parts(self, i: int) -> bool:
        """Whether token i is a slash with space on both sides."""
        behind = self.tokens[i + 1 : i + 2]
        apart = not self.tokens[i].glued and not any(token.glued for token in behind)
        return self.tokens[i].fold == "/" and apart

    def alone(self, first: int, last: int) -> bool:
        """Whether tokens [first, last] are a piece by themselves, between signs, lines, amounts."""
        return self._bounds(first - 1, before=True) and self._bounds(last + 1, before=False)

    def _bounds(self, i: int, before: bool) -> bool:
        if not 0 <= i < len(self.tokens) or self.tokens[i].kind in ("break", "sign", "number"):
            return True
        scaled = before and self.tokens[i].glued and self.tokens[i - 1].kind == "number"
        return scaled or (self.claimed[i] and not before)

    def abbreviates(self, i: int) -> bool:
        """Whether token i is the dot of an abbreviation ("max.", "mind.", "approx.")."""
        return self.fold(i) == "." and self.tokens[i].glued and self.fold(i - 1) in _ABBREVIATED

    def operator(self, first: int, last: int, same: Callable[[int], bool]) -> Operator:
        """What should happen to tokens [first, last]; `same` marks tokens of the same concept."""
        if first in self.referred:
            return self.referred[first]
        after, before = self._operator_after(last, same), self._operator_before(first, same)
        return before if after == "add" and before in _STRONGER else after or before

    def operator_start(self, first: int, same: Callable[[int], bool]) -> int | None:
        """The first token of the operator before token `first`, if there is one."""
        hit = self._hit_before(first, same)
        return None if hit is None else hit.first

    def _operator_before(self, first: int, same: Callable[[int], bool]) -> Operator:
        hit = self._hit_before(first, same)
        return "" if hit is None else hit.entry  # type: ignore[return-value]

    def _hit_before(self, first: int, same: Callable[[int], bool]) -> Hit[str] | None:
        comma, listed = False, False
        for i in range(first - 1, max(first - _REACH, -1), -1):
            hit = self.before.get(i)
            if hit is not None and not same(i):
                if self._stands_behind(hit, same):
                    return None
                if hit.entry == "mostly" and listed:
                    return None
                if comma and hit.entry == "not" and not (listed and self._continues(first)):
                    return None
                if hit.entry == "only" and comma and not listed:
                    return None
                return self._also_protected(hit)
            if self.tokens[i].fold == "," and listed_before(self, i, same):
                comma = listed = True
            elif same(i):
                listed = True
            elif not self._joins(i):
                return None
        return None

    def _also_protected(self, hit: Hit[str]) -> Hit[str]:
        """ "Protège aussi le podcast": what is added is another protection."""
        verb = self.before.get(hit.first - 1) if hit.entry == "add" else None
        return verb if verb is not None and verb.entry == "protect" else hit

    def _joins(self, i: int) -> bool:
        """Whether an operator before token i may be of what is behind it."""
        if self.fold(i) == ":":
            return i - 1 in self.before
        if self.fold(i) == "do" and self.fold(i - 1) in _ONE_THING:
            return False
        ends = self.tokens[i].kind == "break" or (self.slashed and self.parts(i))
        return i in self.glue and not ends

    def _stands_behind(self, hit: Hit[str], same: Callable[[int], bool]) -> bool:
        """Whether the word belongs to what stands before it ("video mostly and some audio")."""
        if hit.entry not in ("mostly", "only") or not same(hit.first - 1):
            return False
        return self.fold(hit.last + 1) in folded("guards", "message_governs_next") | {","}

    def _continues(self, first: int) -> bool:
        """Whether the list of token `first` goes on to an "or" ("no video, audio or ...")."""
        folds = {self.fold(i) for i in range(first - 1, min(first + 4, len(self.tokens)))}
        return bool(folds & folded("guards", "message_continues"))

    def _operator_after(self, last: int, same: Callable[[int], bool]) -> Operator:
        listed = False
        for i in range(last + 1, min(last + 7, len(self.tokens))):
            hit = self.after.get(i)
            if hit is not None and not same(i):
                kind = hit.entry.removeprefix("post_")
                if kind == "no":
                    return "not" if self.fold(hit.last + 1) in _PAUSES else ""
                begins = self.fold(hit.first - 1) in _ALSO
                if kind == "only" and (begins or self.fold(hit.last + 1) in THAN | _STARTS):
                    return ""
                if kind == "only" and listed and self.fold(i - 1) == ",":
                    return ""
                if kind == "mostly" and (listed or not self._pauses(hit.last + 1)):
                    return ""
                if self._governs_next(hit.last, same):
                    return ""
                return kind  # type: ignore[return-value]
            if same(i):
                listed = True
            elif (
                self.fold(i) not in _LIST
                and not (
                    i in self.glue
                    and self.fold(i) not in folded("guards", "message_operator_after")
                )
            ) or (i in self.before and self.before[i].entry in ("not", "remove")):
                return ""
        return ""

    def _pauses(self, i: int) -> bool:
        """Whether a piece of the sentence ends before token i."""
        if i >= len(self.tokens) or self.tokens[i].kind == "break":
            return True
        return self.fold(i) in _PAUSES | {")", ":", "please", "pls"} | folded(
            "guards", "message_governs_next"
        )

    def _governs_next(self, last: int, same: Callable[[int], bool]) -> bool:
        """Whether the word governs what follows instead ("video, only audio")."""
        i = last + 1
        while (
            i < len(self.tokens)
            and i in self.glue
            and self.fold(i) not in folded("guards", "message_governs_next")
        ):
            i += 1
        return i < len(self.tokens) and same(i)


_ONE_THING = frozenset((",", "and"))
"""Behind these English "do" begins what is wanted instead ("forget video, do display")."""
_ALSO = frozenset(("and", "y", "e", "und", "et", "ed", "en", "och"))
"""Words behind which "only" begins something else ("no display and only mobile")."""
_STRONGER = frozenset(("protect", "not", "remove"))
"""What an "add" behind a word does not undo ("kein Podcast hinzufügen")."""
_PAUSES = frozenset(("", ",", ".", ";", "\n"))
_LIST = folded("guards", "message_list")
THAN = frozenset(("que", "than", "als", "dan", "che", "än"))
"""Behind these a bound goes on ("nada más que 3 semanas") and nothing is closed."""


_STARTS = folded("guards", "flights_starting") | folded("guards", "message_only_then")
"""Behind these "only" is about a date ("Korea only starts on 15 April")."""


def listed_before(message: Message, comma: int, same: Callable[[int], bool]) -> bool:
    """Whether the comma stands behind a word of the same concept (a list goes on)."""
    i = comma - 1
    while i >= 0 and i in message.glue and not same(i):
        i -= 1
    return i >= 0 and same(i)


def _contracts(tokens: tuple[Token, ...], language: str) -> bool:
    """Whether "no" is the Portuguese "in the": "Visa no Brasil, R$ 70 mil, março"."""
    if language_of(tokens, language, least=2) == "pt":
        return True
    return any(t.text.islower() and set(t.text) & set("ãõç") for t in tokens)


@cache
def _signatures() -> Phrases[str]:
    lines = ((w, "line") for w in words("fillers")["signature_line"])
    return Phrases([*lines, *((w, "closing") for w in words("fillers")["closing"])])


def same_as(hits: Iterable[Hit[str]]) -> Callable[[int], bool]:
    """A test for tokens that stand in any of the hits."""
    inside = {i for hit in hits for i in range(hit.first, hit.last + 1)}
    return inside.__contains__
