"""The slot of an approved post: proposed, chosen in words or by a button, and at its time the text comes back, ready to copy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.conversation.cards_slots import (
    due_card,
    moved_card,
    planned_card,
    published_card,
    stale_card,
    which_card,
)
from bot.conversation.codec import shown_of
from bot.conversation.effects import (
    Action,
    Button,
    Due,
    File,
    Keep,
    Pressed,
    Record,
    Remember,
    Said,
    Send,
    Unfile,
)
from bot.conversation.moments import in_paris, moment
from bot.conversation.month import monday
from bot.conversation.notices import Notice
from bot.conversation.showing import record, show
from bot.conversation.slot_board import FORGOTTEN, Board, digest_of, key_of
from bot.conversation.slot_words import asks_a_slot, cancels, is_about_slots, publishes_now
from bot.conversation.state import Shown
from bot.conversation.weeks import (
    ASKED,
    PLANNED,
    SLOT,
    STALE,
    TOLD,
    Slot,
    coming_slots,
    held,
    is_full,
    slot_of,
)
from bot.drafting.ports import Craft
from bot.guard import Cleared

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet, Entry
    from bot.conversation.state import ChatState
    from bot.conversation.writing import Posting

MINUTES: Final = re.compile(r"\d{1,9}")  # since 1970, in a button: enough for nineteen centuries


@dataclass(frozen=True, slots=True)
class Slots:
    """The room of slots; it publishes nothing, ever: it gives the text back at the time that was chosen."""

    cabinet: Cabinet
    desk: Posting
    new_id: Callable[[], str]
    now: Callable[[], datetime]
    board: Board = field(init=False)

    def __post_init__(self) -> None:
        """Hang up the board."""
        object.__setattr__(self, "board", Board(self.cabinet, self.now))

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer a slot that is chosen, moved or cancelled, and the time that has come."""
        if isinstance(event, Due):
            return await self._due(event, state) if event.entry.kind == SLOT else None
        if isinstance(event, Pressed):
            return await self._pressed(event, state)
        return await self._said(event, state) if isinstance(event, Said) and not event.craft else None

    async def after(self, event: Event, state: ChatState, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Propose a slot for a post that was just approved; one that had a slot keeps it, with its new text."""
        shown = state.shown
        if shown is None or shown.draft.craft is not Craft.POST or not _is_approved(effects, shown):
            return effects
        slots = await self.board.slots(event.who)
        before = next((one for one in slots if one.key == key_of(shown) and one.state == PLANNED), None)
        if before and before.at and before.at > self.now():
            kept = self.board.entry(shown, PLANNED, before.at)
            return (*effects, Send(moved_card(before.at, self.now())), File(kept))
        since = await self.board.wanted_week(event.who, shown)
        asked = self.board.entry(shown, ASKED, None)
        return (*effects, self.board.offer(shown, slots, since), File(asked))

    def _restored(self, entry: Entry | None, state: ChatState) -> Shown | None:
        """Return the text of a slot with the guard's word of today, for this practice and under its waivers."""
        shown = shown_of(entry.value.get("shown")) if entry else None
        if shown is None:
            return None
        waivers = state.in_date(in_paris(self.now()).date().isoformat())
        return replace(shown, draft=self.desk.waive(shown.draft, waivers))

    async def _pressed(self, event: Pressed, state: ChatState) -> tuple[Effect, ...] | None:
        if event.action not in {Action.SLOT, Action.OTHER_SLOT, Action.PUBLISH_NOW, Action.TAKE_UP}:
            return None
        timed = event.action is Action.SLOT
        key, _, minutes = event.draft.rpartition(".") if timed else (event.draft, "", "")
        entry = await self.cabinet.entry(event.who.practice, SLOT, key)
        shown = self._restored(entry, state)
        if entry is None or shown is None:
            return (Send(Notice.GONE),)
        if event.action is Action.TAKE_UP:
            return self._taken_up(shown, state)
        if digest_of(shown) != slot_of(entry).digest:
            return self._stale(entry, shown)
        return await self._chosen(event, shown, minutes)

    async def _chosen(self, event: Pressed, shown: Shown, minutes: str) -> tuple[Effect, ...]:
        if event.action is Action.OTHER_SLOT:
            return (Send(Notice.WHICH_SLOT),)
        if event.action is Action.PUBLISH_NOW:
            return await self._published(event.who, shown)
        at = datetime.fromtimestamp(int(minutes) * 60, tz=UTC) if MINUTES.fullmatch(minutes) else None
        return await self._planned(event.who, shown, at)

    async def _said(self, event: Said, state: ChatState) -> tuple[Effect, ...] | None:
        what, shown = cancels(event.text), state.shown
        if what is not None:
            return await self._cancelled(event.who, what, state)
        if shown is None or shown.draft.craft is not Craft.POST or not is_about_slots(event.text):
            return None
        return await self._timed(event, shown)

    async def _timed(self, event: Said, shown: Shown) -> tuple[Effect, ...]:
        """Plan, move or propose the slot of the post on screen, once it is approved."""
        entry = await self.cabinet.entry(event.who.practice, SLOT, key_of(shown))
        if entry is None or slot_of(entry).digest != digest_of(shown):
            return (Send(Notice.APPROVE_FIRST),)
        if asks_a_slot(event.text):
            return (self.board.offer(shown, await self.board.slots(event.who)),)
        if publishes_now(event.text):
            return await self._published(event.who, shown)
        return await self._planned(event.who, shown, moment(event.text, self.now()))

    async def _planned(self, who: Who, shown: Shown, at: datetime | None) -> tuple[Effect, ...]:
        """Plan a text, unless its time has passed or its week is full."""
        now = self.now()
        if at is None or at <= now:
            return (Send(Notice.SLOT_PAST),)
        slots, week = await self.board.slots(who), monday(in_paris(at).date())
        if is_full(slots, week, shown.id):
            return (self.board.full(shown, week, held(slots, week, shown.id), slots),)
        entry = self.board.entry(shown, PLANNED, at)
        return (Send(planned_card(at, shown.draft.platform, now)), File(entry), record("planned", shown))

    async def _published(self, who: Who, shown: Shown) -> tuple[Effect, ...]:
        """Note that the person publishes now: it takes a place of this week, if one is left."""
        slots, week = await self.board.slots(who), self.board.this_week()
        if is_full(slots, week, shown.id):
            return (self.board.full(shown, week, held(slots, week, shown.id), slots),)
        entry = self.board.entry(shown, TOLD, self.now())
        return (Send(published_card()), File(entry), record("planned", shown))

    async def _cancelled(self, who: Who, what: str, state: ChatState) -> tuple[Effect, ...]:
        """Cancel the slot that is named by its rank, that of the draft on screen, or the only one; the text stays approved."""
        coming = coming_slots(await self.board.slots(who), self.now())
        if not coming:
            return (Send(Notice.NO_SLOT),)
        chosen = _named(what, coming, state.shown.id if state.shown else "")
        if not chosen:
            return (Send(which_card(coming)),)
        entries = [await self.cabinet.entry(who.practice, SLOT, one.key) for one in chosen]
        freed = tuple(File(self._waiting(one)) for one in entries if one)
        return (Send(Notice.SLOT_GONE), *freed, *(Record("unplanned", one.draft) for one in chosen))

    def _waiting(self, entry: Entry) -> Entry:
        return replace(entry.changed(state=ASKED, at=""), due=self.now() + FORGOTTEN)

    async def _due(self, event: Due, state: ChatState) -> tuple[Effect, ...]:
        """Give the text back at its time, if the guard of today says of it what it said when it was approved."""
        entry, slot, now = event.entry, slot_of(event.entry), self.now()
        shown = self._restored(entry, state)
        if slot.state != PLANNED or shown is None:
            return (Unfile(SLOT, entry.key),)
        if not isinstance(shown.draft.verdict, Cleared) or digest_of(shown) != slot.digest:
            return self._stale(entry, shown)
        slots, week = await self.board.slots(event.who), self.board.this_week()
        before = tuple(one for one in held(slots, week, slot.draft) if one.at and one.at <= now)
        if is_full(before, week, slot.draft):
            return (self.board.full(shown, week, before, slots), File(self._waiting(entry)))
        told = replace(entry.changed(state=TOLD), due=None)
        return (Send(shown.draft.verdict), Send(due_card(slot)), File(told), record("due", shown))

    def _stale(self, entry: Entry, shown: Shown) -> tuple[Effect, ...]:
        """Say that a rule or a fact has changed since the approval."""
        button = Button("Reprendre ce texte", Action.TAKE_UP, entry.key)
        kept = replace(entry.changed(state=STALE), due=None)
        return (Send(stale_card(slot_of(entry), shown.draft.verdict.findings), (button,)), File(kept))

    def _taken_up(self, shown: Shown, state: ChatState) -> tuple[Effect, ...]:
        """Show a text anew as a draft, under the rules of today."""
        fresh = Shown(self.new_id(), 1, shown.draft)
        kept = Keep(fresh.id, fresh.version, fresh.draft)
        return (*show(fresh), kept, record("drafted", fresh), Remember(state.showing(fresh)))


def _named(what: str, coming: tuple[Slot, ...], shown: str) -> tuple[Slot, ...]:
    """Return the slots that are meant: one by its rank, else those of the draft on screen, else the only one."""
    if what.strip().isdecimal():
        rank = int(what)
        return coming[rank - 1 : rank] if rank else ()
    here = tuple(one for one in coming if one.draft == shown)
    return here or (coming if len(coming) == 1 else ())


def _is_approved(effects: tuple[Effect, ...], shown: Shown) -> bool:
    return any(
        isinstance(one, Record) and (one.action, one.draft) == ("approved", shown.id) for one in effects
    )
