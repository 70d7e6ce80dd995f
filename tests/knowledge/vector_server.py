"""An embedding server for tests: three concepts for dimensions, and every fault one may meet."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator

CONCEPTS = (
    ("nez", "rhinoplastie", "narine", "appendice nasal"),
    ("tabac", "cigarette", "nicotine"),
    ("soleil", "plage", "uv"),
)


def concept_vector(text: str) -> list[float]:
    """Return how often each concept is named, a tiny multilingual model so to speak, and a little that is the text’s own."""
    own = [byte / 25_500 for byte in crc32(text.encode()).to_bytes(4, "big")]
    return [*(1.0 + 5.0 * sum(word in text.lower() for word in words) for words in CONCEPTS), *own]


class Server(ThreadingHTTPServer):
    """An embedding server that plays a fault when told to, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.fault = ""
        self.asked: list[dict[str, Any]] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that was killed."""

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
            "nan": json.dumps({"data": [{**one, "embedding": [float("nan")] * 7} for one in data]}).encode(),
            "ragged": json.dumps(
                {"data": [{**one, "embedding": [1.0] * (1 + one["index"])} for one in data]}
            ).encode(),
        }
        body = bodies.get(self.server.fault, json.dumps({"data": data[::-1]}).encode())
        status = 500 if self.server.fault == "500" else 302 if self.server.fault == "redirect" else 200
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\nLocation: /v1/embeddings\r\n\r\n"
        self.wfile.write(head.encode() + body)

    def log_message(self, *args: object) -> None: ...


@contextmanager
def a_vector_server() -> Iterator[Server]:
    """Run a server in a thread."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
