"""The queue of private messages: what came, how far it is, and what is opened, sorted, put off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from bot.conversation.alerts import ALERT, GRAVE
from bot.conversation.cards import declined_card
from bot.conversation.cards_queue import (
    bare_card,
    came_card,
    due_buttons,
    later_card,
    list_buttons,
    list_card,
    message_buttons,
    moved_card,
    none_blank_card,
    opened_card,
    put_off_card,
    unknown_card,
    when_card,
)
from bot.conversation.effects import (
    Action,
    Called,
    Due,
    Erase,
    File,
    Keep,
    Pressed,
    Record,
    Remember,
    Said,
    Send,
    Unfile,
)
from bot.conversation.intent import Wish, understand
from bot.conversation.moments import moment
from bot.conversation.orders import Order, Told, read_order
from bot.conversation.pastes import body, is_several, received, taken_apart
from bot.conversation.queued import (
    KIND,
    REMEMBERED,
    Queued,
    State,
    next_number,
    queued,
)
from bot.conversation.showing import record, show
from bot.conversation.state import Shown
from bot.drafting.ports import Craft, Declined
from bot.drafting.triage import Class, triage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet, Entry
    from bot.conversation.notices import Notice
    from bot.conversation.state import ChatState
    from bot.drafting.ports import Draft
    from bot.guard import Waiver

PRIVACY: Final = "privacy"  # the notice said once, as `talk` names it
LATER: Final = timedelta(days=2)  # a reminder without a time
TEN: Final = "10 h"
OPENS: Final = frozenset({Action.OPEN, Action.DONE, Action.LATER})


class Replies(Protocol):
    """What drafts replies; `bot.drafting.desk.Desk` is one."""

    async def message(self, text: str) -> Draft | Declined:
        """Draft the reply to a private message, raw."""
        ...

    async def resume(self, masked: str, situation: str) -> Draft | Declined:
        """Draft the reply to a message whose class was read when it came."""
        ...

    async def carried(self, draft: Draft) -> Draft:
        """Return the draft with its translation, where one is due and can be made."""
        ...

    def waive(self, draft: Draft, waivers: tuple[Waiver, ...]) -> Draft:
        """Return the draft as the guard sees it when `waivers` (in date) let things stand."""
        ...


@dataclass(frozen=True, slots=True)
class Queue:
    """Keeps every private message that comes, masked, until somebody says that it is dealt with."""

    cabinet: Cabinet
    replies: Replies
    mask: Callable[[str], str]
    new_id: Callable[[], str]
    now: Callable[[], datetime]
    privacy: Notice

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer the orders about the queue, a paste of several messages, and reminders."""
        if isinstance(event, Due):
            return self._due(event.entry) if event.entry.kind == KIND else None
        if isinstance(event, Called):
            return await self.listed(event.who) if event.name == "file" else None
        if isinstance(event, Pressed):
            return await self._pressed(event, state)
        if isinstance(event, Said):
            return await self._said(event, state)
        return None

    async def after(self, event: Event, _state: ChatState, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Put a message that was just answered in the queue, and close the one whose reply was approved."""
        replies = [one for one in effects if isinstance(one, Keep) and _is_reply(one)]
        approved = {one.draft for one in effects if isinstance(one, Record) and one.action == "approved"}
        if not replies and not approved:
            return effects
        messages = await self.messages(event.who.practice)
        for one in messages:
            if one.draft and one.draft in approved:
                effects = (*effects, *_done([one], self.now()))
        known = {one.draft: one for one in (*messages, *_filed(effects))}
        for kept in replies:
            message = known.get(kept.id)
            if message is None and kept.version == 1 and kept.draft.request:
                message = Queued(self._entry(event, kept, messages))
                effects = (*effects, File(message.entry))
            effects = _with_buttons(effects, kept, message) if message else effects
        return effects

    async def messages(self, practice: str) -> tuple[Queued, ...]:
        """Return the messages of a practice, gravest first, then oldest first."""
        now = self.now()
        found = map(Queued, await self.cabinet.entries(practice, KIND))
        return tuple(sorted(found, key=lambda one: one.order(now)))

    async def pointed(self, who: Who, numbers: Sequence[int], state: ChatState) -> tuple[Queued, ...]:
        """Return the messages that numbers name, or the one whose reply is on screen; what is done comes last."""
        messages = sorted(await self.messages(who.practice), key=lambda one: one.state is State.DONE)
        if numbers:
            wanted = {one.number: one for one in reversed(messages)}
            return tuple(wanted[number] for number in numbers if number in wanted)
        shown = state.shown.id if state.shown else ""
        return tuple(one for one in messages if shown and one.draft == shown)[:1]

    async def listed(self, who: Who) -> tuple[Effect, ...]:
        """Return the list."""
        messages = await self.messages(who.practice)
        alerts = await self.cabinet.entries(who.practice, ALERT)
        opened = [one.at for one in alerts if one.at]
        return (Send(list_card(messages, self.now(), alerts=opened), list_buttons(messages)),)

    async def shelved(self, event: Said) -> tuple[Effect, ...]:
        """Return what puts pasted messages in the queue without drafting anything; nothing when it is no message."""
        is_message = event.craft is Craft.MESSAGE or is_several(event.text)
        if not is_message and understand(event.text, follows=False).wish is not Wish.MESSAGE:
            return ()
        entries = await self._entries(event, taken_apart(event.text))
        return tuple(map(File, entries))

    def orders(self, text: str) -> bool:
        """Tell whether a text is an order about the queue that drafts nothing."""
        told = read_order(text)
        return told is not None and told.order is not Order.OPEN

    async def _said(self, event: Said, state: ChatState) -> tuple[Effect, ...] | None:
        told = None if event.craft else read_order(event.text)
        if told:
            return await self._ordered(event.who, told, state)
        announced = event.craft is Craft.MESSAGE and len(taken_apart(event.text)) > 1
        if announced or (event.craft is None and is_several(event.text)):
            return await self._several(event, state)
        return None

    async def _ordered(self, who: Who, told: Told, state: ChatState) -> tuple[Effect, ...] | None:
        if told.order is Order.LIST:
            return await self.listed(who)
        if told.order is Order.SORT_NONE:
            return await self._sorted(who)
        if told.order is Order.OPEN:
            return await self._open(who, told.numbers, state)
        if told.order in {Order.HAND_OVER, Order.ANSWER}:
            return None
        found = await self.pointed(who, told.numbers, state)
        if not found:
            return (Send(unknown_card(told.numbers)),) if told.numbers else None
        return self._put_off(found[0], told.words) if told.order is Order.LATER else _done(found, self.now())

    async def _pressed(self, event: Pressed, state: ChatState) -> tuple[Effect, ...] | None:
        if event.action is Action.SORT_NONE:
            return await self._sorted(event.who)
        if event.action not in OPENS:
            return None
        entry = await self.cabinet.entry(event.who.practice, KIND, event.draft)
        if entry is None:
            return await self.listed(event.who)
        message = Queued(entry)
        if event.action is Action.OPEN:
            return await self._resumed(message, state)
        return self._put_off(message, "") if event.action is Action.LATER else _done([message], self.now())

    async def _sorted(self, who: Who) -> tuple[Effect, ...]:
        """Close all that needs no answer."""
        messages = await self.messages(who.practice)
        blank = [one for one in messages if one.klass is Class.NONE and one.state is State.OPEN]
        return _done(blank, self.now()) if blank else (Send(none_blank_card()),)

    async def _open(self, who: Who, numbers: Sequence[int], state: ChatState) -> tuple[Effect, ...]:
        """Draft the reply to the message that is named, or to the worst one that waits."""
        messages = await self.messages(who.practice)
        todo = [one for one in messages if one.state is State.OPEN and one.klass is not Class.NONE]
        shown = state.shown.id if state.shown else ""
        waiting = [one for one in todo if one.draft != shown] or todo
        found = await self.pointed(who, numbers[:1], state) if numbers else tuple(waiting[:1])
        return await self._resumed(found[0], state) if found else (Send(unknown_card(numbers)),)

    async def _resumed(self, message: Queued, state: ChatState) -> tuple[Effect, ...]:
        if not message.text:
            return (Send(bare_card(message)),)
        result = await self.replies.resume(message.text, message.klass)
        if isinstance(result, Declined):
            return (Send(declined_card(result)),)
        draft = self.replies.waive(result, state.in_date(self.now().date().isoformat()))
        shown = Shown(self.new_id(), 1, draft)
        kept = Keep(shown.id, 1, draft)
        filed = File(message.moved(State.OPEN, draft=shown.id))
        card = Send(opened_card(message, self.now()))
        action = "emergency" if draft.fixed else "drafted"
        return (card, *show(shown), kept, record(action, shown), Remember(state.showing(shown)), filed)

    async def _several(self, event: Said, state: ChatState) -> tuple[Effect, ...]:
        """Show the fixed text of every emergency, and put the rest in the queue, worst first."""
        effects: tuple[Effect, ...] = (Erase(event.message), Record("erased")) if event.message else ()
        if PRIVACY not in state.told:
            effects, state = (*effects, Send(self.privacy)), state.telling(PRIVACY)
        calm: list[str] = []
        grave = 0
        for part in taken_apart(event.text):
            alarming = triage(part).klass in GRAVE or triage(body(part)).klass in GRAVE
            result = await self.replies.message(part) if alarming else None
            if isinstance(result, Declined) or result is None or not result.fixed:
                calm.append(part)
                continue
            grave += 1
            shown = Shown(self.new_id(), 1, result)
            effects = (*effects, *show(shown), Keep(shown.id, 1, result), record("emergency", shown))
            state = state.showing(shown)
        return (*effects, *await self._waiting(event, calm, grave), Remember(state))

    async def _waiting(self, event: Said, parts: Sequence[str], grave: int) -> tuple[Effect, ...]:
        """Return what files the messages that are no emergency, and shows them."""
        entries, now = await self._entries(event, parts), self.now()
        messages = sorted(map(Queued, entries), key=lambda one: one.order(now))
        said = (Send(came_card(messages, now, grave), list_buttons(messages)),) if messages else ()
        return (*said, *map(File, entries))

    async def _entries(self, event: Said, parts: Sequence[str]) -> tuple[Entry, ...]:
        messages, now = await self.messages(event.who.practice), self.now()
        first = next_number(messages)
        read = [(triage(body(part)).klass, received(part, now), self.mask(body(part))) for part in parts]
        return tuple(
            replace(queued(self.new_id(), first + rank, klass, masked, when), at=now)
            for rank, (klass, when, masked) in enumerate(read)
        )

    def _entry(self, event: Event, kept: Keep, messages: Sequence[Queued]) -> Entry:
        """Return the entry of a message that was answered at once."""
        now, draft = self.now(), kept.draft
        when = received(event.text, now) if isinstance(event, Said) else None
        entry = queued(kept.id, next_number(messages), draft.situation, draft.request, when, draft=kept.id)
        return replace(entry, at=now)

    def _put_off(self, message: Queued, words: str) -> tuple[Effect, ...]:
        now = self.now()
        asked = words.strip(" .,:!?")
        due = moment(asked, now) if asked else moment(f"j+{LATER.days} {TEN}", now)
        if due is None:
            return (Send(when_card(str(message.number))),)
        later = Queued(message.moved(State.LATER, due))
        return (Send(put_off_card(later, now)), File(later.entry))

    def _due(self, entry: Entry) -> tuple[Effect, ...]:
        """Recall a message; forget one that has been done for a week."""
        message = Queued(entry)
        if message.state is State.DONE:
            return (Unfile(KIND, entry.key),)
        back = Queued(message.moved(State.OPEN))
        return (Send(later_card(back, self.now()), due_buttons(back)), File(back.entry))


def _is_reply(kept: Keep) -> bool:
    return kept.draft.craft is Craft.MESSAGE and not kept.draft.fixed


def _filed(effects: tuple[Effect, ...]) -> tuple[Queued, ...]:
    """Return the messages that effects write."""
    return tuple(Queued(one.entry) for one in effects if isinstance(one, File) and one.entry.kind == KIND)


def _done(messages: Sequence[Queued], now: datetime) -> tuple[Effect, ...]:
    """Return what closes messages: their masked text goes at once, the rest of them in a week."""
    filed = (File(one.moved(State.DONE, now + REMEMBERED)) for one in messages)
    return (Send(moved_card(messages, "classé")), *filed)


def _with_buttons(effects: tuple[Effect, ...], kept: Keep, message: Queued) -> tuple[Effect, ...]:
    """Return the effects with what may be done with the message under the card of its reply."""
    places = [
        place
        for place, one in enumerate(effects)
        if isinstance(one, Send) and any(button.draft == kept.id for button in one.buttons)
    ]
    if not places:
        return effects
    card = effects[places[-1]]
    if not isinstance(card, Send):
        return effects
    more = replace(card, buttons=(*card.buttons, *message_buttons(message)))
    return (*effects[: places[-1]], more, *effects[places[-1] + 1 :])
