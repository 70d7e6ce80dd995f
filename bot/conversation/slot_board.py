"""What a practice planned, and what it is shown of it: free times, buttons, full weeks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.conversation.cards_slots import full_card, offer_card
from bot.conversation.codec import table_of
from bot.conversation.effects import Action, Button, Send
from bot.conversation.entries import Entry
from bot.conversation.moments import in_paris
from bot.conversation.month import monday
from bot.conversation.weeks import ASKED, PLANNED, SLOT, Slot, free_times, held, is_full, slot_label, slot_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.effects import Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.state import Shown

FORGOTTEN: Final = timedelta(days=30)  # after which an approved text without a slot is let go
TITLE: Final = 60  # characters of the first line that name a post in a list


@dataclass(frozen=True, slots=True)
class Board:
    """Reads the slots of a practice, and makes what is shown and kept of one."""

    cabinet: Cabinet
    now: Callable[[], datetime]

    async def slots(self, who: Who) -> tuple[Slot, ...]:
        """Return every slot of a practice."""
        return tuple(map(slot_of, await self.cabinet.entries(who.practice, SLOT)))

    async def wanted_week(self, who: Who, shown: Shown) -> date | None:
        """Return the week of the calendar's idea that a draft was written for, or None."""
        for entry in await self.cabinet.entries(who.practice, "calendar"):
            for idea in entry.value.get("ideas", ()):
                if idea.get("draft") == shown.id:
                    return date.fromisoformat(idea["week"])
        return None

    def this_week(self) -> date:
        """Return the Monday of the running week, in Paris."""
        return monday(in_paris(self.now()).date())

    def offer(self, shown: Shown, slots: tuple[Slot, ...], since: date | None = None) -> Send:
        """Propose the next times for a text, from the week `since` on."""
        now = self.now()
        times = free_times(slots, now, but=shown.id, since=since)
        week = monday(in_paris(times[0] if times else now).date())
        card = offer_card(week, held(slots, week, shown.id), times, now)
        return Send(card, self._buttons(shown, times, may_now=not is_full(slots, self.this_week(), shown.id)))

    def full(self, shown: Shown, week: date, here: tuple[Slot, ...], slots: tuple[Slot, ...]) -> Send:
        """Return why a week takes no other post, and the next times."""
        times = free_times(slots, self.now(), but=shown.id, since=week)
        card = full_card(week, here, times, self.now())
        return Send(card, self._buttons(shown, times, may_now=False))

    def _buttons(self, shown: Shown, times: tuple[datetime, ...], *, may_now: bool) -> tuple[Button, ...]:
        now, key = self.now(), key_of(shown)
        chosen = tuple(
            Button(slot_label(at, now), Action.SLOT, f"{key}.{int(at.timestamp()) // 60}") for at in times
        )
        publish = (Button("Je publie maintenant", Action.PUBLISH_NOW, key),) if may_now else ()
        return (*chosen, Button("Autre date", Action.OTHER_SLOT, key), *publish)

    def entry(self, shown: Shown, state: str, at: datetime | None) -> Entry:
        """Return the record of a slot: the text itself, guarded and masked, so that it comes back as it was approved."""
        first = next(iter(shown.draft.verdict.text.splitlines()), "")
        value = {
            "draft": shown.id,
            "state": state,
            "at": at.isoformat() if at else "",
            "platform": shown.draft.platform.value if shown.draft.platform else "",
            "title": first[:TITLE],
            "digest": digest_of(shown),
            "shown": table_of(shown),
        }
        due = at if state == PLANNED else self.now() + FORGOTTEN if state == ASKED else None
        return Entry(SLOT, key_of(shown), value, due=due)


def key_of(shown: Shown) -> str:
    """Return the key of the slot of a draft for its network."""
    return f"{shown.id}.{shown.draft.platform.value}" if shown.draft.platform else shown.id


def digest_of(shown: Shown) -> str:
    """Return the SHA-256 of the exact text."""
    return hashlib.sha256(shown.draft.verdict.text.encode()).hexdigest()
