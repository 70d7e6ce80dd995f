"""The caches as one index: words always, vectors when an embedding server is set. How they are made, and asked. Blocking.

Vectors of our own (hashed grams of characters) were measured here too: on four French question sets they brought
+.000 R@1 and +.001 nDCG over the words, for five sixths of the time of indexing and 118 MB; `spelling` finds more.
"""

from __future__ import annotations

import dataclasses
import math
import shutil
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from knowledge.analysis import words
from knowledge.embeddings import ServerEmbedder
from knowledge.errors import CacheBroken, EmbeddingsDown, disk_errors
from knowledge.ranking import Scored, rank, understand
from knowledge.shown import entries_of, passage_of
from knowledge.vectors import VectorIndex
from knowledge.words import WordIndex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from bot.drafting.ports import Passage
    from knowledge.embedding_server import EmbeddingServer
    from knowledge.entries import Scope
    from knowledge.lexicon import Lexicon
    from knowledge.model import Document

CANDIDATES: Final = 150  # passages by words; 100 to 300 measured alike
NEIGHBOURS: Final = 60  # passages by vectors
SAME_DOCUMENT: Final = 2  # passages of one document in an answer
SAME_CARD: Final = (
    1  # … and of one card: its sections say one thing to three crafts, and another card may be the right one
)
COVERED: Final = 0.66  # share of the weight of a one-word question that one passage must hold; see `_needed`
EASED: Final = (
    0.13  # … and what it falls by each time the question grows 2.7 times longer: few passages hold every word
)
LOOKED_AT: Final = 5  # passages among which the best covered one is sought


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """Passages, nearest first, and whether they answer; `wounded` when the vectors were wanted and are broken."""

    passages: tuple[Passage, ...]
    covered: bool
    coverage: float
    wounded: bool = False


