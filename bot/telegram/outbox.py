"""The one module that sends. What it takes is built by the guard, or belongs to a closed list; text has no way in."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

import httpx
from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.conversation.attached import Attached
from bot.conversation.help import COMMANDS
from bot.conversation.notices import Notice
from bot.telegram.rendering import Message, messages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from telegram import Bot

    from bot.conversation.effects import Button
    from bot.telegram.rendering import Content, Key

DOUBTS: Final = 2  # sends of one message that may have arrived unheard; then it is given up
FLOOD: Final = 900.0  # seconds; Telegram asking for more is not obeyed, the message is given up
FIRST: Final = 0.5  # seconds before a message that surely did not leave is sent again
LONGEST: Final = 30.0  # seconds between two tries
PROMPT: Final = 0.4  # seconds; an answer that comes sooner needs no «écrit…»
TYPING: Final = 4.5  # seconds; Telegram shows «écrit…» for five
_NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

log = logging.getLogger(__name__)


class NotDelivered(Exception):
    """A message could not be handed to Telegram: refused, or unheard too often."""


class Fate(StrEnum):
    """What an error of a send says of the message."""

    WAITS = "waits"  # Telegram asks for a pause; it did not take the message
    AWAY = "away"  # it surely did not leave
    DOUBT = "doubt"  # it may have arrived
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outbox:
    """Sends through a bot; `pause` is `asyncio.sleep`, and a fake in tests."""

    bot: Bot
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def put(
        self,
        chat: int,
        content: Content | Attached,
        buttons: Sequence[Button] = (),
        incident: str = "",
        *,
        locked: bool = False,
    ) -> None:
        """Send what shows `content`, in order; Telegram lets nobody copy or forward a `locked` text.

        Raises:
            TypeError: `content` is not what the guard or a closed list built.
            NotDelivered: Telegram refused it, or did not answer often enough.
        """
        if isinstance(content, Attached):
            return await self._retried(chat, lambda: self._hand_over(chat, content))
        for message in messages(content, buttons, incident, locked=locked):
            await self._retried(chat, partial(self._send, chat, message))
        return None

    async def erase(self, chat: int, refs: str) -> None:
        """Delete the person's messages, where Telegram allows it (a private chat, under 48 hours); else, nothing."""
        for number in refs.split():
            with suppress(TelegramError):
                await self.bot.delete_message(chat, int(number))

    async def acknowledge(self, query: str) -> None:
        """Stop the clock on a button; a tap that is too old for it is served all the same."""
        with suppress(TelegramError):
            await self.bot.answer_callback_query(query)

    async def leave(self, chat: int) -> None:
        """Leave a group or a channel, without a word."""
        with suppress(TelegramError):
            await self.bot.leave_chat(chat)

    async def menu(self) -> None:
        """Show the commands in French, for every language."""
        try:
            await self.bot.set_my_commands(COMMANDS)
        except TelegramError as error:
            log.warning("the menu was not set: %s", type(error).__name__)

    @asynccontextmanager
    async def typing(self, chat: int) -> AsyncIterator[None]:
        """Show «écrit…» meanwhile, to a person who waits."""
        task = asyncio.create_task(self._type(chat))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _type(self, chat: int) -> None:
        await asyncio.sleep(PROMPT)
        while True:
            with suppress(TelegramError):
                await self.bot.send_chat_action(chat, ChatAction.TYPING)
            await asyncio.sleep(TYPING)

    async def _retried(self, chat: int, send: Callable[[], Awaitable[None]]) -> None:
        """Send until it is taken; a message that may have arrived is announced before it is sent again."""
        doubts, wait = 0, FIRST
        while True:
            try:
                return await send()
            except TelegramError as error:
                verdict, asked = fate(error), seconds(error)
                doubts += verdict is Fate.DOUBT
                if verdict is Fate.REFUSED or doubts > DOUBTS or asked > FLOOD:
                    raise NotDelivered(type(error).__name__) from None  # its text may hold the message
            log.warning("a send failed (%s); next try in %.0f s", verdict, asked or wait)
            await self.pause(asked or wait)
            wait = min(wait * 2, LONGEST)
            if verdict is Fate.DOUBT:
                await self._announce(chat)

    async def _announce(self, chat: int) -> None:
        with suppress(TelegramError):
            for notice in messages(Notice.MAYBE_TWICE):
                await self._send(chat, notice)

    async def _hand_over(self, chat: int, file: Attached) -> None:
        await self.bot.send_document(chat, file.data, filename=file.name)

    async def _send(self, chat: int, message: Message) -> None:
        await self.bot.send_message(
            chat,
            message.text,
            parse_mode=ParseMode.HTML if message.html else None,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=_keyboard(message),
            protect_content=message.locked or None,
        )


def fate(error: TelegramError) -> Fate:
    """Return what an error of a send says of the message. `BadRequest` is a `NetworkError` in the library's tree."""
    if isinstance(error, RetryAfter):
        return Fate.WAITS
    if isinstance(error, BadRequest) or not isinstance(error, NetworkError):
        return Fate.REFUSED
    return Fate.AWAY if isinstance(error.__cause__, _NOT_SENT) else Fate.DOUBT


def seconds(error: TelegramError) -> float:
    """Return the pause that Telegram asks for, 0.0 when it asks for none."""
    if not isinstance(error, RetryAfter):
        return 0.0
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    return (
        InlineKeyboardMarkup([[_key(key) for key in row] for row in message.rows]) if message.rows else None
    )


def _key(key: Key) -> InlineKeyboardButton:
    if key.copies:
        return InlineKeyboardButton(key.label, copy_text=CopyTextButton(key.copies))
    return InlineKeyboardButton(key.label, callback_data=key.data)
