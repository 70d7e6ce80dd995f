"""The documents, as `knowledge.model.Shelf` asks for them. The database is the truth; search caches come from it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.orm import selectinload

from bot.drafting.ports import Kind
from bot.store.tables import ChunkRow, DocumentRow, StateRow, VersionRow
from knowledge.model import About, Chunk, Document, Listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.store.database import Database

_GENERATION: Final = "generation"
_MARK: Final = "shipped"
_NEXT: Final = text(  # the same words for SQLite and PostgreSQL
    "INSERT INTO state (name, value) VALUES (:name, '1') "
    "ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(state.value AS INTEGER) + 1 AS VARCHAR(20))"
)
_MANY: Final = 400  # values in one `IN`; SQLite takes 999 in old builds


class Documents:
    """The repository of documents. Every method is one transaction and raises `StoreError` when the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def generation(self) -> int:
        """Return a number that moves with each change."""
        return int(await self._state(_GENERATION) or 0)

    async def mark(self) -> str:
        """Return the mark of the last `replace_kinds`, or an empty string."""
        return await self._state(_MARK)

    async def put(self, documents: Sequence[Document]) -> int:
        """Keep `documents`, each in place of its former version; return how many were new or changed."""
        async with self._database.session() as session:
            generation = await next_generation(session)
            changed = await keep_documents(session, documents, generation)
            return await settled(session, changed)

    async def replace_kinds(self, kinds: Sequence[Kind], documents: Sequence[Document], mark: str) -> int:
        """Make `documents` all there is of `kinds`, and remember `mark`; return how many changed or went away."""
        async with self._database.session() as session:
            generation = await next_generation(session)
            here = await session.scalars(select(DocumentRow.source).where(DocumentRow.kind.in_(kinds)))
            gone = set(here) - {document.source for document in documents}
            for source in sorted(gone):
                await remove_document(session, source)
            await _set_state(session, _MARK, mark)
            changed = len(gone) + await keep_documents(session, documents, generation)
            return await settled(session, changed)

    async def forget(self, source: str) -> bool:
        """Remove a document and every version of it, on disk too; False when it is not there."""
        async with self._database.session() as session:
            await next_generation(session)
            there = await session.scalar(select(DocumentRow.source).where(DocumentRow.source == source))
            await remove_document(session, source)
            found = await settled(session, int(there is not None))
        await self._database.sweep()
        return found > 0

    async def of_file(self, path: str) -> tuple[str, ...]:
        """Return the sources of the documents that a file gave."""
        async with self._database.session() as session:
            return tuple(await session.scalars(select(DocumentRow.source).where(DocumentRow.path == path)))

    async def of_kind(self, kind: Kind) -> tuple[Document, ...]:
        """Return every document of one kind, whole."""
        return tuple(await self._documents(DocumentRow.kind == kind))

    async def document(self, source: str) -> Document | None:
        """Return a whole document, or None."""
        found = await self._documents(DocumentRow.source == source)
        return found[0] if found else None

    async def holding(self, ids: Sequence[str]) -> tuple[Document, ...]:
        """Return the documents that hold the chunks `ids`, whole."""
        sources: set[str] = set()
        async with self._database.session() as session:
            for first in range(0, len(ids), _MANY):
                some = ids[first : first + _MANY]
                sources.update(await session.scalars(select(ChunkRow.source).where(ChunkRow.id.in_(some))))
        listed = sorted(sources)
        found: list[Document] = []
        for first in range(0, len(listed), _MANY):
            found.extend(await self._documents(DocumentRow.source.in_(listed[first : first + _MANY])))
        return tuple(found)

    async def chunk_ids(self) -> frozenset[str]:
        """Return the id of every chunk."""
        async with self._database.session() as session:
            return frozenset(await session.scalars(select(ChunkRow.id)))

    async def listed(self, kind: Kind | None = None) -> tuple[Listed, ...]:
        """Return the catalogue, by title."""
        count = func.count(ChunkRow.id)
        query = (
            select(DocumentRow, count)
            .outerjoin(ChunkRow)
            .group_by(DocumentRow.source)
            .order_by(DocumentRow.title)
        )
        if kind is not None:
            query = query.where(DocumentRow.kind == kind)
        async with self._database.session() as session:
            rows = (await session.execute(query)).all()
        return tuple(_listed(row, chunks) for row, chunks in rows)

    async def _state(self, name: str) -> str:
        async with self._database.session() as session:
            return await session.scalar(select(StateRow.value).where(StateRow.name == name)) or ""

    async def _documents(self, where: ColumnElement[bool]) -> list[Document]:
        query = (
            select(DocumentRow, VersionRow.text)
            .join(
                VersionRow,
                (VersionRow.source == DocumentRow.source) & (VersionRow.number == DocumentRow.version),
            )
            .where(where)
            .options(selectinload(DocumentRow.chunks))
            .order_by(DocumentRow.source)
        )
        async with self._database.session() as session:
            return [_document(row, whole) for row, whole in (await session.execute(query)).all()]


