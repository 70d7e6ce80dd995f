"""What the reader looks at in a text: words, letters inside words, lexical fields, senses, the shape of the whole, hints of the rules.

Each feature is a column: a bucket of a stable hash, so that no word of the training texts is shipped, or the sense of a word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from math import fsum, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

from bot.guard.fold import fold
from bot.guard.reader.fields import denied, fields, told
from bot.guard.reader.senses import BUCKETS, rarity, senses

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

LONGEST: Final = 6_000  # characters that are read; a longer text is read from both ends
GRAMS: Final = (2, 3, 4, 5)  # letters
EDGE: Final = 3  # words; the first and the last ones count once more, for where they stand
LENGTHS: Final = (2, 4, 7, 11, 16, 24, 40, 70, 120)  # words; where one size of text ends and the next begins

KEPT: Final = 4_096  # words whose letters are remembered
OPENING: Final = 60  # characters; where «une patiente écrit :» stands
FOREIGN: Final = 4  # letters that have no Latin look

_WORD: Final = re.compile(r"[a-z]+'?|[0-9]+|[?!*:>]")
_HIDDEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BEYOND: Final = re.compile("[\u0621-\u064a]{2,}|[\U0001f300-\U0001faff\u2600-\u27bf]")  # Arabic words, emoji
_DENIALS: Final = frozenset(
    {
        "pas",
        "sans",
        "ni",
        "aucun",
        "aucune",
        "jamais",
        "plus",
        "rien",
        "no",
        "not",
        "sin",
        "sem",
        "nao",
        "zero",
        "ras",
    }
)
_SEEN: Final = {
    "drawn stars": re.compile("[⭐★☆🌟✭✩]"),
    "emoji": re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]"),
}
_COUNTED: Final = {  # over the folded view
    "stars": re.compile(r"\b[0-5](?:[.,][0-9])? ?(?:/ ?5\b|etoiles?\b|stars?\b)"),
    "under age": re.compile(
        r"(?<!il y a )(?<!depuis )(?<!pendant )(?<!hace )\b(?:[1-9]|1[0-7]) ?(?:ans?|years?|anos|mois)\b(?! (?:ago|apres|plus tard|after|later))"
    ),
    "of age": re.compile(r"\b(?:1[89]|[2-9][0-9]) ?(?:ans|years?|anos)\b"),
    "hot": re.compile(r"\b(?:3[89]|4[01])(?:[.,] ?[0-9]|[ ,]|$)"),
    "hours": re.compile(r"\b[0-9]{1,2} ?h\b"),
    "days": re.compile(r"\bj ?[+]? ?[0-9]{1,2}\b|\b[0-9]{1,2} ?(?:jours?|j|days?|dias)\b"),
    "euros": re.compile(r"[0-9] ?(?:euros?|\$|e\b)"),
    "followers": re.compile(r"[0-9] ?k\b"),
    "address": re.compile(r"[a-z0-9]@[a-z]|https?:|www\.|\.(?:com|fr|example)\b"),
}


class Block(NamedTuple):
    """The columns of one kind of feature, each once, and what each of them is worth."""

    buckets: Sequence[int]
    value: float


def features(text: str, hints: Iterable[str] = ()) -> tuple[Block, ...]:
    """Return the features of `text`: letters, words, fields, shape, hints, groups, senses; the squares of a block add up to one.

    Args:
        text: a message, a review or a request, as it was written.
        hints: what rules found in it, in words of their own.
    """
    lower = _readable(text)
    tokens = tokenise(lower, text)
    negated = denied(tokens, _DENIALS)
    kinds = (
        phrases(tokens, negated),
        told(fields(tokenise).seen(tokens), negated.__contains__),
        shape(text, lower, tokens),
        hints,
    )
    letters = set().union(*map(grams, set(tokens)))
    meant = {sense for sense in map(_sense, set(tokens)) if sense is not None}
    hashed = (*kinds, (group for sense in meant for group in senses().groups(sense)))
    return (
        _block(letters),
        *(_block(_hashed(one, seed)) for seed, one in enumerate(hashed, 1)),
        _block((BUCKETS + sense for sense in meant), fsum(rarity(sense) ** 2 for sense in meant)),
    )


@lru_cache(KEPT)
def _sense(token: str) -> int | None:
    return senses().of(token) if token[:1].isalpha() else None


def _hashed(said: Iterable[str], seed: int) -> set[int]:
    return {crc32(one.encode(), seed) % BUCKETS for one in said}


def tokenise(lower: str, text: str = "") -> list[str]:
    """Return the words and telling marks of a folded text; a number is told by its length; Arabic and emoji as they are."""
    found = [f"#{len(word)}" if word[0].isdigit() else word for word in _WORD.findall(lower)]
    return found + [word.removeprefix("ال") for word in _BEYOND.findall(_HIDDEN.sub("", text))]


@lru_cache(KEPT)
def grams(word: str) -> frozenset[int]:
    """Return the buckets of the letters of one word, its edges marked; marks and numbers have none."""
    if len(word) < 2:  # noqa: PLR2004 - one letter is a word, not a spelling
        return frozenset()
    edged = b"<%b>" % word.encode()
    return frozenset(
        crc32(edged[start : start + length]) % BUCKETS
        for length in GRAMS
        for start in range(len(edged) - length + 1)
    )


def phrases(tokens: Sequence[str], negated: Collection[int] = ()) -> Iterator[str]:
    """Yield the words, the pairs, what is denied, and once more what opens and closes the text."""
    yield from tokens
    yield from (f"{one} {two}" for one, two in pairwise(tokens))
    yield from (f"{one} _ {two}" for one, two in zip(tokens, tokens[2:], strict=False))
    yield from (f"not {tokens[at]}" for at in negated)
    yield from (f"^{word}" for word in tokens[:EDGE])
    yield from (f"{word}$" for word in tokens[-EDGE:])


def shape(text: str, lower: str, tokens: Sequence[str]) -> Iterator[str]:
    """Yield what is seen from afar: length, lines, marks, stars, emoji, another alphabet, figures that tell."""
    yield f"length {sum(len(tokens) > limit for limit in LENGTHS)}"
    yield f"lines {min(lower.strip().count(chr(10)), 4)}"
    yield f"ends {tokens[-1] if tokens and not tokens[-1].isalnum() else 'word'}"
    yield f"questions {min(lower.count('?'), 3)}"
    yield f"exclamations {min(lower.count('!'), 3)}"
    yield from (name for name, pattern in _SEEN.items() if pattern.search(text))
    yield from (name for name, pattern in _COUNTED.items() if pattern.search(lower))
    if lower.count("?") - text.count("?") > FOREIGN:
        yield "script"
    if '"' in lower:
        yield "quoted"
    if ":" in lower[:OPENING]:
        yield "announced"


def _readable(text: str) -> str:
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    return fold(text).lower


def _block(buckets: Iterable[int], squares: float | None = None) -> Block:
    unique = tuple(buckets)
    size = len(unique) if squares is None else squares
    return Block(unique, 1 / sqrt(size) if size else 0.0)
