"""The library's `Bot` on the server of the settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from telegram import Bot
from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    from bot.settings import Settings

SERVER: Final = "https://api.telegram.org"
ANSWER: Final = 20.0  # seconds for an answer to a send; giving up earlier makes doubts
CONNECT: Final = 5.0  # seconds


def build_bot(settings: Settings, token: str) -> Bot:
    """Return a bot that has not spoken to its server yet."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # durations as durations: the library warns about numbers
    server = (settings.telegram_url or SERVER).rstrip("/")
    return Bot(
        token,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
        request=HTTPXRequest(
            read_timeout=ANSWER, write_timeout=ANSWER, connect_timeout=CONNECT, pool_timeout=CONNECT
        ),
    )
