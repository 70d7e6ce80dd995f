"""Entries as `bot.conversation.entries.Cabinet` asks for them; they are written in the transaction of their request."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from bot.conversation.effects import Due, File, Unfile, Who
from bot.conversation.entries import Entry
from bot.store.tables import EntryRow
from bot.store.unavailable import available

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.store.database import Database


class Entries:
    """What the practices of a database kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def entries(self, practice: str, kind: str) -> tuple[Entry, ...]:
        """Return the entries of one kind, oldest first.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        query = select(EntryRow).where(EntryRow.practice == practice, EntryRow.kind == kind)
        async with available(), self._database.session() as session:
            return tuple(map(entry_of, await session.scalars(query.order_by(EntryRow.at, EntryRow.key))))

    async def entry(self, practice: str, kind: str, key: str) -> Entry | None:
        """Return one entry, or None.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        async with available(), self._database.session() as session:
            row = await session.get(EntryRow, (practice, kind, key))
            return entry_of(row) if row else None


async def due_entries(session: AsyncSession, now: datetime, front: str) -> tuple[Due, ...]:
    """Return the entries of all practices whose time has come in the chats of a front, the earliest first."""
    here = EntryRow.chat.startswith(front, autoescape=True)
    query = select(EntryRow).where(EntryRow.due <= now, here).order_by(EntryRow.due, EntryRow.key)
    rows = list(await session.scalars(query))
    return tuple(Due(Who(row.practice, row.chat, row.user), entry_of(row)) for row in rows)


async def write_entry(session: AsyncSession, who: Who, effect: File | Unfile, at: datetime) -> bool:
    """Write or delete an entry; tell whether something is to be wiped from the disk."""
    if isinstance(effect, Unfile):
        key = (EntryRow.practice == who.practice, EntryRow.kind == effect.kind, EntryRow.key == effect.key)
        await session.execute(delete(EntryRow).where(*key))
        return True
    entry = effect.entry
    row = EntryRow(
        practice=who.practice,
        kind=entry.kind,
        key=entry.key,
        value=json.dumps(dict(entry.value), ensure_ascii=False, separators=(",", ":")),
        chat=entry.chat or who.chat,
        user=entry.user or who.user,
        due=entry.due,
        at=entry.at or at,
    )
    await session.merge(row)
    return False


def entry_of(row: EntryRow) -> Entry:
    """Return the entry of a row."""
    return Entry(row.kind, row.key, _value(row.value), _utc(row.due), row.chat, row.user, _utc(row.at))


def _value(line: str) -> dict[str, Any]:
    said = json.loads(line)
    return said if isinstance(said, dict) else {}


def _utc(moment: datetime | None) -> datetime | None:
    """Return a moment with its zone: SQLite forgets it."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
