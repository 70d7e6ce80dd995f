"""What is kept about one person in one practice: shown to the person as a file, and deleted on request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from bot.store.audit import audit_lines
from bot.store.tables import AuditRow, ChatRow, DraftRow, EntryRow, WaiverRow
from bot.store.unavailable import available

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.conversation.effects import Who
    from bot.conversation.journal import Line
    from bot.store.database import Database

SHARED: Final = (
    "member",
    "fact",
    "review",
    "alert",
    "voice",
)  # kinds of entries that are the practice's, whoever wrote them


class Holdings:
    """Reads what a person may ask for; `bot.conversation.journal.Records`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def lines(self, practice: str, since: datetime, until: datetime) -> tuple[Line, ...]:
        """Return the lines of the audit of a practice from `since` up to `until` (UTC, not included), oldest first.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        return await audit_lines(self._database, practice, since, until)

    async def of(self, who: Who) -> dict[str, Any]:
        """Return all that is kept about a person in a practice, as JSON values; every text in it is masked.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        async with available(), self._database.session() as session:
            chat = await session.get(ChatRow, (who.practice, who.chat))
            return {
                "memoire_de_la_conversation": json.loads(chat.state) if chat else None,
                "brouillons": [_draft(one) for one in await session.scalars(_drafts(who))],
                "notes": [_entry(one) for one in await session.scalars(_entries(who))],
                "derogations": [_waiver(one) for one in await session.scalars(_waivers(who))],
                "journal": [_line(one) for one in await session.scalars(_lines(who))],
            }


async def wipe(session: AsyncSession, who: Who) -> None:
    """Delete the state and the drafts of a chat, and the entries that its person made there and that are not the practice's."""
    here = ((ChatRow, ChatRow.practice, ChatRow.chat), (DraftRow, DraftRow.practice, DraftRow.chat))
    for row, practice, chat in here:
        await session.execute(delete(row).where(practice == who.practice, chat == who.chat))
    own = (EntryRow.practice == who.practice, EntryRow.user == who.user, EntryRow.chat == who.chat)
    await session.execute(delete(EntryRow).where(*own, EntryRow.kind.not_in(SHARED)))


def _drafts(who: Who) -> Any:
    mine = select(DraftRow).where(DraftRow.practice == who.practice, DraftRow.chat == who.chat)
    return mine.options(selectinload(DraftRow.versions)).order_by(DraftRow.made)


def _entries(who: Who) -> Any:
    mine = select(EntryRow).where(EntryRow.practice == who.practice)
    return mine.where((EntryRow.user == who.user) | (EntryRow.key == who.user)).order_by(EntryRow.at)


def _waivers(who: Who) -> Any:
    return select(WaiverRow).where(WaiverRow.practice == who.practice, WaiverRow.user == who.user)


def _lines(who: Who) -> Any:
    mine = select(AuditRow).where(AuditRow.practice == who.practice, AuditRow.user == who.user)
    return mine.order_by(AuditRow.id)


def _draft(row: DraftRow) -> dict[str, Any]:
    versions = [{"version": one.number, "texte": one.text, "le": _iso(one.made)} for one in row.versions]
    return {"brouillon": row.id, "genre": row.craft, "versions": versions}


def _entry(row: EntryRow) -> dict[str, Any]:
    said = json.loads(row.value)
    return {"genre": row.kind, "cle": row.key, "contenu": said, "le": _iso(row.at), "echeance": _iso(row.due)}


def _waiver(row: WaiverRow) -> dict[str, Any]:
    return {"regle": row.rule, "raison": row.reason, "jusqu_au": row.until, "le": _iso(row.at)}


def _line(row: AuditRow) -> dict[str, Any]:
    text = {"brouillon": row.draft, "version": row.version, "empreinte": row.digest}
    return {"le": _iso(row.at), "action": row.action, **text}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
