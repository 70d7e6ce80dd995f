"""Who belongs to which practice, and the invitations that wait, over all practices: the door asks before anybody is known.

Memberships and invitations are entries (kinds `member` and `invite`); a room sees those of its own practice alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CursorResult, delete, select

from bot.conversation.effects import File
from bot.conversation.membership import INVITE, MEMBER
from bot.store.entries import entry_of, write_entry
from bot.store.tables import EntryRow
from bot.store.unavailable import available

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from bot.conversation.effects import Who
    from bot.conversation.entries import Entry
    from bot.store.database import Database


class Members:
    """The memberships of a database. Every method is one transaction and raises `StoreUnavailable` when it fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def users(self) -> frozenset[str]:
        """Return the ids of all members of all practices."""
        query = select(EntryRow.key).where(EntryRow.kind == MEMBER).distinct()
        async with available(), self._database.session() as session:
            return frozenset(await session.scalars(query))

    async def of(self, user: str) -> tuple[tuple[str, Entry], ...]:
        """Return the memberships of a user, each with its practice."""
        return await self._where(EntryRow.kind == MEMBER, EntryRow.key == user)

    async def invitations(self) -> tuple[tuple[str, Entry], ...]:
        """Return the invitations that nobody used, out of date or not, each with its practice."""
        return await self._where(EntryRow.kind == INVITE)

    async def admit(self, who: Who, digest: str, member: Entry, at: datetime) -> bool:
        """Use an invitation up and write the membership, both or neither; False when somebody else was quicker."""
        here = (EntryRow.practice == who.practice, EntryRow.kind == INVITE, EntryRow.key == digest)
        async with available(), self._database.session() as session:
            used = await session.execute(delete(EntryRow).where(*here))
            if not isinstance(used, CursorResult) or used.rowcount != 1:
                return False
            await write_entry(session, who, File(member), at)
        async with available():
            await self._database.sweep()
        return True

    async def _where(self, *conditions: ColumnElement[bool]) -> tuple[tuple[str, Entry], ...]:
        query = select(EntryRow).where(*conditions).order_by(EntryRow.practice, EntryRow.key)
        async with available(), self._database.session() as session:
            return tuple((row.practice, entry_of(row)) for row in await session.scalars(query))
