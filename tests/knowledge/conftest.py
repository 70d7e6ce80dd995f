"""A library over the small corpus, and one over all that we ship, made once."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING

import pytest
from shelves import MemoryShelf, write_corpus
from vector_server import a_vector_server

from bot.commands import index, search
from knowledge import corpus as corpus_module
from knowledge.library import IndexLibrary

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from homes import Run
    from vector_server import Server


@pytest.fixture
def shelf() -> MemoryShelf:
    return MemoryShelf()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
async def library(shelf: MemoryShelf, corpus: Path, tmp_path: Path) -> AsyncIterator[IndexLibrary]:
    library = IndexLibrary(shelf, tmp_path / "cache", corpus=corpus)
    yield library
    await library.close()


@pytest.fixture
def server() -> Iterator[Server]:
    with a_vector_server() as server:
        yield server


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[MemoryShelf, Path]:
    """Return a shelf and a folder of caches that hold all that we ship."""
    shelf, folder = MemoryShelf(), tmp_path_factory.mktemp("shipped")

    async def build() -> None:
        library = IndexLibrary(shelf, folder)
        await library.warm()
        await library.close()

    asyncio.run(build())
    return shelf, folder


@pytest.fixture
async def shipped(shipped_home: tuple[MemoryShelf, Path]) -> AsyncIterator[IndexLibrary]:
    library = IndexLibrary(*shipped_home)
    yield library
    await library.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home over the small corpus, for the commands run here or in a process."""
    small = write_corpus(tmp_path / "corpus")
    for reader in (corpus_module.shipped_mark, corpus_module.load_shipped):
        monkeypatch.setattr(reader, "__defaults__", (small,))
    monkeypatch.setenv("CONFRERE_HOME", str(tmp_path / "home"))
    for name in ("CONFRERE_DATABASE_URL", "CONFRERE_EMBEDDINGS_URL", "CONFRERE_PRACTICE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def confrere(home: Path) -> Run:
    """Return what runs `confrere index …` and `confrere search …`, and gives the exit code."""

    def run(*argv: object) -> int:
        parser = argparse.ArgumentParser()
        commands = parser.add_subparsers()
        index.add_parsers(commands)
        search.add_parsers(commands)
        args = parser.parse_args([str(one) for one in argv])
        return int(args.run(args))

    return run
