"""A bar for long work, on a terminal alone: a file or a pipe gets none of it."""

from __future__ import annotations

import sys
import time
from typing import Final

from bot.french import thousands

WIDE: Final = 24  # characters of the bar
STEP: Final = 0.1  # seconds between two drawings
NAME: Final = 40  # characters of the name beside it
CLEAR: Final = "\r\033[K"


class Bar:
    """Draws «[████······] 120/1 000 notice.pdf» on standard error, and wipes it at the end."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._drawn = float("-inf")

    def __call__(self, number: int, total: int, name: str) -> None:
        """Show how far the work is; most calls draw nothing."""
        now = time.monotonic()
        if not self._shown or now - self._drawn < STEP:
            return
        self._drawn = now
        print(f"{CLEAR}{drawn(number, total, name)}", end="", file=sys.stderr, flush=True)

    def wipe(self) -> None:
        """Take the bar away, so that lines may follow."""
        if self._shown and self._drawn > 0:
            print(CLEAR, end="", file=sys.stderr, flush=True)
            self._drawn = float("-inf")


def drawn(number: int, total: int, name: str) -> str:
    """Return the bar as a line."""
    full = WIDE * number // max(total, 1)
    return f"[{'█' * full}{'·' * (WIDE - full)}] {thousands(number)}/{thousands(total)} {name[:NAME]}"
