"""Finding which of hundreds of patterns are in a text, and where, in a fraction of a millisecond.

One automaton over all patterns was measured first and left: with conjugated verbs and gaps, `re2.Set` keeps building states
(750 patterns: 44 ms for 1,000 characters). So each pattern names the words it cannot do without; an index of words says in one pass
which patterns are possible at all, and only those run. Patterns without such a word share one `re2.Set`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeAlias, TypeVar

import re2

from bot.guard.language import Language
from bot.guard.pieces import COMPANY, STEM, STEM_SIZE, Compiled, PatternError, phrases

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from bot.guard.fold import Folded

_Key = TypeVar("_Key", bound="Hashable")

SINGLE_MEMORY: Final = 4 << 20  # bytes; the cache of one expression
VOCABULARY: Final = 20_000  # words whose patterns are remembered
SET_MEMORY: Final = 24 << 20  # bytes; RE2 refuses to compile a set that does not fit
EVERYWHERE: Final = rb"\A"  # what every text holds
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


class _Need:
    """Phrases of which a stretch of text must hold one: a word alone, a word with others, a word that starts so.

    Sorted out when first asked: most needs of a catalogue are never asked in the life of a short process.
    """

    __slots__ = ("_first", "_heads", "_in_company", "_starts", "alone", "need")
    alone: frozenset[str]
    _heads: frozenset[str]
    _in_company: list[tuple[str, frozenset[str]]]
    _starts: tuple[str, ...]
    _first: frozenset[str]

    def __init__(self, need: str) -> None:
        self.need = need

    def __getattr__(self, name: str) -> Any:
        if name not in self.__slots__:
            raise AttributeError(name)
        found = [(word, frozenset(others)) for word, others in phrases(self.need)]
        self.alone = frozenset([word for word, others in found if not others and word[-1] != STEM])
        self._in_company = [(word, others) for word, others in found if others and word[-1] != STEM]
        self._heads = frozenset([word for word, _ in self._in_company])
        self._starts = tuple([word[:-1] for word, _ in found if word[-1] == STEM])
        self._first = frozenset([start[:STEM_SIZE] for start in self._starts])
        return object.__getattribute__(self, name)

    def is_met_otherwise(self, there: set[str], starts: set[str]) -> bool:
        """Tell whether a phrase is among these words, those of one word left out: `alone` says that faster.

        `starts` are the first letters of the words.
        """
        if not self._heads.isdisjoint(there):
            for word, others in self._in_company:
                if word in there and others <= there:
                    return True
        return not self._first.isdisjoint(starts) and any(map(str.startswith, there, repeat(self._starts)))


class Shared(NamedTuple):
    """What several sets of patterns have in common: expressions by their source, needs by their words."""

    expressions: dict[str, Expression]
    needs: dict[str, _Need]


class _Pattern(NamedTuple):
    """A pattern with its needs, the most telling first."""

    key: Any
    expression: Expression
    needs: tuple[_Need, ...]
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
        read = ((key, language.compile(pattern, whole_words=whole_words)) for key, pattern in items)
        self._fill(read)

    @classmethod
    def of(cls, read: Iterable[tuple[_Key, Compiled]], shared: Shared | None = None) -> PatternSet[_Key]:
        """Return a set of patterns that were read before; sets with the same `shared` keep one copy of what they share."""
        found = cls((), {})
        found._fill(read, shared)
        return found

    def _fill(self, read: Iterable[tuple[_Key, Compiled]], shared: Shared | None = None) -> None:
        expressions, needs = shared or Shared({}, {})
        self._patterns: list[_Pattern] = []
        for key, (regex, found, crosses) in read:
            met = tuple([needs.setdefault(need, _Need(need)) for need in found])
            if regex not in expressions:
                expressions[regex] = Expression(regex)
            self._patterns.append(_Pattern(key, expressions[regex], met, crosses))
        self._within = _Index(pattern for pattern in self._patterns if pattern.needs and not pattern.crosses)
        self._across = _Index(pattern for pattern in self._patterns if pattern.needs and pattern.crosses)
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
        everywhere: set[str] = set()
        for start, end in _segments(lower):
            there = set(words[start:end].split())
            for pattern in self._within.complete(there):
                yield _Place(pattern, start, end)
            everywhere |= there
        for pattern in self._across.complete(everywhere):
            yield _Place(pattern, 0, len(text))
        for pattern in self._wordless(text):
            yield _Place(pattern, 0, len(text))

    def _wordless(self, text: bytes) -> list[_Pattern]:
        if not self._always:
            return []
        if self._set is None:
            self._set = _set_of(self._always)
        found = self._set.Match(text)
        if not found:  # RE2 says in this way alone that it ran out of memory
            raise MemoryError("the set of patterns without a word")
        return [self._always[index] for index in found if index < len(self._always)]


_NOBODY: Final[frozenset[str]] = frozenset()
# What a word calls for: alone, and in the company of other words.
_Calls: TypeAlias = tuple[dict[int, _Pattern], tuple[tuple[frozenset[str], int, _Pattern], ...]]


class _Index:
    """Which patterns a set of words calls for, by the most telling need of each."""

    def __init__(self, patterns: Iterable[_Pattern]) -> None:
        self._words: defaultdict[str, list[tuple[frozenset[str], _Pattern]]] = defaultdict(list)
        self._starts: defaultdict[str, list[tuple[str, _Pattern]]] = defaultdict(list)
        self._known: dict[str, _Calls] = {}
        for pattern in patterns:
            for phrase in pattern.needs[0].need.split():
                self._add(phrase, pattern)

    def _add(self, phrase: str, pattern: _Pattern) -> None:
        word, company, others = phrase.partition(COMPANY)
        if word[-1] == STEM:
            self._starts[word[:STEM_SIZE]].append((word[:-1], pattern))
        else:
            self._words[word].append((frozenset(others.split(COMPANY)) if company else _NOBODY, pattern))

    def complete(self, there: set[str]) -> Iterator[_Pattern]:
        """Yield the patterns whose every need is met by these words, once each."""
        called: dict[int, _Pattern] = {}
        for word in there:
            known = self._known.get(word)
            alone, company = self._learn(word) if known is None else known
            if alone:
                called.update(alone)
            for others, number, pattern in company:
                if others <= there:
                    called[number] = pattern  # noqa: PERF403 - a dictionary for each word costs more than all this
        starts: set[str] = set()
        for pattern in called.values():
            for need in pattern.needs[1:]:
                if need.alone.isdisjoint(there):
                    starts = starts or {word[:STEM_SIZE] for word in there}
                    if not need.is_met_otherwise(there, starts):
                        break
            else:
                yield pattern

    def _learn(self, word: str) -> _Calls:
        """Return the patterns that a word calls for, and remember them: a text says the same words again and again."""
        if len(self._known) >= VOCABULARY:
            self._known.clear()
        stems = self._starts.get(word[:STEM_SIZE], ())
        calls = [
            *self._words.get(word, ()),
            *((_NOBODY, one) for start, one in stems if word.startswith(start)),
        ]
        alone = {id(pattern): pattern for others, pattern in calls if not others}
        company = tuple((others, id(pattern), pattern) for others, pattern in calls if others)
        self._known[word] = alone, company
        return alone, company


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
