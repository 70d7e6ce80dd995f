"""An emergency stays open until somebody says how it ended: the surgeon is told, then told again, and nothing else is drafted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from bot.conversation.cards_alerts import (
    again_card,
    alert_buttons,
    alert_card,
    closed_card,
    held_card,
    noted_card,
    over_card,
    ring_card,
    seen_card,
)
from bot.conversation.effects import (
    Action,
    Due,
    Erase,
    File,
    Keep,
    Pictured,
    Pressed,
    Record,
    Said,
    Send,
    Unfile,
)
from bot.conversation.entries import Entry
from bot.conversation.intent import Wish, understand
from bot.drafting.triage import Class, by_rules, triage
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.cards import Card
    from bot.conversation.effects import Button, Effect, Event, Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.state import ChatState
    from bot.conversation.surgeons import Surgeons

ALERT: Final = "alert"  # one that is open; its key is the draft of the fixed text
RING: Final = "alert_ring"  # what the surgeon is to be told, due in that chat
NEWS: Final = "alert_news"  # what became of it, due in the chat of the other person
FIRST: Final = timedelta(minutes=5)  # without an acknowledgement, the second alert
AFTER: Final = (timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=15))  # then, again and again
MOST: Final = 10  # alerts, within two hours; the conversation stays held after that
SEEN: Final = timedelta(minutes=30)  # an alert that was seen and is still open is recalled
GRAVE: Final = frozenset({Class.EMERGENCY, Class.DISTRESS})
ORDER: Final = 9  # words; a longer text is pasted

DRAFTS: Final = frozenset(
    {
        *(
            Action.SHORTER,
            Action.SIMPLER,
            Action.WARMER,
            Action.OTHER,
            Action.KEEP,
            Action.OPEN,
            Action.CANNED,
        ),
        *(Action.INSTAGRAM, Action.FACEBOOK, Action.LINKEDIN, Action.GOOGLE, Action.YOUTUBE),
        *(Action.IS_POST, Action.IS_MESSAGE, Action.IS_REVIEW),
    }
)
ENDS: Final = frozenset({Action.SEEN, Action.CALLED, Action.FALSE_ALARM})
IDLE: Final = frozenset({Wish.HELP, Wish.GREETING, Wish.THANKS, Wish.EMPTY})
_WORDS: Final = (
    (Action.FALSE_ALARM, re.compile(r"\W*(?:c'(?:est|etait) )?(?:une )?fausse alerte\b")),
    (
        Action.CALLED,
        re.compile(
            r"\W*(?:j'ai|je l'ai|on a|on l'a|nous avons|c'est bon,? j'ai)? ?(?:bien )?(?:telephone|appele|rappele|joint|eu)\b"
            r".*\b(?:patiente?|dame|monsieur|telephone|ligne|lui|la|le)\b|\W*(?:je l'ai|on l'a) (?:bien )?(?:joint|appele|rappele|eu)e?\b"
            r"|\W*patiente? (?:bien )?(?:joint|appele|prevenu)e?\b"
        ),
    ),
    (Action.SEEN, re.compile(r"\W*(?:bien )?(?:vue?\b|je (?:la |le )?rappelle\b)")),
)


class Shelf(Protocol):
    """Where pasted messages wait; `bot.conversation.queue.Queue` is one."""

    async def shelved(self, event: Said) -> tuple[Effect, ...]:
        """Return what puts pasted messages in the queue without drafting anything."""
        ...

    def orders(self, text: str) -> bool:
        """Tell whether a text is about the queue, and drafts nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Alerts:
    """Opens an alert beside every fixed text, holds the chat meanwhile, and hears how it ends.

    `on_call` gives the practice's on-call line, if it is known and in date.
    """

    cabinet: Cabinet
    surgeons: Surgeons
    shelf: Shelf
    on_call: Callable[[], str | None]
    now: Callable[[], datetime]
    first: timedelta = FIRST

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer what ends an alert, what recalls it, and what is asked while it is open."""
        if isinstance(event, Due):
            return await self._due(event)
        if isinstance(event, Pressed) and event.action in ENDS:
            return await self._ended(event.who, event.action, event.draft)
        if not isinstance(event, Said | Pressed | Pictured):
            return None
        here = await self._open(event.who)
        return await self._held(event, here, state) if here else None

    async def after(self, event: Event, _state: ChatState, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Open an alert for each fixed text that was just shown."""
        made = {one.draft for one in effects if isinstance(one, Record) and one.action == "emergency"}
        fixed = [one for one in effects if isinstance(one, Keep) and one.id in made]
        for one in fixed:
            effects = (*effects, *await self._opened(event.who, one))
        return effects

    async def _opened(self, who: Who, kept: Keep) -> tuple[Effect, ...]:
        now, label = self.now(), kept.draft.situation_label
        others = await self.surgeons.others(who)
        value = {"label": label, "rings": 1, "told": bool(others)}
        alert = Entry(ALERT, kept.id, value, now + self.first, who.chat, who.user, now)
        card = alert_card(label, now, told=bool(others), on_call=self.on_call())
        buttons = alert_buttons(kept.id, surgeon=not others, desk=True)
        return (Send(card, buttons), File(alert), *_rings(alert, others, now), Record("alerted", kept.id))

    async def _open(self, who: Who) -> tuple[Entry, ...]:
        """Return the open alerts of a chat, oldest first."""
        found = await self.cabinet.entries(who.practice, ALERT)
        return tuple(one for one in found if one.chat == who.chat)

    async def _due(self, event: Due) -> tuple[Effect, ...] | None:
        entry, who = event.entry, event.who
        if entry.kind == ALERT:
            return await self._again(who, entry)
        if entry.kind not in {RING, NEWS}:
            return None
        gone = Unfile(entry.kind, entry.key)
        alert = await self.cabinet.entry(who.practice, ALERT, str(entry.value.get("alert", "")))
        if entry.kind == RING:
            card = ring_card(_label(alert), _at(alert), self.now()) if alert else over_card()
            return (Send(card, alert_buttons(alert.key, surgeon=True, desk=False) if alert else ()), gone)
        return (Send(*_news(entry, alert)), gone)

    async def _again(self, who: Who, alert: Entry) -> tuple[Effect, ...]:
        """Tell everybody once more, and come back later."""
        now, rings = self.now(), int(alert.value.get("rings", 1))
        others = await self.surgeons.others(who)
        pause = AFTER[min(rings, len(AFTER)) - 1]
        later = replace(alert.changed(rings=rings + 1), due=now + pause if rings < MOST else None)
        card = again_card(_label(alert), _at(alert), now, self.on_call())
        buttons = alert_buttons(alert.key, surgeon=not others, desk=True)
        return (Send(card, buttons), File(later), *_rings(alert, others, now), Record("alerted", alert.key))

    async def _held(
        self, event: Said | Pressed | Pictured, alerts: tuple[Entry, ...], state: ChatState
    ) -> tuple[Effect, ...] | None:
        """Return why nothing is drafted now, or None for what may pass: another emergency first of all."""
        alert = alerts[-1]
        erased = (
            (Erase(event.message), Record("erased"))
            if not isinstance(event, Pressed) and event.message
            else ()
        )
        if isinstance(event, Pressed):
            return (self._says(alert),) if event.action in DRAFTS else None
        if isinstance(event, Pictured):
            return (*erased, self._says(alert))
        ending = _ending(event.text)
        if ending:
            return await self._ended(event.who, ending, alert.key)
        wish = understand(event.text, follows=state.shown is not None).wish
        if wish in IDLE or _is_grave(event.text, wish) or self.shelf.orders(event.text):
            return None
        shelved = await self.shelf.shelved(event)
        kept = "Ce que vous venez de coller est dans la file." if shelved else ""
        return (*erased, self._says(alert, kept), *shelved)

    def _says(self, alert: Entry, kept: str = "") -> Send:
        buttons = alert_buttons(alert.key, surgeon=not alert.value.get("told", False), desk=True)
        return Send(held_card(_label(alert), _at(alert), kept), buttons)

    async def _ended(self, who: Who, action: Action, key: str) -> tuple[Effect, ...]:
        alert = await self.cabinet.entry(who.practice, ALERT, key)
        if alert is None:
            return (Send(over_card()),)
        if action is Action.SEEN:
            return self._seen(who, alert)
        now, reached = self.now(), action is Action.CALLED
        news = {"alert": key, "end": now.isoformat(), "reached": reached, **_about(alert)}
        others = {*await self.surgeons.others(who), alert.chat} - {who.chat}
        told = (File(Entry(NEWS, f"{key}:{chat}", news, now, chat, who.user, now)) for chat in sorted(others))
        card = closed_card(_label(alert), _at(alert), now, reached=reached)
        closed = Record("alert_closed" if reached else "false_alarm", key)
        return (Send(card), Unfile(ALERT, key), *told, closed)

    def _seen(self, who: Who, alert: Entry) -> tuple[Effect, ...]:
        now = self.now()
        seen = replace(alert.changed(seen=now.isoformat()), due=now + SEEN)
        buttons = alert_buttons(alert.key, surgeon=False, desk=who.chat == alert.chat)
        news = Entry(
            NEWS,
            f"{alert.key}:{alert.chat}",
            {"alert": alert.key, **_about(alert)},
            now,
            alert.chat,
            who.user,
            now,
        )
        told = () if who.chat == alert.chat else (File(news),)
        return (Send(noted_card(_at(alert)), buttons), File(seen), *told, Record("acknowledged", alert.key))


