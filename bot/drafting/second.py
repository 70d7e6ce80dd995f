"""The second reader beside the rules of triage and of the cases: its opinion, or none when its weights cannot be used."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

from bot.guard.reader import Reader, ReaderUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_log = logging.getLogger(__name__)


def chances(name: str, text: str, hints: Iterable[str]) -> Mapping[str, float]:
    """Return label → probability from the reader `name`; empty when it cannot be used, and the rules go on alone."""
    reader = _reader(name)
    return reader.scores(text, hints) if reader else {}


def threshold(name: str, label: str) -> float:
    """Return the probability from which the reader `name` is taken at its word; above one when it cannot be used."""
    reader = _reader(name)
    return reader.header.thresholds[label] if reader else 2.0


@cache
def _reader(name: str) -> Reader | None:
    try:
        return Reader.load(name)
    except ReaderUnavailable as unavailable:
        _log.warning("second reader %s not used: %s", name, unavailable.why)
        return None
