"""The word index: a SQLite file of stems, of the passages that hold them, and of each passage's terms. A cache of the database."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from knowledge import postings
from knowledge.analysis import Terms, terms, word_terms
from knowledge.entries import Entry, Row, Scope, Totals, marks
from knowledge.errors import CacheBroken
from knowledge.spelling import CUT, alike, halves, openings, slips

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

FORMAT: Final = "4"  # moves when files made by an older program must be made anew
_BATCH: Final = 1_000  # passages
_ASKED: Final = 400  # values in one `IN`
_SCOPES: Final = 8  # scopes whose rows are remembered

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
_ADD_TERM: Final = "INSERT INTO term VALUES (?, ?, ?) ON CONFLICT (number) DO UPDATE SET passages = passages + excluded.passages"


class WordIndex:
    """One open index file. Not for two threads at once; several processes may read while one writes."""

    def __init__(self, path: Path) -> None:
        """Open `path`, or make an empty index there.

        Raises:
            CacheBroken: the file is not an index, or an older program made it.
            sqlite3.OperationalError: the folder cannot be written to.
        """
        self.path = path
        self._written = 0
        self._counted: tuple[_Version, Totals] | None = None
        self._scoped: tuple[_Version, dict[Scope, NDArray[np.bool_]]] = ((-1, -1), {})
        self._db = sqlite3.connect(path, timeout=10, check_same_thread=False, isolation_level=None)
        try:
            with _broken(path):
                self._prepare()
        except BaseException:
            self._db.close()
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
        self._db.close()

    @property
    def generation(self) -> int:
        """The generation of the database that the index shows; -1 for an empty one."""
        return int(self._meta("generation"))

    @property
    def totals(self) -> Totals:
        """The size of the index, counted once a version."""
        version = self._version()
        if self._counted is None or self._counted[0] != version:
            number, length, grams = self._one("SELECT count(*), total(length), total(grams) FROM passage")
            self._counted = (version, Totals(number, length / max(number, 1), grams / max(number, 1)))
        return self._counted[1]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read one state of the index, whatever another process writes meanwhile."""
        with _broken(self.path):
            self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")

    def ids(self) -> frozenset[str]:
        """Return the id of every passage."""
        with _broken(self.path):
            return frozenset(one for (one,) in self._db.execute("SELECT id FROM passage"))

    def apply(self, added: Iterable[Entry], removed: Collection[str], generation: int) -> None:
        """Add and remove passages, and move to `generation`: all of it or nothing.

        Raises:
            CacheBroken: the file is damaged.
        """
        with _broken(self.path), self._transaction():
            self._remove(sorted(removed))
            batch: list[tuple[Entry, Terms]] = []
            for entry in added:
                batch.append((entry, terms(entry.head, entry.text)))
                if len(batch) == _BATCH:
                    self._add(batch)
                    batch = []
            self._add(batch)
            self._db.execute("UPDATE meta SET value = ? WHERE name = 'generation'", (str(generation),))
        if removed:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def clear(self) -> None:
        """Forget every passage, in place: a file that others have open is better emptied than thrown away."""
        with _broken(self.path):
            with self._transaction():
                for table in ("passage", "held", "term", "posting"):
                    self._db.execute(f"DELETE FROM {table}")  # noqa: S608  # names of ours
                self._db.execute("UPDATE meta SET value = '-1' WHERE name = 'generation'")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def frequencies(self, numbers: Sequence[int]) -> dict[int, int]:
        """Return in how many passages each term stands; terms that stand in none are left out."""
        found: dict[int, int] = {}
        for first in range(0, len(numbers), _ASKED):
            some = numbers[first : first + _ASKED]
            query = f"SELECT number, passages FROM term WHERE number IN ({marks(some)})"  # noqa: S608  # only «?»
            found.update(self._db.execute(query, some))
        return found

    def alike(self, word: str) -> list[str]:
        """Return the known stems that `word`, folded and standing in no passage, is most likely meant for."""
        stem = word_terms(word).stem
        if not slips(len(stem)):
            return []
        known = (pair for letter in openings(stem) for pair in self._told(letter, stem))
        return alike(stem, known) or [word_terms(half).stem for half in halves(word, self._holds) or ()]

    def matching(self, asked: Mapping[int, float], scope: Scope, limit: int) -> list[Row]:
        """Return the `limit` passages that best hold any of the stems `asked` (number and weight), in no order."""
        with _broken(self.path):
            rows = self._rows_of(scope)
            scores = postings.scores(self._db, asked, len(rows)) * rows
            best = np.flatnonzero(scores)
            if len(best) > limit:
                best = best[np.argpartition(scores[best], -limit)[-limit:]]
            query = f"SELECT {_COLUMNS} FROM passage JOIN held USING (row) WHERE row IN ({marks(best)})"  # noqa: S608
            return [_row(columns) for columns in self._db.execute(query, best.tolist())]

    def named(self, ids: Sequence[str], scope: Scope) -> list[Row]:
        """Return the passages `ids` that stand in `scope`."""
        if not ids:
            return []
        condition, values = scope.where()
        query = (
            f"SELECT {_COLUMNS} FROM passage JOIN held USING (row) WHERE id IN ({marks(ids)}) AND {condition}"  # noqa: S608
        )
        with _broken(self.path):
            return [_row(columns) for columns in self._db.execute(query, (*ids, *values))]

    def shown(self, rows: Sequence[int]) -> dict[int, dict[str, Any]]:
        """Return what was kept to be shown, by row."""
        query = f"SELECT row, shown FROM held WHERE row IN ({marks(rows)})"  # noqa: S608
        return {row: json.loads(text) for row, text in self._db.execute(query, rows)}

    def texts(self, ids: Sequence[str]) -> list[str]:
        """Return the text to make a vector of, for each of `ids`, in the same order."""
        query = f"SELECT id, shown FROM passage JOIN held USING (row) WHERE id IN ({marks(ids)})"  # noqa: S608
        shown = {one: json.loads(text) for one, text in self._db.execute(query, ids)}
        return [f"{shown[one]['title']} . {shown[one]['section']} . {shown[one]['text']}" for one in ids]

    def all_texts(self) -> Iterator[tuple[str, str]]:
        """Yield (id, text) of every passage, as it would be shown."""
        with _broken(self.path):
            for ident, shown in self._db.execute("SELECT id, shown FROM passage JOIN held USING (row)"):
                yield ident, json.loads(shown)["text"]

    def check(self) -> None:
        """Read the whole file.

        Raises:
            CacheBroken: it is damaged.
        """
        with _broken(self.path):
            (said,) = self._one("PRAGMA quick_check")
            (held,) = self._one("SELECT coalesce(sum(length(impacts)), 0) FROM posting")
            (told,) = self._one("SELECT coalesce(sum(passages), 0) FROM term WHERE stem IS NOT NULL")
        if said != "ok" or held != told:
            raise _cache_broken(self.path)

    def _prepare(self) -> None:
        for pragma in ("busy_timeout=10000", "journal_mode=WAL", "secure_delete=ON", "synchronous=NORMAL"):
            self._db.execute(f"PRAGMA {pragma}").fetchall()
        if self._empty():
            with self._transaction():
                self._make_tables()
        if self._meta("format") != FORMAT:
            raise _cache_broken(self.path)

    def _make_tables(self) -> None:
        if self._empty():  # still: another process may have made them meanwhile
            for statement in filter(str.strip, _SCHEMA.split(";")):
                self._db.execute(statement)
            self._db.executemany("INSERT INTO meta VALUES (?, ?)", [("format", FORMAT), ("generation", "-1")])

    def _empty(self) -> bool:
        return self._db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None

    def _version(self) -> _Version:
        """Return what moves when this process writes the file, or another does."""
        (theirs,) = self._one("PRAGMA data_version")
        return self._written, theirs

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._written += 1
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # SQLite ends it by itself when the disk is full
                self._db.execute("ROLLBACK")
            raise

    def _meta(self, name: str) -> str:
        with _broken(self.path):
            (value,) = self._one("SELECT value FROM meta WHERE name = ?", name)
        return str(value)

    def _told(self, letter: str, stem: str) -> Iterator[tuple[str, int]]:
        """Yield (stem, passages that hold it) of the known stems that begin with `letter` and are as long as `stem`."""
        longest = len(stem) + (12 if len(stem) >= CUT else slips(len(stem)))
        query = (
            "SELECT stem, passages FROM term WHERE stem >= ? AND stem < ? AND length(stem) BETWEEN ? AND ?"
        )
        yield from self._db.execute(query, (letter, letter + "~", len(stem) - slips(len(stem)), longest))

    def _rows_of(self, scope: Scope) -> NDArray[np.bool_]:
        """Return, for each row from 0 on, whether it stands in `scope`; read once a version."""
        version = self._version()
        if self._scoped[0] != version or len(self._scoped[1]) >= _SCOPES:
            self._scoped = (version, {})
        known = self._scoped[1]
        if scope not in known:
            condition, values = scope.where()
            (last,) = self._one("SELECT coalesce(max(row), 0) FROM passage")
            held = np.zeros(last + 1, np.bool_)
            query = f"SELECT row FROM passage WHERE {condition}"  # noqa: S608  # only «?»
            held[[row for (row,) in self._db.execute(query, values)]] = True
            known[scope] = held
        return known[scope]

    def _holds(self, word: str) -> bool:
        return bool(self.frequencies([word_terms(word).number]))

    def _one(self, query: str, *values: object) -> tuple[Any, ...]:
        with closing(self._db.execute(query, values)) as cursor:
            found: tuple[Any, ...] | None = cursor.fetchone()
        if found is None:
            raise _cache_broken(self.path)
        return found

    def _remove(self, ids: Sequence[str]) -> None:
        for first in range(0, len(ids), _ASKED):
            some = ids[first : first + _ASKED]
            rows = f"SELECT row FROM passage WHERE id IN ({marks(some)})"  # noqa: S608
            blobs = self._db.execute(f"SELECT row, numbers FROM held WHERE row IN ({rows})", some)  # noqa: S608
            gone = {row: np.frombuffer(blob, np.uint32) for row, blob in blobs}
            self._count(list(gone.values()), {}, -1)
            postings.remove(self._db, gone)
            for table in ("held", "passage"):
                self._db.execute(f"DELETE FROM {table} WHERE row IN ({','.join(map(str, gone))})")  # noqa: S608
        self._db.execute("DELETE FROM term WHERE passages <= 0")

    def _add(self, batch: Sequence[tuple[Entry, Terms]]) -> None:
        if not batch:
            return
        (first,) = self._one("SELECT coalesce(max(row), 0) + 1 FROM passage")
        self._db.executemany(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_plain(first + number, *one) for number, one in enumerate(batch)],
        )
        self._db.executemany(
            "INSERT INTO held VALUES (?, ?, ?, ?)",
            [_held(first + number, *one) for number, one in enumerate(batch)],
        )
        told = [(held.told(), held.length) for _, held in batch]
        postings.add(
            self._db, first, [(stems, postings.impacts(times, length)) for (stems, times), length in told]
        )
        self._count([held.numbers for _, held in batch], _named(batch), 1)

    def _count(self, held: Sequence[NDArray[np.uint32]], stems: Mapping[int, str], step: int) -> None:
        if held:
            numbers, times = np.unique(np.concatenate(held), return_counts=True)
            listed = numbers.tolist()
            self._db.executemany(
                _ADD_TERM, zip(listed, (times * step).tolist(), map(stems.get, listed), strict=True)
            )


