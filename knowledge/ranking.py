"""Order candidates: BM25 over grams, stems and pairs, each by its best, added with the weights that measured best.

On four French question sets: grams + 0.6 stems + 0.2 pairs, each divided by its maximum, beats reciprocal-rank fusion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.analysis import HEAD, STOPWORDS, pairs, stem_number, word_terms, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.entries import Row, Totals
    from knowledge.lexicon import Lexicon
    from knowledge.words import WordIndex

    Floats = NDArray[np.float64]

K1: Final = 1.2  # how soon a repeated word stops counting
B: Final = 0.75  # how much a long passage is held back
WEIGHTS: Final = {"gram": 1.0, "stem": 0.6, "pair": 0.2}
EXPANSION: Final = 0.4  # what a term of the profession weighs beside the everyday word it stands for
SPELT: Final = 0.9  # what a known word weighs beside the misspelt one that it is taken for
LENT: Final = 0.8  # how far a term that was lent makes an answer
LONGEST: Final = 32  # words of a question that are looked up: the rarest
FUZZY: Final = 0.6  # share of an unknown word's grams from which it counts as found under another spelling
LONG: Final = 5  # grams; a shorter unknown word looks like too many others
_QUARTERS: Final = 4.0
_PREFILTER: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the question: its kind, its weight, and the place of the word it comes from (-1 for pairs)."""

    number: int
    kind: str
    weight: float
    word: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the index understands it: what to look up, what to score, and how rare each word is.

    `asked` gives the weight of each stem in the choice of candidates; `unknown` holds the places of the words that stand
    in no passage: misspelt, or foreign to the subject.
    """

    asked: Mapping[int, float]
    terms: tuple[Term, ...]
    idf: Floats
    rarity: Floats
    unknown: frozenset[int]


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score beside the best possible one and the share of the question's weight that it holds."""

    row: Row
    score: float
    coverage: float


def understand(text: str, index: WordIndex, lexicon: Lexicon) -> Question:
    """Return `text` as terms of `index`, with the terms of the profession that `lexicon` knows for its words."""
    told = [word for word in words(text) if word not in STOPWORDS]
    known = [word_terms(word) for word in told]
    frequency = index.frequencies([one.number for one in known])
    kept = _rarest(told, [frequency.get(one.number, 0) for one in known])
    unknown = [place for place, word in enumerate(kept) if word_terms(word).number not in frequency]
    meant = [(place, stem) for place in unknown for stem in index.alike(kept[place])]
    read = [Term(stem_number(stem), "stem", SPELT, place) for place, stem in meant]
    terms = [*_own(kept), *_lent(kept, lexicon), *read]
    total = index.totals.passages
    found = index.frequencies([term.number for term in terms])
    idf = np.array([_idf(found.get(term.number, 0), total) for term in terms])
    rarity = np.array([_idf(frequency.get(word_terms(word).number, 0), total) for word in kept])
    for term in read:
        rarity[term.word] = min(rarity[term.word], _idf(found.get(term.number, 0), total))
    asked = {term.number: float(rare) for term, rare in zip(terms, idf, strict=True) if term.kind == "stem"}
    return Question(asked, tuple(terms), idf, rarity, frozenset(unknown))


def rank(question: Question, rows: Sequence[Row], totals: Totals, dense: Mapping[str, float]) -> list[Scored]:
    """Return `rows` by score, best first; `dense` holds similarities to add, by id, already weighted."""
    if not rows or not question.terms:
        return []
    counts = _counts(question, rows)
    coverage = _coverage(question, rows, counts)
    worded = np.zeros(len(rows))
    for kind, weight in WEIGHTS.items():
        worded += weight * _shared(_bm25(question, rows, counts, totals, kind))
    total = worded / sum(WEIGHTS.values())
    if dense:  # words that hardly match weigh little beside vectors that do
        near = np.array([dense.get(row.id, 0.0) for row in rows])
        total = (total * coverage.max() + near) / (1.0 + max(dense.values()))
    total = total * np.array([row.weight for row in rows])
    order = [i for i in np.lexsort((np.arange(len(rows)), -total)) if coverage[i] > 0 or rows[i].id in dense]
    return [Scored(rows[i], float(total[i]), float(coverage[i])) for i in order]


def _rarest(told: list[str], frequencies: list[int]) -> list[str]:
    if len(told) <= LONGEST:
        return told
    order = sorted(range(len(told)), key=lambda i: (frequencies[i] == 0, frequencies[i]))
    return [told[i] for i in sorted(order[:LONGEST])]


