"""The files of the practice, as `knowledge.files.Ledger` asks for them: how each looked when it was read."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Integer, String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.documents import keep_documents, next_generation, settled
from bot.store.tables import Base, DocumentRow
from knowledge.files import FileState, Remark, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.store.database import Database
    from knowledge.files import Taken

_MANY: Final = 400  # values in one `IN`; SQLite takes 999 in old builds


class FileRow(Base):
    """One file; `remarks` is JSON, and never holds the words that it is about."""

    __tablename__ = "file"

    path: Mapped[str] = mapped_column(Text, primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mtime: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    reader: Mapped[int] = mapped_column(Integer)
    remarks: Mapped[str] = mapped_column(Text)


class Files:
    """The repository of files. Every method is one transaction and raises `StoreError` when the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def states(self) -> dict[str, FileState]:
        """Return every file known, by path."""
        columns = (FileRow.path, FileRow.size, FileRow.mtime, FileRow.sha256, FileRow.reader, FileRow.remarks)
        async with self._database.session() as session:
            rows = await session.execute(select(*columns))
            return {row[0]: FileState(*row[:5], remarks=_remarks(row[5])) for row in rows}

    async def take(self, files: Sequence[Taken]) -> int:
        """Keep files and their documents in one transaction; return how many documents were new, changed or went away."""
        async with self._database.session() as session:
            generation = await next_generation(session)
            changed = 0
            for taken in files:
                if taken.documents is not None:
                    kept = {one.source for one in taken.documents}
                    changed += await _forget(session, [taken.state.path], kept)
                    changed += await keep_documents(session, taken.documents, generation)
                await session.merge(_row(taken.state))
            return await settled(session, changed)

    async def drop(self, paths: Sequence[str]) -> int:
        """Remove files and all their documents, on disk too; return how many documents went away."""
        async with self._database.session() as session:
            await next_generation(session)
            gone = 0
            for some in _parts(paths):
                gone += await _forget(session, some)
                await session.execute(delete(FileRow).where(FileRow.path.in_(some)))
            gone = await settled(session, gone)
        await self._database.sweep()
        return gone


async def _forget(session: AsyncSession, paths: Sequence[str], kept: Iterable[str] = ()) -> int:
    """Remove the documents of files but for the sources `kept`."""
    found = await session.scalars(select(DocumentRow.source).where(DocumentRow.path.in_(paths)))
    gone = sorted(set(found) - set(kept))
    for some in _parts(gone):
        await session.execute(delete(DocumentRow).where(DocumentRow.source.in_(some)))
    return len(gone)


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[first : first + _MANY] for first in range(0, len(values), _MANY))


def _row(state: FileState) -> FileRow:
    remarks = json.dumps([asdict(one) for one in state.remarks], ensure_ascii=False)
    return FileRow(
        path=state.path,
        size=state.size,
        mtime=state.mtime,
        sha256=state.sha256,
        reader=state.reader,
        remarks=remarks,
    )


def _remarks(told: str) -> tuple[Remark, ...]:
    if told == "[]":
        return ()
    listed: list[dict[str, Any]] = json.loads(told)
    return tuple(Remark(**{**one, "why": Why(one["why"])}) for one in listed)
