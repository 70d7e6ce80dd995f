"""Everyday words and the terms of the profession they stand for: «pub» and «publicité», «nez» and «rhinoplastie»."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from knowledge.analysis import STOPWORDS, word_terms, words
from knowledge.errors import CorpusError
from knowledge.frontmatter import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHIPPED: Final = Path(__file__).parent / "lexicon.yaml"


class Lexicon:
    """What each everyday expression lends; expressions are compared by their stems, stopwords left out."""

    def __init__(self, entries: Iterable[tuple[str, Sequence[str]]] = ()) -> None:
        self._lent: dict[tuple[str, ...], tuple[str, ...]] = {}
        for everyday, terms in entries:
            key = _stems(_content(everyday))
            if not key:  # «quand» carries no meaning of its own
                continue
            lent = [word for term in terms for word in _content(term)]
            self._lent[key] = tuple(dict.fromkeys((*self._lent.get(key, ()), *lent)))
        self._longest = max(map(len, self._lent), default=0)

    def __len__(self) -> int:
        """Return the number of everyday expressions."""
        return len(self._lent)

    def lend(self, told: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
        """Return (place of the word, words lent) for each expression that stands in `told` (folded, no stopword)."""
        keys = _stems(told)
        return [
            (place, lent)
            for place in range(len(keys))
            for length in range(1, self._longest + 1)
            if (lent := self._lent.get(keys[place : place + length])) and place + length <= len(keys)
        ]


@cache
def shipped_lexicon() -> Lexicon:
    """Return the lexicon that we ship."""
    return read_lexicon(SHIPPED)


def read_lexicon(path: Path) -> Lexicon:
    """Read a file of entries `{everyday: […], terms: […]}`.

    Raises:
        CorpusError: the file is not such a list.
    """
    listed = load_yaml(path.read_text(encoding="utf-8"))
    if not isinstance(listed, list):
        raise CorpusError(
            f"{path.name}\u00a0: le lexique doit être une liste d’entrées «\u00a0everyday, terms\u00a0»."
        )
    return Lexicon(pair for entry in listed for pair in _pairs(entry, path))


def _pairs(entry: Any, path: Path) -> list[tuple[str, list[str]]]:
    if not isinstance(entry, dict) or not entry.get("everyday") or not entry.get("terms"):
        raise CorpusError(
            f"{path.name}\u00a0: l’entrée {entry!r} n’a pas «\u00a0everyday\u00a0» et «\u00a0terms\u00a0»."
        )
    return [(str(everyday), [str(term) for term in entry["terms"]]) for everyday in entry["everyday"]]


def _content(text: str) -> list[str]:
    return [word for word in words(text) if word not in STOPWORDS]


def _stems(told: Sequence[str]) -> tuple[str, ...]:
    return tuple(word_terms(word).stem for word in told)
