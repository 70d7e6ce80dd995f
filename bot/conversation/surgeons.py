"""Which chats the surgeons of a practice are reached in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation.effects import Role
from bot.conversation.membership import MEMBER

if TYPE_CHECKING:
    from bot.conversation.effects import Who
    from bot.conversation.entries import Cabinet


@dataclass(frozen=True, slots=True)
class Surgeons:
    """Reads the members of a practice, anew each time: who left is told nothing more."""

    cabinet: Cabinet

    async def others(self, who: Who) -> tuple[str, ...]:
        """Return the chats of the surgeons, but the one that `who` speaks in."""
        members = await self.cabinet.entries(who.practice, MEMBER)
        chats = (
            str(one.value.get("chat") or one.key) for one in members if one.value.get("role") == Role.SURGEON
        )
        return tuple(chat for chat in dict.fromkeys(chats) if chat != who.chat)
