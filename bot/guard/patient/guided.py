"""Expressions that RE2 looks for first: a text that holds none of a pattern's beginnings costs a microsecond."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.guard.lazy import Regex
from bot.guard.patterns import ANYWHERE, EVERYWHERE, Expression

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator


_MEMORY: Final = (
    16 << 20
)  # bytes at most; the cache of a sieve, which looks twenty times more slowly where they run out


class Sign:
    """An RE2 expression, no look-around in it, that a folded text holds or does not."""

    __slots__ = ("_expression",)

    def __init__(self, regex: str) -> None:
        self._expression = Expression(regex)

    @property
    def regex(self) -> str:
        """What RE2 looks for."""
        return self._expression.regex

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

    @property
    def regex(self) -> str:
        """What RE2 looks for: where the pattern may begin."""
        return self._start.regex

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


class Sieve:
    """Expressions that RE2 looks for together: one pass over a text says which of them it holds, most often none."""

    __slots__ = ("_set", "_sought")

    def __init__(self, *sought: Expression | Guided | Sign) -> None:
        self._sought = sought
        self._set: Any = None

    def standing(self, text: str) -> frozenset[Expression | Guided | Sign]:
        """Return those that a folded text holds, a guided one where it may begin.

        Raises:
            MemoryError: RE2 could not look.
        """
        if self._set is None:
            self._set = _together(one.regex for one in self._sought)
        found = self._set.Match(text.encode("ascii"))
        if not found:  # RE2 says in this way alone that it ran out of memory
            raise MemoryError("the expressions of a sieve")
        sought = self._sought
        return frozenset([sought[index] for index in found if index < len(sought)])


def _together(regexes: Iterable[str]) -> Any:
    """Return expressions as one automaton, and after them one that every text holds."""
    import re2

    options = re2.Options()
    options.max_mem = _MEMORY
    options.never_capture = True
    found = re2.Set.SearchSet(options)
    for regex in regexes:
        found.Add(regex.encode("ascii"))
    found.Add(EVERYWHERE)
    found.Compile()
    return found
