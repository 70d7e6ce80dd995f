"""A regular expression that is compiled when it is first used: importing the guard costs nothing."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_END: Final = sys.maxsize


class Regex:
    """A pattern of the standard library's `re`, with its methods."""

    __slots__ = ("_compiled", "_pattern")

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._compiled: re.Pattern[str] | None = None

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the first match in `text[start:end]`."""
        return self._ready().search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the match that begins at `start`."""
        return self._ready().match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the match that is `text[start:end]` whole."""
        return self._ready().fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """Yield every match in `text[start:end]`."""
        return self._ready().finditer(text, start, end)

    def findall(self, text: str) -> list[str]:
        """Return what every match reads; for patterns without groups."""
        return self._ready().findall(text)

    def split(self, text: str) -> list[str]:
        """Return `text` cut where the pattern stands."""
        return [part or "" for part in self._ready().split(text)]

    def sub(self, replacement: str, text: str) -> str:
        """Return `text` with every match replaced."""
        return self._ready().sub(replacement, text)

    def _ready(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._pattern)
        return self._compiled
