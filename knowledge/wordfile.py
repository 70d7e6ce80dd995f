"""The file of the word index: opening it, whoever else does; writing all or nothing; noticing what is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final

from knowledge import postings
from knowledge.errors import CacheBroken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT: Final = "6"  # moves when files made by an older program must be made anew

_SCHEMA: Final = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE passage (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, kind TEXT NOT NULL, practice TEXT NOT NULL,
    valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL, length INTEGER NOT NULL, grams INTEGER NOT NULL,
    weight REAL NOT NULL, mention REAL NOT NULL
) STRICT;
CREATE TABLE held (row INTEGER PRIMARY KEY, numbers BLOB NOT NULL, counts BLOB NOT NULL, shown TEXT NOT NULL) STRICT;
CREATE TABLE term (number INTEGER PRIMARY KEY, passages INTEGER NOT NULL, stem TEXT) STRICT;
CREATE INDEX spelt ON term (stem, passages) WHERE stem IS NOT NULL;
{postings.SCHEMA};
"""

Version = tuple[int, int]


class WordFile:
    """One open index file; several processes may read while one writes."""

    def __init__(self, path: Path) -> None:
        """Open `path`, or make an empty index there.

        Raises:
            CacheBroken: the file is not an index, or an older program made it.
            sqlite3.OperationalError: the folder cannot be written to.
        """
        self.path = path
        self._written = 0
        self.db = sqlite3.connect(path, timeout=10, check_same_thread=False, isolation_level=None)
        try:
            with damage(path):
                self._prepare()
        except BaseException:
            self.db.close()
            raise
        self._inode = path.stat().st_ino

    @property
    def replaced(self) -> bool:
        """Tell whether the file was thrown away since it was opened, by this process or another."""
        try:
            return self.path.stat().st_ino != self._inode
        except FileNotFoundError:
            return True

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    @property
    def generation(self) -> int:
        """The generation of the database that the index shows; -1 for an empty one."""
        return int(self._meta("generation"))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read one state of the index, whatever another process writes meanwhile."""
        with damage(self.path):
            self.db.execute("BEGIN")
        try:
            yield
        finally:
            with damage(self.path):
                self.db.execute("COMMIT")

    def clear(self) -> None:
        """Forget every passage, in place: a file that others have open is better emptied than thrown away."""
        with damage(self.path):
            with self.transaction():
                for table in ("passage", "held", "term", "posting"):
                    self.db.execute(f"DELETE FROM {table}")  # noqa: S608  # names of ours
                self.db.execute(
                    "UPDATE meta SET value = iif(name = 'generation', '-1', '0') WHERE name != 'format'"
                )
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def check(self) -> None:
        """Read the whole file.

        Raises:
            CacheBroken: it is damaged.
        """
        with damage(self.path), self.reading():
            (said,) = self.one("PRAGMA quick_check")
            told = self.one("SELECT total(length(impacts)), total(length(places)) / 2 FROM posting")
            counted = float(self._meta("postings"))
        if said != "ok" or set(told) != {counted}:
            raise cache_broken(self.path)

    def _prepare(self) -> None:
        for pragma in ("busy_timeout=10000", "journal_mode=WAL", "secure_delete=ON", "synchronous=NORMAL"):
            self.db.execute(f"PRAGMA {pragma}").fetchall()
        if self._empty():
            with self.transaction():
                self._make_tables()
        if self._meta("format") != FORMAT:
            raise cache_broken(self.path)

    def _make_tables(self) -> None:
        if self._empty():  # still: another process may have made them meanwhile
            for statement in filter(str.strip, _SCHEMA.split(";")):
                self.db.execute(statement)
            self.db.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                [("format", FORMAT), ("generation", "-1"), ("postings", "0")],
            )

    def _empty(self) -> bool:
        return self.db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None

    def version(self) -> Version:
        """Return what moves when this process writes the file, or another does."""
        (theirs,) = self.one("PRAGMA data_version")
        return self._written, theirs

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of it or nothing."""
        self._written += 1
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:  # SQLite ends it by itself when the disk is full
                self.db.execute("ROLLBACK")
            raise

    def _meta(self, name: str) -> str:
        with damage(self.path):
            (value,) = self.one("SELECT value FROM meta WHERE name = ?", name)
        return str(value)

    def one(self, query: str, *values: object) -> tuple[Any, ...]:
        """Return the one row that `query` gives."""
        with closing(self.db.execute(query, values)) as cursor:
            found: tuple[Any, ...] | None = cursor.fetchone()
        if found is None:
            raise cache_broken(self.path)
        return found


@contextmanager
def damage(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a damaged file into `CacheBroken`; a full disk passes through."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error) and "malformed" not in str(error):
            raise
        raise cache_broken(path) from error
    except sqlite3.DatabaseError as error:
        raise cache_broken(path) from error


def cache_broken(path: Path) -> CacheBroken:
    """Say that a file is damaged."""
    return CacheBroken(
        f"L’index «\u00a0{path}\u00a0» est endommagé. Il est refait à partir de la base de données."
    )
