"""How much of a model may be used: calls and tokens by practice and day, and a rest for a server that fails."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from bot.writers.errors import WriterBudget, WriterFailure, WriterResting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

FAILURES: Final = 5  # in a row, before the server is left alone
REST: Final = 60.0  # seconds; also how long a failure is remembered


@dataclass(frozen=True, slots=True)
class Usage:
    """Calls and tokens; negative numbers give back what was reserved and not used."""

    calls: int = 0
    tokens: int = 0


class Meter(Protocol):
    """Where usage is counted; one process keeps it in memory, replicas will keep it in the database."""

    async def add(self, practice: str, day: date, usage: Usage) -> Usage:
        """Add `usage` and return the day's total for this practice, in one indivisible step."""
        ...


class MemoryMeter:
    """A meter for one process; it forgets the days before the one it counts."""

    def __init__(self) -> None:
        self._totals: dict[tuple[str, date], Usage] = {}

    async def add(self, practice: str, day: date, usage: Usage) -> Usage:
        """Add `usage` and return the day's total."""
        so_far = self._totals.get((practice, day), Usage())
        total = Usage(so_far.calls + usage.calls, so_far.tokens + usage.tokens)
        self._totals = {key: value for key, value in self._totals.items() if key[1] >= day}
        self._totals[practice, day] = total
        return total


class Budget:
    """The daily limits of one practice over a meter."""

    def __init__(self, meter: Meter, practice: str, limit: Usage, today: Callable[[], date]) -> None:
        self._meter = meter
        self._practice = practice
        self._limit = limit
        self._today = today

    async def reserve(self, tokens: int) -> Usage:
        """Count one call of at most `tokens` before it is made, and return what was counted.

        Raises:
            WriterBudget: the call would pass the day's limit; nothing stays counted.
        """
        asked = Usage(1, tokens)
        total = await self._meter.add(self._practice, self._today(), asked)
        if total.calls > self._limit.calls or total.tokens > self._limit.tokens:
            await self.settle(asked, Usage())
            raise WriterBudget("daily limit reached")
        return asked

    async def settle(self, reserved: Usage, used: Usage) -> None:
        """Replace a reservation by what was really used."""
        rest = Usage(used.calls - reserved.calls, used.tokens - reserved.tokens)
        await self._meter.add(self._practice, self._today(), rest)


class Breaker:
    """Leaves a server alone for a minute after five failures within a minute; then lets one request try.

    Not shared between threads: the writers of one process live on one loop.
    """

    def __init__(self, clock: Callable[[], float], *, failures: int = FAILURES, rest: float = REST) -> None:
        self._clock = clock
        self._rest = rest
        self._failures: deque[float] = deque(maxlen=failures)
        self._until = 0.0

    def enter(self) -> None:
        """Let a request pass.

        Raises:
            WriterResting: the server is being left alone.
        """
        if self._open() and self._clock() < self._until:
            raise WriterResting("circuit breaker open")
        self._until = self._clock() + self._rest

    def note(self, failure: WriterFailure | None) -> None:
        """Remember how a request ended; an answer of any kind, even a refusal, shows that the server lives."""
        if failure is not None and not failure.sent:
            return
        if failure is None or not failure.server:
            self._failures.clear()
            return
        self._failures.append(self._clock())
        self._until = self._clock() + self._rest

    def _open(self) -> bool:
        full = len(self._failures) == self._failures.maxlen
        return full and self._failures[-1] - self._failures[0] <= self._rest
