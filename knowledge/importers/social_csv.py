"""Past posts as a table: `Shares.csv` of LinkedIn, or any CSV with a column for the text, and for the date and the platform."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from knowledge.errors import Foreign, Unreadable
from knowledge.importers.dates import iso_date
from knowledge.importers.fields import ADDRESS, AMERICAN, DATE, PLATFORM, TEXT, first_of, folded, is_private
from knowledge.importers.posts import PRIVATE, Post, as_reads, named, platform_of
from knowledge.importers.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.importers import Read

LONGEST: Final = 1_000_000  # characters of a cell
_LINKEDIN: Final = "sharecommentary"
_LINE: Final = re.compile(r'"?\n"?')  # LinkedIn puts each line of a text between quotes of its own


def read(path: Path) -> tuple[Read, ...]:
    """Return every post of the table.

    Raises:
        Foreign: it has no text column, or holds private messages.
        Unreadable: it is not a table.
    """
    text = decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    csv.field_size_limit(LONGEST)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise Unreadable("le tableau est illisible. Enregistrez-le en CSV, puis recommencez.") from error
    head = next((number for number, row in enumerate(rows) if _text_column(row)), None)
    if head is None:
        raise Foreign("le tableau n’a pas de colonne «\u00a0texte\u00a0» avec les publications.")
    return tuple(as_reads(_posts(rows[head], rows[head + 1 :], path)))


def _posts(head: list[str], rows: list[list[str]], path: Path) -> Iterator[Post]:
    names = {folded(name): str(at) for at, name in enumerate(head)}
    if is_private(names):
        raise Foreign(PRIVATE)
    text, day, where, link = (_place(wanted, names) for wanted in (TEXT, DATE, PLATFORM, ADDRESS))
    linkedin = _LINKEDIN in names
    american = bool(AMERICAN & set(names))
    usual = "linkedin" if linkedin else platform_of(path)
    for row in rows:
        said = _cell(row, text)
        yield Post(
            _LINE.sub("\n", said.strip('"')) if linkedin else said,
            iso_date(_cell(row, day), month_first=american),
            named(_cell(row, where)) or usual,
            _cell(row, link),
        )


def _text_column(row: list[str]) -> bool:
    return bool(set(TEXT) & {folded(cell) for cell in row})


def _place(wanted: tuple[str, ...], names: dict[str, str]) -> int:
    found = first_of(wanted, names)
    return -1 if found is None else int(found)


def _cell(row: list[str], at: int) -> str:
    return row[at].strip() if 0 <= at < len(row) else ""


def _delimiter(text: str) -> str:
    """Return what parts the columns: what stands most often in the first line, quotes left out."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\ufeff\n").split("\n", 1)[0])
    return max((";", "\t", ","), key=first.count)
