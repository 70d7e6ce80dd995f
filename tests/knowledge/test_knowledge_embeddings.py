"""Vectors: those of a server at a port of its own, kept in Chroma."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from shelves import a_notice, add

from knowledge.embedding_server import EmbeddingServer, embedding_server
from knowledge.embeddings import ServerEmbedder
from knowledge.errors import EmbeddingsDown
from knowledge.library import IndexLibrary

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from shelves import MemoryShelf
    from vector_server import Server


def test_server_gives_vectors_in_the_order_of_the_texts(server: Server) -> None:
    lines = ServerEmbedder(EmbeddingServer(server.url, "m", "clef")).encode(["le nez", "le tabac"])
    assert [int(line.argmax()) for line in lines] == [0, 1]
    assert server.asked == [
        {"path": "/v1/embeddings", "key": "Bearer clef", "model": "m", "input": ["le nez", "le tabac"]}
    ]


@pytest.mark.parametrize("fault", ["html", "error", "short", "nan", "ragged", "500", "redirect"])
def test_server_without_usable_vectors_is_down(server: Server, fault: str) -> None:
    server.fault = fault
    with pytest.raises(EmbeddingsDown, match="CONFRERE_EMBEDDINGS_URL"):
        ServerEmbedder(EmbeddingServer(server.url, "m")).encode(["nez", "tabac"])


def test_key_is_never_shown() -> None:
    assert "clef" not in repr(ServerEmbedder(EmbeddingServer("http://127.0.0.1/v1", "m", "clef")))


@pytest.mark.parametrize(
    "url", ["http://h.example/v1", "http://h.example/v1/", "http://h.example/v1/embeddings"]
)
def test_end_point_is_named_once(url: str) -> None:
    assert EmbeddingServer(url, "m").endpoint == "http://h.example/v1/embeddings"


def test_no_address_means_no_vectors() -> None:
    assert embedding_server(None, "m", "clef") is None
    assert embedding_server("http://h.example/v1", None, None) == EmbeddingServer(
        "http://h.example/v1", "default"
    )


class Shelved:
    """Libraries over one shelf, one corpus and one folder of caches; each is warmed, then closed with its block."""

    def __init__(self, shelf: MemoryShelf, corpus: Path, caches: Path, server: Server) -> None:
        self.shelf, self.corpus, self.caches, self.server = shelf, corpus, caches, server

    @asynccontextmanager
    async def warm(self, model: str | None = "m") -> AsyncIterator[IndexLibrary]:
        """Yield a library whose vectors are those of a model of the server, or without any vector."""
        embeddings = EmbeddingServer(self.server.url, model) if model else None
        library = IndexLibrary(self.shelf, self.caches, corpus=self.corpus, embeddings=embeddings)
        await library.warm()
        try:
            yield library
        finally:
            await library.close()

    @property
    def vectors(self) -> list[Path]:
        """The folders of vectors that are on disk."""
        return list(self.caches.glob("vectors-*"))


@pytest.fixture
def shelved(shelf: MemoryShelf, corpus: Path, tmp_path: Path, server: Server) -> Shelved:
    return Shelved(shelf, corpus, tmp_path / "cache", server)


async def nearest(library: IndexLibrary, question: str) -> str:
    return (await library.search(question)).passages[0].source


async def test_server_finds_what_no_word_would(shelved: Shelved) -> None:
    async with shelved.warm() as library:
        assert await nearest(library, "mon appendice nasal") == "topic:rhinoplastie"


async def test_dead_server_leaves_the_words(shelved: Shelved, server: Server) -> None:
    async with shelved.warm() as library:
        server.fault = "500"
        assert await nearest(library, "bronzer") == "topic:soleil"


async def test_server_that_was_never_up_leaves_the_words(shelved: Shelved, server: Server) -> None:
    server.fault = "500"
    async with shelved.warm() as library:
        assert await nearest(library, "bronzer") == "topic:soleil"


async def test_other_model_builds_a_new_collection_and_drops_the_old(shelved: Shelved) -> None:
    async with shelved.warm():
        (before,) = shelved.vectors
    async with shelved.warm("other") as library:
        assert await nearest(library, "mon appendice nasal") == "topic:rhinoplastie"
    (after,) = shelved.vectors
    assert before.name != after.name


async def test_words_answer_while_another_model_is_not_up_yet(shelved: Shelved, server: Server) -> None:
    async with shelved.warm():
        (before,) = shelved.vectors
    server.fault = "500"
    async with shelved.warm("other") as library:
        assert await nearest(library, "bronzer") == "topic:soleil"
    assert before.exists()


async def test_vectors_that_nothing_asks_for_any_more_are_swept(shelved: Shelved) -> None:
    async with shelved.warm():
        assert len(shelved.vectors) == 1
    async with shelved.warm(model=None):
        pass
    assert sorted(path.name for path in shelved.caches.iterdir()) == ["words.sqlite3", "writing.lock"]


async def test_without_a_server_no_vector_is_missing(library: IndexLibrary) -> None:
    found = await (await library.upkeep()).verify()
    assert (found.passages, found.words, found.vectors, found.whole) == (12, 12, None, True)


@pytest.fixture
async def dense(shelved: Shelved) -> AsyncIterator[IndexLibrary]:
    """Return a library whose vectors are made, and closed."""
    async with shelved.warm() as library:
        await library.close()
        yield library


@pytest.mark.parametrize("damage", ["garbage", "gone", "empty", "cut short", "state lost"])
async def test_damaged_vectors_are_made_anew(dense: IndexLibrary, shelved: Shelved, damage: str) -> None:
    (folder,) = shelved.vectors
    database = folder / "chroma.sqlite3"
    if damage == "garbage":
        database.write_bytes(os.urandom(30_000))
    elif damage == "gone":
        database.unlink()
    elif damage == "empty":
        database.write_bytes(b"")
    elif damage == "cut short":
        (folder / "writing").touch()
    else:
        (folder / "state.json").write_text("{")
    assert (await dense.search("mon appendice nasal")).passages[0].source == "topic:rhinoplastie"
    found = await (await dense.upkeep()).verify()
    assert (found.vectors, found.faults) == (found.passages, ())


async def test_graph_of_no_known_writing_is_said_by_verify_and_made_anew(
    dense: IndexLibrary, shelved: Shelved
) -> None:
    (folder,) = shelved.vectors
    (folder / "torn").mkdir()
    (folder / "torn" / "index_metadata.pickle").write_bytes(b"torn")
    found = await (await dense.upkeep()).verify()
    assert ["endommagés. Ils sont refaits." in fault for fault in found.faults] == [True]
    assert found.vectors == found.passages
    assert not (folder / "torn").exists()


def dead_process() -> int:
    code = "import os; print(os.getpid())"
    return int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)


async def test_process_that_died_while_opening_the_vectors_is_noticed(
    dense: IndexLibrary, shelved: Shelved
) -> None:
    (folder,) = shelved.vectors
    (folder / "opening").write_text(str(dead_process()))
    (folder / "left by the dead").touch()
    await (await dense.upkeep()).ready(vectors=True)
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == [
        "chroma.sqlite3",
        "state.json",
    ]


async def test_forgotten_words_leave_no_trace_in_the_vectors(dense: IndexLibrary, shelved: Shelved) -> None:
    upkeep = await dense.upkeep()
    await add(dense, [a_notice("secret", "La zygomatique inoubliable repose au troisième sous-sol. " * 9)])
    await upkeep.forget("practice:secret")
    await dense.close()
    left = b"".join(path.read_bytes() for path in shelved.caches.rglob("*") if path.is_file())
    assert b"zygomatique" not in left
