"""`run()`: the conversation on Telegram, until somebody stops it."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from telegram.error import InvalidToken, TelegramError

from bot.conversation.effects import Send
from bot.conversation.reception import StoreUnavailable
from bot.french import typeset
from bot.settings import SettingsError
from bot.telegram import logs
from bot.telegram.client import build_bot
from bot.telegram.console import Console, say
from bot.telegram.dictation import Dictation
from bot.telegram.handlers import Handlers
from bot.telegram.ingress import FIRST, GROWTH, LONGEST, Ingress, TokenRefused
from bot.telegram.lanes import Lanes
from bot.telegram.outbox import Outbox
from bot.telegram.pictures import Pictures
from bot.telegram.service import Service

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from telegram import Bot

    from bot.conversation.effects import Due
    from bot.conversation.reception import Outgoing
    from bot.drafting.ports import Transcriber
    from bot.settings import Settings
    from bot.telegram.handlers import Receiving
    from bot.telegram.ledger import Ledger

DRAIN: Final = 9.0  # seconds for the work under way when the program is asked to stop; it leaves within ten
PRACTICE: Final = "cabinet"
FRONT: Final = "telegram:"
TICK: Final = 5.0  # seconds between two looks at what is due

log = logging.getLogger(__name__)


class Entrance(Protocol):
    """Who may speak; `bot.conversation.membership.Doorman` is one."""

    async def users(self) -> frozenset[str]:
        """Return the ids of everybody who may speak, such as `telegram:42`.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        ...

    def named(self, bot: str) -> None:
        """Learn the name of the bot: invitations are links to it."""
        ...


async def run(
    settings: Settings,
    reception: Receiving,
    ledger: Ledger,
    transcriber: Transcriber | None = None,
    entrance: Entrance | None = None,
) -> int:
    """Converse on Telegram until SIGTERM or Ctrl-C; return the exit code. Without an `entrance`, the settings say who may speak.

    Raises:
        SettingsError: there is no token, or Telegram refuses it.
    """
    token = settings.telegram_token
    if not token:
        raise SettingsError(typeset(Console.REFUSED))
    logs.install((token,))
    bot = build_bot(settings, token)
    try:
        await _connect(bot)
        if entrance:
            entrance.named(bot.username)
        await _serve(bot, settings, reception, ledger, transcriber, entrance=entrance)
    except TokenRefused:
        raise SettingsError(typeset(Console.REFUSED)) from None
    finally:
        await bot.shutdown()
    say(Console.BYE)
    return 0


async def _serve(
    bot: Bot,
    settings: Settings,
    reception: Receiving,
    ledger: Ledger,
    transcriber: Transcriber | None,
    *,
    entrance: Entrance | None,
) -> None:
    outbox = Outbox(bot)
    dictation = Dictation(bot, transcriber) if transcriber else None
    service = Service(bot, outbox, Handlers(reception, PRACTICE, dictation, Pictures(bot)), ledger)
    lanes = Lanes(service.work)
    ingress = Ingress(bot.base_url, lanes, service.door, partial(_allowed, settings, entrance))
    await outbox.menu()
    say(Console.READY if await _allowed(settings, entrance) else Console.NOBODY)
    clock = asyncio.create_task(_remind(reception, outbox))
    try:
        await _until_stopped(ingress.run())
    finally:
        clock.cancel()
        if not await lanes.drain(DRAIN):
            say(Console.LATE)
        await ingress.confirm()


async def _allowed(settings: Settings, entrance: Entrance | None) -> frozenset[int]:
    """Return the numbers of who may speak: the members of all practices, or the settings' people while they cannot be read."""
    if entrance is None:
        return settings.telegram_users
    try:
        users = await entrance.users()
    except StoreUnavailable as error:
        log.error("the members cannot be read: %s", type(error).__name__)  # noqa: TRY400 - no paths
        return settings.telegram_users
    return frozenset(int(one.removeprefix(FRONT)) for one in users if one.startswith(FRONT))


async def _remind(reception: Receiving, outbox: Outbox) -> None:
    """Deliver what is due, for as long as the bot serves; what fails is tried again a minute later."""

    async def deliver(event: Due, outgoing: Sequence[Outgoing]) -> None:
        chat = int(event.who.chat.removeprefix(FRONT))
        for one in outgoing:
            if isinstance(one, Send):
                await outbox.put(chat, one.content, one.buttons, one.incident, locked=one.locked)

    while True:
        try:
            await reception.tick(datetime.now(UTC), FRONT, deliver)
        except Exception as error:  # noqa: BLE001 - the clock goes on, whatever one reminder met
            log.error("a reminder was not delivered: %s", type(error).__name__)  # noqa: TRY400 - no texts
        await asyncio.sleep(TICK)


async def _until_stopped(work: Awaitable[None]) -> None:
    """Run `work` until it fails or a signal asks the program to stop."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C cancels instead
            loop.add_signal_handler(number, stopped.set)
    tasks = {asyncio.ensure_future(work), asyncio.ensure_future(stopped.wait())}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _connect(bot: Bot) -> None:
    """Learn the bot's own name, which proves the token; wait for Telegram as long as it takes."""
    wait = FIRST
    while True:
        try:
            return await bot.initialize()
        except InvalidToken:
            raise TokenRefused from None  # its text holds the token
        except TelegramError as error:
            log.warning("getMe failed: %s", type(error).__name__)
        say(Console.OUTAGE)
        await asyncio.sleep(wait)
        wait = min(wait * GROWTH, LONGEST)
