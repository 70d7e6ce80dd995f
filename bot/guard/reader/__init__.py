"""A small learned reader: what patterns cannot see. Pure Python at run time; `train.py` makes its weights by hand."""

from bot.guard.reader.reader import Reader
from bot.guard.reader.unavailable import ReaderUnavailable

__all__ = ["Reader", "ReaderUnavailable"]
