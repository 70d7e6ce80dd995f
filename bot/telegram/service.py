"""What happens to an update between the poll and the send: the door, the ledger, the handler, the one error handler."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Final

from telegram import Update

from bot.conversation.effects import Erase, Send
from bot.conversation.faults import failure
from bot.conversation.notices import Notice
from bot.telegram.access import Door, Doorbell
from bot.telegram.bursts import merged, take
from bot.telegram.console import Console, say
from bot.telegram.ledger import Standing, standing
from bot.telegram.outbox import NotDelivered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Bot

    from bot.conversation.reception import Outgoing
    from bot.telegram.handlers import Handlers
    from bot.telegram.lanes import Arrival, Lane
    from bot.telegram.ledger import Ledger
    from bot.telegram.outbox import Outbox

ABREAST: Final = 8  # requests drafted at the same time; the others wait their turn

log = logging.getLogger(__name__)


class Service:
    """Serves arrivals. Nothing that it is handed makes it raise: what fails is said, logged and left behind."""

    def __init__(self, bot: Bot, outbox: Outbox, handlers: Handlers, ledger: Ledger) -> None:
        self._bot = bot
        self._outbox = outbox
        self._handlers = handlers
        self._ledger = ledger
        self._name = bot.token.partition(":")[0]
        self._doorbell = Doorbell()
        self._slots = asyncio.Semaphore(ABREAST)
        self._taps: set[asyncio.Task[None]] = set()

    def door(self, arrival: Arrival) -> bool:
        """Tell whether an arrival goes into a lane; a tap is acknowledged before it waits for its turn."""
        origin = arrival.origin
        if origin.door is Door.STRANGER:
            return self._doorbell.rings(origin.user, time.monotonic())
        query = arrival.raw["callback_query"].get("id") if origin.kind == "callback_query" else None
        if isinstance(query, str):
            task = asyncio.create_task(self._outbox.acknowledge(query))
            self._taps.add(task)
            task.add_done_callback(self._taps.discard)
        return True

    async def work(self, lane: Lane) -> Sequence[Arrival]:
        """Take what comes first in a lane and serve it; return what needs nothing more."""
        burst = await take(lane)
        try:
            await self._serve(burst)
        except Exception as error:  # noqa: BLE001 - nothing may stop a lane; what could be said was said
            log.error("update %d was set aside: %s", burst[0].id, type(error).__name__)  # noqa: TRY400 - no texts
        return burst

    async def _serve(self, burst: list[Arrival]) -> None:
        origin = burst[0].origin
        if origin.door is Door.STRANGER:
            say(Console.STRANGER, f"inconnu {origin.user}")
            await self._outbox.put(origin.chat, Notice.STRANGER)
        elif origin.door is Door.LEAVE:
            await self._outbox.leave(origin.chat)
        else:
            await self._request(burst)

    async def _request(self, burst: list[Arrival]) -> None:
        began = time.monotonic()
        chat, kind = burst[0].origin.chat, burst[0].origin.kind
        try:
            here = await self._begin(burst)
            if here is Standing.DONE:
                return
            outgoing = () if here is Standing.HOPELESS else await self._answer(burst)
            await self._deliver(burst, here, outgoing)
        except NotDelivered:
            raise
        except Exception as error:  # noqa: BLE001 - the one error handler of this front; see faults.py
            send = failure(error)
            await self._outbox.put(chat, send.content, send.buttons, send.incident)
        await self._reach(burst, "done")
        log.info("update %d %s served in %.2f s", burst[0].id, kind, time.monotonic() - began)

    async def _begin(self, burst: list[Arrival]) -> Standing:
        found = {standing(*await self._ledger.begin(self._name, one.id)) for one in burst}
        order = (Standing.HOPELESS, Standing.MAYBE_SENT, Standing.AGAIN, Standing.NEW)
        return next((one for one in order if one in found), Standing.DONE)

    async def _answer(self, burst: list[Arrival]) -> Sequence[Outgoing]:
        raw, refs = merged(burst)
        try:
            update = Update.de_json(raw, self._bot)
        except Exception as error:  # noqa: BLE001 - whatever the library raises on what it does not know
            log.error("update %d cannot be read: %s", burst[0].id, type(error).__name__)  # noqa: TRY400 - no texts
            return ()
        async with self._slots, self._outbox.typing(burst[0].origin.chat):
            return await self._handlers.answer(update, refs)

    async def _deliver(self, burst: list[Arrival], here: Standing, outgoing: Sequence[Outgoing]) -> None:
        chat = burst[0].origin.chat
        await self._reach(burst, "sending")
        if here is Standing.HOPELESS:
            log.error("update %d ended the program too often: set aside", burst[0].id)
            outgoing = (Send(Notice.FAILED),)
        elif here is Standing.MAYBE_SENT:
            await self._outbox.put(chat, Notice.MAYBE_TWICE)
        for one in outgoing:
            if isinstance(one, Erase):
                await self._outbox.erase(chat, one.message)
            else:
                await self._outbox.put(chat, one.content, one.buttons, one.incident, locked=one.locked)

    async def _reach(self, burst: list[Arrival], stage: str) -> None:
        for one in burst:
            await self._ledger.reach(self._name, one.id, stage)
