"""What Chroma must be told and must not be shown: our embedder under a name of its own, and graphs that are torn."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.embeddings import Embedder

_KEPT: Final = "index_metadata.pickle"  # lies beside a graph that is read; one without it is made anew
_embedders: dict[str, Embedder] = {}


def embedding_function(embedder: Embedder) -> Any:
    """Return `embedder` as Chroma knows it, registered under our name so that Chroma can write it down."""
    from chromadb.api.types import EmbeddingFunction
    from chromadb.utils.embedding_functions import known_embedding_functions, register_embedding_function

    _embedders[embedder.fingerprint] = embedder
    registered: Any = known_embedding_functions.get("confrere")
    if registered is None:

        @register_embedding_function
        class ConfrereEmbedding(EmbeddingFunction):  # type: ignore[type-arg]
            """Our vectors, by fingerprint: Chroma persists the name and the configuration, never a key."""

            def __init__(self, fingerprint: str) -> None:
                self.fingerprint = fingerprint

            def __call__(self, input: Any) -> Any:  # noqa: A002  # Chroma calls it by this name
                return list(_embedders[self.fingerprint].encode(input))

            @staticmethod
            def name() -> str:
                return "confrere"

            def get_config(self) -> dict[str, Any]:
                return {"fingerprint": self.fingerprint}

            @staticmethod
            def build_from_config(config: dict[str, Any]) -> ConfrereEmbedding:
                return ConfrereEmbedding(str(config["fingerprint"]))

            def default_space(self) -> Any:
                return "cosine"

        registered = ConfrereEmbedding
    return registered(embedder.fingerprint)


def graphs(folder: Path) -> dict[str, str]:
    """Return the digest of each file of the graphs that Chroma will read, by its path in the folder.

    Raises:
        OSError: a file cannot be read.
    """
    kept = sorted(path for mark in folder.glob(f"*/{_KEPT}") for path in mark.parent.iterdir())
    return {path.relative_to(folder).as_posix(): _digest(path) for path in kept}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


def is_panic(error: BaseException) -> bool:
    """Tell whether an error is a panic of Chroma's Rust: no `Exception`, and of no class that can be imported."""
    return type(error).__module__ == "pyo3_runtime"
