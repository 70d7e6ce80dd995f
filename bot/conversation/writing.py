"""A post that a room asks for, shown like any other: the calendar's idea, the text in place of a photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.conversation.cards import declined_card
from bot.conversation.effects import Keep, Record, Remember, Send
from bot.conversation.showing import record, show
from bot.conversation.state import Shown
from bot.drafting.ports import Declined, Draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.conversation.effects import Effect
    from bot.conversation.state import ChatState
    from bot.guard import Waiver


class Posting(Protocol):
    """The craft of posts; `bot.drafting.desk.Desk` has it."""

    async def post(self, request: str) -> Draft | Declined:
        """Draft a post."""
        ...

    def waive(self, draft: Draft, waivers: tuple[Waiver, ...]) -> Draft:
        """Return the draft as the guard sees it now, under `waivers`."""
        ...


@dataclass(frozen=True, slots=True)
class Writing:
    """Drafts posts for the rooms."""

    desk: Posting
    new_id: Callable[[], str]
    today: Callable[[], date]

    async def post(self, request: str, state: ChatState) -> tuple[Effect, ...]:
        """Return what shows a new draft and keeps it, or why there is none."""
        result = await self.desk.post(request)
        if isinstance(result, Declined):
            return (Send(declined_card(result)), Record("declined", rules=result.rules))
        waivers = state.in_date(self.today().isoformat())
        draft = self.desk.waive(result, waivers) if waivers else result
        shown = Shown(self.new_id(), 1, draft)
        kept = Keep(shown.id, shown.version, draft)
        return (*show(shown), kept, record("drafted", shown), Remember(state.showing(shown)))
