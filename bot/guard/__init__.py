"""The deontology guard. Pure: it knows no network, no clock, no Telegram, no model."""

from bot.guard.guard import Cleared, Refused, Sealed, review
from bot.guard.model import (
    NOBODY,
    Asked,
    Change,
    Channel,
    Finding,
    FixKind,
    LegalBasis,
    Practice,
    Severity,
)
from bot.guard.opinions import Opinion
from bot.guard.waivers import Waiver, digest_of

__all__ = [
    "NOBODY",
    "Asked",
    "Change",
    "Channel",
    "Cleared",
    "Finding",
    "FixKind",
    "LegalBasis",
    "Opinion",
    "Practice",
    "Refused",
    "Sealed",
    "Severity",
    "Waiver",
    "digest_of",
    "review",
]
