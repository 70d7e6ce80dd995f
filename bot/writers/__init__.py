"""Who writes: the composer, and the models. Importing this room imports no client library."""

from bot.writers.errors import (
    WriterBudget,
    WriterBusy,
    WriterFailure,
    WriterForeign,
    WriterGarbled,
    WriterInvalid,
    WriterLeak,
    WriterMisconfigured,
    WriterOverflow,
    WriterQuota,
    WriterRefused,
    WriterResting,
    WriterTimeout,
    WriterTooLong,
    WriterTruncated,
    WriterUnavailable,
)
from bot.writers.factory import build_judge, build_transcriber, build_writer
from bot.writers.limits import MemoryMeter, Meter, Usage
from bot.writers.options import ModelSettings

__all__ = [
    "MemoryMeter",
    "Meter",
    "ModelSettings",
    "Usage",
    "WriterBudget",
    "WriterBusy",
    "WriterFailure",
    "WriterForeign",
    "WriterGarbled",
    "WriterInvalid",
    "WriterLeak",
    "WriterMisconfigured",
    "WriterOverflow",
    "WriterQuota",
    "WriterRefused",
    "WriterResting",
    "WriterTimeout",
    "WriterTooLong",
    "WriterTruncated",
    "WriterUnavailable",
    "build_judge",
    "build_transcriber",
    "build_writer",
]
