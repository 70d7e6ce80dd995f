"""What the reader looks at in a text: words and pairs of words, letters inside words, and the shape of the whole.

Each feature is a bucket of a stable hash, so that neither a vocabulary nor a word of the training texts is shipped.
"""

from __future__ import annotations

import re
from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BUCKETS: Final = 1 << 16
LONGEST: Final = 6_000  # characters that are read; a longer text is read from both ends
GRAMS: Final = (2, 3, 4, 5)  # letters
EDGE: Final = 3  # words; the first and the last ones count once more, for where they stand
SCOPE: Final = 3  # words that a negation bears on
LENGTHS: Final = (2, 4, 7, 11, 16, 24, 40, 70, 120)  # words; where one size of text ends and the next begins

_WORD: Final = re.compile(r"[a-z]+'?|[0-9]+|[?!*:>]")
_ARABIC: Final = re.compile(r"[\u0621-\u064a]{2,}")
_DENIALS: Final = frozenset(
    {"pas", "sans", "ni", "aucun", "aucune", "jamais", "plus", "rien", "no", "not", "sin", "sem", "nao"}
)
_STARS: Final = re.compile(r"[⭐★☆🌟✭✩]|\b[0-5](?:[.,]\d)? ?(?:/ ?5\b|[ée]toiles?\b|stars?\b)")
_EMOJI: Final = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_OTHER_SCRIPT: Final = re.compile(r"[\u0370-\u1fff\u3040-\uffdc]")


class Block(NamedTuple):
    """The buckets of one kind of feature, each once, and what each of them is worth."""

    buckets: Sequence[int]
    value: float


def features(text: str) -> tuple[Block, ...]:
    """Return the features of `text`: letters, words, shape; the values of a block have a sum of squares of one."""
    lower = _readable(text)
    tokens = tokenise(lower, text)
    letters = {gram for word in set(tokens) for gram in grams(word)}
    said = {crc32(one.encode(), 1) % BUCKETS for one in phrases(tokens)}
    seen = {crc32(one.encode(), 2) % BUCKETS for one in shape(text, tokens)}
    return _block(letters), _block(said), _block(seen)


def tokenise(lower: str, text: str = "") -> list[str]:
    """Return the words and telling marks of a folded text; a number is told by its length, Arabic words as they are."""
    found = [f"#{len(word)}" if word[0].isdigit() else word for word in _WORD.findall(lower)]
    return found + [word.removeprefix("ال") for word in _ARABIC.findall(text)]


def grams(word: str) -> Iterator[int]:
    """Yield the buckets of the letters of one word, its edges marked; marks and numbers have none."""
    if len(word) < 2:  # noqa: PLR2004 - one letter is a word, not a spelling
        return
    edged = b"<%b>" % word.encode()
    size = len(edged)
    for length in GRAMS:
        for start in range(size - length + 1):
            yield crc32(edged[start : start + length]) % BUCKETS


def phrases(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the words, the pairs, what is denied, and once more what opens and closes the text."""
    yield from tokens
    yield from (f"{one} {two}" for one, two in zip(tokens, tokens[1:], strict=False))
    yield from (f"{one} _ {two}" for one, two in zip(tokens, tokens[2:], strict=False))
    yield from (f"not {word}" for word in _denied(tokens))
    yield from (f"^{word}" for word in tokens[:EDGE])
    yield from (f"{word}$" for word in tokens[-EDGE:])


def _denied(tokens: Sequence[str]) -> Iterator[str]:
    left = 0
    for token in tokens:
        if token in _DENIALS:
            left = SCOPE
        elif left:
            left -= 1
            yield token


def shape(text: str, tokens: Sequence[str]) -> Iterator[str]:
    """Yield what is seen from afar: length, lines, marks, capitals, stars, emoji, another alphabet."""
    yield f"length {sum(len(tokens) > limit for limit in LENGTHS)}"
    yield f"lines {min(text.strip().count(chr(10)), 4)}"
    yield f"ends {tokens[-1] if tokens and not tokens[-1].isalnum() else 'word'}"
    yield f"questions {min(text.count('?'), 3)}"
    yield f"exclamations {min(text.count('!'), 3)}"
    for name, pattern in (("stars", _STARS), ("emoji", _EMOJI), ("script", _OTHER_SCRIPT)):
        if pattern.search(text):
            yield name
    if text.isupper():
        yield "shouted"
    if any(mark in text for mark in '«"“'):
        yield "quoted"
    if ":" in text[:60]:
        yield "announced"


def _readable(text: str) -> str:
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    return fold(text).lower


def _block(buckets: Iterable[int]) -> Block:
    unique = tuple(buckets)
    return Block(unique, 1 / sqrt(len(unique)) if unique else 0.0)
