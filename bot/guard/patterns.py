"""Finding which of hundreds of patterns are in a text, and where, in a fraction of a millisecond.

One automaton over all patterns was measured first and left: with conjugated verbs and gaps, `re2.Set` keeps building states
(750 patterns: 44 ms for 1,000 characters). So each pattern names the words it cannot do without; an index of words says in one pass
which patterns are possible at all, and only those run. Patterns without such a word share one `re2.Set`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

import re2

from bot.guard.language import Language
from bot.guard.pieces import Compiled, PatternError
from bot.guard.postings import Index, Postings, postings

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from bot.guard.fold import Folded

_Key = TypeVar("_Key", bound="Hashable")

SINGLE_MEMORY: Final = 4 << 20  # bytes; the cache of one expression
SET_MEMORY: Final = 24 << 20  # bytes; RE2 refuses to compile a set that does not fit
EVERYWHERE: Final = rb"\A"  # what every text holds
_NOT_A_WORD: Final = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})


ANYWHERE: Final = re2._re2.RE2.Anchor.UNANCHORED  # noqa: SLF001 - see `Expression.search`
_NOWHERE: Final = (-1, -1)
_SEGMENT_END: Final = re.compile(r"[.!?\n](?:(?<!\n)\s+|(?<=\n)[ -]*\n\s*)")


class Expression:
    """One RE2 expression over folded text, compiled when it is first used."""

    __slots__ = ("regex", "search")

    search: Callable[[Any, bytes, int, int], Sequence[tuple[int, int]]]

    def __init__(self, regex: str) -> None:
        self.regex = regex

    def spans(self, text: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield where the expression stands in `text[start:end]`; word boundaries see the text around."""
        search, limit = self.search, len(text) if end is None else min(end, len(text))
        while start <= limit:
            span = search(ANYWHERE, text, start, limit)[0]
            if span == _NOWHERE:
                return
            yield span
            start = span[1] if span[1] > start else start + 1

    def first(self, text: bytes, start: int = 0) -> int:
        """Return where the expression first stands in `text[start:]`, -1 when it does not."""
        return self.search(ANYWHERE, text, start, len(text))[0][0] if start <= len(text) else -1

    def is_in(self, text: bytes, start: int = 0, end: int | None = None) -> bool:
        """Tell whether the expression stands in `text[start:end]`."""
        limit = len(text) if end is None else min(end, len(text))
        return start <= limit and self.search(ANYWHERE, text, start, limit)[0] != _NOWHERE

    def check(self) -> None:
        """Compile now.

        Raises:
            PatternError: RE2 refuses the expression.
        """
        _ = self.search

    def __getattr__(self, name: str) -> Any:
        """Compile, and keep RE2's own search: the methods of `re2` around it take four times as long as the search."""
        if name != "search":
            raise AttributeError(name)
        self.search = _compile(self.regex)._regexp.Match  # noqa: SLF001
        return self.search


