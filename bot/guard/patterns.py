"""Finding which of hundreds of patterns are in a text, and where, in a fraction of a millisecond.

One automaton over all patterns was measured first and left: with conjugated verbs and gaps, `re2.Set` keeps building states
(750 patterns: 44 ms for 1,000 characters). So each pattern names the words it cannot do without; an index of words says in one pass
which patterns are possible at all, and only those run. Patterns without such a word share one `re2.Set`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

import re2

from bot.guard.language import Language
from bot.guard.pieces import PatternError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from bot.guard.fold import Folded

_Key = TypeVar("_Key", bound="Hashable")

SINGLE_MEMORY: Final = 4 << 20  # bytes; the cache of one expression
SET_MEMORY: Final = 24 << 20  # bytes; RE2 refuses to compile a set that does not fit
_NOT_A_WORD: Final = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})


_SEGMENT_END: Final = re.compile(r"[.!?]+\s+|\n[ -]*\n\s*")


class Expression:
    """One RE2 expression over folded text, compiled when it is first used."""

    __slots__ = ("_compiled", "regex")

    def __init__(self, regex: str) -> None:
        self.regex = regex
        self._compiled: Any = None

    def spans(self, text: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield where the expression stands in `text[start:end]`; word boundaries see the text around."""
        for found in self._ready().finditer(text, start, end):
            yield found.span()

    def is_in(self, text: bytes, start: int = 0, end: int | None = None) -> bool:
        """Tell whether the expression stands in `text[start:end]`."""
        return self._ready().search(text, start, end) is not None

    def check(self) -> None:
        """Compile now.

        Raises:
            PatternError: RE2 refuses the expression.
        """
        self._ready()

    def _ready(self) -> Any:
        if self._compiled is None:
            self._compiled = _compile(self.regex)
        return self._compiled


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


class _Pattern(NamedTuple):
    key: Any
    expression: Expression
    needs: frozenset[int]
    crosses: bool


class _Place(NamedTuple):
    """A pattern and the stretch of text in which it may stand."""

    pattern: _Pattern
    start: int
    end: int


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
        self._groups: dict[frozenset[str], int] = {}
        self._patterns: list[_Pattern] = []
        for key, pattern in items:
            regex, needs, crosses = language.compile(pattern, whole_words=whole_words)
            ids = frozenset([self._groups.setdefault(need, len(self._groups)) for need in needs])
            self._patterns.append(_Pattern(key, Expression(regex), ids, crosses))
        self._words = self._index()
        self._within = self._watch(crosses=False)
        self._across = self._watch(crosses=True)
        self._always = [pattern for pattern in self._patterns if not pattern.needs]
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
        return [
            (pattern.key, *span)
            for pattern, start, end in self._possible(lower, text)
            for span in pattern.expression.spans(text, start, end)
        ]

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

    def _possible(self, lower: str, text: bytes) -> Iterator[_Place]:
        """Yield the patterns whose words are all there, sentence by sentence, and those that need none and are found."""
        words = lower.translate(_NOT_A_WORD)
        everywhere: set[int] = set()
        for start, end in _segments(lower):
            present = self._present(words[start:end])
            for pattern in _complete(self._within, present):
                yield _Place(pattern, start, end)
            everywhere |= present
        for pattern in _complete(self._across, everywhere):
            yield _Place(pattern, 0, len(text))
        for pattern in self._wordless(text):
            yield _Place(pattern, 0, len(text))

    def _present(self, words: str) -> set[int]:
        known = self._words
        present: set[int] = set()
        for word in set(words.split()):
            if word in known:
                present.update(known[word])
        return present

    def _wordless(self, text: bytes) -> list[_Pattern]:
        if not self._always:
            return []
        if self._set is None:
            self._set = _set_of(self._always)
        return [self._always[index] for index in self._set.Match(text) or ()]

    def _index(self) -> dict[str, tuple[int, ...]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for words, group in self._groups.items():
            for word in words:
                found[word].append(group)
        return {word: tuple(groups) for word, groups in found.items()}

    def _watch(self, *, crosses: bool) -> dict[int, list[_Pattern]]:
        """Return the patterns to look at for each group of words; one group a pattern, the rarest by its length."""
        rank = {group: (min(map(len, words)), -len(words)) for words, group in self._groups.items()}
        watched: defaultdict[int, list[_Pattern]] = defaultdict(list)
        for pattern in self._patterns:
            if pattern.needs and pattern.crosses is crosses:
                watched[max(pattern.needs, key=rank.__getitem__)].append(pattern)
        return dict(watched)


def _segments(lower: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of text that no pattern runs over, but those that hold a mark of their own."""
    start = 0
    for found in _SEGMENT_END.finditer(lower):
        yield start, found.end()
        start = found.end()
    if start < len(lower):
        yield start, len(lower)


def _complete(watched: Mapping[int, Sequence[_Pattern]], present: set[int]) -> Iterator[_Pattern]:
    for group in present:
        for pattern in watched.get(group, ()):
            if pattern.needs <= present:
                yield pattern


def _set_of(patterns: Sequence[_Pattern]) -> Any:
    found = re2.Set.SearchSet(_options(SET_MEMORY))
    for pattern in patterns:
        found.Add(pattern.expression.regex.encode("ascii"))
    found.Compile()
    return found
