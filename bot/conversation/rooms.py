"""The parts that a conversation is made of: each answers what it knows, and may complete what the others answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.conversation.effects import Effect, Event
    from bot.conversation.state import ChatState


class Room(Protocol):
    """One part: the queue, the calendar, the file of the practice… Rooms are asked in order; the first that answers is heard."""

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Return what is to be done about an event, or None when it is not this room's."""
        ...

    async def after(self, event: Event, state: ChatState, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Return the effects of whoever answered, completed: an alert beside an emergency, a slot after an approval."""
        ...