class Narrowed(Expression):
    """An expression, but for where it stands within another one: «la loi», but not «la loi le permet»."""

    __slots__ = ("but",)

    def __init__(self, regex: str, but: Expression) -> None:
        super().__init__(regex)
        self.but = but

    def spans(self, text: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield where the expression stands in `text[start:end]`, and is no part of what it is not."""
        found = list(super().spans(text, start, end))
        within = list(self.but.spans(text, start, end)) if found else []
        for first, last in found:
            if not any(left <= first and last <= right for left, right in within):
                yield first, last

    def is_in(self, text: bytes, start: int = 0, end: int | None = None) -> bool:
        """Tell whether the expression stands in `text[start:end]`, and is no part of what it is not."""
        return next(self.spans(text, start, end), None) is not None


def _options(memory: int) -> Any:
    options = re2.Options()
    options.max_mem = memory
    options.never_capture = True
    options.log_errors = False
    return options


def _compile(regex: str) -> Any:
    try:
        return re2.compile(regex.encode("ascii"), _options(SINGLE_MEMORY))
    except (re2.error, UnicodeEncodeError) as error:
        raise PatternError(f"RE2 refuses `{regex[:200]}`: {error}") from error


class Shared(NamedTuple):
    """What several sets of patterns have in common: expressions by their source, needs by their words."""

    expressions: dict[str, Expression]
    postings: Postings


class _Pattern(NamedTuple):
    key: Any
    expression: Expression
    needs: tuple[str, ...]
    crosses: bool


class PatternSet(Generic[_Key]):
    """Patterns with a key each; several patterns may share a key.

    Args:
        items: pairs of key and pattern, in the language of `bot.guard.language`.
        fields: the lexical fields that patterns may name.
        whole_words: whether word boundaries are added at the ends of a pattern.

    Raises:
        PatternError: a pattern cannot be read.
        UnknownVerb: a verb cannot be conjugated.
    """

    def __init__(
        self,
        items: Iterable[tuple[_Key, str]],
        fields: Mapping[str, Sequence[str]] | Language,
        *,
        whole_words: bool = True,
    ) -> None:
        language = fields if isinstance(fields, Language) else Language(fields)
        read = ((key, language.compile(pattern, whole_words=whole_words)) for key, pattern in items)
        self._fill(read)

    @classmethod
    def of(cls, read: Iterable[tuple[_Key, Compiled]], shared: Shared | None = None) -> PatternSet[_Key]:
        """Return a set of patterns that were read before; sets with the same `shared` keep one copy of what they share."""
        found = cls((), {})
        found._fill(read, shared)
        return found

    def _fill(self, read: Iterable[tuple[_Key, Compiled]], shared: Shared | None = None) -> None:
        parts = list(read)
        expressions, known = shared or Shared({}, postings(need for _, one in parts for need in one.needs))
        self._patterns: list[_Pattern] = []
        for key, (regex, needs, crosses) in parts:
            if regex not in expressions:
                expressions[regex] = Expression(regex)
            self._patterns.append(_Pattern(key, expressions[regex], needs, crosses))
        self._called = [pattern for pattern in self._patterns if pattern.needs]
        self._always = [pattern for pattern in self._patterns if not pattern.needs]
        crossing = (place for place, pattern in enumerate(self._called) if pattern.crosses)
        self._index = Index([pattern.needs for pattern in self._called], crossing, known)
        self._set: Any = None

    def __len__(self) -> int:
        return len(self._patterns)

    def keys(self, folded: Folded) -> set[_Key]:
        """Return the keys of the patterns found in a folded text."""
        text = folded.lower.encode("ascii")
        return {
            pattern.key
            for pattern, start, end in self._possible(folded.lower, text)
            if pattern.expression.is_in(text, start, end)
        }

    def scan(self, lower: str) -> list[tuple[_Key, int, int]]:
        """Return key, start and end of everything found in a folded, lower-case text."""
        text = lower.encode("ascii")
        found: list[tuple[_Key, int, int]] = []
        for pattern, start, end in self._possible(lower, text):
            if (first := pattern.expression.search(ANYWHERE, text, start, end)[0]) != _NOWHERE:
                spans = pattern.expression.spans(text, first[0], end)
                found += [(pattern.key, low, high) for low, high in spans]
        return found

    def finditer(self, folded: Folded, key: _Key) -> Iterator[tuple[int, int]]:
        """Yield the spans of one key, in folded positions; `Folded.span` leads to the original."""
        text = folded.lower.encode("ascii")
        for pattern in self._patterns:
            if pattern.key == key:
                yield from pattern.expression.spans(text)

    def check(self) -> None:
        """Compile every expression now.

        Raises:
            PatternError: RE2 refuses one.
        """
        for pattern in self._patterns:
            pattern.expression.check()

    def _possible(self, lower: str, text: bytes) -> Iterator[tuple[_Pattern, int, int]]:
        """Yield the patterns whose words are all there, each with the stretch of text in which it may stand, and those that need none and are found."""
        words, stretches = lower.translate(_NOT_A_WORD), list(_segments(lower))
        within, across = self._index.possible([set(words[start:end].split()) for start, end in stretches])
        for (start, end), places in zip(stretches, within, strict=True):
            for place in places:
                yield self._called[place], start, end
        for place in across:
            yield self._called[place], 0, len(text)
        for pattern in self._wordless(text):
            yield pattern, 0, len(text)

    def _wordless(self, text: bytes) -> list[_Pattern]:
        if not self._always:
            return []
        if self._set is None:
            self._set = _set_of(self._always)
        found = self._set.Match(text)
        if not found:  # RE2 says in this way alone that it ran out of memory
            raise MemoryError("the set of patterns without a word")
        return [self._always[index] for index in found if index < len(self._always)]


def _segments(lower: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of text that no pattern runs over, but those that hold a mark of their own."""
    start = 0
    for found in _SEGMENT_END.finditer(lower):
        yield start, found.end()
        start = found.end()
    if start < len(lower):
        yield start, len(lower)


def _set_of(patterns: Sequence[_Pattern]) -> Any:
    """Return the patterns as one automaton, and after them one that every text holds."""
    found = re2.Set.SearchSet(_options(SET_MEMORY))
    for pattern in patterns:
        found.Add(pattern.expression.regex.encode("ascii"))
    found.Add(EVERYWHERE)
    found.Compile()
    return found
