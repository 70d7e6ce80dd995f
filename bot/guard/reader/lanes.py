"""Weights that add up by the dozen: the weights of one bucket, one lane a label, are one large integer.

Python adds two such integers as fast as two small ones, so all labels are summed at once without any library.
"""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guard.reader.weights import Weights

LANE: Final = 4  # bytes; room for 2**24 weights of one byte
ZERO: Final = 128  # what a weight of nothing is stored as, so that no lane is ever negative
_FULL: Final = (1 << 8 * LANE) - 1
_UNSIGNED: Final = bytes((value + ZERO) % 256 for value in range(256))


class Lanes:
    """The planes of a reader, side by side."""

    def __init__(self, weights: Weights) -> None:
        count = len(weights.planes)
        self._width = LANE * count
        self._shape = struct.Struct(f"<{count}I")
        table = bytearray(self._width * weights.header.columns)
        for lane, plane in enumerate(weights.planes):
            table[LANE * lane :: self._width] = array("b", plane).tobytes().translate(_UNSIGNED)
        self._table = bytes(table)

    def worth(self, buckets: Sequence[int]) -> int:
        """Return the weights of some buckets, added up, as one integer."""
        width, table = self._width, self._table
        return sum(
            int.from_bytes(table[bucket * width : (bucket + 1) * width], "little") for bucket in buckets
        )

    def read(self, total: int, count: int) -> list[int]:
        """Return one sum a label from the sum of `count` buckets."""
        return [lane - ZERO * count for lane in self._shape.unpack(total.to_bytes(self._width, "little"))]

    def read_one(self, total: int, count: int, lane: int) -> int:
        """Return the sum of one label, by its place."""
        return (total >> 8 * LANE * lane & _FULL) - ZERO * count
