"""What `make bench` measures: medians and 99th percentiles, in one run, on this machine."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: `median` and `p99` in `unit`, the most that they may be, or the least that the median may be."""

    name: str
    median: float
    p99: float
    unit: str
    target: float | None = None
    target_p99: float | None = None
    least: float | None = None

    @property
    def kept(self) -> bool:
        """Tell whether the figure is within its targets."""
        within = (self.target is None or self.median <= self.target) and self.median >= (self.least or 0)
        return within and (self.target_p99 is None or self.p99 <= self.target_p99)


def timed(work: Callable[[], object], rounds: int) -> list[float]:
    """Return the durations of `rounds` calls of `work`, in milliseconds, after one call that does not count."""
    work()
    durations = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        durations.append((time.perf_counter() - started) * 1_000)
    return durations


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` (0 to 1) of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
