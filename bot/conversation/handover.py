"""«transmets au chirurgien»: three lines to the surgeon, and what the surgeon answers back to the secretary, guarded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.conversation.buttons import LABELS
from bot.conversation.cards_queue import (
    asked_card,
    dropped_card,
    due_buttons,
    hand_over_card,
    instruction_card,
    told_card,
    unknown_card,
    unsaid_card,
)
from bot.conversation.effects import Action, Button, Due, File, Pressed, Record, Said, Send, Unfile
from bot.conversation.entries import Entry
from bot.conversation.orders import ANSWER, Order, Told, read_order
from bot.conversation.pastes import is_several
from bot.conversation.queued import KIND, Queued, State
from bot.drafting.triage import Class, triage
from bot.guard import Asked, Channel, Cleared, review
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.queue import Queue
    from bot.conversation.state import ChatState
    from bot.conversation.surgeons import Surgeons
    from bot.guard import Practice

HANDED: Final = "handed"  # three lines, due in the surgeon's chat
ANSWERING: Final = "answering"  # the message that the next words of a chat are about
INSTRUCTION: Final = "instruction"  # what the surgeon said, due in the secretary's chat
ABOUT: Final = frozenset(
    {Asked.APPOINTMENT, Asked.HOURS, Asked.ADDRESS, Asked.DOCUMENTS, Asked.CANCEL, Asked.RESULTS}
)
GRAVE: Final = frozenset({Class.EMERGENCY, Class.DISTRESS})
AWAITED: Final = {
    Class.MEDICAL: "une consigne ; la réponse médicale vous revient",
    Class.MINOR: "votre accord ; personne mineure, rien n’est dit d’un acte esthétique",
    Class.THIRD_PARTY: "votre accord avant toute réponse à un tiers",
    Class.SOLICITATION: "oui ou non à cette sollicitation",
}
_NO: Final = re.compile(r"\W*(?:non|annule[rz]?|rien|laisse[rz]? tomber|plus tard|stop)(?: merci)?\W*")
_ABOUT_PATIENT: Final = re.compile(
    r"\b(?:elle|il|lui|la patiente|le patient|dites|rappelez|appelez)\b"
)  # not a patient's words
_ELSE: Final = re.compile(r"^\W*(?:/|(?:bonjour|bonsoir|bjr) docteur|(?:fais|ecris|redige|prepare)[- ]moi)")


@dataclass(frozen=True, slots=True)
class HandOver:
    """Carries a message of the queue to the surgeon, and the instruction back; `values` are those of the practice."""

    cabinet: Cabinet
    queue: Queue
    surgeons: Surgeons
    mask: Callable[[str], str]
    values: Callable[[], Practice]
    now: Callable[[], datetime]

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer the orders of handing over and of answering, and show what is due."""
        if isinstance(event, Due):
            return await self._due(event)
        if isinstance(event, Pressed):
            return await self._pressed(event)
        if not isinstance(event, Said) or event.craft:
            return None
        told = read_order(event.text)
        if told and told.order is Order.HAND_OVER:
            return await self._named(event.who, told, state)
        if told and told.order is Order.ANSWER:
            return await self._answered(event.who, told, state)
        return await self._awaited(event) if told is None else None

    async def after(
        self, _event: Event, _state: ChatState, effects: tuple[Effect, ...]
    ) -> tuple[Effect, ...]:
        """Leave what others answered as it is."""
        return effects

    async def _named(self, who: Who, told: Told, state: ChatState) -> tuple[Effect, ...] | None:
        found = await self.queue.pointed(who, told.numbers, state)
        if not found:
            return (Send(unknown_card(told.numbers)),) if told.numbers else None
        return await self._handed(who, found[0])

    async def _handed(self, who: Who, message: Queued) -> tuple[Effect, ...]:
        """Return what shows the three lines: to the surgeon elsewhere, or here when there is nobody else."""
        now, others = self.now(), await self.surgeons.others(who)
        due = (
            Entry(HANDED, f"{message.key}:{chat}", {"message": message.key}, now, chat, who.user)
            for chat in others
        )
        card = hand_over_card(message, now, AWAITED.get(message.klass, "votre consigne"))
        buttons = () if others else _answers(message)
        moved = message.moved(State.SURGEON, desk=who.chat)
        return (Send(card, buttons), File(moved), *map(File, due), Record("handed_over", message.draft))

    async def _pressed(self, event: Pressed) -> tuple[Effect, ...] | None:
        if event.action not in {Action.HAND_OVER, Action.ANSWER}:
            return None
        message = await self._message(event.who, event.draft)
        if message is None:
            return (Send(unknown_card(())),)
        if event.action is Action.HAND_OVER:
            return await self._handed(event.who, message)
        pending = Entry(ANSWERING, event.who.chat, {"message": message.key})
        return (Send(asked_card(message.number)), File(pending))

    async def _answered(self, who: Who, told: Told, state: ChatState) -> tuple[Effect, ...]:
        """Pass on «consigne 3 : …»; without a number, the answer is about the only message that waits."""
        found = await self.queue.pointed(who, told.numbers, state)
        if not found and not told.numbers:
            waiting = [one for one in await self.queue.messages(who.practice) if one.state is State.SURGEON]
            found = tuple(waiting) if len(waiting) == 1 else ()
        return self._instructed(who, found[0], told.words) if found else (Send(unknown_card(told.numbers)),)

    async def _awaited(self, event: Said) -> tuple[Effect, ...] | None:
        """Take the next words of a surgeon who was asked for them, unless they are plainly something else."""
        pending = await self.cabinet.entry(event.who.practice, ANSWERING, event.who.chat)
        if pending is None:
            return None
        plain = fold(event.text).lower
        gone = Unfile(ANSWERING, event.who.chat)
        if _NO.fullmatch(plain):
            return (Send(dropped_card()), gone)
        else_ = len(event.text) > ANSWER or _ELSE.search(plain) or is_several(event.text)
        message = await self._message(event.who, str(pending.value.get("message", "")))
        alarming = triage(event.text).klass in GRAVE and not _ABOUT_PATIENT.search(plain)
        if else_ or message is None or alarming:
            return None
        effects = self._instructed(event.who, message, event.text)
        return (*effects, gone) if any(isinstance(one, File) for one in effects) else effects

    def _instructed(self, who: Who, message: Queued, words: str) -> tuple[Effect, ...]:
        """Guard what the surgeon says as if it were the reply itself: it will soon be one."""
        verdict = review(self.mask(words), Channel.MESSAGE, practice=self.values(), asked=tuple(ABOUT))
        if not isinstance(verdict, Cleared):
            return (Send(unsaid_card(verdict.findings)),)
        mended = verdict.verdict != "clear"
        desk = str(message.entry.value.get("desk") or message.entry.chat)
        value = {"message": message.key, "n": message.number, "light": message.light, "text": verdict.text}
        told = Entry(INSTRUCTION, message.key, value, self.now(), desk, who.user)
        card = told_card(message.number, mended=mended)
        shown = (Send(verdict),) if mended and desk != who.chat else ()
        return (
            Send(card),
            *shown,
            File(told),
            File(message.moved(State.OPEN)),
            Record("instructed", message.draft),
        )

    async def _due(self, event: Due) -> tuple[Effect, ...] | None:
        entry = event.entry
        if entry.kind == INSTRUCTION:
            return await self._brought(event.who, entry)
        if entry.kind != HANDED:
            return None
        gone = Unfile(HANDED, entry.key)
        message = await self._message(event.who, str(entry.value.get("message", "")))
        if message is None or message.state is State.DONE:
            return (gone,)
        card = hand_over_card(message, self.now(), AWAITED.get(message.klass, "votre consigne"))
        return (Send(card, _answers(message)), gone)

    async def _brought(self, who: Who, entry: Entry) -> tuple[Effect, ...]:
        """Show the instruction to the secretary, as the guard clears it today."""
        message = await self._message(who, str(entry.value.get("message", "")))
        verdict = review(
            str(entry.value.get("text", "")), Channel.MESSAGE, practice=self.values(), asked=tuple(ABOUT)
        )
        card = instruction_card(int(entry.value.get("n", 0)), str(entry.value.get("light", "")))
        return (
            Send(verdict),
            Send(card, due_buttons(message) if message else ()),
            Unfile(INSTRUCTION, entry.key),
        )

    async def _message(self, who: Who, key: str) -> Queued | None:
        entry = await self.cabinet.entry(who.practice, KIND, key)
        return Queued(entry) if entry else None


def _answers(message: Queued) -> tuple[Button, ...]:
    return (Button(LABELS[Action.ANSWER], Action.ANSWER, message.key),)
