"""Logs that hold codes, kinds, durations and numbers: no token, no text, no message of an exception."""

from __future__ import annotations

import logging
import re
import traceback
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

TOKEN: Final = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
LOUD: Final = ("httpx", "httpcore", "telegram")  # their lines hold addresses with the token, or whole updates
MASK: Final = "<token>"


class Discreet(logging.Filter):
    """Takes tokens out of every line, and leaves of an exception its classes and places."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; always keep it."""
        if record.name.partition(".")[0] in LOUD:
            record.msg, record.args = f"{record.funcName}: {record.levelname.lower()}", ()
        record.msg, record.args = self._clean(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = self._clean(places(record.exc_info[1]))
            record.exc_info = None
        record.stack_info = None
        return True

    def _clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return TOKEN.sub(MASK, text)


def install(secrets: Iterable[str] = ()) -> None:
    """Make every handler of the root discreet, one on standard error if there is none.

    The filter sits on the handlers: one on the root logger would not see what other loggers pass up to it.
    """
    root = logging.getLogger()
    if not root.handlers:
        logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("bot.telegram").setLevel(logging.INFO)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    discreet = Discreet(secrets)
    for handler in root.handlers:
        handler.addFilter(discreet)


def places(error: BaseException | None) -> str:
    """Return the classes of an error and of its causes, with where each was raised; not what they say."""
    lines = []
    while error is not None:
        lines.append(f"{type(error).__name__} at {_place(error.__traceback__)}")
        error = error.__cause__ or error.__context__
    return "\n".join(lines)


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return f"{frames[-1].name}:{frames[-1].lineno}" if frames else "?"
