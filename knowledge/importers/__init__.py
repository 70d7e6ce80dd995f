"""Files of the practice as documents: Markdown, text, HTML, PDF, DOCX. Each reader is imported when a file asks for it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

from bot.drafting.ports import Kind
from bot.drafting.sentences import is_order
from knowledge.chunks import passages
from knowledge.errors import Unreadable
from knowledge.importers.text import normalise
from knowledge.model import Document

if TYPE_CHECKING:
    from pathlib import Path

READERS: Final = {
    ".md": "markdown", ".markdown": "markdown", ".txt": "plain", ".text": "plain",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx",
}  # fmt: skip
LARGEST: Final = 40_000_000  # bytes of a file
HEADING: Final = 12  # words of a first line that may be a title
LEAST: Final = 20  # letters; less than this is not a document


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader found: a title, or an empty string, and the text, its headings as Markdown headings."""

    title: str
    text: str


class Reader(Protocol):
    """A module of this package."""

    def read(self, path: Path) -> Read:
        """Return what `path` says.

        Raises:
            Unreadable: the file is damaged, protected, or holds no text.
        """
        ...


def import_file(path: Path, practice: str = "") -> Document:
    """Read `path` and cut it into passages, as a document of `practice`.

    Raises:
        Unreadable: the format is not known, the file is missing, too large, empty, damaged or protected.
    """
    name = READERS.get(path.suffix.lower())
    if name is None:
        raise Unreadable(
            f"le format «\u00a0{path.suffix or path.name}\u00a0» n’est pas lu. Enregistrez le document en PDF, DOCX, "
            "HTML, Markdown ou texte."
        )
    _check_size(path)
    found = _reader(name).read(path)
    text = normalise(found.text)
    if sum(char.isalpha() for char in text) < LEAST:
        raise Unreadable("le fichier ne contient pas de texte.")
    name = path.stem.replace("_", " ").replace("-", " ").strip()
    declared = _one_line(found.title)
    title = (
        _title("" if declared.casefold() in {name.casefold(), path.stem.casefold()} else declared, text)
        or declared
        or name
    )
    document = Document(
        source_id(path, practice), Kind.PRACTICE, title, text, practice=practice, path=str(path)
    )
    return document.cut(passages(text))


def source_id(path: Path, practice: str = "") -> str:
    """Return the id of the document at `path`: the same file always has the same one, whatever it says."""
    whole = hashlib.sha256(f"{practice}\0{path.absolute()}".encode("utf-8", "surrogateescape")).hexdigest()
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:40] or "document"
    return f"practice:{slug}-{whole[:6]}"


def _reader(name: str) -> Reader:
    reader: Reader = import_module(f"knowledge.importers.{name}")
    return reader


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise Unreadable("le fichier n’existe pas, ou vous n’avez pas le droit de le lire.") from error
    if size == 0:
        raise Unreadable("le fichier est vide.")
    if size > LARGEST:
        raise Unreadable("le fichier dépasse 40\u00a0Mo. Partagez-le en plusieurs fichiers.")


def _title(declared: str, text: str) -> str:
    """Return the title that the file declares, else its first heading, else a first line that looks like one."""
    said = (declared, _first_heading(text), _first_line(text))
    return next((one for one in said if one and not is_order(one)), "")


def _first_heading(text: str) -> str:
    found = re.search(r"^#{1,6}[ \t]+(\S.*)$", text, re.MULTILINE)
    return _one_line(found[1]) if found else ""


def _first_line(text: str) -> str:
    """Return the first line when it stands as a heading does: short, with a capital, without a full stop, with text after it."""
    first, _, rest = text.strip().partition("\n")
    line = _one_line(first.strip("*_ \t"))
    short = (
        0 < len(line.split()) <= HEADING
        and line[0].isupper()
        and not line.endswith((".", ";", ",", ":", "!"))
    )
    return line if short and rest.strip() else ""


def _one_line(text: str) -> str:
    return " ".join(normalise(text).split())[:200]
