"""Texts as vectors: ours (hashed character n-grams, no weights to download), or those of an embedding server."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from knowledge.analysis import word_terms, words
from knowledge.embedding_server import EmbeddingServer as EmbeddingServer  # noqa: PLC0414, TC001  # named here for callers
from knowledge.errors import EmbeddingsDown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

DIMENSION: Final = 1_024  # 384 lost 4 points of R@1 on French question sets, 2,048 won 1
BUCKETS: Final = 1 << 16  # rarities kept by the low bits of a gram's number
BATCH: Final = 64  # texts a request to a server
PATIENCE: Final = 20.0  # seconds for one request to a server
_VERSION: Final = 1


class Embedder(Protocol):
    """Makes vectors of length 1. `weight` is what their similarity adds to a score; 0 when they only find candidates."""

    @property
    def fingerprint(self) -> str:
        """Name what made the vectors: two embedders with one name make the same vectors."""
        ...

    @property
    def weight(self) -> float:
        """Return the weight of the similarity in a score."""
        ...

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one line a text.

        Raises:
            EmbeddingsDown: a server gave no usable vectors.
        """
        ...


@dataclass(frozen=True)
class NgramEmbedder:
    """Hashed 4-grams of characters, weighted by how rare they are in the documents; `rarity` has `BUCKETS` values."""

    rarity: Floats
    scale: int
    weight: float = 0.0

    @property
    def fingerprint(self) -> str:
        """Name version, dimension and scale; the rarities of one scale are kept beside the vectors."""
        return f"ngrams{_VERSION}-{DIMENSION}-{self.scale}"

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one line of `DIMENSION` values a text; a text without words gives zeros."""
        lines = [self._line(text) for text in texts]
        return np.array(lines, np.float32).reshape(len(texts), DIMENSION)

    def _line(self, text: str) -> Floats:
        known = [word_terms(word).grams for word in words(text)]
        if not known:
            return np.zeros(DIMENSION, np.float32)
        numbers, times = np.unique(np.concatenate(known), return_counts=True)
        sign = np.where(numbers >> 31, -1.0, 1.0)
        values = sign * (1 + np.log(times)) * self.rarity[numbers % BUCKETS]
        line = np.bincount((numbers >> 16) % DIMENSION, values, minlength=DIMENSION)
        return (line / (np.linalg.norm(line) or 1.0)).astype(np.float32)


def scale_of(passages: int) -> int:
    """Return the scale of an index: it moves each time the index grows fourfold, and the rarities with it."""
    return int(math.log(max(passages, 1), 4))


def rarities(frequencies: Iterable[tuple[int, int]], passages: int) -> Floats:
    """Return the rarity of each bucket from (number of a term, passages that hold it); an unseen one is the rarest."""
    counted = np.zeros(BUCKETS)
    for number, held in frequencies:
        counted[number % BUCKETS] = max(counted[number % BUCKETS], held)
    return np.log1p(passages / (counted + 1)).astype(np.float32)


@dataclass(frozen=True)
class ServerEmbedder:
    """Vectors of an embedding server. Only documents and questions that were masked before go there."""

    server: EmbeddingServer
    weight: float = 0.5

    @property
    def fingerprint(self) -> str:
        """Name the server's address and model."""
        told = f"{self.server.endpoint}\0{self.server.model}"
        return f"server-{hashlib.sha256(told.encode()).hexdigest()[:12]}"

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one line a text, as long as the model's vectors are."""
        import httpx

        headers = {"Authorization": f"Bearer {self.server.key}"} if self.server.key else {}
        lines: list[Any] = []
        try:
            with httpx.Client(timeout=PATIENCE, headers=headers, follow_redirects=False) as client:
                for first in range(0, len(texts), BATCH):
                    lines.extend(self._asked(client, list(texts[first : first + BATCH])))
            return _unit(np.array(lines, np.float32), len(texts))
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
            raise EmbeddingsDown(
                "Le serveur de vecteurs n’a pas répondu correctement\u00a0; la recherche continue avec les mots. "
                "Vérifiez `CONFRERE_EMBEDDINGS_URL`, puis lancez «\u00a0confrere index rebuild\u00a0»."
            ) from error

    def _asked(self, client: Any, texts: list[str]) -> list[list[float]]:
        answer = client.post(self.server.endpoint, json={"model": self.server.model, "input": texts})
        answer.raise_for_status()
        data = sorted(answer.json()["data"], key=lambda one: one["index"])
        if len(data) != len(texts):
            raise ValueError(f"{len(data)} vectors for {len(texts)} texts")
        return [one["embedding"] for one in data]


def _unit(lines: Floats, expected: int) -> Floats:
    if lines.ndim != 2 or len(lines) != expected or not np.isfinite(lines).all():  # noqa: PLR2004
        raise ValueError("vectors of unequal length, or not numbers")
    norms = np.linalg.norm(lines, axis=1, keepdims=True)
    return (lines / np.where(norms == 0, 1.0, norms)).astype(np.float32)
