"""The one module that sends: what it takes, and what becomes of an error."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.conversation.notices import Notice
from bot.french import typeset
from bot.guard import review
from bot.telegram.outbox import DOUBTS, FLOOD, Fate, NotDelivered, Outbox, fate, seconds

TAKEN = [Notice.MAYBE_TWICE, Notice.THANKS]


@pytest.fixture(autouse=True)
def durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `bot.telegram.client` sets it before a bot is built."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


AWAY = [
    caused(NetworkError("x"), httpx.ConnectError("x")),
    caused(TimedOut(), httpx.ConnectTimeout("x")),
    caused(TimedOut(), httpx.PoolTimeout("x")),
]
DOUBTFUL = [
    NetworkError("Bad Gateway"),
    TimedOut(),
    caused(TimedOut(), httpx.ReadTimeout("x")),
    caused(TimedOut(), httpx.WriteTimeout("x")),
    caused(NetworkError("x"), httpx.ReadError("x")),
    caused(NetworkError("x"), httpx.RemoteProtocolError("x")),
]
REFUSED = [
    BadRequest("Chat not found"),
    Forbidden("bot was blocked by the user"),
    InvalidToken(),
    Conflict("x"),
    ChatMigrated(5),
    EndPointNotFound("x"),
    TelegramError("Invalid server response"),
]


@dataclass
class FakeBot:
    """Plays one error a send, then takes everything."""

    errors: list[TelegramError] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)
    protected: list[bool | None] = field(default_factory=list)

    async def send_message(self, _chat: int, text: str, **fields: Any) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(text)
        self.protected.append(fields["protect_content"])

    async def delete_message(self, _chat: int, number: int) -> None:
        self.deleted.append(number)
        if self.errors:
            raise self.errors.pop(0)


@dataclass
class Clock:
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def outbox(*errors: TelegramError) -> tuple[Outbox, FakeBot, Clock]:
    bot, clock = FakeBot(list(errors)), Clock()
    return Outbox(bot, clock.sleep), bot, clock  # type: ignore[arg-type]


@pytest.mark.parametrize("error", AWAY)
def test_message_that_did_not_leave_is_sent_again(error: TelegramError) -> None:
    assert fate(error) is Fate.AWAY


@pytest.mark.parametrize("error", DOUBTFUL)
def test_message_that_may_have_arrived_is_in_doubt(error: TelegramError) -> None:
    assert fate(error) is Fate.DOUBT


@pytest.mark.parametrize("error", REFUSED)
def test_message_that_is_refused_is_not_sent_again(error: TelegramError) -> None:
    assert fate(error) is Fate.REFUSED


@pytest.mark.parametrize("pause", [1, 3, 60, 900])
def test_flood_control_says_how_long_to_wait(pause: int) -> None:
    error = RetryAfter(pause)
    assert (fate(error), seconds(error)) == (Fate.WAITS, float(pause))


@pytest.mark.parametrize("error", [*AWAY, *DOUBTFUL, *REFUSED])
def test_other_errors_ask_for_no_pause(error: TelegramError) -> None:
    assert seconds(error) == 0.0


@pytest.mark.parametrize("content", ["Bonjour", b"x", None, 3, ["x"], object()])
async def test_outbox_has_no_way_in_for_a_text(content: Any) -> None:
    box, bot, _ = outbox()
    with pytest.raises(TypeError):
        await box.put(1, content)
    assert bot.sent == []


@pytest.mark.parametrize("times", [1, 4, 9])
async def test_outbox_tries_for_as_long_as_nothing_leaves(times: int) -> None:
    box, bot, clock = outbox(*[AWAY[0]] * times)
    await box.put(1, Notice.THANKS)
    assert bot.sent == [Notice.THANKS]
    assert clock.slept == sorted(clock.slept)
    assert max(clock.slept) <= 30.0


async def test_outbox_waits_as_long_as_it_is_asked() -> None:
    box, bot, clock = outbox(RetryAfter(7), RetryAfter(2))
    await box.put(1, Notice.THANKS)
    assert (bot.sent, clock.slept) == ([Notice.THANKS], [7.0, 2.0])


@pytest.mark.parametrize("error", DOUBTFUL)
async def test_outbox_announces_what_may_come_twice(error: TelegramError) -> None:
    box, bot, _ = outbox(error)
    await box.put(1, Notice.THANKS)
    assert bot.sent == [typeset(one) for one in TAKEN]


async def test_outbox_gives_up_after_a_few_doubts() -> None:
    box, bot, _ = outbox(*[TimedOut()] * (2 * DOUBTS + 1))
    with pytest.raises(NotDelivered, match="TimedOut"):
        await box.put(1, Notice.THANKS)
    assert bot.sent == []


@pytest.mark.parametrize("error", REFUSED)
async def test_outbox_gives_up_at_once_on_a_refusal(error: TelegramError) -> None:
    box, bot, clock = outbox(error)
    with pytest.raises(NotDelivered):
        await box.put(1, Notice.THANKS)
    assert (bot.sent, clock.slept) == ([], [])


async def test_outbox_does_not_wait_a_quarter_of_an_hour() -> None:
    box, _, clock = outbox(RetryAfter(int(FLOOD) + 1))
    with pytest.raises(NotDelivered):
        await box.put(1, Notice.THANKS)
    assert clock.slept == []


@pytest.mark.parametrize("error", [*REFUSED, *DOUBTFUL])
async def test_deletion_is_tried_for_each_message_and_never_complains(error: TelegramError) -> None:
    box, bot, _ = outbox(error)
    await box.erase(1, "12 13 14")
    assert bot.deleted == [12, 13, 14]


@pytest.mark.parametrize("locked", [True, False])
async def test_outbox_asks_telegram_to_protect_a_locked_text_alone(locked: bool) -> None:
    box, bot, _ = outbox()
    await box.put(7, review("La cicatrice pâlit avec le temps.", "post"), locked=locked)
    await box.put(7, Notice.THANKS)
    assert bot.protected == [locked or None, None]