def _own(kept: Sequence[str]) -> list[Term]:
    known = [word_terms(word) for word in kept]
    stems = [Term(one.number, "stem", 1.0, place) for place, one in enumerate(known)]
    grams = [Term(gram, "gram", 1.0, place) for place, one in enumerate(known) for gram in one.grams.tolist()]
    couples = pairs(np.array([one.number for one in known], np.uint32))
    return [*stems, *grams, *(Term(number, "pair", 1.0, -1) for number in couples.tolist())]


def _lent(kept: Sequence[str], lexicon: Lexicon) -> list[Term]:
    return [
        Term(word_terms(word).number, "stem", EXPANSION, place)
        for place, lent in lexicon.lend(kept)
        for word in lent
    ]


def _idf(passages: int, total: int) -> float:
    return float(np.log1p((total - passages + 0.5) / (passages + 0.5)))


def _counts(question: Question, rows: Sequence[Row]) -> Floats:
    """Return how often each term (column) stands in each candidate (line)."""
    asked, back = np.unique(
        np.array([term.number for term in question.terms], np.uint32), return_inverse=True
    )
    numbers = np.concatenate([row.numbers for row in rows])
    lines = np.repeat(np.arange(len(rows)), [len(row.numbers) for row in rows])
    hopeful = np.zeros(_PREFILTER + 1, bool)
    hopeful[asked & _PREFILTER] = True
    picked = np.flatnonzero(hopeful[numbers & _PREFILTER])
    place = np.minimum(np.searchsorted(asked, numbers[picked]), len(asked) - 1)
    sure = asked[place] == numbers[picked]
    table = np.zeros((len(rows), len(asked)))
    times = np.concatenate([row.counts for row in rows])
    table[lines[picked[sure]], place[sure]] = times[picked[sure]] / _QUARTERS
    return table[:, back]


def _bm25(question: Question, rows: Sequence[Row], counts: Floats, totals: Totals, kind: str) -> Floats:
    columns = np.array([i for i, term in enumerate(question.terms) if term.kind == kind], int)
    if kind == "gram":
        share = np.array([row.grams for row in rows]) / max(totals.grams, 1.0)
    else:
        share = np.array([row.length for row in rows]) / max(totals.words, 1.0)
    held = counts[:, columns]
    weight = question.idf[columns] * np.array([question.terms[i].weight for i in columns])
    gain: Floats = (held * (K1 + 1) / (held + (K1 * (1 - B + B * share))[:, None])) @ weight
    return gain


def _shared(scores: Floats) -> Floats:
    top = float(scores.max(initial=0.0))
    return scores / top if top > 0 else scores


def _coverage(question: Question, rows: Sequence[Row], counts: Floats) -> Floats:
    """Return the share of the question's weight that each candidate holds, spelling and lexicon forgiven.

    A word of the title, names or questions, or one that comes twice, counts whole; one named in passing, in part.
    """
    mention = np.array([row.mention for row in rows])[:, None]
    held = np.where(counts >= HEAD, 1.0, np.where(counts > 0, mention, 0.0))
    found = np.zeros((len(rows), len(question.rarity)))
    for place in range(len(question.rarity)):
        own = _columns(question, place, "stem", lent=False)
        lent = _columns(question, place, "stem", lent=True)
        found[:, place] = np.maximum(
            held[:, own].max(axis=1, initial=0.0), LENT * held[:, lent].max(axis=1, initial=0.0)
        )
        if place in question.unknown:
            found[:, place] = np.maximum(found[:, place], _alike(question, place, counts))
    total = float(question.rarity.sum())
    shares: Floats = (found @ question.rarity) / total if total else found.sum(axis=1)
    return shares


def _columns(question: Question, place: int, kind: str, *, lent: bool) -> list[int]:
    return [
        i
        for i, term in enumerate(question.terms)
        if term.word == place and term.kind == kind and (term.weight < 1.0) == lent
    ]


def _alike(question: Question, place: int, counts: Floats) -> Floats:
    """Return the share of a word's grams that each candidate holds, when it is large enough to be the same word."""
    grams = _columns(question, place, "gram", lent=False)
    if len(grams) < LONG:
        return np.zeros(len(counts))
    alike = (counts[:, grams] > 0).mean(axis=1)
    return np.where(alike >= FUZZY, alike, 0.0)
