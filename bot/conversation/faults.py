"""The one place where an error becomes a French sentence."""

from __future__ import annotations

import logging
import secrets

from bot.conversation.effects import Send
from bot.conversation.notices import Notice
from bot.conversation.reception import PracticeUnavailable, StoreUnavailable
from bot.drafting.ports import LibraryUnavailable

log = logging.getLogger(__name__)


def failure(error: BaseException) -> Send:
    """Return what to say of `error`, and log its class with an incident number; never its text."""
    incident = secrets.token_hex(3)
    log.error("incident %s: %s", incident, type(error).__name__)
    return Send(_notice(error), incident=incident)


def _notice(error: BaseException) -> Notice:
    if isinstance(error, LibraryUnavailable):
        return Notice.LIBRARY_DOWN
    if isinstance(error, PracticeUnavailable):
        return Notice.PRACTICE_DOWN
    if isinstance(error, StoreUnavailable | OSError):
        return Notice.DISK
    return Notice.FAILED
