"""Words that stand in no passage, read as those that do: a slip of the finger, a missing space, an abbreviation. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHORTEST: Final = 4  # letters; a shorter word looks like too many others
SURE: Final = 8  # letters from which a word may differ by two
CUT: Final = 5  # letters from which the beginning of a word stands for it: «blepharo»
MOST: Final = 3  # readings of one word
_DIFFERENT: Final = 4  # letters that two words two slips apart may not share
_FIRST: Final = {  # letters that open a word in place of one another
    "c": "ckqs", "k": "ckq", "q": "ckq", "s": "sc", "f": "fp", "p": "pf", "g": "gj", "j": "gj", "i": "iyh", "y": "iyh",
    "e": "eaho", "a": "aeh", "o": "oeh", "u": "uh", "h": "haeiouy", "z": "zs",
}  # fmt: skip


def openings(stem: str) -> str:
    """Return the letters that a right spelling of `stem` may begin with."""
    return _FIRST.get(stem[0], stem[0])


def slips(length: int) -> int:
    """Return how many slips are forgiven in a word of `length` letters."""
    return 0 if length < SHORTEST else 1 if length < SURE else 2


def alike(stem: str, known: Iterable[tuple[str, int]]) -> list[str]:
    """Return the stems of `known`, (stem, passages that hold it), that `stem` most likely stands for; closest first."""
    allowed = slips(len(stem))
    letters = set(stem)
    found = [
        (far, -held, one)
        for one, held in known
        if len(letters ^ set(one)) <= _DIFFERENT or one.startswith(stem)
        if (far := _distance(stem, one, allowed)) <= allowed
    ]
    return [one for _, _, one in sorted(found)[:MOST]]


def halves(word: str, is_known: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return the two known words that `word` is when a space was forgotten, or None."""
    cuts = ((word[:i], word[i:]) for i in range(SHORTEST, len(word) - SHORTEST + 1))
    return next((pair for pair in cuts if all(map(is_known, pair))), None)


def _distance(left: str, right: str, allowed: int) -> int:
    """Return how many slips (a letter more, less, other, doubled, or two swapped) lie between; one more than `allowed` for more.

    A known word that begins with a long `left` is one slip away.
    """
    if len(left) >= CUT and right.startswith(left):
        return 1
    if abs(len(left) - len(right)) > allowed:
        return allowed + 1
    before: list[int] = []
    line = list(range(len(right) + 1))
    for i, one in enumerate(left, 1):
        before, line, last = line, [i], before
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, line[j - 1] + 1, before[j - 1] + (one != other))
            if i > 1 and j > 1 and one == right[j - 2] and left[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            line.append(cost)
        if min(line) > allowed:
            return allowed + 1
    return line[-1]
