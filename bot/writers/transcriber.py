"""Speech to text on the same server as the drafts: `/v1/audio/transcriptions`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from bot.writers.errors import (
    WriterFailure,
    WriterGarbled,
    WriterInvalid,
    WriterMisconfigured,
    WriterOverflow,
)
from bot.writers.faults import translate
from bot.writers.openai_compatible import connect
from bot.writers.wrapper import Attempts

if TYPE_CHECKING:
    from openai import AsyncOpenAI

    from bot.writers.limits import Budget
    from bot.writers.options import ModelSettings

LARGEST: Final = 25_000_000  # bytes; OpenAI, one file of audio
TOKENS: Final = 1_000  # counted for one voice note: servers bill by the minute and say no number
NOT_SET: Final = "Renseignez `CONFRERE_TRANSCRIPTION_MODEL` pour dicter vos demandes."


class SpeechToText:
    """A `Transcriber` over one server; the audio is sent once and kept nowhere."""

    def __init__(self, settings: ModelSettings, budget: Budget) -> None:
        self._settings = settings
        self._budget = budget
        self._attempts = Attempts(settings.retries, settings.deadline)
        self._client: AsyncOpenAI | None = None
        self._connecting = asyncio.Lock()

    async def transcribe(self, audio: bytes, *, name: str) -> str:
        """Return the words of a voice note, in French, as the server heard them: not masked yet.

        Args:
            audio: the file, up to 25 MB.
            name: its name with the extension that tells the format, such as `note.ogg`.

        Raises:
            WriterFailure: no model is configured, the note is empty or too large, or the server did not answer.
        """
        self._check(audio)
        loop = asyncio.get_running_loop()
        until = loop.time() + self._settings.deadline
        return await self._attempts.within(lambda: self._attempts.call(lambda: self._ask(audio, name), until))

    async def close(self) -> None:
        """Close the connections; the next note opens new ones."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    def _check(self, audio: bytes) -> None:
        if not self._settings.transcription_model:
            raise WriterMisconfigured("no transcription model", advice=NOT_SET)
        if not audio:
            raise WriterInvalid("empty audio")
        if len(audio) > LARGEST:
            raise WriterOverflow(f"{len(audio)} bytes of audio")

    async def _ask(self, audio: bytes, name: str) -> str:
        await self._budget.reserve(TOKENS)
        try:
            return _words(await self._send(audio, name))
        except WriterFailure:
            raise
        except Exception as error:  # noqa: BLE001 — as for chat: the client lets foreign errors through
            raise translate(error) from None

    async def _send(self, audio: bytes, name: str) -> Any:
        async with self._connecting:
            if self._client is None:
                self._client = await asyncio.to_thread(connect, self._settings)
        client = self._client
        model = str(self._settings.transcription_model)
        return await client.audio.transcriptions.create(file=(name, audio), model=model, language="fr")


def _words(heard: Any) -> str:
    text = getattr(heard, "text", None)
    if not isinstance(text, str):
        raise WriterGarbled(f"no text in {type(heard).__name__}")
    if not text.strip():
        raise WriterInvalid("silence")
    return text.strip()
