"""The audit: who did what, when, to which exact text. Lines are added and never touched again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.conversation.journal import Line
from bot.store.tables import AuditRow
from bot.store.unavailable import available

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.effects import Record, Who
    from bot.store.database import Database


def audit_row(who: Who, record: Record, catalogue: str, at: datetime) -> AuditRow:
    """Return the row of what `who` did at `at` (UTC)."""
    return AuditRow(
        at=at,
        practice=who.practice,
        chat=who.chat,
        user=who.user,
        role=who.role.value,
        action=record.action,
        draft=record.draft,
        version=record.version,
        digest=record.digest,
        rules=json.dumps(record.rules),
        catalogue=catalogue,
    )


async def audit_lines(
    database: Database, practice: str, since: datetime | None = None, until: datetime | None = None
) -> tuple[Line, ...]:
    """Return the lines of a practice from `since` up to `until` (UTC, not included), oldest first; all of them without.

    Raises:
        StoreUnavailable: the database cannot be read.
    """
    query = select(AuditRow).where(AuditRow.practice == practice).order_by(AuditRow.id)
    query = query.where(AuditRow.at >= since) if since else query
    query = query.where(AuditRow.at < until) if until else query
    async with available(), database.session() as session:
        return tuple(map(_line, await session.scalars(query)))


def _line(row: AuditRow) -> Line:
    return Line(
        row.at,
        row.chat,
        row.user,
        row.role,
        row.action,
        row.draft,
        row.version,
        row.digest,
        tuple(json.loads(row.rules)),
        row.catalogue,
    )
