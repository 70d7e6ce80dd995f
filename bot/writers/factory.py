"""From settings to a writer; the client library is imported at the first request, not here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.writers.errors import WriterMisconfigured
from bot.writers.limits import Budget, MemoryMeter, Usage
from bot.writers.options import LANGCHAIN
from bot.writers.wrapper import ModelWriter, wrap

if TYPE_CHECKING:
    from bot.writers.chat import Chat
    from bot.writers.limits import Meter
    from bot.writers.masking import Mask
    from bot.writers.options import ModelSettings
    from bot.writers.transcriber import SpeechToText


def build_writer(settings: ModelSettings, mask: Mask, meter: Meter | None = None) -> ModelWriter:
    """Return the writer that the settings describe; nothing is sent until it writes.

    Args:
        settings: model, address, key and limits.
        mask: text → text with placeholders, sparing the practice's own values; idempotent.
        meter: where usage is counted; in memory when None.

    Raises:
        WriterMisconfigured: no model is named, or its name is malformed.
    """
    return wrap(_chat(settings), settings, mask, meter)


def build_transcriber(settings: ModelSettings, meter: Meter | None = None) -> SpeechToText:
    """Return speech to text on the server of the settings; it says so itself when no model is named for it."""
    from bot.writers.transcriber import SpeechToText

    limit = Usage(settings.daily_calls, settings.daily_tokens)
    return SpeechToText(settings, Budget(meter or MemoryMeter(), settings.practice, limit, date.today))


def _chat(settings: ModelSettings) -> Chat:
    if not settings.model.strip():
        raise WriterMisconfigured("no model", advice="Renseignez `CONFRERE_MODEL`.")
    if settings.model.startswith(LANGCHAIN):
        from bot.writers.langchain_model import LangChainModel

        return LangChainModel(settings)
    from bot.writers.openai_compatible import OpenAICompatible

    return OpenAICompatible(settings)