def _rings(alert: Entry, chats: tuple[str, ...], now: datetime) -> tuple[File, ...]:
    value = {"alert": alert.key}
    return tuple(
        File(Entry(RING, f"{alert.key}:{chat}", value, now, chat, alert.user, now)) for chat in chats
    )


def _news(entry: Entry, alert: Entry | None) -> tuple[Card, tuple[Button, ...]]:
    """Return what is said, in the other chat, of an alert that was seen or closed."""
    label, at = str(entry.value.get("label", "")), datetime.fromisoformat(str(entry.value["at"]))
    end = entry.value.get("end")
    if isinstance(end, str):
        closed = datetime.fromisoformat(end)
        return closed_card(label, at, closed, reached=bool(entry.value.get("reached"))), ()
    buttons = alert_buttons(alert.key, surgeon=False, desk=True) if alert else ()
    return seen_card(label, at, entry.at or at), buttons


def _about(alert: Entry) -> dict[str, str]:
    return {"label": _label(alert), "at": _at(alert).isoformat()}


def _label(alert: Entry) -> str:
    return str(alert.value.get("label", ""))


def _at(alert: Entry) -> datetime:
    """Return when an alert was opened; an entry that is read back always has its time."""
    if alert.at is None:
        raise ValueError(f"alert `{alert.key}` has no time")
    return alert.at


def _is_grave(text: str, wish: Wish) -> bool:
    """Tell whether a text is another emergency; of a wish about a draft («plus court»), the rules alone are asked."""
    seen = by_rules(text) if wish is Wish.FOLLOW_UP else triage(text)
    return seen.klass in GRAVE


def _ending(text: str) -> Action | None:
    """Return what a short text says of how an alert ends: «j’ai joint la patiente», «fausse alerte»."""
    plain = fold(text).lower
    if len(plain.split()) > ORDER or by_rules(text).klass in GRAVE:
        return None
    return next((action for action, words in _WORDS if words.match(plain)), None)
