"""A photo in, its SHA-256 out: the proof that a capture is the one that was sent. The image is never written."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from telegram.error import TelegramError

if TYPE_CHECKING:
    from telegram import Bot, Message

HEAVIEST: Final = 20_000_000  # bytes; the Bot API gives no larger file

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Fetches photos and images sent as documents."""

    bot: Bot

    async def digest(self, message: Message) -> str:
        """Return the SHA-256 of the image (hexadecimal), or nothing when it cannot be fetched."""
        image = message.photo[-1] if message.photo else message.document
        if image is None or (image.file_size or 0) > HEAVIEST:
            return ""
        try:
            file = await self.bot.get_file(image.file_id)
            return hashlib.sha256(await file.download_as_bytearray()).hexdigest()
        except TelegramError as error:
            log.warning("a photo was not fetched: %s", type(error).__name__)
            return ""
