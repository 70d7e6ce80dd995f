"""What the second reader of the guard sees of a sentence: letters, words, lexical fields, senses, its neighbours, its shape.

Every feature is a column, a bucket of a stable hash or a sense, and a sentence is worth the sum of its columns. That sum is made once for
each word, pair of words and pair of fields, and kept: French repeats itself, so a sentence costs a few additions.
"""

from __future__ import annotations

import re
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar
from zlib import crc32

from bot.guard.reader.fields import NEAR, denied, read_fields
from bot.guard.reader.senses import BUCKETS, GROUPS, rarity, senses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.guard.reader.fields import Fields

BLOCKS: Final = 7  # letters, words, fields, neighbours, shape, groups, senses
WEIGHTS: Final = (1.2, 1.0, 1.0, 0.4, 0.7, 0.7, 1.0)  # what each block counts for
GRAMS: Final = (3, 4, 5)  # letters
LONGEST: Final = 120  # words of a sentence that are read
NEIGHBOUR: Final = 30  # words of a neighbour that are read
KEPT: Final = 60_000  # sums kept of each kind; beyond that they are made again
LENGTHS: Final = (2, 4, 7, 11, 16, 24, 40)  # words; where one size of sentence ends and the next begins

_WORD: Final = re.compile(r"[a-z]+'?|#[a-z0-9_]+|[0-9]+|[!*>%$\"]")
_DENIALS: Final = frozenset(
    ["pas", "sans", "ni", "aucun", "aucune", "jamais", "plus", "rien", "nul", "nulle", "non"]
)
_LETTERS, _WORDS, _FIELDS, _AROUND, _SHAPE, _GROUPS = range(BLOCKS - 1)

V = TypeVar("V", int, tuple[int, ...])


class Glance(NamedTuple):
    """A sentence as it is read: its words, those of its neighbours, and what is seen from afar."""

    words: Sequence[str]
    before: Sequence[str]
    after: Sequence[str]
    shape: tuple[str, ...]


class Seen(NamedTuple, Generic[V]):
    """A block of a sentence: the sum of its columns, how many they are, and the sum of their squares."""

    total: V
    columns: int
    squares: float


class _Word(NamedTuple, Generic[V]):
    """What one word is worth: its letters, itself, itself and its fields as a neighbour, its sense and the groups of it."""

    letters: V
    grams: int
    said: V
    before: V
    after: V
    sides: int
    groups: V
    sense: V
    known: bool
    square: float
    fields: tuple[str, ...]
    phrases: tuple[tuple[tuple[str, ...], str], ...]


