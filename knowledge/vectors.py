"""The vector index: an embedded Chroma collection a fingerprint. A cache of the database; it holds no text.

Chroma's traps, each met here: its default embedding downloads weights, so ours is always given; a second writer loses
vectors in silence, so the caller holds the lock; a full disk or a kill can leave a folder that no longer opens, so the
folder is thrown away and made anew; its graph is read as it lies, and a torn one ends the process (a segmentation fault),
so its files are compared with their digests before Chroma sees them; what is deleted stays readable in its files, so texts
are never handed to it.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from knowledge.chroma import embedding_function, graphs, is_panic
from knowledge.errors import CacheBroken, EmbeddingsDown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from chromadb.api.models.Collection import Collection as ChromaCollection

    from knowledge.embeddings import Embedder

COLLECTION: Final = "passages"
HNSW: Final = {
    "space": "cosine",
    "ef_construction": 400,
    "ef_search": 400,
    "max_neighbors": 48,
}  # recall .998 of exact
BATCH: Final = 500  # vectors; Chroma refuses more than 5,461
CHECKED: Final = 50  # vectors that a check makes anew
ALIKE: Final = 0.98  # likeness of a vector and the same made anew; a server may round otherwise
_STATE: Final = "state.json"
_OPENING: Final = "opening"
_WRITING: Final = "writing"


class VectorIndex:
    """One Chroma folder, opened when first asked. Not for two threads at once; one process writes."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.folder = folder
        self.embedder = embedder
        self._client: Any = None
        self._collection: ChromaCollection | None = None
        self._seen = -2

    @property
    def generation(self) -> int:
        """The generation of the database that the vectors show; -1 when there is none, or a write was cut short."""
        if (self.folder / _WRITING).exists():
            return -1
        return self._state()[0]

    def nearest(self, question: str, limit: int) -> list[tuple[str, float]]:
        """Return (passage id, similarity) of the `limit` vectors closest to `question`, nearest first.

        Raises:
            CacheBroken: the folder is missing or damaged.
            EmbeddingsDown: the embedding server does not answer.
        """
        generation = self.generation
        if generation < 0:
            raise _broken(self.folder)
        self._refresh()
        with self._foreign():
            self._check_count()
            answer = self._opened().query(query_texts=[question], n_results=limit, include=["distances"])
            distances = (answer["distances"] or [[]])[0]
            (self.folder / _OPENING).unlink(missing_ok=True)
        self._seen = generation
        return [(one, 1.0 - float(far)) for one, far in zip(answer["ids"][0], distances, strict=True)]

    def ids(self) -> frozenset[str]:
        """Return the id of every vector.

        Raises:
            CacheBroken: the folder is missing or damaged.
        """
        self._refresh()
        with self._foreign():
            return frozenset(self._opened().get(include=[])["ids"])

    def check(self, texts: Callable[[Sequence[str]], Sequence[str]]) -> None:
        """Read every vector, and compare a few with those that their texts make today.

        Raises:
            CacheBroken: the folder is damaged, or a vector is not that of its text.
        """
        self._refresh()
        with self._foreign():
            held = self._opened()
            ids = sorted(held.get(include=[])["ids"])
            for batch in _batches(ids):
                held.get(ids=batch, include=["embeddings"])
            some = ids[:: max(1, len(ids) // CHECKED)][:CHECKED]
            kept = held.get(ids=some, include=["embeddings"])
        vectors: Any = dict(zip(kept["ids"], kept["embeddings"] if some else (), strict=True))  # type: ignore[arg-type]
        with suppress(EmbeddingsDown):
            made = self.embedder.encode(texts(some)) if some else ()
            if any(float(vectors[one] @ line) < ALIKE for one, line in zip(some, made, strict=True)):
                raise _broken(self.folder)

    def apply(
        self, wanted: Collection[str], texts: Callable[[Sequence[str]], Sequence[str]], generation: int
    ) -> None:
        """Hold a vector for each id in `wanted` and for no other; `texts` gives the texts of ids.

        Raises:
            CacheBroken: the folder is damaged; `reset()` and try again.
            EmbeddingsDown: the embedding server does not answer.
        """
        self._refresh()
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / _WRITING).touch()
        with self._foreign():
            held = frozenset(self._opened().get(include=[])["ids"])
            for batch in _batches(sorted(held - frozenset(wanted))):
                self._opened().delete(ids=batch)
            for batch in _batches(sorted(frozenset(wanted) - held)):
                vectors: Any = self.embedder.encode(texts(batch))
                self._opened().upsert(ids=batch, embeddings=vectors)
        self._settle(generation)

    def reset(self) -> None:
        """Throw the folder away."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the folder, so that the next question sees what another process wrote."""
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None

    def inspect(self) -> None:
        """Compare the files of the graph with what was written down, without Chroma.

        Raises:
            CacheBroken: a file is missing, damaged, or of no known writing.
        """
        try:
            whole = graphs(self.folder) == self._told().get("graphs", {})
        except OSError as error:
            raise _broken(self.folder) from error
        if not whole:
            raise _broken(self.folder)

    def _refresh(self) -> None:
        """Let go of a folder that another process wrote, or threw away, since it was opened; see that it can be opened.

        Raises:
            CacheBroken: the files are not those that were written.
        """
        if self.generation != self._seen:
            self.close()
        if self._collection is None:
            self.inspect()

    @property
    def crashed(self) -> bool:
        """Tell whether a process died while it opened or wrote the folder."""
        if (self.folder / _WRITING).exists():
            return True
        try:
            owner = int((self.folder / _OPENING).read_text(encoding="ascii"))
        except (OSError, ValueError):
            return False
        return owner != os.getpid() and not _alive(owner)

    def _state(self) -> tuple[int, int]:
        """Return the generation and the number of vectors that were written down, or (-1, 0)."""
        told = self._told()
        try:
            return int(told["generation"]), int(told["vectors"])
        except (ValueError, KeyError, TypeError):
            return -1, 0

    def _told(self) -> dict[str, Any]:
        """Return what was written down of the folder, or nothing."""
        try:
            told = json.loads((self.folder / _STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def _check_count(self) -> None:
        """Notice at opening that Chroma made an empty collection in place of a lost one, as it does in silence."""
        if self._collection is None and self._opened().count() != self._state()[1]:
            raise _broken(self.folder)

    def _settle(self, generation: int) -> None:
        vectors = self._opened().count()
        told = {"generation": generation, "vectors": vectors, "graphs": graphs(self.folder)}
        aside = self.folder / f"{_STATE}.new"
        aside.write_text(json.dumps(told), encoding="utf-8")
        aside.replace(self.folder / _STATE)
        (self.folder / _WRITING).unlink(missing_ok=True)
        (self.folder / _OPENING).unlink(missing_ok=True)
        self._seen = generation

    def _opened(self) -> ChromaCollection:
        if self._collection is None:
            import chromadb
            from chromadb.config import Settings

            (self.folder / _OPENING).write_text(str(os.getpid()), encoding="ascii")
            settings = Settings(anonymized_telemetry=False)
            self._client = chromadb.PersistentClient(path=str(self.folder), settings=settings)
            self._collection = self._client.get_or_create_collection(
                COLLECTION, embedding_function=embedding_function(self.embedder), configuration={"hnsw": HNSW}
            )
        return self._collection

    @contextmanager
    def _foreign(self) -> Iterator[None]:
        """Turn whatever Chroma raises into `CacheBroken`: its errors have no common base."""
        try:
            yield
        except EmbeddingsDown:
            raise
        except BaseException as error:
            if not (isinstance(error, Exception) or is_panic(error)):
                raise
            self.close()
            with suppress(OSError):
                (self.folder / _STATE).unlink(missing_ok=True)  # what cannot be read shows no generation
            raise _broken(self.folder) from error


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(ids), BATCH):
        yield ids[first : first + BATCH]


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _broken(folder: Path) -> CacheBroken:
    return CacheBroken(
        f"Les vecteurs de «\u00a0{folder}\u00a0» sont absents ou endommagés. Ils sont refaits."
    )
