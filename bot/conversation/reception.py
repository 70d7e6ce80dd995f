"""The one place that applies effects: state in, event heard, store written, then what is to be sent comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.conversation.effects import Erase, Keep, Record, Remember, Send, Unwaive, Waive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.state import ChatState

Lasting = Keep | Record | Remember | Waive | Unwaive
Outgoing = Send | Erase


class StoreUnavailable(Exception):
    """What must last could not be written or read; nothing of this request was kept."""


class ChatStore(Protocol):
    """What must last of conversations."""

    async def state(self, who: Who) -> ChatState:
        """Return what the conversation remembers.

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
