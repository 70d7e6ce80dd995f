"""Words that are used alike: what one of them taught holds for the others. Read from a text file, in order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

SHORTEST: Final = 2  # letters of a stem
SCOPE: Final = 3  # words that a negation bears on
NEAR: Final = 9  # words; two fields within this stretch are told together


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields by whole word, by stem, and by the first word of a phrase."""

    words: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def of(self, word: str) -> set[str]:
        """Return the fields of one word."""
        found = set(self.words.get(word, ()))
        for size in range(SHORTEST, len(word) + 1):
            found.update(self.stems.get(word[:size], ()))
        return found

    def seen(self, tokens: Sequence[str]) -> list[tuple[int, str]]:
        """Return (position, field) for each field said, in the order of the text, a field once a position."""
        known = {word: self.of(word) for word in set(tokens)}
        found: set[tuple[int, str]] = set()
        for at, token in enumerate(tokens):
            found.update((at, name) for name in known[token])
            for phrase, name in self.phrases.get(token, ()):
                if tuple(tokens[at : at + len(phrase)]) == phrase:
                    found.add((at, name))
        return sorted(found)


def told(seen: Sequence[tuple[int, str]], denied: Callable[[int], bool]) -> Iterator[str]:
    """Yield each field, marked when it is denied, and each pair of fields that stand near each other."""
    marked = [(at, f"not {name}" if denied(at) else name) for at, name in seen]
    for index, (at, name) in enumerate(marked):
        yield name
        for other, second in marked[index + 1 :]:
            if other - at > NEAR:
                break
            if second != name:
                yield "+".join(sorted((name, second)))


def denied(tokens: Sequence[str], denials: frozenset[str]) -> frozenset[int]:
    """Return the positions of the words that a negation bears on."""
    if denials.isdisjoint(tokens):
        return frozenset()
    return frozenset(
        at + step
        for at, token in enumerate(tokens)
        if token in denials
        for step in range(1, SCOPE + 1)
        if at + step < len(tokens)
    )


@cache
def fields(tokenise: Callable[[str], list[str]]) -> Fields:
    """Return the fields of messages, reviews and requests, their entries cut into words by `tokenise`."""
    return read_fields("fields.txt", tokenise)


def read_fields(file: str, tokenise: Callable[[str], list[str]]) -> Fields:
    """Return the fields of a shipped file, their entries cut into words by `tokenise`."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    stems: defaultdict[str, list[str]] = defaultdict(list)
    phrases: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name, entry in _entries(file):
        parts = tokenise(entry.rstrip("*").replace("_", " "))
        if len(parts) > 1:
            phrases[parts[0]].append((tuple(parts), name))
        else:
            (stems if entry.endswith("*") else words)[parts[0]].append(name)
    return Fields(_frozen(words), _frozen(stems), _frozen(phrases))


def _entries(file: str) -> Iterator[tuple[str, str]]:
    for line in files("bot.guard.reader").joinpath(file).read_text("utf-8").splitlines():
        name, colon, said = line.partition(": ")
        if colon and not name.startswith("#"):
            yield from ((name, entry) for entry in said.split())


_T = TypeVar("_T")


def _frozen(found: Mapping[str, list[_T]]) -> dict[str, tuple[_T, ...]]:
    return {key: tuple(one) for key, one in found.items()}
