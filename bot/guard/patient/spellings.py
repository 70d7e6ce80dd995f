"""Words of French that no list of ours writes down: 103,000 of them, known by their checksums.

They say that something is a word; nothing follows from being none. `train_words.py` made the file.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FILE: Final = Path(__file__).parent / "lists" / "words.bin"


def pack(words: Iterable[str]) -> bytes:
    """Return the file of some folded words: their checksums in order, four bytes each, the lowest byte first."""
    return b"".join(key.to_bytes(4, "little") for key in sorted({crc32(word.encode()) for word in words}))


def shortened(word: str) -> frozenset[str]:
    """Return a word and what is left of it without any one letter: two words that share one differ by one letter or two side by side."""
    return frozenset((word, *(word[:place] + word[place + 1 :] for place in range(len(word)))))


@cache
def _keys() -> Sequence[int]:
    keys = array("I", FILE.read_bytes())
    if sys.byteorder == "big":
        keys.byteswap()
    return keys


def is_spelt(word: str) -> bool:
    """Tell whether a folded word is one of French, inflected or not."""
    keys, key = _keys(), crc32(word.encode())
    at = bisect_left(keys, key)
    return at < len(keys) and keys[at] == key
