"""What goes into the word index, what comes out of it, and which part of it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    from numpy.typing import NDArray


AVOIDED: Final = "avoided"  # the kind of a passage that breaks a rule: found only by who asks for it


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage to index: `head` and `text` are searched, `shown` is given back.

    `weight` multiplies its score; `mention` is how far a word that stands there once makes it an answer, 0.0 to 1.0.
    """

    id: str
    source: str
    kind: str
    practice: str
    valid_from: int
    valid_to: int
    head: str
    text: str
    shown: dict[str, Any]
    weight: float = 1.0
    mention: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate, with what scoring needs."""

    row: int
    id: str
    source: str
    length: int
    grams: int
    weight: float
    mention: float
    numbers: NDArray[np.uint32]
    counts: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which passages count: kinds, practices, and a day (YYYYMMDD) on which they are in force; empty means all."""

    kinds: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()
    day: int | None = None

    def where(self) -> tuple[str, list[str | int]]:
        """Return an SQL condition over `passage` and its values."""
        conditions, values = ["1"], list[str | int]()
        for column, allowed in (("kind", self.kinds), ("practice", self.practices)):
            if allowed:
                conditions.append(f"passage.{column} IN ({marks(allowed)})")
                values.extend(allowed)
        if self.day is not None:
            conditions.append("? BETWEEN passage.valid_from AND passage.valid_to")
            values.append(self.day)
        return " AND ".join(conditions), values


@dataclass(frozen=True, slots=True)
class Totals:
    """The size of the index: passages, and the mean number of words and of grams in one."""

    passages: int
    words: float
    grams: float


def marks(values: Collection[object]) -> str:
    """Return one «?» for each value, as SQL takes them."""
    return ",".join("?" * len(values))
