"""Which patterns a set of words calls for, told by integers: one bit a pattern, one lane a need.

A pattern is possible where every one of its needs is met. Each word is worth one integer, with a bit for each need of each pattern that
it meets; the words of a sentence are worth the union of theirs, and the patterns whose every lane is set are the possible ones.
"""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.guard.pieces import COMPANY, STEM, STEM_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LANES: Final = 4  # needs of a pattern that are looked at, the most telling first
VOCABULARY: Final = 10_000  # words whose worth is remembered from one text to the next


_Company = tuple[tuple[frozenset[str], int], ...]


class Postings(NamedTuple):
    """Needs by the words of their phrases.

    `numbers` is need → number; `words` is word → `12 45+de+la`, the needs it meets, in what company; `starts` is the first letters of
    a word → `gratui*12 gratui*45+de`.
    """

    numbers: Mapping[str, int]
    words: Mapping[str, str]
    starts: Mapping[str, str]


def postings(needs: Iterable[str]) -> Postings:
    """Return needs, coded as `bot.guard.pieces` does, by their words."""
    numbers = {need: number for number, need in enumerate(dict.fromkeys(needs))}
    words: defaultdict[str, list[str]] = defaultdict(list)
    starts: defaultdict[str, list[str]] = defaultdict(list)
    for need, number in numbers.items():
        for phrase in need.split():
            word, company, others = phrase.partition(COMPANY)
            told = f"{number}{company}{others}"
            if word[-1] == STEM:
                starts[word[:STEM_SIZE]].append(word + told)
            else:
                words[word].append(told)
    return Postings(numbers, _joined(words), _joined(starts))


def _joined(told: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: " ".join(parts) for word, parts in told.items()}


class Index:
    """Which patterns the words of a text call for; a pattern is told by its place.

    Args:
        needs: the needs of each pattern, one at least.
        crossing: the places of the patterns that may run over the end of a sentence.
        known: the postings of these needs, among others.
    """

    def __init__(self, needs: Sequence[Sequence[str]], crossing: Iterable[int], known: Postings) -> None:
        self._size = len(needs)
        self._postings = known
        self._everything = (1 << self._size) - 1
        self._crossing = sum(1 << place for place in crossing)
        self._bits = _bits(needs, known.numbers)
        spared = (sum(1 << at for at, one in enumerate(needs) if len(one) <= lane) for lane in range(LANES))
        self._spared = sum(bits << lane * self._size for lane, bits in enumerate(spared))
        self._alone = _Worth(self)
        self._together: dict[str, _Company] = {}
        self._afar: dict[str, _Company] = {}

    def possible(self, sentences: Iterable[set[str]]) -> tuple[list[list[int]], list[int]]:
        """Return the patterns of each sentence, given by its words, and those that the sentences hold together."""
        if len(self._alone) >= VOCABULARY:  # here alone: what a text has learnt must last to its end
            self.forget()
        within, everywhere, told = [], set(), self._spared
        for there in sentences:
            met = self._met(there)
            within.append(_places(self._complete(met) & ~self._crossing))
            if self._crossing:
                everywhere |= there
                told |= met
        for word in self._afar.keys() & everywhere:
            for others, bits in self._afar[word]:
                if others <= everywhere:
                    told |= bits
        return within, _places(self._complete(told) & self._crossing)

    def _met(self, there: set[str]) -> int:
        """Return the needs that these words meet, alone or in each other's company."""
        met = reduce(or_, map(self._alone.__getitem__, there), self._spared)
        for word in self._together.keys() & there:
            for others, bits in self._together[word]:
                if others <= there:
                    met |= bits
        return met

    def _complete(self, met: int) -> int:
        found = met & self._everything
        for lane in range(1, LANES):
            found &= met >> lane * self._size
        return found

    def learn(self, word: str) -> int:
        """Return what a word is worth alone, and remember what it is worth in company."""
        alone, company = 0, defaultdict[frozenset[str], int](int)
        for told in self._told(word):
            number, mark, others = told.partition(COMPANY)
            bits = self._bits.get(int(number), 0)
            if mark:
                company[frozenset(others.split(COMPANY))] |= bits
            else:
                alone |= bits
        self._remember(word, {others: bits for others, bits in company.items() if bits})
        return alone

    def _remember(self, word: str, company: Mapping[frozenset[str], int]) -> None:
        crossing = sum(self._crossing << lane * self._size for lane in range(LANES))
        if company:
            self._together[word] = tuple(company.items())
        if afar := {others: bits & crossing for others, bits in company.items() if bits & crossing}:
            self._afar[word] = tuple(afar.items())

    def _told(self, word: str) -> Iterator[str]:
        yield from self._postings.words.get(word, "").split()
        for said in self._postings.starts.get(word[:STEM_SIZE], "").split():
            start, _, told = said.partition(STEM)
            if word.startswith(start):
                yield told

    def forget(self) -> None:
        """Forget what was learnt: a text says the same words again and again, a flood of texts does not."""
        self._alone.clear()
        self._together.clear()
        self._afar.clear()


class _Worth(dict[str, int]):
    """What each word is worth alone, learnt when it is first met."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __missing__(self, word: str) -> int:
        self[word] = worth = self._index.learn(word)
        return worth


def _bits(needs: Sequence[Sequence[str]], numbers: Mapping[str, int]) -> dict[int, int]:
    """Return the number of a need → the bits of the patterns that have it, each in its lane."""
    found: defaultdict[int, int] = defaultdict(int)
    for place, wanted in enumerate(needs):
        for lane, need in enumerate(wanted[:LANES]):
            found[numbers[need]] |= 1 << lane * len(needs) + place
    return dict(found)


def _places(bits: int) -> list[int]:
    """Return the places of the bits that are set."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found
