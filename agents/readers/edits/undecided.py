"""What a message leaves open: "not sure about podcast yet", "if Spain is too dear, drop it".

Nobody has settled such things, so they change nothing; the reply names them. A hedge governs what
stands behind it in its piece of the sentence, or what stands before it where nothing does. A
condition governs its whole sentence, unless the plan itself answers it ("if possible").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from agents.readers.edits.conditions import conditional
from agents.readers.findings.proposals import Proposal
from agents.readers.numbers.budget_words import edit_words
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.sentences import Sentence, sentences
from agents.readers.text.tokens import Token
from agents.readers.text.tongue import language_of
from media.plan import Fact

_FOUNDING = ("/budget", "/advertiser", "/flight", "/geo")
"""What a first brief is made of: said with a doubt, it is still what there is to begin with."""
_LISTS = ("/formats", "/channels", "/geo", "/audience", "/constraints")
"""What "maybe" alone leaves open; beside a figure it only says that the figure is rough."""
_COMMANDS = frozenset(("add", "remove", "not", "only", "protect"))
_NEAR = 2
"""How many tokens behind a comma or an "and" a new command may begin."""


@dataclass(frozen=True, slots=True)
class Open:
    """Tokens [first, last] that leave something open; `weak` where only "maybe" and the like do.

    `later`: perhaps it comes some day, so that even a first brief is without it.
    """

    first: int
    last: int
    weak: bool = False
    later: bool = False


class Undecided:
    """The parts of one message that settle nothing."""

    def __init__(self, message: Message, language: str, standing: bool) -> None:
        """`language` is the one of the conversation; a first brief is not `standing`."""
        self.message, self.standing = message, standing
        self.language = language_of(message.tokens, language)
        self.found = [o for s in sentences(message) if not s.asks for o in self._open(s)]

    def parted(self, proposals: Sequence[Proposal]) -> tuple[list[Proposal], list[Fact]]:
        """The proposals that are settled, and a fact that names the words of the others."""
        left = {id(p): o for p in proposals for o in self.found if self._holds(o, p)}
        said = sorted({(o.first, o.last) for o in left.values()})
        named = [self.message.words(first, last) for first, last in said]
        facts = [Fact(code="left_open", values={"words": list(named)})] if named else []
        return [p for p in proposals if id(p) not in left], facts

    def _holds(self, part: Open, proposal: Proposal) -> bool:
        if not self._open_to_doubt(part, proposal.path):
            return False
        start = self.message.tokens[part.first].start
        end = self.message.tokens[part.last].end
        words = proposal.evidence
        return bool(words) and all(start <= e.start and e.end <= end for e in words)

    def _open_to_doubt(self, part: Open, path: str) -> bool:
        if not self.standing and path.startswith(_FOUNDING):
            return part.later and path.startswith(_LISTS)
        doubted = (*_LISTS, "/budget") if part.later else _LISTS
        return path.startswith(doubted) if part.weak else True

    def _open(self, sentence: Sentence) -> Iterator[Open]:
        if self.standing and conditional(self.message, sentence, self.language):
            yield Open(sentence.first, sentence.last)
            return
        pieces = list(self._pieces(sentence))
        for at, piece in enumerate(pieces):
            tokens = self.message.tokens[piece.first : piece.last + 1]
            later = _later(tokens)
            for hit in (_hedges_of_later() if later else _hedges()).find(tokens):
                hedge = _moved(hit, piece.first)
                found = self._governed(pieces, at, hedge, later) if hit.entry != "polite" else None
                if found is not None and not self._settled(found):
                    yield found

    def _settled(self, part: Open) -> bool:
        """ "Not sure about podcast yet, leave it out": what is to happen is said behind."""
        return any(part.first <= i <= part.last for i in self.message.referred)

    def _pieces(self, sentence: Sentence) -> Iterator[Sentence]:
        """The sentence cut at its commas, and where "but" or a new command begins."""
        first = sentence.first
        for i in range(sentence.first + 1, sentence.last + 1):
            if self._cuts(i, sentence.last):
                if first < i:
                    yield Sentence(first, i - 1, False)
                first = i + 1
        yield Sentence(min(first, sentence.last), sentence.last, False)

    def _cuts(self, i: int, last: int) -> bool:
        word = self.message.fold(i)
        if word in _BREAKS and (word != "mais" or self.language == "fr"):
            return True
        return word in _AND and self._commands(range(i + 1, min(i + 1 + _NEAR, last + 1)))

    def _governed(
        self, pieces: Sequence[Sentence], at: int, hit: Hit[str], later: bool
    ) -> Open | None:
        """What a hedge is of; nothing where a command only sounds polite by it."""
        piece, weak = pieces[at], hit.entry in ("weak", "modal")
        if self._is_and(hit.first - 1):
            piece = Sentence(hit.first, piece.last, False)
        if weak and not later and (not self.standing or self._verbs(piece)):
            return None
        if self._content(hit.last + 1, piece.last):
            end = self._listed(pieces, at)
            return None if hit.entry == "see" else Open(hit.first, end, weak, later)
        first = piece.first
        if not self._content(first, hit.first - 1) and at:
            first = pieces[at - 1].first
        elif self._commands(range(first, hit.first)):
            first = max((i for i in range(first, hit.first) if self._is_and(i)), default=first)
        return Open(first, hit.last, weak, later)

    def _listed(self, pieces: Sequence[Sentence], at: int) -> int:
        """Where the list ends that a hedge begins ("not sure about podcast, video and display")."""
        end = at
        while end + 1 < len(pieces) and self._bare(pieces[end + 1]):
            end += 1
        return pieces[end].last

    def _bare(self, piece: Sentence) -> bool:
        """Whether a piece only names things."""
        tokens = range(piece.first, piece.last + 1)
        plain = all(self.message.claimed[i] or i in self.message.glue for i in tokens)
        figures = any(self.message.tokens[i].kind in ("number", "date") for i in tokens)
        parted = self.message.fold(piece.first - 1) in _BUT
        return plain and not figures and not parted and not self._commands(tokens)

    def _content(self, first: int, last: int) -> bool:
        """Whether anything that readers have claimed stands in tokens [first, last]."""
        return any(self.message.claimed[first : last + 1])

    def _is_and(self, i: int) -> bool:
        return self.message.fold(i) in _AND

    def _commands(self, tokens: range) -> bool:
        inside = {*tokens}
        told = {h.first for h in self.message.before.values() if h.entry in _COMMANDS}
        return bool(told & inside) or self._verbs(Sentence(tokens.start, tokens.stop - 1, False))

    def _verbs(self, piece: Sentence) -> bool:
        """Whether verbs of command stand in a piece, not only "too" and "also"."""
        tokens = self.message.tokens[piece.first : piece.last + 1]
        if any(edit_words("raise", "cut", "budgetverb", "swap", "extend").find(tokens)):
            return True
        said = [h for h in self.message.before.values() if h.entry in ("add", "remove", "only")]
        inside = [h for h in said if piece.first <= h.first and h.last <= piece.last]
        return any(self.message.folds(h.first, h.last) not in _ALSO for h in inside)


def _moved(hit: Hit[str], by: int) -> Hit[str]:
    return Hit(hit.first + by, hit.last + by, hit.entry)


_BUT = folded("verdicts", "divides") - folded("guards", "message_governs_next") - {"&"}
_AND = folded("guards", "message_governs_next")
_BREAKS = _BUT | {",", ";", ":"}
_ALSO = folded("guards", "undecided_also")


def _later(tokens: Sequence[Token]) -> bool:
    return next(iter(_some_day().find(tokens)), None) is not None


@cache
def _hedges() -> Phrases[str]:
    return Phrases((w, tag) for tag in ("open", "see", "weak") for w in words("undecided")[tag])


@cache
def _hedges_of_later() -> Phrases[str]:
    """Beside a word for later also the verbs ("could"), but for requests ("could you")."""
    tags = ("open", "see", "weak", "modal")
    said = [(w, tag) for tag in tags for w in words("undecided")[tag]]
    return Phrases([*said, *((w, "polite") for w in words("intents")["polite"])])


@cache
def _some_day() -> Phrases[str]:
    return Phrases((w, "later") for w in words("undecided")["later"])
