"""Folders and the index: what is new or changed is read, what vanished is forgotten, the rest is left alone.

A file whose size and time did not move is not opened; one whose bytes did not change is not read. A bad file is left aside
with its reason, and looked at again when it changes.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Final, Protocol

from knowledge.admission import IN_THE_NAME, admitted
from knowledge.errors import Foreign, PatientNamed, Unreadable
from knowledge.files import FileState, Remark, Taken, Why
from knowledge.folders import Look, seen_in, vanished
from knowledge.importers import READER, import_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.guard import Practice
    from knowledge.files import Ledger
    from knowledge.folders import Seen
    from knowledge.model import Document

BATCH: Final = 50  # files kept at once
FRESH: Final = (
    2_000_000_000  # nanoseconds; a file written so lately may change again within the same tick of its clock
)
OCR: Final = (
    1_000  # added to `READER` for a file left aside while `tesseract` was there: another try would not help
)
_GONE: Final = "un fichier a disparu ou n’est plus lisible pendant la lecture. Recommencez."


@dataclass
class Harvest:
    """What a pass over files gave. `changed` counts documents.

    `aside` pairs paths with what was left aside in them by this pass, `waiting` with what an earlier one left and nobody mended.
    """

    files: int = 0
    same: int = 0
    read: int = 0
    documents: int = 0
    passages: int = 0
    avoided: int = 0
    changed: int = 0
    gone: list[str] = field(default_factory=list)
    aside: list[tuple[str, Remark]] = field(default_factory=list)
    waiting: list[tuple[str, Remark]] = field(default_factory=list)
    look: Look = field(default_factory=Look)

    @property
    def moved(self) -> bool:
        """Tell whether the index has something to follow."""
        return self.changed > 0


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
        seen = await asyncio.to_thread(lambda: list(seen_in(paths, harvest.look, named=True)))
        await self._read(seen, {}, harvest)
        return harvest

    async def sync(self, roots: Sequence[Path], *, emptied: bool = False) -> Harvest:
        """Read what is new or changed in `roots`, and forget what vanished from them.

        Raises:
            Emptied: every known file of a root is gone, and `emptied` does not say that it is meant.
        """
        harvest = Harvest()
        known = await self._ledger.states()
        seen = await asyncio.to_thread(lambda: list(seen_in(roots, harvest.look)))
        gone = vanished(roots, known, {one.path for one in seen}, harvest.look, emptied=emptied)
        await self._read(seen, known, harvest)
        if gone:
            harvest.gone = gone
            harvest.changed += await self._ledger.drop(gone)
            await self._settler.settle()
        return harvest

    async def _read(self, seen: Sequence[Seen], known: Mapping[str, FileState], harvest: Harvest) -> None:
        """Read what moved, a batch at a time, and make it found."""
        moved = await asyncio.to_thread(lambda: [one for one in seen if not _same(one, known.get(one.path))])
        harvest.files, harvest.same, again = len(seen), len(seen) - len(moved), set(moved)
        harvest.waiting += [
            (one.path, remark) for one in seen for remark in _pending(known.get(one.path)) if one not in again
        ]
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
            before = known.get(one.path)
            taken = self._taken(one, before)
            _count(harvest, before, taken)
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
                remarks.append(
                    Remark(Why.PATIENT, error.notice, error.where, one.about.published, one.about.platform)
                )
        state = _state(seen, sha256, tuple(remarks))
        return Taken(state, tuple(kept) if kept or len(remarks) > 1 else None)


def _count(harvest: Harvest, before: FileState | None, taken: Taken) -> None:
    same = before is not None and taken.documents is None and before.sha256 == taken.state.sha256
    documents = taken.documents or ()
    harvest.same += same
    harvest.read += bool(documents)
    harvest.documents += len(documents)
    harvest.passages += sum(len(one.chunks) for one in documents)
    harvest.avoided += sum(bool(one.about.faults) for one in documents)
    if same:
        harvest.waiting += [(taken.state.path, remark) for remark in _pending(taken.state)]
    else:
        harvest.aside += [(taken.state.path, remark) for remark in taken.state.remarks]


def _pending(state: FileState | None) -> list[Remark]:
    """Return what somebody still has to mend in a file that did not change."""
    return [one for one in (state.remarks if state else ()) if one.why is not Why.FOREIGN]


def _same(seen: Seen, state: FileState | None) -> bool:
    if state is None or state.mtime != seen.mtime or state.size != seen.size:
        return False
    return state.reader == (_reader(state) if state.remarks else READER)


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
    return not any(one.where == IN_THE_NAME for one in taken.state.remarks)


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
