"""What can go wrong with the knowledge, said in French.

* KnowledgeError
  * CorpusError      a shipped sheet cannot be read: a fault of ours, or an altered installation
  * Unreadable       a file of the practice cannot be read
    * Foreign        it can, and nothing in it is a document: private messages, settings, a list of pages
    * PatientNamed   it names a patient: an index must never hold one
  * Busy             another process is writing the index
  * CacheBroken      a search cache is missing or damaged; it is rebuilt from the database
  * NoRoom           the disk is full, or the folder may not be written to
  * EmbeddingsDown   the embedding server did not give usable vectors
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DISK: Final = frozenset(
    {
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EROFS,
        errno.EACCES,
        errno.EPERM,
        errno.EEXIST,
        errno.ENOTDIR,
        errno.EFBIG,
    }
)
_SQLITE_DISK: Final = (
    "database or disk is full",
    "disk I/O error",
    "readonly database",
    "unable to open database file",
)


class KnowledgeError(Exception):
    """Base of them all; `notice` is what a person reads."""

    def __init__(self, notice: str) -> None:
        super().__init__(notice)
        self.notice = notice


class CorpusError(KnowledgeError):
    """A shipped sheet is not what it should be."""


class Unreadable(KnowledgeError):
    """A file of the practice cannot be read; `notice` says why and what to do."""


class Foreign(Unreadable):
    """A file holds nothing for the index."""


class PatientNamed(Unreadable):
    """A document names a patient; `notice` and `where` say at which place, never the words."""

    def __init__(self, notice: str, where: str) -> None:
        super().__init__(notice)
        self.where = where


class Busy(KnowledgeError):
    """Another process is writing the index."""


class CacheBroken(KnowledgeError):
    """A search cache is missing or damaged."""


class NoRoom(KnowledgeError):
    """The disk is full, or the folder may not be written to."""


class EmbeddingsDown(KnowledgeError):
    """The embedding server did not give usable vectors."""


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Turn a full disk or a forbidden folder into `NoRoom`; let every other error through."""
    try:
        yield
    except OSError as error:
        if error.errno in _DISK:
            raise no_room(folder) from error
        raise
    except sqlite3.OperationalError as error:
        if any(words in str(error) for words in _SQLITE_DISK):
            raise no_room(folder) from error
        raise


def no_room(folder: Path) -> NoRoom:
    """Say that `folder` cannot be written to."""
    return NoRoom(
        f"L’index ne peut pas être écrit dans «\u00a0{folder}\u00a0»\u00a0: le disque est plein, ou le dossier est protégé. "
        "Rien n’est perdu\u00a0; libérez de la place ou vérifiez les droits, puis recommencez."
    )
