"""The long poll, on raw JSON: an update is asked for again until it is handled, and one that nobody can read stops nothing."""

from __future__ import annotations

import asyncio
import logging
import random
from typing import TYPE_CHECKING, Any, Final

import httpx

from bot.telegram.access import KINDS, Door, admit
from bot.telegram.console import Console, say
from bot.telegram.lanes import Arrival

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.telegram.lanes import Lanes

HELD: Final = 25  # seconds that Telegram holds an empty poll
SLACK: Final = 10.0  # seconds more before the connection is given up
HURRY: Final = 0.9  # seconds for the last call of a program that must leave
BATCH: Final = 100  # updates in an answer, Telegram's maximum
SAME: Final = 0.6  # seconds between two polls at one offset: under 0.5, Telegram hands one update only
FIRST: Final = 0.5  # seconds before the first retry of an outage
GROWTH: Final = 1.7
LONGEST: Final = 30.0  # seconds between two retries

log = logging.getLogger(__name__)


class TokenRefused(Exception):
    """Telegram does not know the token."""


class Outage(Exception):
    """Telegram could not be asked; `pause` is the number of seconds that it asks to wait, if it does."""

    def __init__(self, console: Console, pause: float = 0.0) -> None:
        super().__init__(console.name)
        self.console = console
        self.pause = pause


class Ingress:
    """Asks for updates and puts them into the lanes. `offset` moves only past updates that are finished.

    `allowed` says who may speak; it is asked at each answer that brings updates, so that who is let in or retired is so at once.
    """

    def __init__(
        self,
        url: str,
        lanes: Lanes,
        door: Callable[[Arrival], bool],
        allowed: Callable[[], Awaitable[frozenset[int]]],
    ) -> None:
        self._url = f"{url}/getUpdates"
        self._lanes = lanes
        self._door = door
        self._allowed = allowed
        self._last: int | None = None  # the highest update of the last answer; None once it is confirmed
        self._seen: set[int] = set()  # taken, and not confirmed yet
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled.

        Raises:
            TokenRefused: Telegram does not know the token.
        """
        async with _client(HELD + SLACK) as client:
            while True:
                await self._turn(client)

    async def confirm(self) -> None:
        """Tell Telegram what is finished, when the program leaves; a failure only means that it will be said later."""
        try:
            async with _client(HURRY) as client:
                await self._ask(client, held=0, limit=1)
        except (Outage, TokenRefused) as error:
            log.info("the last offset was not confirmed: %s", type(error).__name__)

    async def _turn(self, client: httpx.AsyncClient) -> None:
        if self._lanes.full:
            await self._lanes.wait(SAME)
            return
        try:
            updates = await self._ask(client)
        except Outage as outage:
            await self._pause(outage)
            return
        if self._failures:
            say(Console.BACK)
        self._failures = 0
        if not await self._take(updates) and updates:
            await self._lanes.wait(SAME)

    async def _ask(self, client: httpx.AsyncClient, held: int = HELD, limit: int = BATCH) -> list[Any]:
        offset = self._offset()
        asked = {"timeout": held, "limit": limit, "allowed_updates": list(KINDS)}
        updates = await _post(client, self._url, asked if offset is None else asked | {"offset": offset})
        if offset is not None:
            self._seen = {number for number in self._seen if number >= offset}
        return updates

    def _offset(self) -> int | None:
        """Return the first update that is still wanted.

        None once all is confirmed: after a quiet week, Telegram numbers its updates from anywhere.
        """
        oldest = self._lanes.oldest
        return oldest if oldest is not None or self._last is None else self._last + 1

    async def _take(self, updates: list[Any]) -> bool:
        """Put what is new into the lanes; tell whether anything was."""
        numbered = {number: raw for raw in updates if (number := _number(raw)) is not None}
        if len(numbered) < len(updates):
            log.error("%d updates without a number were set aside", len(updates) - len(numbered))
        fresh = [number for number in numbered if number not in self._seen]
        self._seen.update(fresh)
        self._last = max(numbered, default=None)
        allowed = await self._allowed() if fresh else frozenset()
        for number in fresh:
            self._place(number, numbered[number], allowed)
        return bool(fresh)

    def _place(self, number: int, raw: dict[str, Any], allowed: frozenset[int]) -> None:
        arrival = Arrival(number, raw, admit(raw, allowed))
        if arrival.origin.door is not Door.IGNORE and self._door(arrival):
            self._lanes.put(arrival)

    async def _pause(self, outage: Outage) -> None:
        if not self._failures or outage.console is Console.CONFLICT:
            say(outage.console)
        seconds = min(FIRST * GROWTH**self._failures, LONGEST)
        self._failures += 1
        await asyncio.sleep(max(outage.pause, seconds * random.uniform(0.8, 1.2)))  # noqa: S311


def _client(seconds: float) -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=httpx.Timeout(seconds, connect=min(seconds, SLACK)))


async def _post(client: httpx.AsyncClient, url: str, asked: dict[str, Any]) -> list[Any]:
    """Return the updates of an answer.

    Raises:
        TokenRefused: Telegram does not know the token.
        Outage: no answer, or one that cannot be used.
    """
    try:
        answer = await client.post(url, json=asked)
        said = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        log.warning("getUpdates failed: %s", type(error).__name__)
        raise Outage(Console.OUTAGE) from None  # the cause would carry the address, and the token in it
    if answer.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.NOT_FOUND}:
        raise TokenRefused
    updates = said.get("result") if isinstance(said, dict) else None
    if answer.status_code == httpx.codes.OK and isinstance(updates, list):
        return updates
    log.warning("getUpdates answered %d", answer.status_code)
    conflict = answer.status_code == httpx.codes.CONFLICT
    raise Outage(Console.CONFLICT if conflict else Console.OUTAGE, _asked_pause(said))


def _number(raw: object) -> int | None:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) else None


def _asked_pause(said: object) -> float:
    parameters = said.get("parameters") if isinstance(said, dict) else None
    pause = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(pause) if isinstance(pause, int | float) else 0.0
