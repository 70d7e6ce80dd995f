"""PDF: the text of its pages, lines joined into paragraphs. A scan holds pictures, not text, and is said to be one."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

from knowledge.errors import Unreadable
from knowledge.importers import Read

if TYPE_CHECKING:
    from pathlib import Path

    from pypdf import PdfReader

LEAST: Final = 20  # letters in the whole file; a scan has fewer
_HYPHEN: Final = re.compile(r"(?<=[a-zà-ÿœ])[-\u2010\u00ad]\n(?=[a-zà-ÿœ])")
_WRAPPED: Final = re.compile(r"(?<=[^\s.!?:;…])[ \t]*\n[ \t]*(?=[a-zà-ÿœ0-9(«])")


def read(path: Path) -> Read:
    """Return the title of the file's properties and the text of its pages."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it says at WARNING what it mends by itself
    try:
        reader = PdfReader(path)
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [page.extract_text() for page in reader.pages]
        title = "" if locked else _title(reader)
    except Exception as error:  # pypdf lets a dozen unrelated errors out of a damaged file
        raise Unreadable(
            "le PDF est endommagé et ne s’ouvre pas. Exportez-le de nouveau, puis recommencez."
        ) from error
    if locked:
        raise Unreadable(
            "le PDF est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe."
        )
    text = "\n\n".join(joined(page) for page in pages)
    if sum(char.isalpha() for char in text) < LEAST:
        raise Unreadable(
            "le PDF est un scan\u00a0: il contient des images de pages, et pas de texte. Passez-le à la reconnaissance de "
            "caractères (OCR), puis recommencez."
        )
    return Read(title, text)


def joined(page: str) -> str:
    """Return `page` with words cut at a line end made whole, and lines that run on put together."""
    return _WRAPPED.sub(" ", _HYPHEN.sub("", page))


def _title(reader: PdfReader) -> str:
    return str(reader.metadata.title or "") if reader.metadata else ""
