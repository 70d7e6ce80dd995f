"""A model server in its own process, and briefs without a real person in them."""

from __future__ import annotations

import itertools
import json
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from bot.writers import wrapper
from tests.servers.running import model_server

if TYPE_CHECKING:
    from collections.abc import Iterator

_numbers = itertools.count(1)


@dataclass(frozen=True)
class ModelServer:
    """Where the server listens, and what it was asked."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def model(self, scenario: str) -> str:
        return f"{scenario}@{next(_numbers)}"

    def played(self, model: str) -> list[dict[str, Any]]:
        return list(self._get(f"/played?model={quote(model)}"))

    def scenarios(self) -> list[str]:
        return list(self._get("/scenarios"))

    def _get(self, path: str) -> Any:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return json.load(answer)


@pytest.fixture(scope="session")
def server() -> Iterator[ModelServer]:
    with model_server() as port:
        yield ModelServer(port)


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test spend money: no key in the environment, short pauses, and proxies left aside."""
    for name in (
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "OPENAI_ORG_ID",
        "OPENAI_PROJECT_ID",
        "ANTHROPIC_API_KEY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(wrapper, "PAUSE", 0.01)
