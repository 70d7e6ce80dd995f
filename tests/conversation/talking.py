"""A conversation with its state, as a front would hold it."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from bot.conversation.effects import Action, Effect, Pressed, Record, Remember, Said, Send, Who
from bot.conversation.notices import Notice
from bot.conversation.state import ChatState
from bot.conversation.talk import Conversation

if TYPE_CHECKING:
    from bot.drafting.ports import Craft

NAME = "Clémence"
WHO = Who("cabinet", "terminal", "camille")


class Talking:
    """Says and presses; remembers what the conversation wanted done. `desk` drafts; the rest goes to `Conversation`."""

    def __init__(self, desk: Any, *more: Any, **options: Any) -> None:
        ids = count(1)
        self.state = ChatState()
        self.effects: tuple[Effect, ...] = ()
        self.conversation = Conversation(
            desk,
            lambda text: text.replace(NAME, "⟦PRÉNOM⟧"),
            lambda: f"d{next(ids)}",
            Notice.PRIVACY,
            *more,
            **options,
        )

    async def say(self, text: str, craft: Craft | None = None, message: str | None = None) -> list[object]:
        return await self._hear(Said(WHO, text, message, craft))

    async def press(self, action: Action, draft: str = "", version: int = 0) -> list[object]:
        return await self._hear(Pressed(WHO, action, draft, version))

    async def _hear(self, event: Said | Pressed) -> list[object]:
        self.effects = await self.conversation.hear(event, self.state)
        for effect in self.effects:
            if isinstance(effect, Remember):
                self.state = effect.state
        return [effect.content for effect in self.effects if isinstance(effect, Send)]

    @property
    def records(self) -> list[str]:
        return [effect.action for effect in self.effects if isinstance(effect, Record)]
