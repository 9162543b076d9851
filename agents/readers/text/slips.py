"""What a slip of the finger is: a letter left out, doubled, swapped, or mistaken in a long word."""

from __future__ import annotations

from collections.abc import Iterator

_SHORTEST = 5
"""The shortest word from which a letter may be missing."""
_MISTAKEN_FROM = 7
"""How long a word must be for a mistaken letter; shorter ones resemble too many others."""


def slips(word: str) -> Iterator[str]:
    """The word, and each form of it with one letter left out."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def one_slip(word: str, target: str, mistaken: bool) -> bool:
    """Whether one plausible slip turns the target into the word; `mistaken` letters may be one."""
    if word[0] != target[0] and sorted(word[:2]) != sorted(target[:2]):
        return False
    if len(word) == len(target):
        if swapped(word, target):
            return True
        differing = sum(a != b for a, b in zip(word, target, strict=True))
        long = len(word) >= _MISTAKEN_FROM and mistaken
        return differing == 1 and long and word[-1] == target[-1]
    if abs(len(word) - len(target)) != 1 or min(len(word), len(target)) < _SHORTEST:
        return False
    longer, shorter = (word, target) if len(word) > len(target) else (target, word)
    dropped = [i for i in range(len(longer)) if longer[:i] + longer[i + 1 :] == shorter]
    return bool(dropped) and (dropped[0] < len(longer) - 1 or len(longer) >= 9)


def swapped(word: str, target: str) -> bool:
    """Whether two neighbouring letters have changed places."""
    differing = [i for i in range(len(word)) if word[i] != target[i]]
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    one, two = differing
    return word[one] == target[two] and word[two] == target[one]
