"""Keep the caches at what the database says, whatever happened: an update, a crash, a damaged file, two processes."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.corpus import SHIPPED, load_shipped, shipped_mark
from knowledge.errors import Busy, CacheBroken, EmbeddingsDown
from knowledge.lock import only_writer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from knowledge.index import Index
    from knowledge.model import Document, Shelf

PATIENCE: Final = 30.0  # seconds that a command waits for another one
MOMENT: Final = 2.0  # seconds that a question waits for it


@dataclass(frozen=True, slots=True)
class Verified:
    """What `verify` counted: passages in the database and in each cache, and what was wrong before it was mended.

    `vectors` is None without an embedding server.
    """

    passages: int
    words: int
    vectors: int | None
    faults: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Tell whether every cache holds what the database holds."""
        return self.passages == self.words and self.vectors in {None, self.passages}


class Upkeep:
    """The one place that writes the caches. Every method may raise what the shelf raises, and `NoRoom`."""

    def __init__(self, shelf: Shelf, index: Index, corpus: Path | None = None) -> None:
        self._shelf = shelf
        self._index = index
        self._corpus = () if corpus is None else (corpus,)
        self._mark: str | None = None
        self._turn = asyncio.Lock()

    @property
    def _lock_file(self) -> Path:
        return self._index.folder / "writing.lock"

    async def ready(self, *, vectors: bool = False) -> None:
        """Make searching possible: shipped sheets as they are on disk, caches at the database's generation.

        When another process is writing, an index that exists is used as it is.
        """
        async with self._turn:
            try:
                await self._ship()
                await self._refresh(vectors=vectors)
            except Busy:
                if self._index.generation < 0:
                    raise

    async def put(self, documents: Sequence[Document]) -> int:
        """Keep documents in the database; return how many were new or changed. `settle()` makes them found."""
        return await self._shelf.put(documents)

    async def settle(self) -> None:
        """Bring both caches to where the database is, waiting for another writer."""
        async with self._turn:
            await self._refresh(vectors=True, patience=PATIENCE)

    async def forget(self, source: str) -> bool:
        """Remove a document from the database and from the caches; False when it is not there."""
        found = await self._shelf.forget(source)
        await self.settle()
        return found

    async def rebuild(self, *, shipped: bool = False) -> int:
        """Make the caches anew from the database, after reading the shipped sheets again; return the passages.

        With `shipped`, only what changed in the shipped sheets is done again.
        """
        async with self._turn:
            await self._ship(again=True)
            if not shipped:
                await self._reset(PATIENCE)
            await self._refresh(vectors=True, patience=PATIENCE)
        return len(await self._shelf.chunk_ids())

    async def mend(self) -> None:
        """Make anew what is damaged, from the database, while someone waits for an answer.

        Raises:
            Busy: another process is writing.
        """
        async with self._turn:
            try:
                await asyncio.to_thread(self._index.check)
            except CacheBroken:
                await self._reset(MOMENT)
            await self._refresh(vectors=True, patience=MOMENT)

    async def verify(self) -> Verified:
        """Compare the caches with the database, mend what differs, and say what it was."""
        faults = list(await self._faults())
        if faults:
            await self.rebuild()
        wanted = await self._shelf.chunk_ids()
        words = await asyncio.to_thread(self._index.ids)
        vectors = await self._vectors(wanted)
        return Verified(len(wanted), len(words & wanted), vectors, tuple(faults))

    async def _vectors(self, wanted: frozenset[str]) -> int | None:
        with suppress(CacheBroken, EmbeddingsDown):
            held = await asyncio.to_thread(self._index.vector_ids)
            return None if held is None else len(held & wanted)
        return 0

    async def _faults(self) -> list[str]:
        try:
            await asyncio.to_thread(self._index.inspect)
            await self.ready(vectors=True)
            await asyncio.to_thread(self._index.check)
            words, vectors = await asyncio.to_thread(lambda: (self._index.ids(), self._index.vector_ids()))
            wanted = await self._shelf.chunk_ids()
            documents = await self._shelf.holding(sorted(words & wanted))
            altered = await asyncio.to_thread(self._index.altered, documents)
        except CacheBroken as error:
            return [error.notice]
        told = (("Index des mots", words - altered), ("Vecteurs", vectors))
        return [
            f"{name}\u00a0: {len(wanted - held)} passages manquants, {len(held - wanted)} en trop."
            for name, held in told
            if held is not None and held != wanted
        ]

    async def _ship(self, *, again: bool = False) -> None:
        if self._mark is None or again:
            self._mark = await asyncio.to_thread(shipped_mark, *self._corpus)
            if again or await self._shelf.mark() != self._mark:
                documents = await asyncio.to_thread(load_shipped, *self._corpus)
                await self._shelf.replace_kinds(SHIPPED, documents, self._mark)

    async def _refresh(self, *, vectors: bool, patience: float = 0.0) -> None:
        generation = await self._shelf.generation()
        if not await asyncio.to_thread(self._behind, generation, vectors):
            return
        async with self._alone(patience):
            await self._catch_up()
            if vectors:
                with suppress(
                    EmbeddingsDown, CacheBroken
                ):  # words alone still answer; `verify` says what is missing
                    await asyncio.to_thread(self._index.follow)

    def _behind(self, generation: int, vectors: bool) -> bool:  # noqa: FBT001  # private, named at its one call
        try:
            return self._index.generation != generation or (
                vectors and self._index.vectors_generation != generation
            )
        except CacheBroken:
            return True

    async def _reset(self, patience: float) -> None:
        async with self._alone(patience):
            await asyncio.to_thread(self._index.reset)

    @asynccontextmanager
    async def _alone(self, patience: float) -> AsyncIterator[None]:
        """Hold the writer's lock, waited for in a thread."""
        with ExitStack() as stack:
            await asyncio.to_thread(stack.enter_context, only_writer(self._lock_file, patience))
            yield

    async def _catch_up(self) -> None:
        generation = await self._shelf.generation()
        wanted = await self._shelf.chunk_ids()
        try:
            held = await asyncio.to_thread(self._index.ids)
            await self._apply(wanted, held, generation)
        except CacheBroken:
            await asyncio.to_thread(self._index.reset)
            await self._apply(wanted, frozenset(), generation)

    async def _apply(self, wanted: frozenset[str], held: frozenset[str], generation: int) -> None:
        fresh, stale = wanted - held, held - wanted
        documents = await self._shelf.holding(sorted(fresh))
        await asyncio.to_thread(self._index.apply, documents, fresh, stale, generation)
