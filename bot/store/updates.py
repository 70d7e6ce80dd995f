"""How far each update of a bot went, as `bot.telegram.ledger.Ledger` asks: numbers for a day, never a text."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, update

from bot.store.conversations import utc_now
from bot.store.tables import HandledUpdateRow
from bot.store.unavailable import available

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.store.database import Database

KEPT: Final = timedelta(hours=24)  # as long as Telegram redelivers an update


class HandledUpdates:
    """The updates of the last day. Every method is one transaction and raises `StoreUnavailable`."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now

    async def begin(self, bot: str, update_id: int) -> tuple[str, int]:
        """Count one more try; return the stage it had reached ("", "begun", "sending", "done") and the tries so far."""
        async with available(), self._database.session() as session:
            await session.execute(delete(HandledUpdateRow).where(HandledUpdateRow.at < self._now() - KEPT))
            row = await session.get(HandledUpdateRow, (bot, update_id))
            if row is None:
                session.add(
                    HandledUpdateRow(bot=bot, update_id=update_id, stage="begun", tries=1, at=self._now())
                )
                return "", 0
            before = row.stage, row.tries
            row.tries += 1
            return before

    async def reach(self, bot: str, update_id: int, stage: str) -> None:
        """Remember that the update reached `stage`: "sending" or "done"."""
        here = (HandledUpdateRow.bot == bot) & (HandledUpdateRow.update_id == update_id)
        async with available(), self._database.session() as session:
            await session.execute(update(HandledUpdateRow).where(here).values(stage=stage))
