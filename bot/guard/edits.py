"""A text being edited, which never forgets where each of its letters came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.guard.model import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Edit:
    """`text[start:end]` becomes `inserted`; empty for a cut."""

    start: int
    end: int
    inserted: str = field(repr=False)
    rule: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the edited text: kept from `original[start:end]`, or inserted there for a rule."""

    text: str
    start: int
    end: int
    rule: str | None = None


class Draft:
    """The original text and what the rounds of fixes made of it."""

    def __init__(self, original: str) -> None:
        self._original = original
        self._pieces = [_Piece(original, 0, len(original))]
        self._rules: list[tuple[int, int, str]] = []

    def copy(self) -> Draft:
        """Return the draft as it stands, to be edited apart."""
        twin = Draft(self._original)
        twin._pieces, twin._rules = list(self._pieces), list(self._rules)
        return twin

    @property
    def text(self) -> str:
        """The text as it stands."""
        return "".join(piece.text for piece in self._pieces)

    def apply(self, edits: Iterable[Edit]) -> None:
        """Apply edits that do not overlap, given in positions of the text as it stands.

        Raises:
            ValueError: an edit is outside the text, or overlaps another.
        """
        limit = len(self.text)
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
            if not 0 <= edit.start <= edit.end <= limit:
                raise ValueError(f"{edit.rule}: an edit that is not within the text, or overlaps another")
            self._apply(edit)
            limit = edit.start

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original behind `[start, end)` of the text as it stands."""
        first, last, position = len(self._original), 0, 0
        for piece in self._pieces:
            left, right = max(start, position), min(end, position + len(piece.text))
            if left < right:
                low, high = _origin(piece, left - position, right - position)
                first, last = min(first, low), max(last, high)
            position += len(piece.text)
        return (first, last) if first < last else (min(first, len(self._original)),) * 2

    def changes(self) -> tuple[Change, ...]:
        """Return what differs from the original, in its order and positions."""
        return tuple(self._changes())

    def _apply(self, edit: Edit) -> None:
        before = list(self._cut(0, edit.start))
        after = list(self._cut(edit.end, None))
        start = before[-1].end if before else 0
        end = after[0].start if after else len(self._original)
        self._rules.append((start, end, edit.rule))
        middle = [_Piece(edit.inserted, start, end, edit.rule)] if edit.inserted else []
        self._pieces = [*before, *middle, *after]

    def _cut(self, start: int, end: int | None) -> Iterator[_Piece]:
        """Yield the pieces of `[start, end)` of the text as it stands; a piece cut in two is split."""
        position = 0
        for piece in self._pieces:
            left = max(start - position, 0)
            right = len(piece.text) if end is None else min(end - position, len(piece.text))
            if left < right:
                low, high = _origin(piece, left, right)
                yield _Piece(piece.text[left:right], low, high, piece.rule)
            position += len(piece.text)

    def _changes(self) -> Iterator[Change]:
        position, inserted = 0, ""
        for piece in (*self._pieces, _Piece("", len(self._original), len(self._original))):
            if piece.rule is not None:
                inserted += piece.text
                continue
            if position < piece.start or inserted:
                removed = self._original[position : piece.start]
                yield Change(position, piece.start, removed, inserted, self._rule(position, piece.start))
            position, inserted = piece.end, ""

    def _rule(self, start: int, end: int) -> str:
        return next(
            (
                rule
                for low, high, rule in self._rules
                if (low < end and start < high) or (low, high) == (start, end)
            ),
            "",
        )


def _origin(piece: _Piece, left: int, right: int) -> tuple[int, int]:
    if piece.rule is not None:
        return piece.start, piece.end
    return piece.start + left, piece.start + right
