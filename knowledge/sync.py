"""Folders and the index: what is new or changed is read, what vanished is forgotten, the rest is left alone.

A file whose size and time did not move is not opened; one whose bytes did not change is not read. A bad file is left aside
with its reason, and looked at again when it changes.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Final, Protocol

from knowledge.admission import admitted
from knowledge.errors import Foreign, PatientNamed, Unreadable
from knowledge.files import FileState, Remark, Taken, Why
from knowledge.importers import KNOWN_ELSEWHERE, READER, READERS, import_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bot.guard import Practice
    from knowledge.files import Ledger
    from knowledge.model import Document

BATCH: Final = 50  # files kept at once
FRESH: Final = (
    2_000_000_000  # nanoseconds; a file written so lately may change again within the same tick of its clock
)
MANY: Final = 5  # files that do not vanish all at once from a folder that is still plugged in
OCR: Final = (
    1_000  # added to `READER` for a file left aside while `tesseract` was there: another try would not help
)
_GONE: Final = "un fichier a disparu ou n’est plus lisible pendant la lecture. Recommencez."


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as the folder shows it: size in bytes, time in nanoseconds."""

    path: str
    size: int
    mtime: int


@dataclass
class Harvest:
    """What a pass over files gave. `changed` counts documents; `aside` pairs paths with what was left aside in them."""

    files: int = 0
    same: int = 0
    read: int = 0
    documents: int = 0
    passages: int = 0
    avoided: int = 0
    changed: int = 0
    gone: list[str] = field(default_factory=list)
    aside: list[tuple[str, Remark]] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    @property
    def moved(self) -> bool:
        """Tell whether the index has something to follow."""
        return self.changed > 0


class Emptied(Exception):
    """All the files of a folder vanished at once: a disk that is not plugged in looks like that. Nothing was forgotten."""

    def __init__(self, folder: Path, known: int) -> None:
        super().__init__(folder)
        self.folder = folder
        self.known = known


class Settler(Protocol):
    """What makes changes found: `knowledge.upkeep.Upkeep`."""

    async def settle(self) -> None:
        """Bring the search caches to where the database is."""
        ...