async def next_generation(session: AsyncSession) -> int:
    """Move the generation on. First in its transaction: writing takes the lock before anything is read."""
    await session.execute(_NEXT, {"name": _GENERATION})
    return int(await session.scalar(select(StateRow.value).where(StateRow.name == _GENERATION)) or 0)


async def settled(session: AsyncSession, changed: int) -> int:
    """Return `changed`; put the generation back when it is nought."""
    row = await session.get_one(StateRow, _GENERATION)
    row.value = str(int(row.value) - (changed == 0))
    return changed


async def _set_state(session: AsyncSession, name: str, value: str) -> None:
    await session.merge(StateRow(name=name, value=value))


async def keep_documents(session: AsyncSession, documents: Sequence[Document], generation: int) -> int:
    """Write what is new or changed; return how many that was."""
    changed = 0
    for document in documents:
        row = await session.get(DocumentRow, document.source)
        if row is None or row.sha256 != document.sha256:
            await _write(session, document, generation, (row.version if row else 0) + 1)
            changed += 1
    return changed


async def _write(session: AsyncSession, document: Document, generation: int, version: int) -> None:
    await session.merge(_row(document, generation, version))
    await session.flush()
    text_sha = hashlib.sha256(document.text.encode()).hexdigest()
    session.add(VersionRow(source=document.source, number=version, sha256=text_sha, text=document.text))
    await session.execute(delete(ChunkRow).where(ChunkRow.source == document.source))
    await session.execute(insert(ChunkRow), [_chunk(document.source, chunk) for chunk in document.chunks])


async def remove_document(session: AsyncSession, source: str) -> None:
    """Remove a document, its versions and its pieces."""
    await session.execute(delete(DocumentRow).where(DocumentRow.source == source))


def _row(document: Document, generation: int, version: int) -> DocumentRow:
    return DocumentRow(
        source=document.source,
        kind=document.kind.value,
        practice=document.practice,
        title=document.title,
        path=document.path,
        card=document.card,
        url=document.url,
        confidence=document.confidence,
        checked=document.checked,
        valid_from=document.valid_from,
        valid_to=document.valid_to,
        about=document.about.as_json(),
        sha256=document.sha256,
        version=version,
        generation=generation,
    )


def _listed(row: DocumentRow, chunks: int) -> Listed:
    about = About.from_json(row.about)
    broken = tuple(dict.fromkeys(code for code, _, _ in about.faults))
    added = row.added.date().isoformat()
    return Listed(
        row.source,
        Kind(row.kind),
        row.title,
        row.path,
        chunks,
        added,
        about.nature,
        about.published,
        about.platform,
        broken,
    )


def _chunk(source: str, chunk: Chunk) -> dict[str, object]:
    return {
        "id": chunk.id,
        "source": source,
        "ordinal": chunk.ordinal,
        "section": chunk.section,
        "text": chunk.text,
        "start": chunk.start,
        "stop": chunk.end,
        "sha256": hashlib.sha256(chunk.text.encode()).hexdigest(),
    }


def _document(row: DocumentRow, whole: str) -> Document:
    return Document(
        source=row.source,
        kind=Kind(row.kind),
        title=row.title,
        text=whole,
        chunks=tuple(Chunk(c.id, c.ordinal, c.section, c.text, c.start, c.stop) for c in row.chunks),
        about=About.from_json(row.about),
        practice=row.practice,
        path=row.path,
        card=row.card,
        url=row.url,
        confidence=row.confidence,
        checked=row.checked,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
