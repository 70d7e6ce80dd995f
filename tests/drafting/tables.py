"""The tables of invented messages and reviews, and the eight disguises a text may wear."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
LOOK_ALIKE = str.maketrans({"a": "а", "e": "е", "o": "о", "c": "с", "p": "р"})


def rows(*names: str) -> list[tuple[str, str, str]]:
    """Return the rows of tab-separated tables: class or case, flag or stars, text."""
    lines = (line for name in names for line in (HERE / name).read_text("utf-8").splitlines())
    return [tuple(line.split("\t", 2)) for line in lines]  # type: ignore[misc]


def _full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def _without_accents(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


DISGUISES: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "no accents": _without_accents,
    "zero width": "\u200b".join,
    "full width": _full_width,
    "look-alikes": lambda text: text.translate(LOOK_ALIKE),
    "soft hyphens": "\u00ad".join,
    "narrow blanks": lambda text: text.replace(" ", "\u202f"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
}