class Index:
    """The caches of one folder. Its methods may be called from any thread; one runs at a time."""

    def __init__(self, folder: Path, lexicon: Lexicon, server: EmbeddingServer | None = None) -> None:
        self.folder = folder
        self._lexicon = lexicon
        self._words: WordIndex | None = None
        self._vectors = _vector_index(folder, server)
        self._lock = threading.RLock()

    @property
    def generation(self) -> int:
        """The generation of the database that the word index shows; -1 for an empty one.

        Raises:
            CacheBroken: the file is damaged.
            NoRoom: the folder cannot be written to.
        """
        with self._lock:
            return self._opened().generation

    @property
    def vectors_generation(self) -> int:
        """The generation that the vectors show; -1 when they are missing or broken, or when nothing asks for them any more."""
        with self._lock:
            if self._vectors is None:
                return -1 if any(self._unused()) else self.generation
            return -1 if self._vectors.crashed else self._vectors.generation

    def ids(self) -> frozenset[str]:
        """Return the id of every passage of the word index."""
        with self._lock:
            return self._opened().ids()

    def vector_ids(self) -> frozenset[str] | None:
        """Return the id of every vector; None without an embedding server."""
        with self._lock:
            return None if self._vectors is None else self._vectors.ids()

    def apply(
        self, documents: Iterable[Document], fresh: Collection[str], stale: Collection[str], generation: int
    ) -> None:
        """Add the chunks `fresh` of `documents` to the word index, remove `stale`: all of it or nothing."""
        with self._lock, disk_errors(self.folder):
            entries = (entry for document in documents for entry in entries_of(document) if entry.id in fresh)
            self._opened().apply(entries, stale, generation)

    def follow(self) -> None:
        """Bring the vectors to where the word index is; made anew when they are broken.

        Raises:
            EmbeddingsDown: the embedding server does not answer; words are searched without vectors.
        """
        with self._lock, disk_errors(self.folder):
            if self._vectors is not None:
                self._bring(self._vectors)
            for path in self._unused():
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def search(self, text: str, scope: Scope, limit: int) -> Found:
        """Return the passages of `scope` closest to `text`, at most two a document.

        Raises:
            CacheBroken: the word index is damaged.
        """
        with self._lock:
            index = self._opened()
            near, wounded = self._near(text)
            with index.reading():
                question = understand(text, index, self._lexicon)
                rows = index.matching(question.asked, scope, CANDIDATES)
                known = {row.id for row in rows}
                rows += index.named([one for one in near if one not in known], scope)
                ranked = rank(question, rows, index.totals, self._dense(near))
                coverage = max((one.coverage for one in ranked[:LOOKED_AT]), default=0.0)
                covered = coverage >= _needed(len(question.rarity))
                return Found(self._passages(_spread(ranked, limit), coverage), covered, coverage, wounded)

    def inspect(self) -> None:
        """Compare the files of the vectors with what was written down, without opening them.

        Raises:
            CacheBroken: they are damaged.
        """
        with self._lock:
            if self._vectors is not None:
                self._vectors.inspect()

    def check(self) -> None:
        """Read every file of the word index.

        Raises:
            CacheBroken: it is damaged.
        """
        with self._lock:
            self._opened().check()
            if self._vectors is not None:
                self._vectors.check(self._opened().texts)

    def altered(self, documents: Iterable[Document]) -> frozenset[str]:
        """Return the ids of the passages that the word index would show otherwise than `documents` say."""
        with self._lock:
            told = {chunk.id: chunk.text for document in documents for chunk in document.chunks}
            return frozenset(one for one, text in self._opened().all_texts() if told.get(one, text) != text)

    def reset(self) -> None:
        """Throw both caches away."""
        with self._lock, disk_errors(self.folder):
            self._reset_words()
            if self._vectors is not None:
                self._vectors.reset()

    def close(self) -> None:
        """Close the files."""
        with self._lock:
            if self._words is not None:
                self._words.close()
            if self._vectors is not None:
                self._vectors.close()
            self._words = None

    def _opened(self) -> WordIndex:
        if self._words is not None and self._words.replaced:
            self._words.close()
            self._words = None
        if self._words is None:
            with disk_errors(self.folder):
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._words = _word_index(self.folder / "words.sqlite3")
        return self._words

    def _reset_words(self) -> None:
        try:
            self._opened().check()
            self._opened().clear()
        except CacheBroken:
            self.close()
            for name in (
                "-wal",
                "-shm",
                "",
            ):  # the log first: left alone, it would be replayed into the next file
                (self.folder / f"words.sqlite3{name}").unlink(missing_ok=True)

    def _bring(self, vectors: VectorIndex) -> None:
        if vectors.crashed:
            vectors.reset()
        try:
            self._follow(vectors)
        except CacheBroken:
            vectors.reset()
            self._follow(vectors)

    def _follow(self, vectors: VectorIndex) -> None:
        index = self._opened()
        if vectors.generation != index.generation:
            vectors.apply(index.ids(), index.texts, index.generation)

    def _unused(self) -> Iterator[Path]:
        """Yield what former embeddings left in the folder."""
        kept = None if self._vectors is None else self._vectors.folder
        for path in (*self.folder.glob("vectors-*"), *self.folder.glob("rarity-*.npy")):
            if path != kept:
                yield path

    def _near(self, text: str) -> tuple[dict[str, float], bool]:
        """Return what the vectors find, and whether they are broken."""
        if self._vectors is None or not words(text):
            return {}, False
        with suppress(EmbeddingsDown):
            try:
                return dict(self._vectors.nearest(text, NEIGHBOURS)), False
            except CacheBroken:
                return {}, True
        return {}, False

    def _dense(self, near: dict[str, float]) -> dict[str, float]:
        weight = self._vectors.embedder.weight if self._vectors is not None else 0.0
        top = max(near.values(), default=0.0)
        return {one: weight * alike / top for one, alike in near.items()} if weight and top > 0 else {}

    def _passages(self, kept: Sequence[Scored], coverage: float) -> tuple[Passage, ...]:
        """Return what is shown; a score is beside the best of its question, so what is covered says how good that is."""
        shown = self._opened().shown([one.row.row for one in kept])
        return tuple(passage_of(shown[one.row.row], one.score * coverage) for one in kept)


def _needed(words: int) -> float:
    """Return the share of the weight of a question of `words` words that one passage must hold to answer it."""
    return COVERED - EASED * math.log(max(words, 1))


def _word_index(path: Path) -> WordIndex:
    """Open the file; once more when another process threw it away at that moment."""
    try:
        return WordIndex(path)
    except FileNotFoundError:
        return WordIndex(path)


def _vector_index(folder: Path, server: EmbeddingServer | None) -> VectorIndex | None:
    if server is None:
        return None
    embedder = ServerEmbedder(server)
    return VectorIndex(folder / f"vectors-{embedder.fingerprint}", embedder)


def _spread(ranked: Sequence[Scored], limit: int) -> list[Scored]:
    taken: dict[str, int] = {}
    kept: list[Scored] = []
    for one in ranked:
        taken[one.row.source] = taken.get(one.row.source, 0) + 1
        most = SAME_CARD if one.row.source.startswith("card:") else SAME_DOCUMENT
        if taken[one.row.source] <= most and len(kept) < limit:
            kept.append(one)
    return kept
