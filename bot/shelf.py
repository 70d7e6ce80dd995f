"""The index of a home, put together: the database, its documents and the caches over them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from bot.store.database import open_database
from bot.store.documents import Documents
from bot.store.files import Files
from bot.store.signatures import Signatures
from knowledge.embedding_server import embedding_server
from knowledge.library import IndexLibrary

LEXICON: Final = (
    "lexique.yaml"  # beside `practice.toml`: everyday words of this practice, and what they stand for
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.settings import Settings
    from bot.store.database import Database


def open_library(settings: Settings, database: Database) -> IndexLibrary:
    """Return the index of this home; nothing is read before the first question."""
    server = embedding_server(settings.embeddings_url, settings.embeddings_model, settings.embeddings_key)
    cache, readings = settings.home / "cache", Signatures(database)
    own = settings.practice_file.with_name(LEXICON)
    lexicon = own if own.exists() else None
    return IndexLibrary(Documents(database), cache, embeddings=server, readings=readings, lexicon=lexicon)


@asynccontextmanager
async def opened_library(settings: Settings) -> AsyncIterator[tuple[IndexLibrary, Documents]]:
    """Open the database and the index of `settings`, and close them at the end.

    Raises:
        StoreError: the database cannot be opened.
    """
    async with await open_database(settings.database_url) as database:
        library = open_library(settings, database)
        try:
            yield library, Documents(database)
        finally:
            await library.close()


@asynccontextmanager
async def opened_files(
    settings: Settings,
) -> AsyncIterator[tuple[IndexLibrary, Documents, Files]]:
    """Open the same, with what is remembered of the practice's files.

    Raises:
        StoreError: the database cannot be opened.
    """
    async with await open_database(settings.database_url) as database:
        library = open_library(settings, database)
        try:
            yield library, Documents(database), Files(database)
        finally:
            await library.close()
