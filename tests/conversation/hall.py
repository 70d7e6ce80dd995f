"""A practice of several people, each in a chat of their own, over a cabinet in memory and a clock that the test moves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.conversation.effects import (
    Called,
    Due,
    File,
    Pressed,
    Record,
    Remember,
    Role,
    Said,
    Send,
    Unfile,
    Who,
)
from bot.conversation.entries import Entry
from bot.conversation.messages import message_rooms
from bot.conversation.notices import Notice
from bot.conversation.state import ChatState
from bot.conversation.talk import Conversation

if TYPE_CHECKING:
    from bot.conversation.effects import Action, Button, Effect, Event
    from bot.drafting.ports import Craft

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)  # a Monday, noon in Paris
NAME = "Clémence"
SECRETARY = Who("cabinet", "telegram:7", "telegram:7", Role.SECRETARY)
SURGEON = Who("cabinet", "telegram:42", "telegram:42", Role.SURGEON)


@dataclass
class Drawer:
    """A cabinet in memory, of one practice."""

    kept: dict[tuple[str, str], Entry] = field(default_factory=dict)

    async def entries(self, _practice: str, kind: str) -> tuple[Entry, ...]:
        return tuple(one for (of, _), one in self.kept.items() if of == kind)

    async def entry(self, _practice: str, kind: str, key: str) -> Entry | None:
        return self.kept.get((kind, key))


class Hall:
    """People speak in turn; what is filed is kept, and what is due is heard when the clock says so."""

    def __init__(self, desk: Any, facts: Any, *, surgeons: bool = True, more: Any = ()) -> None:
        ids = count(1)
        self.now = NOON
        self.drawer = Drawer()
        self.states: dict[str, ChatState] = {}
        self.effects: tuple[Effect, ...] = ()
        if surgeons:
            self._keep(Entry("member", SURGEON.user, {"role": "surgeon", "chat": SURGEON.chat}), SURGEON)
            self._keep(
                Entry("member", SECRETARY.user, {"role": "secretary", "chat": SECRETARY.chat}), SECRETARY
            )
        rooms = message_rooms(
            self.drawer,
            desk,
            facts,
            self.mask,
            Notice.PRIVACY,
            new_id=lambda: f"q{next(ids)}",
            now=lambda: self.now,
        )
        self.conversation = Conversation(
            desk, self.mask, lambda: f"d{next(ids)}", Notice.PRIVACY, rooms=(*rooms, *more)
        )

    @staticmethod
    def mask(text: str) -> str:
        return text.replace(NAME, "⟦PRÉNOM⟧")

    async def says(
        self, text: str, who: Who = SECRETARY, craft: Craft | None = None, message: str | None = None
    ) -> str:
        return await self.hears(Said(who, text, message, craft))

    async def calls(self, name: str, text: str = "", who: Who = SECRETARY) -> str:
        return await self.hears(Called(who, name, text))

    async def presses(self, action: Action, key: str = "", version: int = 0, who: Who = SECRETARY) -> str:
        return await self.hears(Pressed(who, action, key, version))

    async def hears(self, event: Event) -> str:
        """Return all that is shown, as one text."""
        self.effects = await self.conversation.hear(event, self.states.get(event.who.chat, ChatState()))
        self._apply(event.who)
        return self.shown

    async def waits(self, minutes: float = 0) -> dict[str, str]:
        """Move the clock and return what is shown, chat by chat, of what fell due."""
        self.now += timedelta(minutes=minutes)
        said: dict[str, str] = {}
        for entry in sorted(self.drawer.kept.values(), key=lambda one: one.key):
            if entry.due is None or entry.due > self.now:
                continue
            who = Who("cabinet", entry.chat, entry.user)
            self.drawer.kept[entry.kind, entry.key] = replace(entry, due=None)
            said[entry.chat] = said.get(entry.chat, "") + await self.hears(Due(who, entry))
        return said

    @property
    def shown(self) -> str:
        return "\n".join(spoken(one) for one in self.effects if isinstance(one, Send))

    @property
    def records(self) -> list[str]:
        return [one.action for one in self.effects if isinstance(one, Record)]

    @property
    def buttons(self) -> list[Button]:
        return [button for one in self.effects if isinstance(one, Send) for button in one.buttons]

    def entries(self, kind: str) -> list[Entry]:
        return [one for (of, _), one in self.drawer.kept.items() if of == kind]

    def _apply(self, who: Who) -> None:
        for effect in self.effects:
            if isinstance(effect, Remember):
                self.states[who.chat] = effect.state
            elif isinstance(effect, File):
                self._keep(effect.entry, who)
            elif isinstance(effect, Unfile):
                self.drawer.kept.pop((effect.kind, effect.key), None)

    def _keep(self, entry: Entry, who: Who) -> None:
        whole = replace(
            entry, chat=entry.chat or who.chat, user=entry.user or who.user, at=entry.at or self.now
        )
        self.drawer.kept[entry.kind, entry.key] = whole


def spoken(send: Send) -> str:
    """Return what a person reads of one thing that is sent."""
    content = send.content
    if hasattr(content, "blocks"):
        lines = [line for block in content.blocks for line in (block.title, *block.lines)]
        return "\n".join([f"{content.light} {content.title}", *lines]).replace("\u00a0", " ")
    text = content.value if isinstance(content, Notice) else getattr(content, "text", "")
    return str(text).replace("\u00a0", " ")
