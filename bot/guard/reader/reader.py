"""The reader at work: features in, probabilities out. Deterministic, no library, under a millisecond."""

from __future__ import annotations

from functools import cache
from math import exp
from typing import TYPE_CHECKING
from zlib import crc32

from bot.guard.fold import fold
from bot.guard.reader.features import Block, features, grams, tokenise
from bot.guard.reader.lanes import Lanes
from bot.guard.reader.senses import BUCKETS, senses
from bot.guard.reader.weights import Weights, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Reader:
    """A linear model over hashed features, one score a label."""

    def __init__(self, weights: Weights) -> None:
        senses()  # a reader that cannot read must say so now, not in the middle of a text
        self._lanes = Lanes(weights)
        self.header = weights.header
        self.labels = weights.header.labels

    @staticmethod
    def load(name: str) -> Reader:
        """Return the reader `name`, read once.

        Raises:
            ReaderUnavailable: its weights are missing, damaged or of another version.
        """
        return _loaded(name)

    def scores(self, text: str, hints: Iterable[str] = ()) -> Mapping[str, float]:
        """Return label → probability, which sum to one; `hints` are what the rules found, as at the training."""
        return dict(zip(self.labels, softmax(self._raw(text, hints), self.header.temperature), strict=True))

    def _raw(self, text: str, hints: Iterable[str]) -> tuple[float, ...]:
        """Return one score a label, before they are made probabilities."""
        sums = self._weighed(features(text, hints))
        head = self.header
        return tuple(
            bias + scale * one for bias, scale, one in zip(head.biases, head.scales, sums, strict=True)
        )

    def _weighed(self, blocks: Iterable[Block]) -> list[float]:
        """Return one sum of weights a label; a block's buckets count for its value."""
        sums = [0.0] * len(self.labels)
        for buckets, value in blocks:
            read = self._lanes.read(self._lanes.worth(buckets), len(buckets))
            sums = [total + value * one for total, one in zip(sums, read, strict=True)]
        return sums

    def words(self, text: str, label: str, most: int = 3) -> tuple[str, ...]:
        """Return up to `most` words of `text`, folded, that spoke most for `label` against the others, strongest first."""
        chosen, worth = self.labels.index(label), [block.value for block in features(text)[:2]]
        words = {word for word in tokenise(fold(text).lower, text) if word[:1].isalpha()}
        said = {word: self._for(word, chosen, *worth) for word in words}
        ranked = sorted(said, key=lambda word: (-said[word], word))
        return tuple(word for word in ranked if said[word] > 0)[:most]

    def _for(self, word: str, chosen: int, letter: float, whole: float) -> float:
        """Return what a word adds to the chosen label over the mean of all; its letters and itself have their own worth."""
        blocks = Block(tuple(grams(word)), letter), Block((crc32(word.encode(), 1) % BUCKETS,), whole)
        read = self._weighed(blocks)
        sums = [scale * one for scale, one in zip(self.header.scales, read, strict=True)]
        return sums[chosen] - sum(sums) / len(sums)


def softmax(raw: Sequence[float], temperature: float) -> list[float]:
    """Return probabilities for raw scores; a higher temperature makes them more alike."""
    top = max(raw)
    powers = [exp((score - top) / temperature) for score in raw]
    total = sum(powers)
    return [power / total for power in powers]


@cache
def _loaded(name: str) -> Reader:
    return Reader(read(name))
