"""A voice note in, words out."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from telegram.error import TelegramError

from bot.drafting.ports import WriterError

if TYPE_CHECKING:
    from telegram import Bot, Message

    from bot.drafting.ports import Transcriber

LONGEST: Final = 600  # seconds; ten minutes of dictation are twenty posts
HEAVIEST: Final = 20_000_000  # bytes; the Bot API gives no larger file

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Dictation:
    """Fetches a voice note and has it transcribed; the sound stays in memory."""

    bot: Bot
    transcriber: Transcriber

    async def words(self, message: Message) -> str | None:
        """Return what was dictated, or None when it could not be fetched or understood."""
        sound = message.voice or message.audio
        if sound is None or (sound.file_size or 0) > HEAVIEST or _seconds(sound.duration) > LONGEST:
            return None
        try:
            file = await self.bot.get_file(sound.file_id)
            audio = bytes(await file.download_as_bytearray())
            return (await self.transcriber.transcribe(audio, name=_name(message))).strip() or None
        except (TelegramError, WriterError) as error:
            log.warning("a voice note was not transcribed: %s", type(error).__name__)
            return None


def _name(message: Message) -> str:
    name = message.audio.file_name if message.audio else None
    return f"note.{name.rsplit('.', 1)[1]}" if name and "." in name else "note.ogg"


def _seconds(duration: float | timedelta) -> float:
    """Return seconds, whichever of a number or a duration the library gives."""
    return duration.total_seconds() if isinstance(duration, timedelta) else float(duration)
