"""Texts as vectors, as an embedding server makes them. Without a server there are none: see `knowledge.index`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from knowledge.embedding_server import EmbeddingServer as EmbeddingServer  # noqa: PLC0414, TC001  # named here for callers
from knowledge.errors import EmbeddingsDown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BATCH: Final = 64  # texts a request to a server
PATIENCE: Final = 20.0  # seconds for one request to a server


class Embedder(Protocol):
    """Makes vectors of length 1. `weight` is what their similarity adds to a score."""

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
