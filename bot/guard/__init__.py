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

__all__ = [
    "NOBODY",
    "Asked",
    "Change",
    "Channel",
    "Cleared",
    "Finding",
    "FixKind",
    "LegalBasis",
    "Practice",
    "Refused",
    "Sealed",
    "Severity",
    "review",
]
