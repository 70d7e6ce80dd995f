"""A regular expression that is compiled when it is first used: importing the guard costs nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _Search(Protocol):
    def __call__(self, text: str, start: int = ..., end: int = ..., /) -> re.Match[str] | None: ...


class _Searches(Protocol):
    def __call__(self, text: str, start: int = ..., end: int = ..., /) -> Iterator[re.Match[str]]: ...


class Regex:
    """A pattern of the standard library's `re`, with its methods: they become those of `re` when the first is called.

    `search`, `match`, `fullmatch` and `finditer` look into `text[start:end]`; `findall` is for patterns without groups, and `sub`
    takes what replaces a match, then the text.
    """

    __slots__ = ("_compiled", "_pattern", "findall", "finditer", "fullmatch", "match", "search", "sub")

    search: _Search
    match: _Search
    fullmatch: _Search
    finditer: _Searches
    findall: Callable[[str], list[str]]
    sub: Callable[[str, str], str]
    _compiled: re.Pattern[str]

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        if name not in self.__slots__:
            raise AttributeError(name)
        self._compiled = re.compile(self._pattern)
        for method in self.__slots__[2:]:
            setattr(self, method, getattr(self._compiled, method))
        return getattr(self, name)

    def split(self, text: str) -> list[str]:
        """Return `text` cut where the pattern stands."""
        return [part or "" for part in self._compiled.split(text)]
