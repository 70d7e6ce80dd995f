"""Who read which sheet, as `knowledge.model.Readings` asks for it; rows are ended, never removed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.store.tables import SignatureRow
from knowledge.model import Signature

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.store.database import Database


def utc_now() -> datetime:
    """Return the time that rows carry."""
    return datetime.now(UTC)


class Signatures:
    """The signatures of one practice. Every method is one transaction and raises `StoreError` when the database fails."""

    def __init__(
        self, database: Database, practice: str = "cabinet", now: Callable[[], datetime] = utc_now
    ) -> None:
        self._database = database
        self._practice = practice
        self._now = now

    async def standing(self) -> dict[str, Signature]:
        """Return the signatures that nobody took back, by source."""
        query = select(SignatureRow).where(
            SignatureRow.practice == self._practice, SignatureRow.ended.is_(None)
        )
        async with self._database.session() as session:
            rows = await session.scalars(query)
            return {row.source: Signature(row.source, row.digest, row.signer, _day(row.at)) for row in rows}

    async def sign(self, source: str, digest: str, by: str) -> None:
        """Write that `by` read the version `digest` of `source`, in place of an earlier signature."""
        async with self._database.session() as session:
            at = self._now()
            await self._end(session, source, at)
            session.add(SignatureRow(practice=self._practice, source=source, digest=digest, signer=by, at=at))

    async def undo(self, source: str) -> bool:
        """Take a signature back; False when there is none."""
        async with self._database.session() as session:
            return await self._end(session, source, self._now())

    async def _end(self, session: AsyncSession, source: str, at: datetime) -> bool:
        here = (SignatureRow.practice == self._practice) & (SignatureRow.source == source)
        ended = await session.execute(
            update(SignatureRow)
            .where(here, SignatureRow.ended.is_(None))
            .values(ended=at)
            .returning(SignatureRow.id)
        )
        return bool(ended.all())


def _day(at: datetime) -> date:
    """Return the day by this machine's clock; SQLite gives times back without their zone, which is UTC."""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone().date()
