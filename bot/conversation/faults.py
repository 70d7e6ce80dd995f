"""The one place where an error becomes a French sentence."""

from __future__ import annotations

import logging
import secrets

from bot.conversation.notices import Notice
from bot.conversation.reception import StoreUnavailable
from bot.drafting.ports import LibraryUnavailable

log = logging.getLogger(__name__)


def notice_for(error: BaseException) -> Notice:
    """Return what to say of `error`, and log its class with an incident number; never its text."""
    log.error("incident %s: %s", secrets.token_hex(3), type(error).__name__)
    if isinstance(error, LibraryUnavailable):
        return Notice.LIBRARY_DOWN
    if isinstance(error, StoreUnavailable | OSError):
        return Notice.DISK
    return Notice.FAILED
