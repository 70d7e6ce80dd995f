"""Expressions that RE2 looks for first: a text that holds none of a pattern's beginnings costs a microsecond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guard.lazy import Regex
from bot.guard.patterns import ANYWHERE, Expression

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


class Sign:
    """An RE2 expression, no look-around in it, that a folded text holds or does not."""

    __slots__ = ("_expression",)

    def __init__(self, regex: str) -> None:
        self._expression = Expression(regex)

    def is_in(self, text: str) -> bool:
        """Tell whether it stands in a folded text."""
        return self._expression.is_in(text.encode("ascii"))

    def spans(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield where it stands in `text[start:end]`; word boundaries see the text around."""
        return self._expression.spans(text.encode("ascii"), start, end)


class Guided:
    """A pattern of `re`, tried only where RE2 sees that it may begin.

    Args:
        pattern: what is looked for; never empty.
        start: an RE2 expression, no look-around in it, that stands wherever the pattern does, from the same first character on.
    """

    __slots__ = ("_pattern", "_start")

    def __init__(self, pattern: str, start: str) -> None:
        self._pattern = Regex(pattern)
        self._start = Expression(start)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield every match in a folded text, as `re.finditer` does."""
        data, position = text.encode("ascii"), 0
        search, match, end = self._start.search, self._pattern.match, len(data)
        while position <= end and (first := search(ANYWHERE, data, position, end)[0][0]) >= 0:
            found = match(text, first)
            position = first + 1
            if found is not None:
                position = found.end()
                yield found

    def is_in(self, text: str) -> bool:
        """Tell whether the pattern stands in a folded text."""
        return next(self.finditer(text), None) is not None
