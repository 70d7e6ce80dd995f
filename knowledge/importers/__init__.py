"""Files of the practice as documents: leaflets, pages of the site, past posts. Each reader is imported when a file asks for it."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from bot.drafting.ports import Kind
from bot.drafting.sentences import is_order
from knowledge.chunks import passages
from knowledge.errors import Foreign, Unreadable
from knowledge.importers.text import normalise
from knowledge.model import POST, About, Document

if TYPE_CHECKING:
    from collections.abc import Iterator

READERS: Final = {
    ".md": "markdown", ".markdown": "markdown", ".txt": "plain", ".text": "plain",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx",
    ".csv": "social_csv", ".tsv": "social_csv", ".json": "social_json", ".jsonl": "social_json", ".xml": "wordpress",
}  # fmt: skip
READER: Final = 1  # moves when files must be read again although they did not change
LARGEST: Final = 40_000_000  # bytes of a file
LONGEST: Final = 5_000_000  # characters of a text; the guard reads some 400,000 a second
HEADING: Final = 12  # words of a first line that may be a title
LEAST: Final = 20  # letters; less than this is not a document
PAGE_BREAK: Final = "\x0c"  # between two pages of a text that has some
KNOWN_ELSEWHERE: Final = {
    ".zip": "Décompressez l’archive, puis ajoutez le dossier.",
    ".doc": "Enregistrez-le en DOCX ou en PDF.", ".odt": "Enregistrez-le en DOCX ou en PDF.",
    ".rtf": "Enregistrez-le en DOCX ou en PDF.", ".pages": "Exportez-le en DOCX ou en PDF.",
    ".ppt": "Exportez-le en PDF.", ".pptx": "Exportez-le en PDF.", ".key": "Exportez-le en PDF.", ".odp": "Exportez-le en PDF.",
    ".xls": "Enregistrez-le en CSV.", ".xlsx": "Enregistrez-le en CSV.", ".ods": "Enregistrez-le en CSV.",
    ".epub": "Exportez-le en PDF.", ".eml": "Un courriel n’entre pas dans l’index.", ".msg": "Un courriel n’entre pas dans l’index.",
    ".mbox": "Un courriel n’entre pas dans l’index.",
}  # fmt: skip
_PRIVATE: Final = frozenset(
    ("inbox", "message_requests", "archived_threads", "filtered_threads", "e2ee_cutover", "messenger")
)  # folders of private messages in the exports of Meta


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader found: a title, or an empty string, and the text, its headings as Markdown headings.

    Of a file that holds many, `key` tells one from another and stays the same when its text changes. `nature`, `published`
    and `platform` are those of `knowledge.model.About`.
    """

    title: str
    text: str = field(repr=False)
    key: str = ""
    nature: str = ""
    published: str = ""
    platform: str = ""
    url: str = ""


class Reader(Protocol):
    """A module of this package."""

    def read(self, path: Path) -> Read | tuple[Read, ...]:
        """Return what `path` says: one document, or many.

        Raises:
            Unreadable: the file is damaged, protected, or holds no text.
        """
        ...


def import_file(path: Path, practice: str = "") -> tuple[Document, ...]:
    """Read `path` and cut what it holds into passages, as documents of `practice`; at least one.

    Raises:
        Foreign: nothing in it is a document.
        Unreadable: the format is not known, the file is missing, too large, empty, damaged or protected.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - `absolute` leaves «..» in
    name = READERS.get(path.suffix.lower())
    if name is None:
        raise Unreadable(_unknown(path))
    if not _PRIVATE.isdisjoint(path.parent.parts):
        raise Foreign("ce sont des messages privés\u00a0: ils n’entrent jamais dans l’index.")
    _check_size(path)
    try:
        found = _reader(name).read(path)
    except RecursionError as error:
        raise Unreadable("le fichier est trop imbriqué pour être lu.") from error
    if isinstance(found, Read):
        return (_document(found, path, practice),)
    documents = tuple(document for one in found for document in _if_any(one, path, practice))
    if not documents:
        raise Unreadable("le fichier ne contient pas de texte.")
    return documents


def _if_any(read: Read, path: Path, practice: str) -> Iterator[Document]:
    """Yield the document of one item among many; an empty or endless one is left out, and stops none of the others."""
    with suppress(Unreadable):
        yield _document(read, path, practice)


def source_id(path: Path, practice: str = "", key: str = "") -> str:
    """Return the id of a document of the file at `path`: always the same one, whatever it says."""
    named = "\0".join((practice, os.path.abspath(path), *filter(None, (key,))))  # noqa: PTH100 - see above
    whole = hashlib.sha256(named.encode("utf-8", "surrogateescape")).hexdigest()
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:40] or "document"
    return f"practice:{slug}-{whole[: 12 if key else 6]}"


def _document(read: Read, path: Path, practice: str) -> Document:
    text, pages = _paged(read.text)
    if sum(char.isalpha() for char in text) < LEAST:
        raise Unreadable("le fichier ne contient pas de texte.")
    if len(text) > LONGEST:
        raise Unreadable(
            "le texte dépasse 5\u00a0millions de caractères. Partagez le fichier en plusieurs, puis recommencez."
        )
    about = About(nature=read.nature, published=read.published, platform=read.platform, pages=pages)
    document = Document(
        source_id(path, practice, read.key),
        Kind.PRACTICE,
        _named(read.title, text, path),
        text,
        about=about,
        practice=practice,
        path=str(path),
        url=_one_line(read.url) or None,
    )
    pieces = passages(text)
    if not pieces and read.nature == POST:  # «# Bonne année» is a heading to a reader of Markdown
        pieces = [("", 0, len(text.rstrip()))]
    if not pieces:
        raise Unreadable("le fichier ne contient que des titres, sans texte.")
    return document.cut(pieces)


def _paged(text: str) -> tuple[str, tuple[int, ...]]:
    """Return `text` as we keep it, and the offsets at which its pages 2, 3… start (the end of the text, for an empty last one)."""
    whole, starts = "", list[int]()
    for number, page in enumerate(text.split(PAGE_BREAK)):
        said = normalise(page).strip()
        joint = _joint(whole, said)
        if number:
            starts.append(len(whole) + len(joint))
        whole += joint + said
    return whole + "\n", tuple(starts)


def _joint(before: str, after: str) -> str:
    """Return what goes between two pages: a space when a sentence runs on from one to the other."""
    if not before or not after:
        return ""
    runs_on = (before[-1].isalnum() or before[-1] == ",") and after[0].islower()
    return " " if runs_on else "\n\n"


def _named(declared: str, text: str, path: Path) -> str:
    """Return the title of a file: what it declares, unless that is its name; else what its text begins with; else its name."""
    name = path.stem.replace("_", " ").replace("-", " ").strip()
    said = _one_line(declared)
    own = "" if said.casefold() in {name.casefold(), path.stem.casefold()} else said
    return _title(own, text) or said or _one_line(name)


def _reader(name: str) -> Reader:
    reader: Reader = import_module(f"knowledge.importers.{name}")
    return reader


def _unknown(path: Path) -> str:
    hint = KNOWN_ELSEWHERE.get(
        path.suffix.lower(), "Enregistrez le document en PDF, DOCX, HTML, Markdown ou texte."
    )
    return f"le format «\u00a0{path.suffix or path.name}\u00a0» n’est pas lu. {hint}"


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