_Version = tuple[int, int]
_COLUMNS: Final = "row, id, source, length, grams, weight, mention, numbers, counts"


def _named(batch: Sequence[tuple[Entry, Terms]]) -> dict[int, str]:
    return {number: stem for _, held in batch for number, stem in held.stems.items()}


def _plain(row: int, entry: Entry, held: Terms) -> tuple[object, ...]:
    identity = (row, entry.id, entry.source, entry.kind, entry.practice, entry.valid_from, entry.valid_to)
    return (*identity, held.length, held.grams, entry.weight, entry.mention)


def _held(row: int, entry: Entry, held: Terms) -> tuple[object, ...]:
    return (row, held.numbers.tobytes(), held.counts.tobytes(), json.dumps(entry.shown, ensure_ascii=False))


def _row(columns: tuple[Any, ...]) -> Row:
    *plain, numbers, counts = columns
    arrays: Any = np.frombuffer(numbers, np.uint32), np.frombuffer(counts, np.uint8)
    return Row(*plain, *arrays)


@contextmanager
def _broken(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a damaged file into `CacheBroken`; a full disk passes through."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error) and "malformed" not in str(error):
            raise
        raise _cache_broken(path) from error
    except sqlite3.DatabaseError as error:
        raise _cache_broken(path) from error


def _cache_broken(path: Path) -> CacheBroken:
    return CacheBroken(
        f"L’index «\u00a0{path}\u00a0» est endommagé. Il est refait à partir de la base de données."
    )
