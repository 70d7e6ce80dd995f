"""One process writes the caches at a time; the others wait a little, or go on with what they have."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

from knowledge.errors import Busy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STEP: Final = 0.05  # seconds between two tries


@contextmanager
def only_writer(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock file `path`; the system lets go of it when the process dies.

    Raises:
        Busy: another process still holds it after `patience` seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a+b") as file:
        _wait(file, time.monotonic() + patience)
        try:
            yield
        finally:
            _release(file)


def _wait(file: IO[bytes], until: float) -> None:
    while not _taken(file):
        if time.monotonic() >= until:
            raise Busy(
                "Une autre commande écrit dans l’index en ce moment. Attendez qu’elle ait fini, puis recommencez."
            )
        time.sleep(STEP)


try:
    import fcntl

    def _taken(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

except ImportError:  # Windows
    import msvcrt

    def _taken(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]
