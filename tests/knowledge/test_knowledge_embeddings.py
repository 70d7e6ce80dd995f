"""Vectors: ours, and those of a server in a process of its own port."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from knowledge.embedding_server import EmbeddingServer, embedding_server
from knowledge.embeddings import BUCKETS, DIMENSION, NgramEmbedder, ServerEmbedder, rarities, scale_of
from knowledge.errors import EmbeddingsDown
from knowledge.library import IndexLibrary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shelves import MemoryShelf

CONCEPTS = (
    ("nez", "rhinoplastie", "narine", "appendice nasal"),
    ("tabac", "cigarette", "nicotine"),
    ("soleil", "plage", "uv"),
)


def concept_vector(text: str) -> list[float]:
    """Return how often each concept is named: a tiny multilingual model, so to speak."""
    return [1.0 + 5.0 * sum(word in text.lower() for word in words) for words in CONCEPTS]


class Server(ThreadingHTTPServer):
    """An embedding server that plays a fault when told to, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.fault = ""
        self.asked: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"path": self.path, "key": self.headers["Authorization"], **asked})
        vectors = [concept_vector(text) for text in asked["input"]]
        data = [{"index": place, "embedding": vector} for place, vector in enumerate(vectors)]
        bodies = {
            "html": b"<html>portail</html>",
            "error": b'{"error": {"message": "non"}}',
            "short": json.dumps({"data": data[1:]}).encode(),
            "nan": json.dumps({"data": [{**one, "embedding": [float("nan")] * 3} for one in data]}).encode(),
            "ragged": json.dumps(
                {"data": [{**one, "embedding": [1.0] * (1 + one["index"])} for one in data]}
            ).encode(),
        }
        body = bodies.get(self.server.fault, json.dumps({"data": data[::-1]}).encode())
        status = 500 if self.server.fault == "500" else 302 if self.server.fault == "redirect" else 200
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\nLocation: /v1/embeddings\r\n\r\n"
        self.wfile.write(head.encode() + body)

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ours() -> NgramEmbedder:
    return NgramEmbedder(np.ones(BUCKETS, np.float32), 4)


def test_our_vectors_have_length_one_and_forgive_spelling() -> None:
    right, wrong, other = ours().encode(["rhinoplastie", "rinoplastie", "abdominoplastie"])
    assert right.shape == (DIMENSION,)
    assert float(np.linalg.norm(right)) == pytest.approx(1.0, abs=1e-5)
    assert right @ wrong > 0.7 > right @ other


def test_text_without_words_has_an_empty_vector() -> None:
    assert not ours().encode(["😀 …"]).any()


def test_same_text_has_the_same_vector_in_every_process() -> None:
    assert int(np.flatnonzero(ours().encode(["nez"])[0])[0]) == 461


def test_rare_grams_weigh_more_than_frequent_ones() -> None:
    rarity = rarities([(1, 90), (2, 3)], 100)
    assert rarity[3] > rarity[2] > rarity[1] > 0


@pytest.mark.parametrize(
    ("passages", "scale"), [(0, 0), (1, 0), (4, 1), (1_000, 4), (4_096, 6), (100_000, 8)]
)
def test_scale_moves_with_each_fourfold_growth(passages: int, scale: int) -> None:
    assert scale_of(passages) == scale


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


def test_no_address_means_our_own_vectors() -> None:
    assert embedding_server(None, "m", "clef") is None
    assert embedding_server("http://h.example/v1", None, None) == EmbeddingServer(
        "http://h.example/v1", "default"
    )


def a_library(shelf: MemoryShelf, corpus: Path, folder: Path, server: Server) -> IndexLibrary:
    return IndexLibrary(shelf, folder, corpus=corpus, embeddings=EmbeddingServer(server.url, "m"))


async def test_server_finds_what_no_word_would(
    shelf: MemoryShelf, corpus: Path, tmp_path: Path, server: Server
) -> None:
    library = a_library(shelf, corpus, tmp_path / "cache", server)
    await library.warm()
    found = await library.search("mon appendice nasal")
    assert found.passages[0].source == "topic:rhinoplastie"
    await library.close()


async def test_dead_server_leaves_the_words(
    shelf: MemoryShelf, corpus: Path, tmp_path: Path, server: Server
) -> None:
    library = a_library(shelf, corpus, tmp_path / "cache", server)
    await library.warm()
    server.fault = "500"
    assert (await library.search("bronzer")).passages[0].source == "topic:soleil"
    await library.close()


async def test_server_that_was_never_up_leaves_the_words(
    shelf: MemoryShelf, corpus: Path, tmp_path: Path, server: Server
) -> None:
    server.fault = "500"
    library = a_library(shelf, corpus, tmp_path / "cache", server)
    await library.warm()
    assert (await library.search("bronzer")).passages[0].source == "topic:soleil"
    await library.close()


async def test_change_of_vectors_builds_a_new_collection_and_drops_the_old(
    shelf: MemoryShelf, corpus: Path, tmp_path: Path, server: Server
) -> None:
    ours_first = IndexLibrary(shelf, tmp_path / "cache", corpus=corpus)
    await ours_first.warm()
    await ours_first.close()
    (before,) = (tmp_path / "cache").glob("vectors-*")
    then = a_library(shelf, corpus, tmp_path / "cache", server)
    await then.warm()
    await then.close()
    (after,) = (tmp_path / "cache").glob("vectors-*")
    assert (before.name[:15], after.name[:15]) == ("vectors-ngrams1", "vectors-server-")
