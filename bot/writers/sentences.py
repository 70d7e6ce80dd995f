"""Cutting a French text into sentences. Pure."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(r"(?<=[.!?…])[\u00a0 ]*\n+|(?<=[.!?…])[ ]+(?=[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜŒ«0-9(])|\n+")
_ABBREVIATION: Final = re.compile(r"(?:\b(?:Dr|Pr|M|Mme|art|ex|env|etc|n)|\b[A-Z])\.$")


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences and list items of `text`, in order, without the white space around them."""
    parts = [part.strip(" \u00a0-•–") for part in _END.split(text)]
    joined: list[str] = []
    for part in filter(None, parts):
        if joined and _ABBREVIATION.search(joined[-1]):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return tuple(joined)
