"""Files that a person is handed: letters, an evidence summary, the journal. Built here only, from lines that templates and counts made."""

from __future__ import annotations

import re
from dataclasses import InitVar, dataclass, field
from typing import Final

_SEAL = object()
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,80}")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file: its name in plain ASCII, and its bytes (UTF-8)."""

    name: str
    data: bytes = field(repr=False)
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        """Refuse any builder but this module."""
        if seal is not _SEAL:
            raise TypeError(f"`{type(self).__name__}` is built by `bot.conversation.attached` only")


def attached(name: str, text: str) -> Attached:
    """Return a text file.

    Raises:
        ValueError: the name is not a plain file name.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"`{name}` is not a plain file name")
    return Attached(name, text.encode("utf-8", errors="replace"), _SEAL)
