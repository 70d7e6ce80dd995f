"""Long texts in several messages: cut after a paragraph, else a sentence, else a word; never inside a character. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

WORTH: Final = 0.5  # of the room: a better place to cut is not looked for before that
_ENDS: Final = (
    re.compile(r"\n[ \t]*\n\s*"),
    re.compile(r"\n\s*"),
    re.compile(r"[.!?…]+[\u00a0\u202f]?[»”\")\]]*\s+"),
    re.compile(r"[;:,][ \t]+"),
    re.compile(r"[ \t]+"),
)
_JOINERS: Final = frozenset("\u200d\ufe0e\ufe0f\u20e3")


def units(text: str) -> int:
    """Return the length in UTF-16 units, as Telegram counts."""
    return len(text) + sum(char > "\uffff" for char in text)


def split(text: str, room: int, weigh: Callable[[str], int] = units) -> tuple[str, ...]:
    """Return `text` in parts that weigh at most `room`; no part is blank, and only white space at the cuts is lost.

    Args:
        text: any text; a part is the text itself when it fits.
        room: at least the weight of one character.
        weigh: the weight of one character; UTF-16 units unless told.
    """
    if _fitting(text, 0, room, weigh) == len(text):
        return (text,) if text.strip() else ()
    parts: list[str] = []
    start = 0
    while start < len(text):
        stop = _fitting(text, start, room, weigh)
        if stop < len(text):
            stop = _good_end(text, start, stop)
        parts.append(text[start:stop])
        start = stop
    return tuple(part for part in (part.strip() for part in parts) if part)


def _fitting(text: str, start: int, room: int, weigh: Callable[[str], int]) -> int:
    """Return where a part from `start` must end at the latest: at least one character further."""
    stop, weight = start, 0
    while stop < len(text):
        weight += weigh(text[stop])
        if weight > room and stop > start:
            return stop
        stop += 1
    return stop


def _good_end(text: str, start: int, stop: int) -> int:
    least = start + int((stop - start) * WORTH)
    for end in _ENDS:
        found = [match.end() for match in end.finditer(text, start, stop + 1)]  # a space at `stop` goes away
        if found and found[-1] > least:
            return found[-1]
    return _character_end(text, start, stop)


def _character_end(text: str, start: int, stop: int) -> int:
    """Return `stop`, or the nearest place before it that does not part a letter from its accent, nor an emoji."""
    end = stop
    while end > start + 1 and _inside(text, end):
        end -= 1
    return end if end > start + 1 else stop


def _inside(text: str, at: int) -> bool:
    return text[at] in _JOINERS or text[at - 1] == "\u200d" or unicodedata.combining(text[at]) != 0
