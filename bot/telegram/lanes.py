"""Order within a chat, chats side by side, and how far Telegram may forget."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.telegram.access import Origin

DEPTH: Final = 64  # updates taken and not finished; no more are asked for meanwhile


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as Telegram wrote it, with what the door made of it."""

    id: int
    raw: dict[str, Any] = field(repr=False)
    origin: Origin


Lane = deque[Arrival]


class Lanes:
    """One queue a chat, one task a queue.

    `work` takes one arrival or more from the left of the lane that it is handed, and returns them once they need
    nothing more; it never raises.
    """

    def __init__(self, work: Callable[[Lane], Awaitable[Sequence[Arrival]]]) -> None:
        self._work = work
        self._lanes: dict[int, Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._open: set[int] = set()
        self._moved = asyncio.Event()

    def put(self, arrival: Arrival) -> None:
        """Add an update at the end of its chat's lane."""
        self._open.add(arrival.id)
        lane = self._lanes.get(arrival.origin.chat)
        if lane is not None:
            lane.append(arrival)
            return
        self._lanes[arrival.origin.chat] = deque([arrival])
        task = asyncio.create_task(self._run(arrival.origin.chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def oldest(self) -> int | None:
        """The first update that is not finished."""
        return min(self._open, default=None)

    @property
    def full(self) -> bool:
        """Tell whether nothing more should be taken for now."""
        return len(self._open) >= DEPTH

    async def wait(self, seconds: float) -> None:
        """Return when an update is finished, or after `seconds`."""
        self._moved.clear()
        try:
            await asyncio.wait_for(self._moved.wait(), seconds)
        except TimeoutError:
            return

    async def drain(self, seconds: float) -> bool:
        """Let the work under way end; what is not done after `seconds` is dropped, and Telegram gives it again."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        late = [task for task in self._tasks if not task.done()]
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return not late

    async def _run(self, chat: int) -> None:
        lane = self._lanes[chat]
        try:
            while lane:
                self._finish(await self._work(lane))
        finally:
            del self._lanes[chat]

    def _finish(self, arrivals: Sequence[Arrival]) -> None:
        self._open.difference_update(arrival.id for arrival in arrivals)
        self._moved.set()
