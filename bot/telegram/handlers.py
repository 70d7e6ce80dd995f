"""From an update to an event, and back with what to send: a handler reads, calls, hands over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from bot.conversation.effects import Action, Called, Pictured, Pressed, Said, Send, Who
from bot.conversation.notices import Notice
from bot.drafting.ports import Craft
from bot.guard.fold import fold
from bot.telegram.access import INVITED

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from telegram import Message, Update

    from bot.conversation.effects import Due, Event
    from bot.conversation.reception import Outgoing
    from bot.telegram.dictation import Dictation
    from bot.telegram.pictures import Pictures

CRAFTS: Final = {"post": Craft.POST, "message": Craft.MESSAGE, "avis": Craft.REVIEW}
SAYS: Final = {
    "start": "bonjour",
    "aide": "aide",
    "help": "aide",
    "pourquoi": "pourquoi ?",
    "sources": "sources",
    "valider": "je valide",
    "derogations": "dérogations",
}
_COMMAND: Final = re.compile(r"/(\w+)(?:@\w+)?(?:\s+|$)(.*)", re.DOTALL)


class Receiving(Protocol):
    """Where events go; `bot.conversation.reception.Reception` is one."""

    async def receive(self, event: Event) -> tuple[Outgoing, ...]:
        """Return what to show and to erase."""
        ...

    async def tick(
        self, now: datetime, front: str, deliver: Callable[[Due, Sequence[Outgoing]], Awaitable[None]]
    ) -> int:
        """Hear every entry of a front whose time has come and deliver what it says."""
        ...


@dataclass(frozen=True, slots=True)
class Handlers:
    """One handler a kind of update; `refs` are the numbers of the messages that it may ask to erase."""

    reception: Receiving
    practice: str
    dictation: Dictation | None = None
    pictures: Pictures | None = None

    async def answer(self, update: Update, refs: str) -> tuple[Outgoing, ...]:
        """Return what to show and to erase, in order; nothing for an update that asks for nothing."""
        if update.callback_query:
            return await self.pressed(update, refs)
        if update.edited_message:
            return await self.edited(update, refs)
        message = update.message
        return await self._handler(message)(update, refs) if message else ()

    async def text(self, update: Update, refs: str) -> tuple[Outgoing, ...]:
        """Answer what was written or pasted."""
        return await self.reception.receive(Said(self._who(update), _text(update), refs))

    async def command(self, update: Update, refs: str) -> tuple[Outgoing, ...]:
        """Answer `/post`, `/message`, `/avis` and their text, `/oublie`, `/aide`, and the commands of the rooms."""
        return await self.reception.receive(self._commanded(self._who(update), _text(update), refs))

    async def pressed(self, update: Update, _refs: str) -> tuple[Outgoing, ...]:
        """Answer a tap; a button of another time says so."""
        query = update.callback_query
        event = _tapped(self._who(update), query.data or "" if query else "")
        return await self.reception.receive(event) if event else (Send(Notice.GONE),)

    async def voice(self, update: Update, refs: str) -> tuple[Outgoing, ...]:
        """Answer a dictated request as if it were written."""
        if self.dictation is None or update.message is None:
            return (Send(Notice.VOICE_OFF),)
        words = await self.dictation.words(update.message)
        if not words:
            return (Send(Notice.VOICE_FAILED),)
        return await self.reception.receive(Said(self._who(update), words, refs))

    async def photo(self, update: Update, refs: str) -> tuple[Outgoing, ...]:
        """Answer a photo by its digest and its caption; the image stays in memory, and goes nowhere."""
        message = update.message
        digest = await self.pictures.digest(message) if self.pictures and message else ""
        caption = (message.caption or "") if message else ""
        return await self.reception.receive(Pictured(self._who(update), digest, caption, refs))

    async def other(self, _update: Update, _refs: str) -> tuple[Outgoing, ...]:
        """Say that only text is read here."""
        return (Send(Notice.NOT_TEXT),)

    async def silence(self, _update: Update, _refs: str) -> tuple[Outgoing, ...]:
        """Answer nothing: Telegram speaks, not the person."""
        return ()

    async def edited(self, update: Update, _refs: str) -> tuple[Outgoing, ...]:
        """Say that a corrected message is to be sent again; a draft is not started twice."""
        message = update.edited_message
        return (Send(Notice.EDITED),) if message and message.text else ()

    def _handler(self, message: Message) -> Callable[[Update, str], Awaitable[tuple[Outgoing, ...]]]:
        if message.text is not None:
            return self.command if message.text.startswith("/") else self.text
        if message.voice or message.audio:
            return self.voice
        if message.photo or _is_image(message):
            return self.photo
        return self.other if message.effective_attachment else self.silence

    def _who(self, update: Update) -> Who:
        chat, user = update.effective_chat, update.effective_user
        return Who(self.practice, f"telegram:{chat.id if chat else 0}", f"telegram:{user.id if user else 0}")

    def _commanded(self, who: Who, text: str, refs: str) -> Event:
        found = _COMMAND.fullmatch(text)
        name, rest = (found[1].lower(), found[2]) if found else ("", "")
        if name in CRAFTS:
            return Said(who, rest, refs, CRAFTS[name])
        if name == "oublie":
            return Pressed(who, Action.FORGET)
        said = name in SAYS and not INVITED.fullmatch(text)
        return Said(who, SAYS[name]) if said else Called(who, fold(name).lower, rest, refs)


def _text(update: Update) -> str:
    message = update.message
    return (message.text or "") if message else ""


def _tapped(who: Who, data: str) -> Pressed | None:
    """Return the tap that `bot.conversation.effects.Button.data` describes, or None."""
    action, _, rest = data.partition(":")
    draft, _, version = rest.rpartition(":")
    if action not in set(Action) or not version.isdecimal():
        return None
    return Pressed(who, Action(action), draft, int(version))


def _is_image(message: Message) -> bool:
    document = message.document
    return bool(document and (document.mime_type or "").startswith(("image/", "video/"))) or bool(
        message.video or message.video_note or message.animation
    )
