"""What the index costs as it grows: its making, a search, its memory, a folder looked at again."""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import re
import resource
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.bench import Row, percentile
from bot.bench.knowledge import QUESTIONS
from bot.drafting.ports import Kind
from bot.french import thousands
from knowledge.chunks import passages
from knowledge.corpus import load_shipped
from knowledge.files import FileState, Taken
from knowledge.importers import READER
from knowledge.model import Document

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.store.documents import Documents
    from knowledge.library import IndexLibrary
    from knowledge.sync import Sync

ROUNDS: Final = 10
PASSAGES: Final = 10  # of a document
SENTENCES: Final = 9  # of a passage: about 700 characters
AT_ONCE: Final = 50  # documents kept in one transaction
FILES: Final = 10_000
SMALL: Final = 10_000  # passages of a large practice; more is an agency
OLD: Final = 1_700_000_000_000_000_000  # nanoseconds: a file that nobody touched lately
_RESIDENT: Final = """
import asyncio, sys
from bot.bench.growth import opened, peak
async def main():
    async with opened(sys.argv[1]) as (library, _):
        await library.warm()
        for question in sys.argv[2:]:
            await library.search(question)
asyncio.run(main())
print(peak())
"""


def bench_growth(home: Path, size: int, slowest: float) -> list[Row]:
    """Measure an index of `size` passages in the empty folder `home`; 95 searches in 100 take `slowest` ms at most."""
    home.mkdir(parents=True, exist_ok=True)
    rate, durations, one = asyncio.run(_grown(home, size))
    command = [sys.executable, "-c", _RESIDENT, str(home), *QUESTIONS]
    memory = float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    name = f"{thousands(size)} passages"
    p95, p99 = percentile(durations, 0.95), percentile(durations, 0.99)
    small = size <= SMALL
    return [
        Row(f"indexation, {name}", rate, rate, "/s", least=1_500),
        Row(f"recherche parmi {name}, 95 fois sur 100", p95, p99, "ms", target=slowest),
        Row(f"document changé parmi {name}, retrouvé", one, one, "ms", target=150 if small else None),
        Row(f"mémoire, recherche parmi {name}", memory, memory, "Mo", target=150 if small else None),
    ]


def bench_sync(home: Path) -> list[Row]:
    """Measure a second look at a folder of `FILES` files that did not change, and one changed file until it is found."""
    folder = home / "documents"
    folder.mkdir(parents=True)
    for number in range(FILES):
        path = folder / f"{number}.txt"
        path.write_text(f"Notice {number}. Le cabinet remet cette notice à la sortie.", "utf-8")
        os.utime(path, ns=(OLD, OLD))
    same, changed = asyncio.run(_synced(home, folder))
    return [
        Row("dossier de 10\u202f000 fichiers inchangés, relu", same, same, "s", target=2.0),
        Row("un fichier changé, relu et retrouvé", changed, changed, "ms", target=150),
    ]


def peak() -> float:
    """Return the most memory that this process held, in megabytes; where Linux says it, without what its parent held."""
    status = Path("/proc/self/status")
    if status.exists():
        return (
            next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
            / 1_024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


@asynccontextmanager
async def opened(home: str | Path) -> AsyncIterator[tuple[IndexLibrary, Documents]]:
    """Open the index of `home`, as the program does without an embedding server."""
    from bot.settings import read_settings
    from bot.shelf import opened_library

    async with opened_library(read_settings({"CONFRERE_HOME": str(home)})) as room:
        yield room


async def _grown(home: Path, size: int) -> tuple[float, list[float], float]:
    """Return passages indexed a second, the durations of searches, and of one change, in milliseconds."""
    async with opened(home) as (library, _):
        await library.warm()
        upkeep = await library.upkeep()
        for batch in _batches(size):
            await upkeep.put(batch)
        started = time.perf_counter()
        await upkeep.settle()
        rate = size / (time.perf_counter() - started)
        await library.warm()
        durations = [await _asked(library, question) for _ in range(ROUNDS) for question in QUESTIONS]
        started = time.perf_counter()
        await upkeep.put([_document(0, random.Random(2))])  # noqa: S311
        await upkeep.settle()
        return rate, durations, (time.perf_counter() - started) * 1_000


async def _asked(library: IndexLibrary, question: str) -> float:
    started = time.perf_counter()
    await library.search(question)
    return (time.perf_counter() - started) * 1_000


async def _synced(home: Path, folder: Path) -> tuple[float, float]:
    """Return the seconds of a look at unchanged files, and the milliseconds of one changed file, half of the time."""
    from bot.guard import Practice
    from bot.settings import read_settings
    from bot.shelf import opened_files
    from knowledge.sync import Sync

    async with opened_files(read_settings({"CONFRERE_HOME": str(home)})) as (library, _, files):
        await library.warm()
        await files.take([Taken(state, ()) for state in _states(folder)])
        sync = Sync(files, await library.upkeep(), Practice())
        started = time.perf_counter()
        await sync.sync([folder])
        same = time.perf_counter() - started
        changed = [await _changed(sync, folder / f"{number}.txt") for number in range(ROUNDS + 1)]
        return same, percentile(changed[1:], 0.5)  # the first loads what reads a file


async def _changed(sync: Sync, path: Path) -> float:
    await asyncio.to_thread(path.write_text, f"Le cabinet remet une autre notice {path.stem}.", "utf-8")
    started = time.perf_counter()
    await sync.add([path])
    return (time.perf_counter() - started) * 1_000


def _states(folder: Path) -> list[FileState]:
    return [_state(path) for path in sorted(folder.iterdir())]


def _state(path: Path) -> FileState:
    raw = path.read_bytes()
    return FileState(str(path.resolve()), len(raw), OLD, hashlib.sha256(raw).hexdigest(), READER)


def _batches(size: int) -> Iterator[list[Document]]:
    """Yield documents made of our sheets' sentences in disorder, `size` passages in all."""
    dice = random.Random(1)  # noqa: S311  # the same documents every time
    numbers = range(size // PASSAGES)
    for first in range(0, len(numbers), AT_ONCE):
        yield [_document(number, dice) for number in numbers[first : first + AT_ONCE]]


def _document(number: int, dice: random.Random) -> Document:
    told = _sentences()
    parts = [f"## Partie {part}\n\n{' '.join(dice.choices(told, k=SENTENCES))}" for part in range(PASSAGES)]
    text = "\n\n".join(parts)
    return Document(f"practice:{number}", Kind.PRACTICE, f"Document {number}", text).cut(passages(text))


@cache
def _sentences() -> list[str]:
    chunks = [chunk.text for document in load_shipped() for chunk in document.chunks]
    split = [sentence for text in chunks for sentence in re.split(r"(?<=[.!?])\s+", text)]
    return [sentence for sentence in split if len(sentence) > PASSAGES]
