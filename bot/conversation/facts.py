"""`/fiche`: the facts of the practice, changed by words, each with a last day and somebody who renews it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.conversation.cards_facts import declined_fact_card, expiry_card, fact_card, sheet_card
from bot.conversation.effects import (
    Action,
    Button,
    Called,
    Due,
    Erase,
    File,
    Pressed,
    Remember,
    Role,
    Said,
    Send,
    Unfile,
)
from bot.conversation.entries import Entry
from bot.conversation.fact_sheet import (
    FACT,
    changes,
    dated,
    day_of,
    faults,
    kept,
    noted,
    points_at_person,
    reminder,
)
from bot.conversation.fact_words import (
    LONGEST,
    NAMES,
    Told,
    UnknownDay,
    fits,
    months_later,
    names_fact,
    read_fact,
)
from bot.conversation.membership import MEMBER
from bot.conversation.moments import PARIS
from bot.conversation.notices import Notice
from bot.drafting.triage import Class, by_rules
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.fact_sheet import Sheet
    from bot.conversation.state import ChatState

RENEWED: Final = 6  # months that one tap adds
NEAR: Final = 14  # days before its last one in which a fact of the file is spoken of, once
_SHOWS: Final = re.compile(
    r"\W*(?:(?:montre|affiche|donne|voir)[rsz]?(?:[- ]moi)? )?(?:la |notre )?fiches?(?: du cabinet| pratique)?\W*"
)
_REMOVES: Final = re.compile(
    r"\W*(?:retire|supprime|efface|oublie|enleve)[rsz]? (?:la fiche |les |la |l'|le )?"
)
_SPEAKS: Final = re.compile(r"\?|\b(?:je|j'|mon|ma|mes|moi|bonjour|bonsoir|docteur|svp|s'il vous plait)\b")
_HARMLESS: Final = frozenset({Class.PRACTICAL, Class.NONE, Class.SOLICITATION})


@dataclass(frozen=True, slots=True)
class Facts:
    """The room of the facts; `sheet` is what they are now, file and changes together."""

    cabinet: Cabinet
    sheet: Sheet
    now: Callable[[], datetime]

    async def hear(self, event: Event, _state: ChatState) -> tuple[Effect, ...] | None:
        """Answer `/fiche`, «horaires : …», the buttons of a fact, and the reminders."""
        if isinstance(event, Called) and event.name in {"fiche", "fiches"}:
            return await self._called(event)
        if isinstance(event, Said) and not event.craft:
            return await self._said(event)
        if isinstance(event, Pressed) and event.action is Action.RENEW:
            return await self._renewed(event)
        if isinstance(event, Pressed) and event.action is Action.RESTORE:
            return await self._restored(event)
        return self._due(event) if isinstance(event, Due) and event.entry.kind == FACT else None

    async def after(self, event: Event, state: ChatState, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Speak once of a fact of `practice.toml` that ends soon; those that were changed by words have their reminder."""
        if isinstance(event, Due) or event.who.role is Role.AGENCY:
            return effects
        changed = {one.key for one in await self.cabinet.entries(event.who.practice, FACT)}
        near = [name for name in NAMES if name not in changed and self._ends(name)]
        new = [name for name in near if self._mark(name) not in state.told]
        if not new:
            return effects
        kept_state = next((one.state for one in reversed(effects) if isinstance(one, Remember)), state)
        told = replace(kept_state, told=kept_state.told | {self._mark(name) for name in new})
        others = tuple(one for one in effects if not isinstance(one, Remember))
        return (*others, *(self._ending(name) for name in new), Remember(told))

    async def keep(self, who: Who, name: str, said: str) -> tuple[tuple[Effect, ...], bool]:
        """Return what to do about a fact as said, and whether it was stored."""
        if len(said) > LONGEST:
            return (Send(Notice.FACT_LONG),), False
        try:
            given = read_fact(name, said, self._today())
        except UnknownDay:
            return (Send(Notice.FACT_DATE),), False
        told = dated(replace(given, owner=given.owner or await self._name(who)), self._today())
        refused = self._refused(told)
        if refused:
            return (refused,), False
        before = await self.cabinet.entry(who.practice, FACT, name)
        card = fact_card(told, self.sheet.text(name), chosen=told.until != given.until)
        restore = (Button("↩️ Remettre l’ancien", Action.RESTORE, name),) if self.sheet.text(name) else ()
        return (Send(card, restore), *kept(told, who, before, self.now())), True

    def _refused(self, told: Told) -> Send | None:
        if told.until and told.until < self._today():
            return Send(Notice.FACT_PAST)
        if not fits(told.name, told.text):
            return Send(Notice.FACT_UNFIT)
        if points_at_person(told.text, self.sheet.values()):
            return Send(Notice.FACT_PERSON)
        found = faults(told, self.sheet.values())
        return Send(declined_fact_card(told.name, found)) if found else None

    async def _called(self, event: Called) -> tuple[Effect, ...]:
        text = event.text.strip()
        named = names_fact(text)
        if named and named[1]:
            return await self._changed(event.who, named[0], named[1])
        removes = _REMOVES.match(fold(text).lower)
        if removes:
            return await self._removed(event.who, text[removes.end() :])
        return self._shown(event.who)

    async def _said(self, event: Said) -> tuple[Effect, ...] | None:
        """Answer a text that opens with the name of a fact and a colon, and is nobody's message."""
        plain = fold(event.text).lower
        if _SHOWS.fullmatch(plain):
            return self._shown(event.who)
        named = names_fact(event.text) if len(event.text) <= 2 * LONGEST else None
        if not named or not (named[1] and named[2]) or _SPEAKS.search(plain):
            return None
        if by_rules(event.text).klass not in _HARMLESS:
            return None
        effects = await self._changed(event.who, named[0], named[1])
        erased = (Erase(event.message),) if event.message and Send(Notice.FACT_PERSON) in effects else ()
        return (*erased, *effects)

    async def _changed(self, who: Who, name: str, said: str) -> tuple[Effect, ...]:
        if who.role is Role.AGENCY:
            return (Send(Notice.AGENCY_FACTS),)
        return (await self.keep(who, name, said))[0]

    def _shown(self, who: Who) -> tuple[Effect, ...]:
        may = who.role is not Role.AGENCY
        over = [name for name in NAMES if self.sheet.expired(name)] if may else []
        buttons = tuple(Button(f"Toujours exact : {NAMES[name]}", Action.RENEW, name) for name in over)
        return (Send(sheet_card(self.sheet, self._today(), changes=may), buttons),)

    async def _removed(self, who: Who, said: str) -> tuple[Effect, ...]:
        named = names_fact(said)
        entry = await self.cabinet.entry(who.practice, FACT, named[0]) if named else None
        if entry is None:
            return (Send(Notice.NO_SUCH_FACT),)
        if who.role is Role.AGENCY:
            return (Send(Notice.AGENCY_FACTS),)
        return (Send(Notice.FACT_REMOVED), Unfile(FACT, entry.key), noted(entry.key, ""))

    async def _renewed(self, event: Pressed) -> tuple[Effect, ...]:
        """Take a fact as still exact, for six months from today."""
        text = self.sheet.text(event.draft) if event.draft in NAMES else None
        if text is None or event.who.role is Role.AGENCY:
            return (Send(Notice.AGENCY_FACTS if text else Notice.GONE),)
        owner = self.sheet.renewer(event.draft) or await self._name(event.who)
        told = Told(event.draft, text, months_later(self._today(), RENEWED), owner)
        before = await self.cabinet.entry(event.who.practice, FACT, event.draft)
        return (Send(fact_card(told, None, chosen=False)), *kept(told, event.who, before, self.now()))

    async def _restored(self, event: Pressed) -> tuple[Effect, ...]:
        entry = await self.cabinet.entry(event.who.practice, FACT, event.draft)
        if entry is None or event.who.role is Role.AGENCY:
            return (Send(Notice.AGENCY_FACTS if entry else Notice.GONE),)
        old = entry.value.get("before")
        if not isinstance(old, dict):
            return (Send(Notice.FACT_REMOVED), Unfile(FACT, entry.key), noted(entry.key, ""))
        back = Entry(FACT, entry.key, {**old, "before": None})
        text, until, owner = changes((back,))[entry.key]
        told = Told(entry.key, text, until, owner or "")
        return (Send(fact_card(told, None, chosen=False)), *kept(told, event.who, None, self.now()))

    def _due(self, event: Due) -> tuple[Effect, ...]:
        """Say that a fact ends, and come back at the next time."""
        entry = event.entry
        until = day_of(entry.value.get("until"))
        if until is None:
            return (File(replace(entry, due=None)),)
        later = replace(entry, due=reminder(until, max(self.now(), entry.due or self.now())))
        return (
            self._reminded(entry.key, str(entry.value["text"]), until, str(entry.value["owner"])),
            File(later),
        )

    def _reminded(self, name: str, text: str, until: date, owner: str) -> Send:
        button = Button("✅ Toujours exact, six mois de plus", Action.RENEW, name)
        return Send(expiry_card(name, text, until, self._today(), owner), (button,))

    def _ending(self, name: str) -> Send:
        until = self.sheet.until(name) or self._today()
        return self._reminded(name, self.sheet.text(name) or "", until, self.sheet.renewer(name) or "")

    def _ends(self, name: str) -> bool:
        until = self.sheet.until(name)
        return until is not None and (until - self._today()).days <= NEAR

    def _mark(self, name: str) -> str:
        return f"fact:{name}:{self.sheet.until(name)}"

    async def _name(self, who: Who) -> str:
        """Return how the person who changes a fact is called, to be asked to renew it."""
        member = await self.cabinet.entry(who.practice, MEMBER, who.user)
        return str(member.value.get("name", "")) if member else ""

    def _today(self) -> date:
        return self.now().astimezone(PARIS).date()
