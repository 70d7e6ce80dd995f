"""French words as the index sees them: folded, split at elisions, stemmed; and the numbers that stand for them.

Three kinds of terms measured best together: stems, 4-grams of characters inside words (which forgive spelling), and
pairs of neighbouring stems. Each is a 32-bit number, salted by its kind.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
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
_AS_TYPED: Final = re.compile(r"[\w\u0300-\u036f]+")
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
sait peu pr ds qd qq qqn qqch pk pq pcq tt ts tte bcp jai jsuis cest ya kel kelle ki koi c koi svp hello slt bjr cdt ok exactement vraiment
juste truc chose ça etc oui non alors deja bien aussi quoi dis dites dit puisse quelqu"""
STOPWORDS: Final = frozenset(_STOPWORDS.split())


def fold(text: str) -> str:
    """Return `text` in lower case without accents; ligatures are opened. Offsets are not kept."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(char for char in plain if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Return the words of `text`, folded, in order; «l’opération» gives «l» and «operation»."""
    return [word for typed in _AS_TYPED.findall(text) for word in _folded(typed)]


@lru_cache(_REMEMBERED)
def _folded(typed: str) -> tuple[str, ...]:
    """Fold one word as it was typed: a text holds few different ones, so each is folded once."""
    return tuple(_WORD.findall(fold(typed)))


@dataclass(frozen=True, slots=True)
class WordTerms:
    """One word as terms: its stem, the stem's number, the numbers of its grams, and whether it carries meaning."""

    stem: str
    number: int
    grams: Hashes
    told: bool


@lru_cache(_REMEMBERED)
def word_terms(word: str) -> WordTerms:
    """Return the terms of a folded word."""
    stem = _stemmer().stemWord(word)
    return WordTerms(stem, stem_number(stem), grams(word), word not in STOPWORDS)


def stem_number(stem: str) -> int:
    """Return the number that stands for a stem."""
    return crc32(b"s" + stem.encode())


def grams(word: str) -> Hashes:
    """Return the numbers of the grams of a folded word; one for a word shorter than a gram."""
    edged = f"_{word}_"
    cut = [edged[i : i + GRAM] for i in range(max(1, len(edged) - GRAM + 1))]
    return np.array([crc32(b"c" + gram.encode()) for gram in cut], np.uint32)


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
    the number of words of the text, `grams` the number of its grams; `stems` names the number of each stem.
    """

    numbers: Hashes
    counts: NDArray[np.uint8]
    length: int
    grams: int
    stems: dict[int, str]

    def told(self) -> tuple[Hashes, NDArray[np.float64]]:
        """Return the number of each stem, sorted, and how often it stands there."""
        numbers = np.array(sorted(self.stems), np.uint32)
        return numbers, self.counts[np.searchsorted(self.numbers, numbers)] / float(_QUARTER)


def terms(head: str, text: str) -> Terms:
    """Return the terms of a passage; those of `head` (title, section, names, questions) weigh `HEAD` times as much."""
    in_head, in_text = _read(head), _read(text)
    unique, place = np.unique(np.concatenate((in_head.numbers, in_text.numbers)), return_inverse=True)
    weights = np.full(len(place), float(_QUARTER))
    weights[: len(in_head.numbers)] *= HEAD
    counts = np.minimum(np.bincount(place, weights, minlength=len(unique)), 255).astype(np.uint8)
    return Terms(unique, counts, in_text.length, in_text.grams, in_head.stems | in_text.stems)


@dataclass(frozen=True, slots=True)
class _Part:
    numbers: Hashes
    length: int
    grams: int
    stems: dict[int, str]


def _read(text: str) -> _Part:
    listed = [word_terms(word) for word in words(text)]
    if not listed:
        return _Part(np.empty(0, np.uint32), 0, 0, {})
    kept = [one for one in listed if one.told]
    told = np.array([one.number for one in kept], np.uint32)
    cut = np.concatenate([one.grams for one in listed])
    numbers = np.concatenate((told, cut, pairs(told)))
    return _Part(numbers, len(kept), len(cut), {one.number: one.stem for one in kept})


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("french")
