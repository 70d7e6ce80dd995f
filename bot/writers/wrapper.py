"""One writer around any model: masked, bounded in time, money and attempts, read strictly. Nothing passes beside it."""

from __future__ import annotations

import asyncio
import random
import time
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from bot.writers.errors import WriterFailure, WriterInvalid, WriterTimeout
from bot.writers.limits import Breaker, Budget, MemoryMeter, Usage
from bot.writers.masking import Mask, Shield
from bot.writers.parsing import parse
from bot.writers.prompting import compose

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from bot.drafting.ports import Brief, Written
    from bot.writers.chat import Answer, Chat, Message
    from bot.writers.limits import Meter
    from bot.writers.options import ModelSettings
    from bot.writers.prompting import Prompt

    Made = TypeVar("Made")

MENDS: Final = 2  # more turns to mend an answer; never two for the same kind of defect
PAUSE: Final = 0.25  # seconds before the first new attempt; doubled each time, halved to whole by jitter
SPARE: Final = 1.0  # seconds of the deadline that a wait leaves for the answer
CHARACTERS: Final = 3  # per token, counted low so that the estimate runs high


class Attempts:
    """Calls to one server: at most `retries` more after a fault that may pass, all within one deadline."""

    def __init__(self, retries: int, deadline: float, breaker: Breaker | None = None) -> None:
        self._retries = retries
        self._deadline = deadline
        self._breaker = breaker or Breaker(time.monotonic)

    async def within(self, work: Callable[[], Awaitable[Made]]) -> Made:
        """Do `work` before the wall clock runs out, whatever it waits for.

        Raises:
            WriterTimeout: it did not end in time; it is cancelled and its connection closed.
        """
        try:
            async with asyncio.timeout(self._deadline):
                return await work()
        except TimeoutError:
            failure = WriterTimeout(f"{self._deadline:g} s")
            self._breaker.note(failure)
            raise failure from None

    async def call(self, send: Callable[[], Awaitable[Made]], until: float) -> Made:
        """Call `send`, again if the fault may pass and the time on the loop's clock allows.

        Raises:
            WriterFailure: the last fault, or `WriterResting` when the server is being left alone.
        """
        for attempt in range(self._retries + 1):
            self._breaker.enter()
            try:
                made = await send()
            except WriterFailure as failure:
                self._breaker.note(failure)
                pause = _pause(failure, attempt)
                if attempt == self._retries or not failure.again or pause > until - _now() - SPARE:
                    raise
                await asyncio.sleep(pause)
            else:
                self._breaker.note(None)
                return made
        raise AssertionError("unreachable: the last attempt returns or raises")

    @property
    def deadline(self) -> float:
        """Return the seconds of wall clock that one piece of work may take."""
        return self._deadline


class Wire:
    """Requests to one model: each is read for what must not leave, and counted whatever becomes of it."""

    def __init__(self, chat: Chat, budget: Budget, *, max_tokens: int) -> None:
        self._chat = chat
        self._budget = budget
        self._max_tokens = max_tokens

    async def ask(self, messages: Sequence[Message], public: Iterable[str]) -> Answer:
        """Send one request, in which the contacts of `public` may stand; its call stays counted once it left.

        Raises:
            WriterFailure: a leak, a spent budget, or any fault of the wire, the server or the answer.
        """
        payload = "\n".join(message.content for message in messages)
        Shield.check(payload, public)
        reserved = await self._budget.reserve(len(payload) // CHARACTERS + self._max_tokens)
        used = Usage(1, len(payload) // CHARACTERS)
        try:
            answer = await self._chat.ask(messages)
            used = Usage(1, answer.tokens or (len(payload) + len(answer.text)) // CHARACTERS)
        finally:
            await self._budget.settle(reserved, used)
        return answer


class ModelWriter:
    """A `Writer` over any `Chat`: builds the request, guards what leaves, reads what comes back."""

    def __init__(self, chat: Chat, shield: Shield, attempts: Attempts, wire: Wire) -> None:
        self.name = chat.name
        self._chat = chat
        self._shield = shield
        self._attempts = attempts
        self._wire = wire

    async def write(self, brief: Brief) -> Written:
        """Write what `brief` asks.

        Raises:
            WriterFailure: see `bot.writers.errors`; always before the deadline, and nothing was published.
        """
        prompt = compose(brief, self._shield.cover)
        return await self._attempts.within(lambda: self._converse(prompt, brief))

    async def close(self) -> None:
        """Give the connections back."""
        await self._chat.close()

    async def _converse(self, prompt: Prompt, brief: Brief) -> Written:
        until = _now() + self._attempts.deadline
        seen: set[type[WriterInvalid]] = set()
        while True:
            answer = await self._attempts.call(
                lambda sent=prompt: self._wire.ask(sent.messages, sent.public),  # type: ignore[misc]
                until,
            )
            try:
                return parse(answer.text, prompt, brief, self.name)
            except WriterInvalid as invalid:
                if type(invalid) in seen or len(seen) == MENDS:
                    raise
                seen.add(type(invalid))
                prompt = self._mend(prompt, answer, invalid)

    def _mend(self, prompt: Prompt, answer: Answer, invalid: WriterInvalid) -> Prompt:
        return prompt.repair(self._shield.cover(answer.text), invalid.defect)


def wrap(chat: Chat, settings: ModelSettings, mask: Mask, meter: Meter | None = None) -> ModelWriter:
    """Return the writer over `chat` with the limits of `settings`."""
    attempts = Attempts(settings.retries, settings.deadline)
    return ModelWriter(chat, Shield(mask), attempts, wire(chat, settings, meter))


def wire(chat: Chat, settings: ModelSettings, meter: Meter | None = None) -> Wire:
    """Return the requests to `chat` within the daily limits of `settings`."""
    limit = Usage(settings.daily_calls, settings.daily_tokens)
    budget = Budget(meter or MemoryMeter(), settings.practice, limit, date.today)
    return Wire(chat, budget, max_tokens=settings.max_tokens)


def _pause(failure: WriterFailure, attempt: int) -> float:
    if failure.wait is not None:
        return failure.wait
    return PAUSE * float(2**attempt) * random.uniform(0.5, 1.0)  # noqa: S311 — jitter, no secret


def _now() -> float:
    return asyncio.get_running_loop().time()
