"""Our library as a LangChain retriever, so that it can stand in anyone's chain. LangChain is imported when asked."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from bot.drafting.ports import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever

    from bot.drafting.ports import Hits, Library


def as_retriever(library: Library, *, kinds: Sequence[Kind] = tuple(Kind), limit: int = 6) -> BaseRetriever:
    """Return `library` as a `BaseRetriever`: no document at all when the question is not answered.

    Each LangChain document carries the passage's id, and in its metadata `source`, `title`, `section`, `label`, `start`,
    `end`, `score` and, for a card, `card`.
    """
    from langchain_core.retrievers import BaseRetriever

    class LibraryRetriever(BaseRetriever):
        """A retriever over Confrère's library."""

        async def _aget_relevant_documents(self, query: str, **_: Any) -> list[Document]:
            return _documents(await library.search(query, kinds=kinds, limit=limit))

        def _get_relevant_documents(self, query: str, **_: Any) -> list[Document]:
            """Run the search in a loop of its own: the caller's thread may already be running one."""
            with ThreadPoolExecutor(1) as pool:
                search = library.search(query, kinds=kinds, limit=limit)
                return _documents(pool.submit(asyncio.run, search).result())

    return LibraryRetriever()


def _documents(hits: Hits) -> list[Document]:
    from langchain_core.documents import Document

    shown = ("source", "title", "section", "label", "start", "end", "score", "card")
    return [
        Document(
            one.text,
            id=one.id,
            metadata={name: getattr(one, name) for name in shown if getattr(one, name) is not None},
        )
        for one in (hits.passages if hits.covered else ())
    ]
