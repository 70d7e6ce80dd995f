"""What is remembered of the practice's files: how each looked when it was read, and what was left aside. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.model import Document


class Why(StrEnum):
    """Why a file, or a part of it, is not in the index."""

    PATIENT = "patient"  # it names a patient
    UNREADABLE = "unreadable"
    FOREIGN = "foreign"  # nothing in it is a document: private messages, settings, a list of pages


@dataclass(frozen=True, slots=True)
class Remark:
    """Something left aside: the reason in French, where it stands, and of a post its date (ISO) and platform."""

    why: Why
    notice: str
    where: str = ""
    published: str = ""
    platform: str = ""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when it was read.

    `path` is absolute; `mtime` is in nanoseconds, 0 for a file written moments before, which is looked into again;
    `reader` is `knowledge.importers.READER` of that day.
    """

    path: str
    size: int
    mtime: int
    sha256: str
    reader: int
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What to remember of one file: its documents replace all that it gave before; None keeps those."""

    state: FileState
    documents: tuple[Document, ...] | None = field(repr=False)


class Ledger(Protocol):
    """Where that is kept, beside the documents. See `bot/store/files.py`."""

    async def states(self) -> Mapping[str, FileState]:
        """Return every file known, by path."""
        ...

    async def take(self, files: Sequence[Taken]) -> int:
        """Keep files and their documents in one transaction; return how many documents were new, changed or went away."""
        ...

    async def drop(self, paths: Sequence[str]) -> int:
        """Remove files and all their documents, on disk too; return how many documents went away."""
        ...
