"""Plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.importers import Read
from knowledge.importers.text import decode

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> Read:
    """Return the text of `path`; it has no title."""
    return Read("", decode(path.read_bytes()))
