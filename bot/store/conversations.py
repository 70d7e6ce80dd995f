"""Conversations as `bot.conversation.reception.ChatStore` asks for them: state, drafts, audit; one transaction a request."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.conversation.codec import decode, encode, findings_line, sources_line
from bot.conversation.effects import File, Keep, Record, Unfile, Unwaive, Waive, Wipe
from bot.conversation.state import ChatState
from bot.guard import Cleared
from bot.guard.catalogue import catalogue
from bot.store.audit import audit_row
from bot.store.entries import due_entries, write_entry
from bot.store.holdings import wipe
from bot.store.tables import ChatRow, DraftRow, DraftVersionRow
from bot.store.unavailable import available
from bot.store.waivers import standing, write_waiver

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.conversation.effects import Due, Who
    from bot.conversation.reception import Lasting
    from bot.guard import Practice
    from bot.store.database import Database


def utc_now() -> datetime:
    """Return the time that rows carry."""
    return datetime.now(UTC)


def rules_in_force() -> str:
    """Return the hash of the guard's rules."""
    return catalogue().hash


class Conversations:
    """What must last of conversations. `practice` gives what may appear in its texts today; `rules`, the hash that the audit carries."""

    def __init__(
        self,
        database: Database,
        practice: Callable[[], Practice],
        *,
        rules: Callable[[], str] = rules_in_force,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self._practice = practice
        self._rules = rules
        self._now = now

    async def state(self, who: Who) -> ChatState:
        """Return what the conversation remembers; empty for a new one, and for what this version cannot read.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        async with self._session() as session:
            row = await session.get(ChatRow, (who.practice, who.chat))
            waivers = await standing(session, who.practice)
        known = ChatState(waivers=waivers)
        if row is None:
            return known
        in_date = known.in_date(self._now().date().isoformat())
        return replace(decode(row.state, self._practice(), in_date), waivers=waivers)

    async def due(self, now: datetime, front: str) -> tuple[Due, ...]:
        """Return the entries whose time has come at `now` (UTC) in the chats of a front, the earliest first.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        async with self._session() as session:
            return await due_entries(session, now, front)

    async def save(self, who: Who, effects: Sequence[Lasting]) -> None:
        """Write all effects in one transaction, or none; a conversation that starts again is wiped from the disk too.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        async with self._session() as session:
            wiped = [await self._write(session, who, effect) for effect in effects]
        if any(wiped):
            async with available():
                await self._database.sweep()

    async def _write(self, session: AsyncSession, who: Who, effect: Lasting) -> bool:
        if isinstance(effect, Keep):
            await _keep(session, who, effect, self._now())
        elif isinstance(effect, Record):
            session.add(audit_row(who, effect, self._rules(), self._now()))
        elif isinstance(effect, Waive | Unwaive):
            await write_waiver(session, who, effect, self._now())
        elif isinstance(effect, File | Unfile):
            return await write_entry(session, who, effect, self._now())
        elif isinstance(effect, Wipe):
            await wipe(session, who)
            return True
        else:
            return await _remember(session, who, effect.state, self._now())
        return False

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[AsyncSession]:
        async with available(), self._database.session() as session:
            yield session


async def _keep(session: AsyncSession, who: Who, effect: Keep, at: datetime) -> None:
    draft = effect.draft
    if await session.get(DraftRow, effect.id) is None:
        row = DraftRow(id=effect.id, practice=who.practice, chat=who.chat, craft=draft.craft, made=at)
        session.add(row)
        await session.flush()
    session.add(
        DraftVersionRow(
            draft=effect.id,
            number=effect.version,
            platform=draft.platform or "",
            writer=draft.writer,
            verdict=draft.verdict.verdict,
            text=draft.verdict.text if isinstance(draft.verdict, Cleared) else None,
            written=draft.written,
            findings=findings_line(draft.verdict.findings),
            sources=sources_line(draft.sources),
            made=at,
        )
    )


async def _remember(session: AsyncSession, who: Who, state: ChatState, at: datetime) -> bool:
    """Write the state; tell whether it made the conversation forget a draft or a text."""
    row = await session.get(ChatRow, (who.practice, who.chat))
    if row is None:
        session.add(ChatRow(practice=who.practice, chat=who.chat, state=encode(state), at=at))
        return False
    row.state, row.at = encode(state), at
    return state.shown is None and state.pending is None
