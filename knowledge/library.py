"""The library that the crafts ask: our index, as `bot.drafting.ports.Library`. Blocking work runs in threads."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.drafting.ports import Craft, Hits, Kind, LibraryUnavailable, Passage, Sheet
from knowledge.entries import AVOIDED, Scope
from knowledge.errors import Busy, CacheBroken, CorpusError, KnowledgeError, NoRoom
from knowledge.labels import label, passage, sheet
from knowledge.model import POST
from knowledge.pinned import pinned_cards

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from knowledge.embedding_server import EmbeddingServer
    from knowledge.index import Found, Index
    from knowledge.model import About, Document, Readings, Shelf, Signature
    from knowledge.upkeep import Upkeep

LOOK: Final = 1.0  # seconds between two looks at the database's generation
MEND: Final = 60.0  # seconds between two tries to mend the vectors
LONGEST: Final = 3_000  # characters of a question
_KNOWN: Final = "Ce qu’il faut savoir"  # the section of a card that is pinned with the craft's own
_CRAFTED: Final = {Craft.POST: "Pour un post", Craft.MESSAGE: "Pour un message", Craft.REVIEW: "Pour un avis"}


class LibraryDown(LibraryUnavailable):
    """The index cannot be read; `notice` says in French what happened and what to do."""

    def __init__(self, notice: str) -> None:
        super().__init__(notice)
        self.notice = notice


class IndexLibrary:
    """Searches the shipped sheets, the cards and the practice's own documents."""

    def __init__(
        self,
        shelf: Shelf,
        folder: Path,
        *,
        embeddings: EmbeddingServer | None = None,
        practice: str = "",
        corpus: Path | None = None,
        lexicon: Path | None = None,
        readings: Readings | None = None,
    ) -> None:
        """Say where things are; nothing is opened before the first question.

        `folder` holds the caches; `practice` names the one whose documents count; `corpus` replaces ours; `lexicon` adds to ours;
        `readings` tells which sheets were read through: none when it is not given.
        """
        self._shelf = shelf
        self._folder = folder
        self._embeddings = embeddings
        self._practices = tuple({"", practice})
        self._corpus = corpus
        self._lexicon = lexicon
        self._readings = readings
        self._signed: Mapping[str, Signature] = {}
        self._built: tuple[Index, Upkeep] | None = None
        self._building = threading.Lock()
        self._mending = asyncio.Lock()
        self._looked = self._mended = float("-inf")
        self._sheets: dict[str, Document | None] = {}
        self._cards: tuple[tuple[str, About], ...] = ()
        self._shown = -1

    async def warm(self) -> None:
        """Load the libraries, bring the caches up to date and ask one question, so that the next ones are quick."""
        await self._ready(vectors=True)
        await self._asked("cicatrisatoin", 1, Scope())

    async def search(
        self,
        question: str,
        *,
        kinds: Sequence[Kind] = tuple(Kind),
        limit: int = 6,
        day: int | None = None,
        avoided: bool = False,
    ) -> Hits:
        """Return the passages closest to `question`, nearest first, at most two a document.

        With `day` (YYYYMMDD), only what is in force on that day. With `avoided`, also what the practice said and should
        not have: for a person who looks, never for a writer.

        Raises:
            LibraryUnavailable: the index is unreadable and could not be made anew.
        """
        if not question.strip() or not kinds or limit < 1:
            return Hits((), covered=False)
        await self._ready()
        named = (*kinds, *[AVOIDED] * (avoided and Kind.PRACTICE in kinds))
        found = await self._asked(question[:LONGEST], limit, Scope(named, self._practices, day))
        return Hits(tuple([await self._signed_off(one) for one in found.passages]), found.covered)

    async def pinned(self, craft: Craft, rules: Sequence[str] = ()) -> tuple[Passage, ...]:
        """Return two passages a card: what to know, and what it means for `craft`; at most eight cards."""
        await self._ready()
        if not self._cards:
            listed = await self._shelf.listed(Kind.DEONTOLOGY)
            held = [await self._document(one.source) for one in listed]
            self._cards = tuple(sorted((one.card or "", one.about) for one in held if one is not None))
        kept = [await self._document(f"card:{one}") for one in pinned_cards(craft, rules, self._cards)]
        sections = (_KNOWN, _CRAFTED[craft])
        chunks = [
            (one, chunk)
            for one in kept
            if one is not None
            for chunk in one.chunks
            if chunk.section in sections
        ]
        return tuple(passage(one, chunk, 1.0) for one, chunk in chunks)

    async def sheet(self, source: str) -> Sheet | None:
        """Return the whole document `source`, without what is «à ne pas imiter»; None when nothing is left or it is not there."""
        await self._ready()
        document = await self._document(source)
        found = None if document is None else sheet(document, self._signed.get(source))
        return found if found is not None and found.passages else None

    async def titles(self, kind: Kind) -> tuple[str, ...]:
        """Return the titles of all documents of one kind, in alphabetical order."""
        await self._ready()
        listed = [one.title for one in await self._shelf.listed(kind) if not one.avoided]
        return tuple(sorted(listed, key=_alphabetical))

    async def published(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the posts of the practice, each with the rules that it breaks: one that breaks any is «à ne pas imiter»."""
        listed = [one for one in await self._shelf.listed(Kind.PRACTICE) if one.nature == POST]
        held = [(await self._shelf.document(one.source), one.broken) for one in listed]
        return tuple((document.text, broken) for document, broken in held if document is not None)

    async def upkeep(self) -> Upkeep:
        """Return what writes the index, for the commands that change it."""
        return (await self._parts())[1]

    async def close(self) -> None:
        """Close the files."""
        if self._built is not None:
            await asyncio.to_thread(self._built[0].close)

    async def _parts(self) -> tuple[Index, Upkeep]:
        if self._built is not None:
            return self._built
        return await asyncio.to_thread(self._build)

    def _build(self) -> tuple[Index, Upkeep]:
        from knowledge.index import Index
        from knowledge.lexicon import SHIPPED, read_lexicon, shipped_lexicon
        from knowledge.upkeep import Upkeep

        with self._building:
            if self._built is not None:
                return self._built
            try:
                lexicon = read_lexicon(SHIPPED, self._lexicon) if self._lexicon else shipped_lexicon()
            except CorpusError as error:
                raise LibraryDown(error.notice) from error
            index = Index(self._folder, lexicon, self._embeddings)
            self._built = built = index, Upkeep(self._shelf, index, self._corpus)
            return built

    async def _ready(self, *, vectors: bool = False) -> None:
        now = time.monotonic()
        if not vectors and now - self._looked < LOOK:
            return
        index, upkeep = await self._parts()
        try:
            await upkeep.ready(vectors=vectors)
            generation = await asyncio.to_thread(lambda: index.generation)
        except (NoRoom, Busy, CorpusError, CacheBroken) as error:
            raise LibraryDown(error.notice) from error
        if generation != self._shown:
            self._sheets, self._cards, self._shown = {}, (), generation
        if self._readings is not None:
            self._signed = await self._readings.standing()
        self._looked = now

    async def _asked(self, question: str, limit: int, scope: Scope) -> Found:
        index, upkeep = await self._parts()
        try:
            try:
                found = await asyncio.to_thread(index.search, question, scope, limit)
            except CacheBroken:
                await upkeep.mend()
                return await asyncio.to_thread(index.search, question, scope, limit)
            if found.wounded:
                await self._mend(upkeep)
                found = await asyncio.to_thread(index.search, question, scope, limit)
        except KnowledgeError as error:
            raise LibraryDown(error.notice) from error
        return found

    async def _mend(self, upkeep: Upkeep) -> None:
        """Mend the vectors, once for all who wait; not again and again when it does not help."""
        async with self._mending:
            if time.monotonic() - self._mended > MEND:
                with suppress(Busy):  # the words answer meanwhile
                    await upkeep.mend()
                self._mended = time.monotonic()

    async def _signed_off(self, one: Passage) -> Passage:
        """Say who read the sheet of a passage through: the index was made before."""
        signature = self._signed.get(one.source)
        document = await self._document(one.source) if signature else None
        return one if document is None else replace(one, label=label(document, signature))

    async def _document(self, source: str) -> Document | None:
        if source not in self._sheets:
            self._sheets[source] = await self._shelf.document(source)
        return self._sheets[source]


def _alphabetical(title: str) -> str:
    from knowledge.analysis import fold

    return fold(title)
