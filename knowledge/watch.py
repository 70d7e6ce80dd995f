"""Look at folders again and again, and work when they have changed and come to rest.

A look every two seconds, and no notice from the system: folders shared over a network give none, and ten thousand files are
looked at in a fraction of a second.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from knowledge.folders import Look, seen_in

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from knowledge.folders import Seen

REST: Final = 1.0  # seconds without a change before a file is read: it may still be being written


async def watch(
    roots: Sequence[Path], work: Callable[[], Awaitable[bool]], stop: asyncio.Event, every: float
) -> None:
    """Call `work` at once, then each time that the files of `roots` have changed and rested, until `stop` is set.

    A `work` that gives False is called again at the next look.
    """
    done: frozenset[Seen] | None = None
    while not stop.is_set():
        shown = await _look(roots)
        if shown != done:
            if done is not None and not await _rests(roots, shown, stop, min(REST, every)):
                continue
            done = shown if await work() else None
        await _pause(stop, every)


async def _look(roots: Sequence[Path]) -> frozenset[Seen]:
    return await asyncio.to_thread(lambda: frozenset(seen_in(roots, Look())))


async def _rests(roots: Sequence[Path], shown: frozenset[Seen], stop: asyncio.Event, pause: float) -> bool:
    await _pause(stop, pause)
    return not stop.is_set() and await _look(roots) == shown


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
