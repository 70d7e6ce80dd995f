"""What a practice lets stand, row by row: a new waiver ends the one before it, and none is ever deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.conversation.effects import Waive
from bot.guard import Waiver
from bot.store.tables import WaiverRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.conversation.effects import Unwaive, Who


async def standing(session: AsyncSession, practice: str) -> tuple[Waiver, ...]:
    """Return the waivers of a practice that nobody took back, in date or not, oldest first."""
    query = (
        select(WaiverRow)
        .where(WaiverRow.practice == practice, WaiverRow.ended.is_(None))
        .order_by(WaiverRow.id)
    )
    rows = await session.scalars(query)
    return tuple(Waiver(row.rule, row.digest, row.reason, row.user, row.until) for row in rows)


async def write_waiver(session: AsyncSession, who: Who, effect: Waive | Unwaive, at: datetime) -> None:
    """End the waivers of the same words for the same rule, and write the new one if there is one."""
    about = effect.waiver if isinstance(effect, Waive) else effect
    same = (WaiverRow.practice == who.practice) & (WaiverRow.rule == about.rule)
    here = same & (WaiverRow.digest == about.digest) & WaiverRow.ended.is_(None)
    await session.execute(update(WaiverRow).where(here).values(ended=at))
    if isinstance(effect, Waive):
        one = effect.waiver
        session.add(
            WaiverRow(
                practice=who.practice,
                rule=one.rule,
                digest=one.digest,
                reason=one.reason,
                user=one.who,
                until=one.until,
                at=at,
            )
        )
