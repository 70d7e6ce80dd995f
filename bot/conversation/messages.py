"""The rooms of the private messages, put together in the order in which they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.alerts import Alerts
from bot.conversation.canned import Canned
from bot.conversation.handover import HandOver
from bot.conversation.queue import Queue
from bot.conversation.surgeons import Surgeons

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.conversation.entries import Cabinet
    from bot.conversation.notices import Notice
    from bot.conversation.queue import Replies
    from bot.conversation.rooms import Room
    from bot.drafting.ports import PracticeFacts


def message_rooms(
    cabinet: Cabinet,
    replies: Replies,
    facts: PracticeFacts,
    mask: Callable[[str], str],
    privacy: Notice,
    *,
    new_id: Callable[[], str],
    now: Callable[[], datetime],
) -> tuple[Room, ...]:
    """Return alerts, then what goes to the surgeon and back, ready answers, and the queue: an open alert is heard before all else."""
    surgeons = Surgeons(cabinet)
    queue = Queue(cabinet, replies, mask, new_id, now, privacy)
    alerts = Alerts(cabinet, surgeons, queue, lambda: facts.fact("on_call"), now)
    handover = HandOver(cabinet, queue, surgeons, mask, facts.values, now)
    return (alerts, handover, Canned(cabinet, replies, facts, mask, new_id, now), queue)