class Sync:
    """Brings the index to what files and folders say. One pass at a time."""

    def __init__(
        self,
        ledger: Ledger,
        settler: Settler,
        practice: Practice,
        *,
        tell: Callable[[int, int, str], None] = lambda _at, _total, _name: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """`tell` is called with (number, total, name) for each file read; `stopped` ends a pass after the batch at hand."""
        self._ledger = ledger
        self._settler = settler
        self._practice = practice
        self._tell = tell
        self._stopped = stopped

    async def add(self, paths: Sequence[Path]) -> Harvest:
        """Read files and folders, whatever is known of them; nothing is forgotten."""
        harvest = Harvest()
        seen = await asyncio.to_thread(lambda: list(_seen(paths, harvest, named=True)))
        await self._read(seen, {}, harvest)
        return harvest

    async def sync(self, roots: Sequence[Path], *, emptied: bool = False) -> Harvest:
        """Read what is new or changed in `roots`, and forget what vanished from them.

        Raises:
            Emptied: every known file of a root is gone, and `emptied` does not say that it is meant.
        """
        harvest = Harvest()
        known = await self._ledger.states()
        seen = await asyncio.to_thread(lambda: list(_seen(roots, harvest)))
        gone = _vanished(roots, known, {one.path for one in seen}, emptied=emptied)
        await self._read(seen, known, harvest)
        if gone:
            harvest.gone = gone
            harvest.changed += await self._ledger.drop(gone)
            await self._settler.settle()
        return harvest

    async def _read(self, seen: Sequence[Seen], known: Mapping[str, FileState], harvest: Harvest) -> None:
        """Read what moved, a batch at a time, and make it found."""
        moved = await asyncio.to_thread(lambda: [one for one in seen if not _same(one, known.get(one.path))])
        harvest.files, harvest.same = len(seen), len(seen) - len(moved)
        for one in seen:
            state = known.get(one.path)
            harvest.aside += [(one.path, remark) for remark in (state.remarks if state else ())] * _same(
                one, state
            )
        for first in range(0, len(moved), BATCH):
            if self._stopped():
                break
            batch = moved[first : first + BATCH]
            taken = await asyncio.to_thread(self._batch, batch, known, harvest, first, len(moved))
            harvest.changed += await self._ledger.take(taken)
        if harvest.moved:
            await self._settler.settle()

    def _batch(
        self,
        batch: Sequence[Seen],
        known: Mapping[str, FileState],
        harvest: Harvest,
        first: int,
        total: int,
    ) -> list[Taken]:
        found: list[Taken] = []
        for number, one in enumerate(batch, first + 1):
            self._tell(number, total, Path(one.path).name)
            taken = self._taken(one, known.get(one.path))
            _count(harvest, one.path, taken)
            if _may_be_kept(taken):
                found.append(taken)
        return found

    def _taken(self, seen: Seen, before: FileState | None) -> Taken:
        try:
            sha256 = _digest(seen.path)
        except OSError:
            return _aside(seen, "", Remark(Why.UNREADABLE, _GONE))
        if before is not None and before.sha256 == sha256 and before.reader == _reader(before):
            return Taken(_state(seen, sha256, before.remarks), None)
        try:
            _sayable(seen.path)
            return self._admitted(seen, sha256, import_file(Path(seen.path)))
        except Foreign as error:
            return Taken(_state(seen, sha256, (Remark(Why.FOREIGN, error.notice),)), ())
        except Unreadable as error:
            return _aside(seen, sha256, Remark(Why.UNREADABLE, error.notice))

    def _admitted(self, seen: Seen, sha256: str, documents: Iterable[Document]) -> Taken:
        kept: list[Document] = []
        remarks: list[Remark] = []
        for one in documents:
            try:
                kept.append(admitted(one, self._practice))
            except PatientNamed as error:
                remarks.append(Remark(Why.PATIENT, error.notice, one.about.published, one.about.platform))
        state = _state(seen, sha256, tuple(remarks))
        return Taken(state, tuple(kept) if kept or len(remarks) > 1 else None)


def _count(harvest: Harvest, path: str, taken: Taken) -> None:
    documents = taken.documents or ()
    harvest.read += bool(documents)
    harvest.documents += len(documents)
    harvest.passages += sum(len(one.chunks) for one in documents)
    harvest.avoided += sum(bool(one.about.faults) for one in documents)
    harvest.aside += [(path, remark) for remark in taken.state.remarks]


def _seen(paths: Iterable[Path], harvest: Harvest, *, named: bool = False) -> Iterator[Seen]:
    """Yield the files of `paths`; in folders, those that a reader knows, once each and hidden ones left out.

    A format that holds text and that none reads is noted in `harvest`. With `named`, a file given by name is tried whatever it is.
    """
    told: set[str] = set()
    for path in paths:
        whole = os.path.abspath(path)  # noqa: PTH100 - `Path.absolute` leaves «..» in
        for entry in _files(whole) if Path(whole).is_dir() else [whole]:
            if entry in told:
                continue
            told.add(entry)
            suffix = Path(entry).suffix.lower()
            if suffix in READERS or (named and entry == whole):
                yield from _stat(entry)
            elif suffix in KNOWN_ELSEWHERE:
                harvest.elsewhere.append(entry)


def _files(root: str) -> Iterator[str]:
    """Yield the paths of the files under `root`, in order; hidden folders and links to folders are not entered."""
    for folder, inside, files in os.walk(root):
        inside[:] = sorted(one for one in inside if not one.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")):  # «~$» is what Word writes beside an open document
                yield os.path.join(folder, name)  # noqa: PTH118 - tens of thousands of names


def _stat(path: str) -> Iterator[Seen]:
    try:
        found = os.stat(path)  # noqa: PTH116 - tens of thousands of names
    except OSError:
        yield Seen(path, -1, 0)
    else:
        yield Seen(path, found.st_size, found.st_mtime_ns)


def _same(seen: Seen, state: FileState | None) -> bool:
    if state is None or state.mtime != seen.mtime or state.size != seen.size:
        return False
    return state.reader == _reader(state)


def _state(seen: Seen, sha256: str, remarks: tuple[Remark, ...]) -> FileState:
    lately = time_ns() - seen.mtime < FRESH
    state = FileState(seen.path, seen.size, 0 if lately else seen.mtime, sha256, READER, remarks)
    return FileState(state.path, state.size, state.mtime, sha256, _reader(state), remarks)


def _reader(state: FileState) -> int:
    """Return what `reader` must be for `state` to stand; for a file left aside, whether `tesseract` was there counts."""
    if not any(one.why is Why.UNREADABLE for one in state.remarks):
        return READER
    from knowledge.importers.scans import tesseract

    return READER + OCR * bool(tesseract())


def _aside(seen: Seen, sha256: str, remark: Remark) -> Taken:
    """Leave a file aside; what it said before, if it did, stays in the index."""
    return Taken(_state(seen, sha256, (remark,)), None)


def _may_be_kept(taken: Taken) -> bool:
    """Tell whether the file may be remembered: neither a name that cannot be written, nor one that names a patient."""
    try:
        _sayable(taken.state.path)
    except Unreadable:
        return False
    return not any("nom du fichier" in one.notice for one in taken.state.remarks)


def _sayable(path: str) -> None:
    try:
        path.encode()
    except UnicodeEncodeError as error:
        raise Unreadable(
            "le nom du fichier contient des caractères illisibles. Renommez-le, puis recommencez."
        ) from error


def _digest(path: str) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _vanished(
    roots: Sequence[Path], known: Mapping[str, FileState], here: set[str], *, emptied: bool
) -> list[str]:
    gone: list[str] = []
    for root in roots:
        top = os.path.abspath(root)  # noqa: PTH100 - see above
        inside = [path for path in known if path == top or path.startswith(top.rstrip(os.sep) + os.sep)]
        lost = [path for path in inside if path not in here]
        if len(lost) == len(inside) >= MANY and not emptied:
            raise Emptied(root, len(inside))
        gone += [path for path in lost if path not in gone]
    return gone
