from __future__ import annotations

import pytest

from bot.bench import Row, percentile, timed
from bot.commands.bench import table


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([3.0], 0.5, 3.0),
        ([1.0, 2.0, 3.0], 0.5, 2.0),
        ([1.0, 2.0, 3.0, 4.0], 0.5, 2.0),
        (list(range(1, 101)), 0.99, 99),
    ],
)
def test_percentile_is_a_value_that_was_measured(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


def test_timed_does_not_count_the_first_call() -> None:
    calls: list[int] = []
    assert len(timed(lambda: calls.append(1), 5)) == 5
    assert len(calls) == 6


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (Row("a", 1.0, 9.0, "ms"), True),
        (Row("a", 1.0, 9.0, "ms", 1.0), True),
        (Row("a", 1.1, 9.0, "ms", 1.0), False),
        (Row("a", 1.0, 9.0, "ms", 1.0, 8.0), False),
    ],
)
def test_row_is_kept_within_both_targets(row: Row, kept: bool) -> None:
    assert row.kept is kept


def test_table_marks_what_is_missed_and_leaves_what_has_no_target() -> None:
    lines = table(
        [Row("vite", 0.1, 0.2, "ms", 0.5, 2), Row("lent", 9.0, 9.0, "ms", 0.5), Row("libre", 1.0, 1.0, "s")]
    )
    good, bad, free = lines.splitlines()[1:]
    assert good.endswith("≤ 0.5, p99 ≤ 2  ✓")
    assert bad.endswith("✗")
    assert free.endswith("s")
