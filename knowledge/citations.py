"""Citations: only by the id of a passage that was given, and only words that stand in it. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.drafting.ports import Passage

_SPACES: Final = re.compile(r"\s+")


class CitationError(Exception):
    """A citation names a passage that was not given, or words that do not stand in it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a document: `start` and `end` are code points of its stored version, `quote` that very slice."""

    passage: str
    source: str
    start: int
    end: int
    quote: str
    label: str
    url: str | None = None


def cite(ident: str, quote: str, given: Iterable[Passage]) -> Citation:
    """Return where `quote` stands in the passage `ident` of those `given`.

    White space and composed accents do not matter; every other character does.

    Raises:
        CitationError: no such passage was given, or the quote does not stand in it.
    """
    passage = next((one for one in given if one.id == ident), None)
    if passage is None:
        raise CitationError(f"no passage `{ident}` was given")
    span = _find(passage.text, quote)
    if span is None:
        raise CitationError(f"the quote does not stand in passage `{ident}`")
    start, end = span
    words = passage.text[start:end]
    offset = passage.start
    return Citation(ident, passage.source, offset + start, offset + end, words, passage.label, passage.url)


def known(idents: Sequence[str], given: Iterable[Passage]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids that were given, and those that were not, each in order and once."""
    listed = {one.id for one in given}
    once = tuple(dict.fromkeys(idents))
    return tuple(one for one in once if one in listed), tuple(one for one in once if one not in listed)


def kept(citations: Sequence[Citation], before: str, after: str) -> tuple[Citation, ...]:
    """Return the citations of a sentence that was edited: all when only white space moved, else none."""
    return tuple(citations) if _plain(before) == _plain(after) else ()


def _find(text: str, quote: str) -> tuple[int, int] | None:
    words = _plain(quote).split(" ")
    if not words[0]:
        return None
    pattern = r"\s+".join(re.escape(word) for word in words)
    found = re.search(pattern, unicodedata.normalize("NFC", text))
    return found.span() if found else None


def _plain(text: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
