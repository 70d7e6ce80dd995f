"""Where an embedding server is. Pure data, so that naming one costs no import."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class EmbeddingServer:
    """Where an OpenAI-compatible server makes vectors; `url` ends with `/v1`, or names the end point itself."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)

    @property
    def endpoint(self) -> str:
        """Return the address to post to."""
        return (
            self.url if self.url.rstrip("/").endswith("/embeddings") else f"{self.url.rstrip('/')}/embeddings"
        )


def embedding_server(url: str | None, model: str | None, key: str | None) -> EmbeddingServer | None:
    """Return the server of the settings, or None when no address is set; the model may be left to the server."""
    return EmbeddingServer(url, model or "default", key) if url else None
