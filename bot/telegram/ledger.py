"""How far each update went, so that a redelivered one is neither lost, nor done twice, nor fatal twice."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Protocol

TRIES: Final = 3  # an update whose handling killed the program so many times is set aside


class Standing(StrEnum):
    """What an update is when it arrives."""

    NEW = "new"
    AGAIN = "again"  # handled in part, nothing was sent
    MAYBE_SENT = "maybe"  # the program died while sending: the person may have seen a part
    DONE = "done"
    HOPELESS = "hopeless"


class Ledger(Protocol):
    """The memory of the last day's updates; `bot.store.updates.HandledUpdates` is one that survives a crash."""

    async def begin(self, bot: str, update_id: int) -> tuple[str, int]:
        """Count one more try; return the stage it had reached ("", "begun", "sending", "done") and the tries so far."""
        ...

    async def reach(self, bot: str, update_id: int, stage: str) -> None:
        """Remember that the update reached `stage`: "sending" or "done"."""
        ...


def standing(stage: str, tries: int) -> Standing:
    """Return what to make of an update that had reached `stage` after `tries`."""
    if stage == "done":
        return Standing.DONE
    if tries >= TRIES:
        return Standing.HOPELESS
    if stage == "sending":
        return Standing.MAYBE_SENT
    return Standing.AGAIN if tries else Standing.NEW
