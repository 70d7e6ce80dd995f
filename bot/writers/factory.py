"""From settings to a writer; the client library is imported at the first request, not here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.writers.errors import WriterMisconfigured
from bot.writers.limits import Budget, MemoryMeter, Usage
from bot.writers.options import LANGCHAIN
from bot.writers.wrapper import ModelWriter, wrap

if TYPE_CHECKING:
    from bot.writers.chat import Chat
    from bot.writers.judge import ModelJudge
    from bot.writers.limits import Meter
    from bot.writers.masking import Mask
    from bot.writers.options import ModelSettings
    from bot.writers.profiles import Form
    from bot.writers.transcriber import SpeechToText
    from bot.writers.translator import ModelTranslator


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


def build_judge(settings: ModelSettings, mask: Mask, meter: Meter | None = None) -> ModelJudge:
    """Return the second pair of eyes of the model that the settings describe; it has seconds, and one more attempt.

    Raises:
        WriterMisconfigured: no model is named, or its name is malformed.
    """
    from bot.writers.judge import DEADLINE, FORM, RETRIES, TOKENS, judge_over

    brief = replace(
        settings,
        deadline=min(settings.deadline, DEADLINE),
        max_tokens=TOKENS,
        temperature=0.0,
        retries=RETRIES,
    )
    return judge_over(_chat(brief, FORM), brief, mask, meter)


def build_translator(settings: ModelSettings, mask: Mask, meter: Meter | None = None) -> ModelTranslator:
    """Return the translator of replies of the model that the settings describe; it has seconds, and one more attempt.

    Raises:
        WriterMisconfigured: no model is named, or its name is malformed.
    """
    from bot.writers.translator import DEADLINE, FORM, RETRIES, TOKENS, translator_over

    brief = replace(
        settings,
        deadline=min(settings.deadline, DEADLINE),
        max_tokens=TOKENS,
        temperature=0.0,
        retries=RETRIES,
    )
    return translator_over(_chat(brief, FORM), brief, mask, meter)


def build_transcriber(settings: ModelSettings, meter: Meter | None = None) -> SpeechToText:
    """Return speech to text on the server of the settings; it says so itself when no model is named for it."""
    from bot.writers.transcriber import SpeechToText

    limit = Usage(settings.daily_calls, settings.daily_tokens)
    return SpeechToText(settings, Budget(meter or MemoryMeter(), settings.practice, limit, date.today))


def _chat(settings: ModelSettings, form: Form | None = None) -> Chat:
    if not settings.model.strip():
        raise WriterMisconfigured("no model", advice="Renseignez `CONFRERE_MODEL`.")
    if settings.model.startswith(LANGCHAIN):
        from bot.writers.langchain_model import LangChainModel

        return LangChainModel(settings)
    from bot.writers.openai_compatible import OpenAICompatible

    return OpenAICompatible(settings, form) if form else OpenAICompatible(settings)
