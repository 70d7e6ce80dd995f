"""The one place that applies effects: state in, event heard, store written, then what is to be sent comes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from bot.conversation.effects import (
    Due,
    Erase,
    File,
    Keep,
    Record,
    Remember,
    Send,
    Unfile,
    Unwaive,
    Waive,
    Wipe,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.state import ChatState

Lasting = Keep | Record | Remember | Waive | Unwaive | File | Unfile | Wipe
Outgoing = Send | Erase
AGAIN: Final = timedelta(seconds=60)  # after which what could not be delivered is tried again


class StoreUnavailable(Exception):
    """What must last could not be written or read; nothing of this request was kept."""


class PracticeUnavailable(Exception):
    """The file or the documents of one practice cannot be used; the others go on."""


class ChatStore(Protocol):
    """What must last of conversations."""

    async def state(self, who: Who) -> ChatState:
        """Return what the conversation remembers.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        ...

    async def due(self, now: datetime, front: str) -> tuple[Due, ...]:
        """Return the entries whose time has come at `now` (UTC) in the chats of a front (`telegram`, `terminal`), the earliest first.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        ...

    async def save(self, who: Who, effects: Sequence[Lasting]) -> None:
        """Write all effects in one transaction, or none.

        Raises:
            StoreUnavailable: the database cannot be written, for want of room for instance.
        """
        ...


class Hearing(Protocol):
    """An event and a state in, effects out; `bot.conversation.talk.Conversation` is one."""

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...]:
        """Return what is to be shown, stored and erased."""
        ...


@dataclass(frozen=True, slots=True)
class Reception:
    """Receives events of any channel; what is to last is written before anything is sent."""

    conversation: Hearing
    store: ChatStore

    async def receive(self, event: Event) -> tuple[Outgoing, ...]:
        """Return what to send and erase, in order."""
        state = await self.store.state(event.who)
        effects = await self.conversation.hear(event, state)
        lasting = [effect for effect in effects if isinstance(effect, Lasting)]
        if lasting:
            await self.store.save(event.who, lasting)
        return tuple(effect for effect in effects if isinstance(effect, Outgoing))

    async def tick(
        self, now: datetime, front: str, deliver: Callable[[Due, Sequence[Outgoing]], Awaitable[None]]
    ) -> int:
        """Hear every entry of a front whose time has come and deliver what it says; return how many there were.

        Delivered first, written then: a reminder may come twice after a crash, and never not at all. What `deliver` could
        not hand over comes back after a minute.
        """
        found = await self.store.due(now, front)
        for event in found:
            await self.remind(event, now, deliver)
        return len(found)

    async def remind(
        self, event: Due, now: datetime, deliver: Callable[[Due, Sequence[Outgoing]], Awaitable[None]]
    ) -> None:
        """Hear one entry whose time has come, deliver what it says, and write what is to last."""
        state = await self.store.state(event.who)
        effects = await self.conversation.hear(event, state)
        outgoing = tuple(effect for effect in effects if isinstance(effect, Outgoing))
        lasting = [effect for effect in effects if isinstance(effect, Lasting)]
        try:
            await deliver(event, outgoing)
        except Exception:
            later = File(replace(event.entry, due=now + AGAIN))
            await self.store.save(event.who, [later])
            raise
        if not any(_is_about(effect, event) for effect in lasting):
            lasting.append(File(replace(event.entry, due=None)))
        await self.store.save(event.who, lasting)


def _is_about(effect: Lasting, event: Due) -> bool:
    """Tell whether an effect writes the entry that was due."""
    if isinstance(effect, File):
        return (effect.entry.kind, effect.entry.key) == (event.entry.kind, event.entry.key)
    return isinstance(effect, Unfile) and (effect.kind, effect.key) == (event.entry.kind, event.entry.key)
