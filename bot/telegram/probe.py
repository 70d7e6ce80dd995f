"""What `confrere doctor` asks of Telegram: whose token it is. Nothing is read and nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.error import InvalidToken, TelegramError

from bot.french import typeset
from bot.telegram import logs
from bot.telegram.client import build_bot
from bot.telegram.console import Console

if TYPE_CHECKING:
    from bot.settings import Settings


class BotUnreachable(Exception):
    """The bot's name cannot be learned; `notice` says in French what happened and what to do."""

    def __init__(self, console: Console) -> None:
        super().__init__(console.name)
        self.notice = typeset(console)


async def bot_name(settings: Settings) -> str:
    """Return the name of the bot, without its @.

    Raises:
        BotUnreachable: there is no token, Telegram refuses it, or it does not answer.
    """
    token = settings.telegram_token or ""
    logs.install((token,))
    try:
        async with build_bot(settings, token) as bot:
            return bot.username
    except InvalidToken:
        raise BotUnreachable(Console.REFUSED) from None  # its text holds the token
    except TelegramError:
        raise BotUnreachable(Console.SILENT) from None
