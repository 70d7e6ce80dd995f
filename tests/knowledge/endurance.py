"""A process that plays what an index must survive, and says what was left of it.

    python endurance.py kill|full|double|corrupt ROUNDS SEED FOLDER URL

Each round works in children that it forks: they add, change, forget and rebuild over a real database, with words in SQLite
and vectors in Chroma (made by the embedding server at URL). Then another child verifies the index and looks into it passage
by passage; the parent prints one JSON line a round.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import resource
import signal
import sys
import time
import traceback
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import chromadb  # noqa: F401  # so that every child finds it loaded
import numpy as np
from shelves import a_notice
from vector_server import concept_vector

from bot.store.database import StoreError, open_database
from bot.store.documents import Documents
from knowledge.embedding_server import EmbeddingServer
from knowledge.entries import Scope
from knowledge.errors import KnowledgeError
from knowledge.library import IndexLibrary

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Sequence


WORDS = [
    "nez",
    "tabac",
    "soleil",
    "cicatrice",
    "plage",
    "narine",
    "cigarette",
    "parking",
    "horaire",
    "pansement",
    "douche",
    "ascenseur",
]
AT_ONCE = 12  # documents a step
STEPS = 4


@asynccontextmanager
async def opened(folder: Path, url: str) -> AsyncIterator[tuple[IndexLibrary, Documents]]:
    async with await open_database(f"sqlite+aiosqlite:///{folder / 'confrere.db'}") as database:
        shelf = Documents(database)
        server = EmbeddingServer(url, "m")
        library = IndexLibrary(shelf, folder / "cache", embeddings=server, corpus=folder / "corpus")
        try:
            yield library, shelf
        finally:
            await library.close()


async def work(folder: Path, url: str, seed: int, tell: Callable[[str], None]) -> None:
    """Add, change, forget and rebuild; tell each document once the database has said that it holds it."""
    dice = random.Random(seed)
    async with opened(folder, url) as (library, _):
        upkeep = await library.upkeep()
        for step in range(STEPS):
            names = [f"{seed}-{step}-{one}" for one in range(AT_ONCE)]
            await upkeep.put([a_notice(name, a_text(dice, name)) for name in names])
            for name in names:
                tell(name)
            await upkeep.settle()
            if dice.random() < 0.3:
                await upkeep.rebuild()
            if dice.random() < 0.3:
                await upkeep.put([a_notice(names[0], a_text(dice, names[0]))])
                await upkeep.settle()


def a_text(dice: random.Random, name: str) -> str:
    return "\n\n".join(
        f"## Partie {i}\n\nLe mot {name} et {' '.join(dice.choices(WORDS, k=60))}." for i in range(3)
    )


async def look(folder: Path, url: str, told: Sequence[str]) -> dict[str, Any]:
    """Verify, then compare every passage, every vector and every acknowledged document with the database."""
    async with opened(folder, url) as (library, shelf):
        upkeep = await library.upkeep()
        found = await upkeep.verify()
        again = await upkeep.verify()
        index = upkeep._index
        wanted = await shelf.chunk_ids()
        documents = await shelf.holding(sorted(wanted))
        texts = {
            chunk.id: (one.title, chunk.section, chunk.text) for one in documents for chunk in one.chunks
        }
        held = {one.source for one in documents}
        return {
            "lost": len([name for name in told if f"practice:{name}" not in held]),
            "wrong": len(wrong_words(index, texts)) + len(wrong_vectors(index, texts)),
            "whole": again.whole and not again.faults,
            "mended": list(found.faults),
            "passages": again.passages,
        }


def wrong_words(index: Any, texts: dict[str, tuple[str, str, str]]) -> list[str]:
    """Return the passages that the word index shows otherwise than the database."""
    ids = sorted(texts)
    rows = index._opened().named(ids[:400], Scope())
    shown = index._opened().shown([row.row for row in rows])
    right = {row.id for row in rows if shown[row.row]["text"] == texts[row.id][2]}
    return sorted(set(ids[:400]) - right)


def wrong_vectors(index: Any, texts: dict[str, tuple[str, str, str]]) -> list[str]:
    """Return the passages whose vector is missing or is not that of their text."""
    held = index._vectors._opened().get(include=["embeddings"])
    vectors = dict(zip(held["ids"], held["embeddings"], strict=True))
    return [
        one for one, told in texts.items() if one not in vectors or not same(vectors[one], " . ".join(told))
    ]


def same(vector: Any, text: str) -> bool:
    wanted = np.array(concept_vector(text))
    return bool(np.allclose(vector, wanted / np.linalg.norm(wanted), atol=1e-5))


def child(
    task: Callable[[Callable[[str], None]], Coroutine[Any, Any, Any]], limit: int | None = None
) -> tuple[int, int]:
    """Fork a child that runs `task`; return its id and the end of a pipe where it tells what it did."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    os.close(reading)
    code = 0
    try:
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        answer = asyncio.run(task(lambda line: os.write(writing, f"{line}\n".encode()) and None))
        if answer is not None:
            os.write(writing, json.dumps(answer).encode())
    except (KnowledgeError, StoreError) as error:
        os.write(writing, f"!{type(error).__name__}\n".encode())
    except BaseException:  # noqa: BLE001 - whatever a child meets is told to its parent
        os.write(writing, f"!!{traceback.format_exc()}".encode().replace(b"\n", b" | ") + b"\n")
        code = 1
    os._exit(code)


