"""PDF: the text of its pages in reading order, lines joined into paragraphs; a scan is read by `tesseract` when it is there."""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from knowledge.errors import Unreadable
from knowledge.importers import PAGE_BREAK, Read
from knowledge.importers.layout import in_reading_order
from knowledge.importers.scans import NO_TESSERACT, read_scan, tesseract

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pypdf import PageObject, PdfReader

LEAST: Final = 20  # letters of a page; a scan has fewer
REPEATED: Final = 2  # pages on which a first or a last line must stand to be a running head
KEPT: Final = 0.9  # share of the letters that the grid must hold to be trusted
_HYPHEN: Final = re.compile(r"(?<=[a-zà-ÿœ])[-\u2010\u00ad]\n(?=[a-zà-ÿœ])")
_WRAPPED: Final = re.compile(r"(?<=[^\s.!?:;…|])[ \t]*\n[ \t]*(?=[a-zà-ÿœ0-9(«])(?![^\n]* \| )")
_DIGITS: Final = re.compile(r"\d+")
_UNSAID: Final = frozenset(
    {"(anonymous)", "untitled", "sans titre", "sans nom", "unknown", "pdf", "document"}
)
_MADE_BY: Final = re.compile(
    r"^Microsoft (?:Word|PowerPoint) - |\.(?:docx?|odt|rtf|indd|pptx?|pdf|pages)$", re.IGNORECASE
)


def read(path: Path) -> Read:
    """Return the title of the file's properties and the text of its pages, with `PAGE_BREAK` between.

    Raises:
        Unreadable: the file is damaged or locked, or a scan that cannot be read here.
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it says at WARNING what it mends by itself
    try:
        with PdfReader(path) as reader:
            locked = reader.is_encrypted and not reader.decrypt("")
            pages = [] if locked else [_page(page) for page in reader.pages]
            scans = [number for number, page in enumerate(pages) if not _says(page)]
            pages = _with_scans(reader, pages, scans)
            title = "" if locked else _title(reader)
    except Unreadable:
        raise
    except Exception as error:  # pypdf lets a dozen unrelated errors out of a damaged file
        raise Unreadable(
            "le PDF est endommagé et ne s’ouvre pas. Exportez-le de nouveau, puis recommencez."
        ) from error
    if locked:
        raise Unreadable(
            "le PDF est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe."
        )
    if not any(map(_says, pages)):
        raise Unreadable(
            "le PDF est un scan\u00a0: il contient des images de pages, et pas de texte. "
            + ("La reconnaissance de caractères n’y a rien lu." if tesseract() else NO_TESSERACT)
        )
    return Read(title, PAGE_BREAK.join(map(joined, _without_running_heads(pages))))


def joined(page: str) -> str:
    """Return `page` with words cut at a line end made whole, and lines that run on put together."""
    return _WRAPPED.sub(" ", _HYPHEN.sub("", page))


def _page(page: PageObject) -> str:
    """Return the text of a page: by columns and rows when its layout has them, else as it is written."""
    plain = page.extract_text()
    try:
        grid = page.extract_text(extraction_mode="layout")
    except Exception:  # noqa: BLE001 - the grid is a help; the text is there without it
        return plain
    ordered = in_reading_order(grid)
    return ordered if ordered is not None and _letters(ordered) >= KEPT * _letters(plain) else plain


def _with_scans(reader: PdfReader, pages: list[str], scans: Sequence[int]) -> list[str]:
    """Return the pages, those that are pictures read by `tesseract` when it is there."""
    if not scans or not tesseract():
        return pages
    return [read_scan(reader.pages[at]) if at in scans else page for at, page in enumerate(pages)]


def _without_running_heads(pages: Sequence[str]) -> list[str]:
    """Drop the first and last lines that stand on several pages, whatever their numbers: heads, feet, page numbers."""
    seen = Counter(edge for page in pages for edge in {_DIGITS.sub("#", one) for one in _edges(page)})
    running = {edge for edge, times in seen.items() if times >= REPEATED and 2 * times > len(pages)}
    return [_trimmed(page, running) for page in pages]


def _edges(page: str) -> list[str]:
    lines = [line.strip() for line in page.split("\n") if line.strip()]
    return [*lines[:2], *lines[-2:]]


def _trimmed(page: str, running: set[str]) -> str:
    lines = page.strip().split("\n")
    for end in (0, -1):
        for _ in range(2):
            if lines and _DIGITS.sub("#", lines[end].strip()) in running:
                del lines[end]
    return "\n".join(lines)


def _says(page: str) -> bool:
    return _letters(page) >= LEAST


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def _title(reader: PdfReader) -> str:
    """Return the title of the properties, unless a program wrote it by itself."""
    said = str(reader.metadata.title or "").strip() if reader.metadata else ""
    return "" if said.casefold() in _UNSAID or _MADE_BY.search(said) else said
