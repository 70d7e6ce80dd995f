"""The word index: stems, the passages that hold them, and each passage's terms. A cache of the database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from knowledge import postings
from knowledge.analysis import Terms, terms, word_terms
from knowledge.entries import Entry, Row, Scope, Totals, marks
from knowledge.spelling import CUT, alike, halves, openings, slips
from knowledge.wordfile import WordFile, damage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from knowledge.wordfile import Version

_BATCH: Final = 1_000  # passages
_ASKED: Final = 400  # values in one `IN`
_SCOPES: Final = 8  # scopes whose rows are remembered

_ADD_TERM: Final = (  # a stem and a gram may share a number: then the row has the stem's name
    "INSERT INTO term VALUES (?, ?, ?) ON CONFLICT (number) DO UPDATE SET "
    "passages = passages + excluded.passages, stem = coalesce(stem, excluded.stem)"
)
_COUNT: Final = "UPDATE meta SET value = CAST(value AS INTEGER) + ? WHERE name = 'postings'"


class WordIndex(WordFile):
    """What the file says: passages by their words, and what is shown of them. Not for two threads at once."""

    def __init__(self, path: Path) -> None:
        """Open `path`, or make an empty index there; raises what `WordFile` raises."""
        super().__init__(path)
        self._counted: tuple[Version, Totals] | None = None
        self._scoped: tuple[Version, dict[Scope, NDArray[np.bool_]]] = ((-1, -1), {})

    @property
    def totals(self) -> Totals:
        """The size of the index, counted once a version."""
        version = self.version()
        if self._counted is None or self._counted[0] != version:
            number, length, grams = self.one("SELECT count(*), total(length), total(grams) FROM passage")
            self._counted = (version, Totals(number, length / max(number, 1), grams / max(number, 1)))
        return self._counted[1]

    def ids(self) -> frozenset[str]:
        """Return the id of every passage."""
        with damage(self.path):
            return frozenset(one for (one,) in self.db.execute("SELECT id FROM passage"))

    def apply(self, added: Iterable[Entry], removed: Collection[str], generation: int) -> None:
        """Add and remove passages, and move to `generation`: all of it or nothing.

        Raises:
            CacheBroken: the file is damaged.
        """
        with damage(self.path), self.transaction():
            self._remove(sorted(removed))
            batch: list[tuple[Entry, Terms]] = []
            for entry in added:
                batch.append((entry, terms(entry.head, entry.text)))
                if len(batch) == _BATCH:
                    self._add(batch)
                    batch = []
            self._add(batch)
            self.db.execute("UPDATE meta SET value = ? WHERE name = 'generation'", (str(generation),))
        if removed:
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def frequencies(self, numbers: Sequence[int]) -> dict[int, int]:
        """Return in how many passages each term stands; terms that stand in none are left out."""
        found: dict[int, int] = {}
        for first in range(0, len(numbers), _ASKED):
            some = numbers[first : first + _ASKED]
            query = f"SELECT number, passages FROM term WHERE number IN ({marks(some)})"  # noqa: S608  # only «?»
            found.update(self.db.execute(query, some))
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
        with damage(self.path):
            rows = self._rows_of(scope)
            scores = postings.scores(self.db, asked, len(rows)) * rows
            best = np.flatnonzero(scores)
            if len(best) > limit:
                best = best[np.argpartition(scores[best], -limit)[-limit:]]
            query = f"SELECT {_COLUMNS} FROM passage JOIN held USING (row) WHERE row IN ({marks(best)})"  # noqa: S608
            return [_row(columns) for columns in self.db.execute(query, best.tolist())]

    def named(self, ids: Sequence[str], scope: Scope) -> list[Row]:
        """Return the passages `ids` that stand in `scope`."""
        if not ids:
            return []
        condition, values = scope.where()
        query = (
            f"SELECT {_COLUMNS} FROM passage JOIN held USING (row) WHERE id IN ({marks(ids)}) AND {condition}"  # noqa: S608
        )
        with damage(self.path):
            return [_row(columns) for columns in self.db.execute(query, (*ids, *values))]

    def shown(self, rows: Sequence[int]) -> dict[int, dict[str, Any]]:
        """Return what was kept to be shown, by row."""
        query = f"SELECT row, shown FROM held WHERE row IN ({marks(rows)})"  # noqa: S608
        return {row: json.loads(text) for row, text in self.db.execute(query, rows)}

    def texts(self, ids: Sequence[str]) -> list[str]:
        """Return the text to make a vector of, for each of `ids`, in the same order."""
        query = f"SELECT id, shown FROM passage JOIN held USING (row) WHERE id IN ({marks(ids)})"  # noqa: S608
        shown = {one: json.loads(text) for one, text in self.db.execute(query, ids)}
        return [f"{shown[one]['title']} . {shown[one]['section']} . {shown[one]['text']}" for one in ids]

    def all_texts(self) -> Iterator[tuple[str, str]]:
        """Yield (id, text) of every passage, as it would be shown."""
        with damage(self.path):
            for ident, shown in self.db.execute("SELECT id, shown FROM passage JOIN held USING (row)"):
                yield ident, json.loads(shown)["text"]

    def _told(self, letter: str, stem: str) -> Iterator[tuple[str, int]]:
        """Yield (stem, passages that hold it) of the known stems that begin with `letter` and are as long as `stem`."""
        longest = len(stem) + (12 if len(stem) >= CUT else slips(len(stem)))
        query = (
            "SELECT stem, passages FROM term WHERE stem >= ? AND stem < ? AND length(stem) BETWEEN ? AND ?"
        )
        yield from self.db.execute(query, (letter, letter + "~", len(stem) - slips(len(stem)), longest))

    def _rows_of(self, scope: Scope) -> NDArray[np.bool_]:
        """Return, for each row from 0 on, whether it stands in `scope`; read once a version."""
        version = self.version()
        if self._scoped[0] != version or len(self._scoped[1]) >= _SCOPES:
            self._scoped = (version, {})
        known = self._scoped[1]
        if scope not in known:
            condition, values = scope.where()
            (last,) = self.one("SELECT coalesce(max(row), 0) FROM passage")
            held = np.zeros(last + 1, np.bool_)
            query = f"SELECT row FROM passage WHERE {condition}"  # noqa: S608  # only «?»
            held[[row for (row,) in self.db.execute(query, values)]] = True
            known[scope] = held
        return known[scope]

    def _holds(self, word: str) -> bool:
        return bool(self.frequencies([word_terms(word).number]))

    def _remove(self, ids: Sequence[str]) -> None:
        for first in range(0, len(ids), _ASKED):
            some = ids[first : first + _ASKED]
            rows = f"SELECT row FROM passage WHERE id IN ({marks(some)})"  # noqa: S608
            blobs = self.db.execute(f"SELECT row, numbers FROM held WHERE row IN ({rows})", some)  # noqa: S608
            gone = {row: np.frombuffer(blob, np.uint32) for row, blob in blobs}
            self._count(list(gone.values()), {}, -1)
            self.db.execute(_COUNT, (-postings.remove(self.db, gone),))
            for table in ("held", "passage"):
                self.db.execute(f"DELETE FROM {table} WHERE row IN ({','.join(map(str, gone))})")  # noqa: S608
        self.db.execute("DELETE FROM term WHERE passages <= 0")

    def _add(self, batch: Sequence[tuple[Entry, Terms]]) -> None:
        if not batch:
            return
        (first,) = self.one("SELECT coalesce(max(row), 0) + 1 FROM passage")
        self.db.executemany(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_plain(first + number, *one) for number, one in enumerate(batch)],
        )
        self.db.executemany(
            "INSERT INTO held VALUES (?, ?, ?, ?)",
            [_held(first + number, *one) for number, one in enumerate(batch)],
        )
        told = [(held.told(), held.length) for _, held in batch]
        said = [(stems, postings.impacts(times, length)) for (stems, times), length in told]
        self.db.execute(_COUNT, (postings.add(self.db, first, said),))
        self._count([held.numbers for _, held in batch], _named(batch), 1)

    def _count(self, held: Sequence[NDArray[np.uint32]], stems: Mapping[int, str], step: int) -> None:
        if held:
            numbers, times = np.unique(np.concatenate(held), return_counts=True)
            listed = numbers.tolist()
            self.db.executemany(
                _ADD_TERM, zip(listed, (times * step).tolist(), map(stems.get, listed), strict=True)
            )


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
