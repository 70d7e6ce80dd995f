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

FORM: Final = "- {courant: [piqûres, botox], termes: [toxine botulique, injection]}"
KEYS: Final = (("everyday", "courant"), ("terms", "termes"))
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


def read_lexicon(*paths: Path) -> Lexicon:
    """Read files of entries `{everyday: […], terms: […]}`, or in French `{courant: […], termes: […]}`; they add up.

    Raises:
        CorpusError: a file cannot be read, or is not such a list.
    """
    return Lexicon(pair for path in paths for entry in _listed(path) for pair in _pairs(entry, path))


def _listed(path: Path) -> list[Any]:
    import yaml

    try:
        listed = load_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(
            f"Le lexique «\u00a0{path}\u00a0» est illisible. Écrivez-le en UTF-8, une ligne par entrée\u00a0: {FORM}"
        ) from error
    if listed is None:
        return []
    if not isinstance(listed, list):
        raise CorpusError(
            f"Le lexique «\u00a0{path}\u00a0» doit être une liste. Écrivez une ligne par entrée\u00a0: {FORM}"
        )
    return listed


def _pairs(entry: Any, path: Path) -> list[tuple[str, list[str]]]:
    said = entry if isinstance(entry, dict) else {}
    everyday, terms = (said.get(english) or said.get(french) for english, french in KEYS)
    if not (isinstance(everyday, list) and isinstance(terms, list)):
        raise CorpusError(
            f"Dans le lexique «\u00a0{path}\u00a0», l’entrée {entry!r} n’est pas lisible. Écrivez par exemple\u00a0: {FORM}"
        )
    return [(str(one), [str(term) for term in terms]) for one in everyday]


def _content(text: str) -> list[str]:
    return [word for word in words(text) if word not in STOPWORDS]


def _stems(told: Sequence[str]) -> tuple[str, ...]:
    return tuple(word_terms(word).stem for word in told)
