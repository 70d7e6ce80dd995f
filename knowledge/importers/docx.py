"""DOCX: paragraphs, headings, lists and tables in their order."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

from knowledge.errors import Unreadable
from knowledge.importers import Read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


LARGEST: Final = 200_000_000  # bytes of XML; a book has a hundredth of that


def read(path: Path) -> Read:
    """Return the title of the file's properties and its text."""
    import docx

    if inflated(path) > LARGEST:
        raise Unreadable(
            "le document Word est trop gros une fois décompressé. Enregistrez-le de nouveau, sans images."
        )
    try:
        document = docx.Document(str(path))
        title = document.core_properties.title or ""
        text = "\n\n".join(_blocks(document))
    except Exception as error:  # python-docx lets errors of zipfile, lxml and its own out of a damaged file
        raise Unreadable(
            "le document Word est endommagé, protégé, ou n’est pas un DOCX. Enregistrez-le de nouveau, puis recommencez."
        ) from error
    return Read("" if title == "Word Document" else title, text)


def inflated(path: Path) -> int:
    """Return the bytes of text that the file holds once unpacked; 0 when it is not an archive, which is said elsewhere."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(one.file_size for one in archive.infolist() if one.filename.endswith(".xml"))
    except (OSError, zipfile.BadZipFile):
        return 0


def _blocks(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield "\n".join(_row(row) for row in block.rows)
        elif block.text.strip():
            yield _paragraph(block)


def _paragraph(block: Any) -> str:
    style = (block.style.name or "") if block.style is not None else ""
    heading = re.fullmatch(r"(?:Heading|Titre) ?([1-6])", style)
    if heading or style in {"Title", "Titre"}:
        level = int(heading[1]) if heading else 1
        return f"{'#' * level} {' '.join(block.text.split())}"
    return f"- {block.text.strip()}" if style.startswith(("List", "Liste")) else block.text.strip()


def _row(row: Any) -> str:
    cells: list[str] = []
    for cell in row.cells:
        text = " ".join(cell.text.split())
        if not cells or cells[-1] != text:  # a merged cell comes once for each column it covers
            cells.append(text)
    return " | ".join(cells)
