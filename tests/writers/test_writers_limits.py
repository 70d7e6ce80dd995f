"""The belts around a call: budget, breaker, attempts, deadline. Time is a number here, no test sleeps long."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from bot.drafting.ports import WriterError
from bot.writers import errors
from bot.writers.errors import (
    WriterBudget,
    WriterBusy,
    WriterFailure,
    WriterLeak,
    WriterMisconfigured,
    WriterQuota,
    WriterResting,
    WriterTimeout,
    WriterUnavailable,
)
from bot.writers.limits import Breaker, Budget, MemoryMeter, Usage
from bot.writers.wrapper import Attempts

TODAY = date(2026, 11, 21)
TOMORROW = date(2026, 11, 22)
ALL = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, WriterFailure)]


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_error_says_in_french_what_happened_and_what_to_do(kind: type[WriterFailure]) -> None:
    failure = kind("HTTP 418")
    assert isinstance(failure, WriterError)
    for notice in (failure.notice, failure.voice_notice):
        assert notice[0].isupper()
        assert notice.endswith(".")
        assert notice.count(". ") >= 1
        assert "418" not in notice
        assert "'" not in notice


async def test_budget_counts_by_practice_and_day() -> None:
    meter, day = MemoryMeter(), [TODAY]
    one = Budget(meter, "tilleuls", Usage(2, 1_000), lambda: day[0])
    other = Budget(meter, "marronniers", Usage(2, 1_000), lambda: day[0])
    await one.reserve(10)
    await one.reserve(10)
    await other.reserve(10)
    with pytest.raises(WriterBudget):
        await one.reserve(10)
    day[0] = TOMORROW
    await one.reserve(10)


async def test_budget_counts_what_was_used_not_what_was_reserved() -> None:
    meter = MemoryMeter()
    budget = Budget(meter, "tilleuls", Usage(9, 100), lambda: TODAY)
    reserved = await budget.reserve(90)
    with pytest.raises(WriterBudget):
        await budget.reserve(20)
    await budget.settle(reserved, Usage(1, 30))
    await budget.reserve(70)
    assert await meter.add("tilleuls", TODAY, Usage()) == Usage(2, 100)


def test_breaker_leaves_a_server_alone_for_a_minute_after_five_failures() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(5):
        breaker.enter()
        breaker.note(WriterUnavailable())
    with pytest.raises(WriterResting):
        breaker.enter()
    clock.now += 61
    breaker.enter()
    with pytest.raises(WriterResting):
        breaker.enter()  # one trial at a time


def test_breaker_forgets_failures_after_an_answer() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for failure in (
        [WriterUnavailable()] * 4 + [None] + [WriterUnavailable()] * 4 + [WriterMisconfigured()] * 9
    ):
        breaker.enter()
        breaker.note(failure)
    breaker.enter()


def test_breaker_learns_nothing_from_what_was_not_sent() -> None:
    breaker = Breaker(Clock())
    for failure in [WriterUnavailable()] * 4 + [WriterBudget(), WriterLeak(), WriterUnavailable()]:
        breaker.enter()
        breaker.note(failure)
    with pytest.raises(WriterResting):
        breaker.enter()


def test_breaker_does_not_add_up_failures_far_apart() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(20):
        breaker.enter()
        breaker.note(WriterUnavailable())
        clock.now += 20
    breaker.enter()


async def calls(failure: WriterFailure, *, deadline: float = 30.0) -> int:
    """Count the attempts that a fault leads to."""
    attempts, made = Attempts(2, deadline), []

    async def send() -> None:
        made.append(1)
        raise failure

    with pytest.raises(type(failure)):
        await attempts.call(send, asyncio.get_running_loop().time() + deadline)
    return len(made)


@pytest.mark.parametrize(
    ("failure", "times"),
    [
        (WriterUnavailable(), 3),
        (WriterBusy(wait=0.01), 3),
        (WriterBusy(wait=3_600), 1),
        (WriterQuota(), 1),
        (WriterMisconfigured(), 1),
        (WriterTimeout(), 1),
    ],
)
async def test_attempts_ask_again_only_where_it_can_help(failure: WriterFailure, times: int) -> None:
    assert await calls(failure) == times


async def test_attempts_do_not_wait_past_the_deadline() -> None:
    assert await calls(WriterBusy(wait=0.2), deadline=1.1) == 1


async def test_attempts_cancel_what_drags_on() -> None:
    cancelled = []

    async def drag() -> None:
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            cancelled.append(1)
            raise

    with pytest.raises(WriterTimeout):
        await Attempts(2, 0.05).within(drag)
    assert cancelled == [1]


async def test_attempts_let_a_person_cancel() -> None:
    task = asyncio.create_task(Attempts(2, 30).within(lambda: asyncio.sleep(30)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