def gathered(process: int, reading: int) -> list[str]:
    """Wait for a child's end and return the whole lines that it told; a last one when a signal other than ours ended it."""
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().decode()
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    died = [f"!!{signal.Signals(-code).name}"] if code < 0 and code != -signal.SIGKILL else []
    return [line for line in told.split("\n") if line] + died


def kill(folder: Path, url: str, dice: random.Random) -> list[str]:
    process, reading = child(lambda tell: work(folder, url, dice.randrange(10**9), tell))
    time.sleep(dice.uniform(0.02, 1.2))
    os.kill(process, signal.SIGKILL)
    return gathered(process, reading)


def full(folder: Path, url: str, dice: random.Random) -> list[str]:
    largest = max((path.stat().st_size for path in folder.rglob("*") if path.is_file()), default=60_000)
    limit = int(largest * dice.uniform(0.2, 1.3)) + 20_000
    return gathered(*child(lambda tell: work(folder, url, dice.randrange(10**9), tell), limit))


def double(folder: Path, url: str, dice: random.Random) -> list[str]:
    seeds = [dice.randrange(10**9) for _ in range(2)]
    children = [child(lambda tell, seed=seed: work(folder, url, seed, tell)) for seed in seeds]
    return [line for one in children for line in gathered(*one)]


def corrupt(folder: Path, url: str, dice: random.Random) -> list[str]:
    told = gathered(*child(lambda tell: work(folder, url, dice.randrange(10**9), tell)))
    files = sorted(path for path in folder.glob("cache/vectors-*/**/*") if path.is_file())
    for path in dice.sample(files, min(len(files), 2)):
        spoil(path, dice)
    return told


def spoil(path: Path, dice: random.Random) -> None:
    raw = path.read_bytes()
    where = dice.randrange(len(raw) + 1)
    how = dice.randrange(3)
    if how == 0:
        path.unlink()
    else:
        path.write_bytes(raw[:where] + (dice.randbytes(2_000) + raw[where + 2_000 :] if how == 1 else b""))


PLAYS = {"kill": kill, "full": full, "double": double, "corrupt": corrupt}


def main() -> None:
    play, rounds, seed, folder, url = sys.argv[1:]
    dice, told = random.Random(int(seed)), list[str]()
    home = Path(folder)
    for number in range(int(rounds)):
        lines = PLAYS[play](home, url, dice)
        told += [line for line in lines if not line.startswith("!")]
        answer = gathered(*child(lambda _, told=tuple(told): look(home, url, list(told))))
        found = json.loads(answer[-1]) if answer and answer[-1].startswith("{") else {"failed": answer}
        print(  # noqa: T201 - a script run by hand and by its test
            json.dumps({"round": number, "said": [line for line in lines if line[0] == "!"], **found}),
            flush=True,
        )


if __name__ == "__main__":
    main()
