"""French words as the index sees them: folded, split at elisions, stemmed; and the numbers that stand for them.

Three kinds of terms measured best together: stems, 4-grams of characters inside words (which forgive spelling), and
pairs of neighbouring stems. Each is a 32-bit number, salted by its kind.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np
import Stemmer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint32]

GRAM: Final = 4  # characters of a gram, the word's ends included
HEAD: Final = 2  # what a word of the title, names, keywords or questions weighs beside one of the text
_QUARTER: Final = 4  # counts are kept in quarters, in one byte
_REMEMBERED: Final = 100_000  # words whose terms are kept in memory

_WORD: Final = re.compile(r"[a-z0-9]+")
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'"})
_PAIR: Final = np.uint32(0x9E3779B1)  # the golden ratio, the usual odd multiplier for mixing

_STOPWORDS: Final = """a ai aie aient ait as au aucun aucune aura aurait aussi autre autres aux avait avec avez avoir avons ayant c ca car
    ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de des deux dois doit doivent
    donc dont du elle elles en encore entre es est et etaient etait etant ete etes etre eu eux fait faire fais faut ici il
    ils j je jusqu l la laquelle le lequel les lesquels leur leurs lorsqu lui m ma mais me meme memes mes moi mon n ne ni
    nos notre nous on ont ou par parce pas peut peuvent peux plus plusieurs pour pourquoi pouvez puis puisqu puisque qu
    quand que quel quelle quelles quelqu quels qui quoi quoiqu s sa sans se selon sera serait ses si soit son sont sous
    suis sur t ta te tel telle tes toi ton tous tout toute toutes tres tu un une va vais vers via voici voila vont vos
votre vous vu y bonjour bonsoir merci svp stp veux veut voudrais voudrait vouloir voulez aimerais aimerait savoir sais
sait ok exactement vraiment juste truc chose ça etc oui non alors deja bien aussi quoi dis dites dit puisse quelqu"""
STOPWORDS: Final = frozenset(_STOPWORDS.split())


def fold(text: str) -> str:
    """Return `text` in lower case without accents; ligatures are opened. Offsets are not kept."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(char for char in plain if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Return the words of `text`, folded, in order; «l’opération» gives «l» and «operation»."""
    return _WORD.findall(fold(text))


@dataclass(frozen=True, slots=True)
class WordTerms:
    """One word as terms: its stem, the stem's number, the numbers of its grams."""

    stem: str
    number: int
    grams: Hashes


_known: dict[str, WordTerms] = {}


def word_terms(word: str) -> WordTerms:
    """Return the terms of a folded word."""
    found = _known.get(word)
    if found is None:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        found = _known[word] = _word_terms(word)
    return found


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that carry meaning, in order."""
    return [word_terms(word).stem for word in words(text) if word not in STOPWORDS]


def pairs(numbers: Hashes) -> Hashes:
    """Return a number for each two neighbours."""
    if len(numbers) < 2:  # noqa: PLR2004
        return np.empty(0, np.uint32)
    mixed: Hashes = (numbers[:-1] * _PAIR) ^ (numbers[1:] + np.uint32(1))
    return mixed


@dataclass(frozen=True, slots=True)
class Terms:
    """A text as the index keeps it.

    `numbers` are unique and sorted; `counts` say how often each stands there, in quarters, at most 255; `length` is
    the number of words of the text, `grams` the number of its grams.
    """

    numbers: Hashes
    counts: NDArray[np.uint8]
    length: int
    grams: int


def terms(head: str, text: str) -> Terms:
    """Return the terms of a passage; those of `head` (title, section, names, questions) weigh `HEAD` times as much."""
    in_head, _, _ = _numbers(words(head))
    in_text, length, grams = _numbers(words(text))
    unique, place = np.unique(np.concatenate((in_head, in_text)), return_inverse=True)
    weights = np.full(len(place), float(_QUARTER))
    weights[: len(in_head)] *= HEAD
    counts = np.minimum(np.bincount(place, weights, minlength=len(unique)), 255).astype(np.uint8)
    return Terms(unique, counts, length, grams)


def _numbers(listed: list[str]) -> tuple[Hashes, int, int]:
    if not listed:
        return np.empty(0, np.uint32), 0, 0
    known = [word_terms(word) for word in listed]
    told = np.array(
        [one.number for one, word in zip(known, listed, strict=True) if word not in STOPWORDS], np.uint32
    )
    grams = np.concatenate([one.grams for one in known])
    return np.concatenate((told, grams, pairs(told))), len(told), len(grams)


def _word_terms(word: str) -> WordTerms:
    stem = _stemmer().stemWord(word)
    edged = f"_{word}_"
    grams = [edged[i : i + GRAM] for i in range(max(1, len(edged) - GRAM + 1))]
    return WordTerms(
        stem, crc32(b"s" + stem.encode()), np.array([crc32(b"c" + g.encode()) for g in grams], np.uint32)
    )


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("french")