class Sight(Generic[V]):
    """Sums of columns. `worth` gives the value of some columns; values add up."""

    def __init__(self, worth: Callable[[Sequence[int]], V], nothing: V) -> None:
        """Raise `ReaderUnavailable` when the file of senses is missing or damaged."""
        self._worth: Callable[[Sequence[int]], V] = worth
        self._nothing: V = nothing
        self._senses = senses()
        self._fields: Fields = read_fields("guard_fields.txt", tokenise)
        self._words: _Kept[str, _Word[V]] = _Kept(self._word)
        self._pairs: _Kept[tuple[str, ...], V] = _Kept(lambda pair: self._one(" ".join(pair), _WORDS))
        self._links: _Kept[tuple[str, str], V] = _Kept(lambda pair: self._one("+".join(pair), _FIELDS))
        self._marks: _Kept[str, V] = _Kept(lambda mark: self._one(mark, _SHAPE))

    def look(self, glance: Glance) -> list[Seen[V]]:
        """Return what is seen of each block."""
        known, nothing = self._words.__getitem__, self._nothing
        words = list(map(known, glance.words))
        before, after = list(map(known, glance.before)), list(map(known, glance.after))
        around: list[V] = [word.before for word in before]
        around += [word.after for word in after]
        sides = sum([word.sides for word in before]) + sum([word.sides for word in after])
        marks = sum(map(self._marks.__getitem__, glance.shape), nothing)
        meant = sum([word.known for word in words])
        return [
            _each(sum([word.letters for word in words], nothing), sum([word.grams for word in words])),
            _each(*self._said(glance.words, words)),
            _each(*self._told(glance.words, words)),
            _each(sum(around, nothing), sides),
            _each(marks, len(glance.shape)),
            _each(sum([word.groups for word in words], nothing), meant * len(GROUPS)),
            Seen(sum([word.sense for word in words], nothing), meant, sum([word.square for word in words])),
        ]

    def _said(self, tokens: Sequence[str], words: Sequence[_Word[V]]) -> tuple[V, int]:
        pairs = _pairs(tokens)
        said = sum([word.said for word in words], self._nothing)
        return sum(map(self._pairs.__getitem__, pairs), said), len(words) + len(pairs)

    def _told(self, tokens: Sequence[str], words: Sequence[_Word[V]]) -> tuple[V, int]:
        seen = self._seen(tokens, words)
        links = []
        for index, (at, name) in enumerate(seen, 1):
            for other, second in seen[index:]:
                if other - at > NEAR:
                    break
                links.append((name, second))
        names = sum([self._marks[name] for _, name in seen], self._nothing)
        return sum(map(self._links.__getitem__, links), names), len(seen) + len(links)

    def _seen(self, tokens: Sequence[str], words: Sequence[_Word[V]]) -> list[tuple[int, str]]:
        """Return (position, field), a field marked when it is denied."""
        negated = denied(tokens, _DENIALS)
        seen: list[tuple[int, str]] = []
        for at, word in enumerate(words):
            names = word.fields
            if word.phrases:
                names += tuple(
                    name for phrase, name in word.phrases if tuple(tokens[at : at + len(phrase)]) == phrase
                )
            if names:
                seen += (
                    [(at, f"-{name}") for name in names] if at in negated else [(at, one) for one in names]
                )
        return seen

    def _word(self, token: str) -> _Word[V]:
        letters = tuple(grams(token))
        names: tuple[str, ...] = tuple(sorted(self._fields.of(token)))
        sides = (token, *(f"+{name}" for name in names))
        sense = self._senses.of(token) if token[0].isalpha() else None
        groups = self._senses.groups(sense) if sense is not None else ()
        return _Word(
            self._worth(letters),
            len(letters),
            self._one(token, _WORDS),
            self._worth([_bucket(f"<{side}", _AROUND) for side in sides]),
            self._worth([_bucket(f">{side}", _AROUND) for side in sides]),
            len(sides),
            self._worth([_bucket(group, _GROUPS) for group in groups]),
            self._worth(() if sense is None else (BUCKETS + sense,)),
            sense is not None,
            0.0 if sense is None else rarity(sense) ** 2,
            names,
            self._fields.phrases.get(token, ()),
        )

    def _one(self, said: str, seed: int) -> V:
        return self._worth((_bucket(said, seed),))


K = TypeVar("K")
W = TypeVar("W")


class _Kept(dict[K, W]):
    """What was made once, made again only when too much is kept."""

    def __init__(self, make: Callable[[K], W]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> W:
        if len(self) >= KEPT:
            self.clear()
        self[key] = value = self._make(key)
        return value


def _each(total: V, count: int) -> Seen[V]:
    return Seen(total, count, count)


def _bucket(said: str, seed: int) -> int:
    return crc32(said.encode(), seed) % BUCKETS


def tokenise(lower: str) -> list[str]:
    """Return the words and telling marks of a folded sentence; a number is told by its length."""
    return [f"{len(word)}#" if word[0].isdigit() else word for word in _WORD.findall(lower)]


def grams(word: str) -> Iterator[int]:
    """Yield the buckets of the letters of one word, its edges marked."""
    if len(word) < 3 or word.endswith("#"):  # noqa: PLR2004 - too short to be spelt otherwise
        return
    edged = b"<%b>" % word.encode()
    for length in GRAMS:
        for start in range(len(edged) - length + 1):
            yield crc32(edged[start : start + length], _LETTERS) % BUCKETS


def _pairs(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    return [
        *pairwise(tokens),
        *zip(tokens, repeat("_"), tokens[2:], strict=False),
        *(("not", tokens[at]) for at in denied(tokens, _DENIALS)),
        *(("^", word) for word in tokens[:2]),
        *((word, "$") for word in tokens[-2:]),
    ]
