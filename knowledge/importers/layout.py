"""A page as a grid of characters, put in reading order: column after column, tables row by row. Pure.

The grid is what `pypdf` gives in its `layout` mode: one line a line, and blanks where the page has them. White rivers that
run down several lines part it. Two long halves are columns; short cells are a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP: Final = 3  # blanks inside a line from which it may be parted
RIVER: Final = 2  # blanks that a river keeps from its first line to its last
PROSE: Final = 24  # characters that the lines of a column have on average; cells have fewer
COLUMN: Final = 4  # lines of a column; fewer are a table, or chance
ROWS: Final = 2  # rows of a table
EMPTY: Final = 3  # blank lines in a row that end a table or a column
_OPEN: Final = 10_000  # columns; farther than any line
_GAP: Final = re.compile(rf"(?<=\S) {{{GAP},}}(?=\S)")

River = tuple[int, int]


@dataclass
class _Band:
    """Lines that the same rivers part; `rivers` are (start, end), `end` excluded."""

    rivers: list[River]
    lines: list[str] = field(default_factory=list)

    def take(self, line: str) -> bool:
        """Add `line` if a river with text on both banks goes on through it."""
        rivers = _meet(self.rivers, _blanks(line)) if line.strip() else self.rivers
        width = max((len(one.rstrip()) for one in (*self.lines, line)), default=0)
        if not any(start > 0 and end < width for start, end in rivers):
            return False
        self.rivers = rivers
        self.lines.append(line)
        return True

    def cells(self, line: str) -> list[str]:
        """Return the pieces of `line` between the rivers, some of them empty."""
        edges = [0, *(start for start, _ in self.rivers), _OPEN]
        return [line[start:end].strip() for start, end in pairwise(edges)]


def in_reading_order(grid: str) -> str | None:
    """Return the text of `grid` with its columns one after the other and its tables as «a | b» rows.

    None when the page has neither: its plain text is better then.
    """
    parted = False
    told: list[str] = []
    lines = grid.split("\n")
    at = 0
    while at < len(lines):
        band = _band(lines, at)
        said = _told(band) if band is not None else None
        if band is not None and said is not None:
            told += ["", *said, ""]
            at, parted = at + len(band.lines), True
        else:
            told.append(re.sub(r" {2,}", " ", lines[at]).strip())
            at += 1
    return "\n".join(told) if parted else None


def _band(lines: Sequence[str], first: int) -> _Band | None:
    """Return the longest band that starts at the line `first`, without the blank lines at its end."""
    if not _GAP.search(lines[first]):
        return None
    band = _Band(_blanks(lines[first]))
    blank = 0
    for line in lines[first:]:
        blank = 0 if line.strip() else blank + 1
        if blank == EMPTY or not band.take(line):
            break
    while not band.lines[-1].strip():
        band.lines.pop()
    return band


def _blanks(line: str) -> list[River]:
    """Return where `line` could be parted: its gaps, its margin, and all that follows it (`_OPEN`)."""
    text = line.rstrip()
    gaps = [(found.start(), found.end()) for found in re.finditer(rf" {{{RIVER},}}", text)]
    return [*gaps, (len(text) + 1, _OPEN)]


def _meet(rivers: Sequence[River], blanks: Sequence[River]) -> list[River]:
    """Return what both leave white, where it is wide enough."""
    met = [(max(a, c), min(b, d)) for a, b in rivers for c, d in blanks]
    return [(start, end) for start, end in met if end - start >= RIVER]


def _told(band: _Band) -> list[str] | None:
    width = max(len(line.rstrip()) for line in band.lines)
    band.rivers = [(start, end) for start, end in band.rivers if start > 0 and end < width]
    rows = [band.cells(line) for line in band.lines]
    both = [row for row in rows if sum(map(bool, row)) > 1]
    if len(both) >= COLUMN and all(_prose(column) for column in zip(*both, strict=True)):
        return _columns(rows)
    return _table(rows) if len(both) >= ROWS else None


def _prose(column: Sequence[str]) -> bool:
    return mean(len(cell) for cell in column) >= PROSE and any(cell for cell in column)


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the columns one after the other, with a blank line between."""
    told: list[str] = []
    for column in zip(*rows, strict=True):
        text = "\n".join(column).strip("\n")
        told += [*re.sub(r"\n{2,}", "\n\n", re.sub(r" {2,}", " ", text)).split("\n"), ""]
    return told[:-1]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows with bars between cells; a line without a first cell goes on with the row above."""
    whole: list[list[str]] = []
    for row in rows:
        if not any(row):
            continue
        if whole and not row[0] and sum(map(bool, whole[-1])) > 1:
            whole[-1] = [f"{above} {cell}".strip() for above, cell in zip(whole[-1], row, strict=True)]
        else:
            whole.append(list(row))
    return [" | ".join(re.sub(r" {2,}", " ", cell) for cell in row if cell) for row in whole]
