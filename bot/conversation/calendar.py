"""`/calendrier`: a month of ideas, what is planned already, and a draft of any of them. It plans nothing by itself."""

from __future__ import annotations

import asyncio
import re
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.conversation.cards_slots import month_card
from bot.conversation.effects import Action, Button, Called, File, Pressed, Said, Send
from bot.conversation.entries import Entry
from bot.conversation.moments import in_paris
from bot.conversation.month import Idea, Material, planned, swapped, weeks_of
from bot.conversation.notices import Notice
from bot.conversation.showing import state_after
from bot.conversation.weeks import SLOT, coming_slots, slot_of, taken
from bot.drafting.sms import spelt_out
from bot.french import MONTHS
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.month import Almanac
    from bot.conversation.state import ChatState
    from bot.conversation.writing import Writing

CALENDAR: Final = "calendar"  # kind of the entries; the key is the month, such as 2027-01
LATELY: Final = 18  # ideas before this month that are not proposed again if others are left
AHEAD: Final = 24  # months; a month further away is a slip of the finger
FRIDAY: Final = timedelta(days=4)  # after a Monday
SHORT: Final = 10  # words; a longer text is no order to the calendar
LAST_WEEKS: Final = 1  # weeks left in a month from which «/calendrier» shows the next one
_MONTH: Final = rf"(?:{'|'.join(fold(one).lower for one in MONTHS)})(?: 20\d\d)?|mois prochain|ce mois(?:[- ]ci)?|mois en cours|\d{{1,2}}/20\d\d"
_FOUND: Final = re.compile(rf"\b(?:{_MONTH})\b")
_ASKS: Final = re.compile(
    rf"^\W*(?:(?:montre|affiche|donne|propose|fais)[rz]?(?:[- ](?:moi|nous))? )?(?:le |un |mon |notre |des )?"
    rf"(?:calendrier(?: editorial| des posts?)?|planning(?: des posts?)?|idees? de (?:posts?|publications?)(?: du mois)?|(?:qu'est[- ]ce qui|quels? posts?|ce qui) (?:est|sont) (?:programmes?|prevus?|planifies?))"
    rf"(?: (?:de |du |d'|pour |le |en |au )*(?:{_MONTH}))?\W*$"
    r"|^\W*(?:(?:fais|prepare|propose|redige|ecris|il (?:me |nous )?faut|je veux)(?:[- ](?:moi|nous))? )?(?:\d{1,2}|deux|trois|quatre|cinq|six|plusieurs|quelques|des) (?:idees? de )?(?:posts?|publications?)"
    rf"(?: (?:pour|par|de|sur|en|cette|la|le|les|prochaine?|semaine|mois|quinzaine|{_MONTH}))*\W*$"
)
_WRITE: Final = re.compile(
    r"^\W*(?:redige[rz]?|ecri(?:s|re|vez)|fais)(?:[- ]moi)? (?:l'|l |la |le )?(?:idee )?(?:n° ?|numero )?(?P<rank>\d{1,2})(?: (?:stp|svp|s'il (?:te|vous) plait|merci))*\W*$"
)
_SWAP: Final = re.compile(
    r"^\W*(?:remplace[rz]?|change[rz]?|echange[rz]?) (?:l'|l |la |le )?(?:idee )?(?:n° ?|numero )?(?P<rank>\d{1,2})(?: (?:stp|svp|s'il (?:te|vous) plait|merci))*\W*$"
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The room of the calendar, over what there is to say (`almanac`) and what is planned (entries of slots)."""

    cabinet: Cabinet
    writing: Writing
    almanac: Almanac
    now: Callable[[], datetime]

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer `/calendrier`, «rédige 3», «remplace 2», and their buttons."""
        if isinstance(event, Called) and event.name == "calendrier":
            return await self._month(event.who, event.text)
        if isinstance(event, Pressed) and event.action in {Action.WRITE_IDEA, Action.SWAP_IDEA}:
            return await self._pressed(event, state)
        if isinstance(event, Said) and not event.craft and len(event.text.split()) <= SHORT:
            return await self._said(event, state)
        return None

    async def after(
        self, _event: Event, _state: ChatState, effects: tuple[Effect, ...]
    ) -> tuple[Effect, ...]:
        """Add nothing."""
        return effects

    async def _said(self, event: Said, state: ChatState) -> tuple[Effect, ...] | None:
        plain = spelt_out(fold(event.text).lower)
        if _ASKS.match(plain):
            found = _FOUND.search(plain)
            return await self._month(event.who, found[0] if found else "")
        write, swap = _WRITE.match(plain), _SWAP.match(plain)
        found = write or swap
        if not found:
            return None
        months = await self.cabinet.entries(event.who.practice, CALENDAR)
        if not months:
            return None
        act = self._written if write else self._swapped
        return await act(event.who, months[-1], int(found["rank"]) - 1, state)

    async def _pressed(self, event: Pressed, state: ChatState) -> tuple[Effect, ...]:
        key, _, rank = event.draft.partition(".")
        entry = await self.cabinet.entry(event.who.practice, CALENDAR, key)
        if entry is None or not rank.isdecimal():
            return (Send(Notice.NO_IDEA),)
        if event.version != _turns(entry):
            return await self._shown(event.who, entry, Notice.STALE)
        act = self._written if event.action is Action.WRITE_IDEA else self._swapped
        return await act(event.who, entry, int(rank), state)

    async def _month(self, who: Who, said: str) -> tuple[Effect, ...]:
        today = in_paris(self.now()).date()
        wanted = month_said(said, today)
        if wanted is None:
            return (Send(Notice.MONTH_UNKNOWN),)
        year, month = wanted
        weeks = _left(year, month, today)
        if not weeks:
            return (Send(Notice.MONTH_OVER),)
        key = f"{year}-{month:02}"
        entry = await self.cabinet.entry(who.practice, CALENDAR, key)
        if entry is None:
            ideas = planned(weeks, await self._material(who, weeks, key))
            entry = Entry(CALENDAR, key, {"ideas": [_table(one) for one in ideas], "gone": []})
        return await self._shown(who, entry)

    async def _material(self, who: Who, weeks: tuple[date, ...], key: str) -> Material:
        """Read what a month is made from; the sheets are read beside the loop, once."""
        before = [one for one in await self.cabinet.entries(who.practice, CALENDAR) if one.key < key]
        told = [idea.source for one in sorted(before, key=lambda one: one.key) for idea in _ideas(one)]
        slots = [slot_of(one) for one in await self.cabinet.entries(who.practice, SLOT)]
        themes = await asyncio.to_thread(self.almanac.themes)
        last = weeks[-1] + timedelta(days=6)
        occasions = await asyncio.to_thread(self.almanac.occasions, weeks[0], last)
        return Material(themes, occasions, frozenset(told[-LATELY:]), taken(slots), f"{who.practice} {key}")

    async def _shown(self, who: Who, entry: Entry, *first: Notice) -> tuple[Effect, ...]:
        """Show a month; it becomes the one that «rédige 3» is about."""
        ideas = _ideas(entry)
        year, month = map(int, entry.key.split("-"))
        weeks = weeks_of(year, month)
        slots = tuple(map(slot_of, await self.cabinet.entries(who.practice, SLOT)))
        coming = {one.key for one in coming_slots(slots, self.now())}
        here = sorted(
            (one for one in slots if one.key in coming or (one.counts and one.week in weeks)),
            key=lambda one: str(one.at),
        )
        card = month_card(year, month, ideas, here)
        return (*map(Send, first), Send(card, _buttons(entry, ideas)), File(replace(entry, at=self.now())))

    async def _written(self, _who: Who, entry: Entry, rank: int, state: ChatState) -> tuple[Effect, ...]:
        ideas = list(_ideas(entry))
        if not 0 <= rank < len(ideas):
            return (Send(Notice.NO_IDEA),)
        effects = await self.writing.post(ideas[rank].request, state)
        shown = state_after(effects, state).shown
        if shown is None or shown is state.shown:
            return effects
        ideas[rank] = replace(ideas[rank], draft=shown.id)
        return (*effects, File(entry.changed(ideas=[_table(one) for one in ideas])))

    async def _swapped(self, who: Who, entry: Entry, rank: int, _state: ChatState) -> tuple[Effect, ...]:
        ideas = _ideas(entry)
        if not 0 <= rank < len(ideas):
            return (Send(Notice.NO_IDEA),)
        weeks = tuple({one.week: None for one in ideas})
        gone = [*entry.value.get("gone", ()), ideas[rank].source]
        fresh = swapped(ideas, rank, await self._material(who, weeks, entry.key), gone)
        if fresh is None:
            return (Send(Notice.NO_OTHER_IDEA),)
        return await self._shown(who, entry.changed(ideas=[_table(one) for one in fresh], gone=gone))


def month_said(text: str, today: date) -> tuple[int, int] | None:
    """Return the year and month that a text names, the one to come; the running one, or the next near its end, for no text."""
    plain = " ".join(fold(text).lower.split())
    this, following = (today.year, today.month), _next(today)
    if not plain:
        return this if len(_left(*this, today)) > LAST_WEEKS else following
    if re.search(r"\bce mois|mois en cours", plain):
        return this
    if "mois prochain" in plain:
        return following
    return _named(plain, today)


def _left(year: int, month: int, today: date) -> tuple[date, ...]:
    """Return the weeks of a month whose Friday is still to come."""
    return tuple(week for week in weeks_of(year, month) if week + FRIDAY >= today)


def _named(plain: str, today: date) -> tuple[int, int] | None:
    year = re.search(r"\b20\d\d\b", plain)
    number = next((rank for rank, name in enumerate(MONTHS, 1) if fold(name).lower in plain.split()), 0)
    if numeric := re.search(r"\b(\d{1,2})/20\d\d\b", plain):
        number = int(numeric[1])
    if not 1 <= number <= len(MONTHS):
        return None
    at = (int(year[0]) if year else today.year + (number < today.month), number)
    ahead = (at[0] - today.year) * 12 + at[1] - today.month
    return at if ahead <= AHEAD else None


def _next(today: date) -> tuple[int, int]:
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first.year, first.month


def _table(idea: Idea) -> dict[str, str]:
    return {**asdict(idea), "week": idea.week.isoformat()}


def _ideas(entry: Entry) -> tuple[Idea, ...]:
    """Return the ideas of a month; what cannot be read is no idea."""
    found = entry.value.get("ideas")
    tables = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return tuple(Idea(**{**one, "week": date.fromisoformat(one["week"])}) for one in tables)


def _turns(entry: Entry) -> int:
    """Return how often an idea was replaced: an older button shows the month as it is now."""
    return len(entry.value.get("gone", ()))


def _buttons(entry: Entry, ideas: tuple[Idea, ...]) -> tuple[Button, ...]:
    turns = _turns(entry)
    return tuple(
        Button(f"{label} {rank + 1}", action, f"{entry.key}.{rank}", turns)
        for rank, idea in enumerate(ideas)
        if not idea.draft
        for label, action in (("✍️ Rédiger", Action.WRITE_IDEA), ("🔄 Remplacer", Action.SWAP_IDEA))
    )
