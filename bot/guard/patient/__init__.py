"""Recognisers of patient data, and masking."""

from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.masking import Masked, mask
from bot.guard.patient.recognise import recognise

__all__ = ["Identifier", "Kind", "Masked", "mask", "recognise"]
