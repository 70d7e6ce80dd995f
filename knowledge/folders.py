"""What folders hold, at one look: the files that a reader knows, and those that have vanished since the look before."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from knowledge.importers import KNOWN_ELSEWHERE, READERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

MANY: Final = 5  # files that do not vanish all at once from a folder that is still plugged in
_HIDDEN: Final = (".", "~$")  # «~$» is what Word writes beside an open document


class Seen(NamedTuple):
    """A file as the folder shows it: size in bytes, time in nanoseconds. One is made for each file at each look."""

    path: str
    size: int
    mtime: int


@dataclass
class Look:
    """What a look noted beside the files: those in a format that none reads, and folders that may not be listed."""

    elsewhere: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


class Emptied(Exception):
    """All the files of a folder vanished at once: a disk that is not plugged in looks like that. Nothing was forgotten."""

    def __init__(self, folder: Path, known: int) -> None:
        super().__init__(folder)
        self.folder = folder
        self.known = known


def seen_in(paths: Iterable[Path], look: Look, *, named: bool = False) -> Iterator[Seen]:
    """Yield the files of `paths`; in folders, those that a reader knows, once each and hidden ones left out.

    With `named`, a file given by name is tried whatever it is.
    """
    told: set[str] = set()
    for path in paths:
        whole = os.path.abspath(path)  # noqa: PTH100 - `Path.absolute` leaves «..» in
        for seen in _files(whole, look) if Path(whole).is_dir() else _alone(whole):
            suffix = os.path.splitext(seen.path)[1].lower()  # noqa: PTH122 - tens of thousands of names
            if seen.path in told:
                continue
            told.add(seen.path)
            if suffix in READERS or (named and seen.path == whole):
                yield seen
            elif suffix in KNOWN_ELSEWHERE:
                look.elsewhere.append(seen.path)


def vanished(
    roots: Sequence[Path], known: Collection[str], here: Collection[str], look: Look, *, emptied: bool
) -> list[str]:
    """Return the known files of `roots` that are not `here` any more; those of a folder that is closed are not lost.

    Raises:
        Emptied: every known file of a root is gone, and `emptied` does not say that it is meant.
    """
    gone: dict[str, None] = {}
    for root in roots:
        top = os.path.abspath(root)  # noqa: PTH100 - see above
        inside = [path for path in known if path == top or _under(path, top)]
        lost = [path for path in inside if path not in here]
        if len(lost) == len(inside) >= MANY and not emptied:
            raise Emptied(root, len(inside))
        gone |= dict.fromkeys(path for path in lost if not any(_under(path, one) for one in look.closed))
    return list(gone)


def _under(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip(os.sep) + os.sep)


def _files(folder: str, look: Look) -> Iterator[Seen]:
    """Yield the files under `folder`, in order; hidden folders and links to folders are not entered."""
    try:
        with os.scandir(folder) as entries:
            shown = sorted((one for one in entries if not one.name.startswith(_HIDDEN)), key=_name)
    except FileNotFoundError:  # it went away since it was listed
        return
    except OSError:
        look.closed.append(folder)
        return
    for entry in shown:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, look)
        elif entry.is_file():
            yield from _alone(entry.path)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _alone(path: str) -> Iterator[Seen]:
    """Yield one file; a size of -1 says that it cannot be looked at."""
    try:
        found = os.stat(path)  # noqa: PTH116 - as `_files` does
    except OSError:
        yield Seen(path, -1, 0)
    else:
        yield Seen(path, found.st_size, found.st_mtime_ns)
