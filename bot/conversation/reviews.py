"""The room of reviews: a file for each one that is answered, its proofs, its letters, and the countdown to the last prudent day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.conversation import cards_reviews as cards
from bot.conversation import review_orders as orders
from bot.conversation.effects import (
    Action,
    Called,
    Due,
    File,
    Keep,
    Pictured,
    Pressed,
    Said,
    Send,
)
from bot.conversation.review_file import (
    KIND,
    ReviewFile,
    State,
    dated,
    fingerprint,
    next_number,
    opened,
)
from bot.conversation.review_orders import Order, Told
from bot.drafting.cases import Case, judge, read_review
from bot.drafting.ports import Craft
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.review_deeds import Deeds
    from bot.conversation.state import ChatState
    from bot.drafting.cases import Judged, Pasted

LISTS: Final = frozenset({"avis en cours", "dossiers", "dossier"})
LAID_DOWN: Final = timedelta(hours=24)  # from when a file is no longer the one at hand
AT_HAND: Final = timedelta(hours=2)  # how long a capture without a word goes to that file
PRESSED: Final = frozenset(
    {Action.FILE, Action.PROOF, Action.REPORT, Action.LETTER, Action.ODDS, Action.KNOWN, Action.FOLLOWED}
)
_CAPTURE: Final = re.compile(
    r"\b(?:captures?|preuves?|avis|screen\w*|ecran|profil|signalement|accuse|page)\b"
)
_POSTED: Final = re.compile(r"\b(?:poste[rz]?|publie[rz]?|story|insta\w*|avant[ /-]*apres|resultats?)\b")


@dataclass(frozen=True, slots=True)
class Reviews:
    """Keeps the files of the reviews of a practice."""

    cabinet: Cabinet
    deeds: Deeds
    now: Callable[[], datetime]

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer captures, commands, buttons, orders by words, and reminders."""
        if isinstance(event, Pictured):
            return await self._pictured(event, state)
        if isinstance(event, Pressed):
            return await self._pressed(event, state)
        if isinstance(event, Called):
            return await self._called(event, state)
        if isinstance(event, Due):
            return self._due(event)
        return await self._said(event, state)

    async def after(self, event: Event, state: ChatState, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Open a file for a review that was just answered; praise needs none."""
        for kept in [one for one in effects if isinstance(one, Keep) and _is_filed(one)]:
            effects = (*effects, *await self._opened(event, state, kept))
        return effects

    async def _opened(self, event: Event, state: ChatState, kept: Keep) -> tuple[Effect, ...]:
        now, files = self.now(), await self._files(event.who)
        pasted = _pasted(event, state, kept)
        mark = fingerprint(self.deeds.mask(pasted.text), pasted.label)
        same = next((one for one in files if one.entry.value.get("print") == mark), None)
        if same is not None:
            again = same.handled(event.who.chat, now).doing("again", now, draft=kept.id)
            return self.deeds.shown(again, f"Cet avis a déjà son dossier : {same.key}.", "filed")
        judged = judge(pasted, self.deeds.today())
        values = self._values(pasted, judged)
        key = next_number(files, self.deeds.today().year)
        file = opened(key, Case(kept.draft.situation), kept.id, mark, **values)
        file = file.handled(event.who.chat, now).doing("opened", now)
        return self.deeds.opened(file, kept.id)

    def _values(self, pasted: Pasted, judged: Judged) -> dict[str, object]:
        said = dated(judged.deadline, self.deeds.label(pasted.label or "", judged.deadline))
        return {"stars": pasted.stars, "aggravated": judged.aggravated, "ticks": [], "shots": [], **said}

    async def _called(self, event: Called, state: ChatState) -> tuple[Effect, ...] | None:
        if event.name.replace("_", " ") not in LISTS:
            return None
        told = orders.read(f"dossier {event.text}".strip()) if event.text.strip() else None
        if told is None or told.order is not Order.SHOW:
            return await self._listed(event.who)
        return await self._ordered(event.who, told, None, state)

    async def _listed(self, who: Who) -> tuple[Effect, ...]:
        files = await self._files(who)
        left = [one for one in files if one.state is not State.CLOSED]
        left.sort(key=lambda one: (not one.is_limited, str(one.limit.last) if one.limit else "", one.key))
        card = cards.list_card(left, len(files) - len(left), self.deeds.today())
        return (Send(card, cards.list_buttons(left)),)

    async def _said(self, event: Said, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer an order about a file; a bare date or link counts only while a file is at hand."""
        if event.craft is not None:
            return None
        told = orders.read(event.text)
        if told is not None and told.order is Order.LIST:
            return await self._listed(event.who)
        date_alone = orders.alone(event.text) if told is None else ""
        if told is None and not date_alone:
            return None
        reopens = told is not None and told.word == State.OPEN.value
        plain = told is not None and told.order not in {Order.DATED, Order.LINK, Order.KNOWN}
        file = await self._at_hand(event.who, state, LAID_DOWN, closed=reopens, plain=plain)
        if told is None:
            awaited = file is not None and file.limit is None
            return (
                await self._ordered(event.who, Told(Order.DATED, word=date_alone), file, state)
                if awaited
                else None
            )
        return await self._ordered(event.who, told, file, state)

    async def _ordered(
        self, who: Who, told: Told, at_hand: ReviewFile | None, state: ChatState
    ) -> tuple[Effect, ...] | None:
        named = bool(told.key or told.number)
        file = await self._named(who, told) if named else at_hand
        if file is None:
            said = told.key or (str(told.number) if told.number else "")
            return (
                (Send(cards.unknown_card(said)),)
                if named or told.order in {Order.PROOF, Order.SUMMARY}
                else None
            )
        file = file.handled(who.chat, self.now())
        if told.order is Order.DATED:
            return self.deeds.dated(file, told.word)
        if told.order is Order.LINK:
            return self.deeds.linked(file, told.word)
        if told.order is Order.KNOWN:
            return self.deeds.known(file, told.word, state)
        return self.deeds.done(file, told.order, told.word)

    async def _pressed(self, event: Pressed, state: ChatState) -> tuple[Effect, ...] | None:
        if event.action not in PRESSED:
            return None
        key, _, rest = event.draft.partition(".")
        entry = await self.cabinet.entry(event.who.practice, KIND, key)
        if entry is None:
            return (Send(cards.unknown_card(key)),)
        file = ReviewFile(entry).handled(event.who.chat, self.now())
        kind, _, chosen = rest.partition(".")
        if event.action is Action.LETTER:
            return self.deeds.letter(file, kind, chosen)
        if event.action is Action.KNOWN:
            return self.deeds.known(file, rest, state)
        acts = {
            Action.PROOF: self.deeds.proof,
            Action.REPORT: self.deeds.report,
            Action.FOLLOWED: self.deeds.followed,
        }
        act = acts.get(event.action)
        order = Order.ODDS if event.action is Action.ODDS else Order.SHOW
        return act(file, rest) if act else self.deeds.done(file, order, "")

    async def _pictured(self, event: Pictured, state: ChatState) -> tuple[Effect, ...] | None:
        """Note the digest and the time of a capture for the file at hand; any other photo is for the other rooms."""
        file = await self._pointed(event, state)
        if file is None or file.state is State.CLOSED:
            return None
        return self.deeds.captured(event, file.handled(event.who.chat, self.now()))

    async def _pointed(self, event: Pictured, state: ChatState) -> ReviewFile | None:
        """Return the file that a capture is for: the one its caption names, or the one at hand when nothing speaks against it."""
        plain = fold(event.caption).lower.strip()
        told = orders.read(event.caption) if plain else None
        if told is not None and (told.key or told.number):
            return await self._named(event.who, told)
        worded = bool(_CAPTURE.search(plain))
        if _POSTED.search(plain) or (plain and not worded):
            return None
        within = LAID_DOWN if worded else AT_HAND
        return await self._at_hand(event.who, state, within, plain=worded)

    def _due(self, event: Due) -> tuple[Effect, ...] | None:
        """Remind of the last prudent day, and set the next reminder."""
        if event.entry.kind != KIND:
            return None
        file = ReviewFile(event.entry)
        if file.state is State.CLOSED or file.limit is None:
            return ()
        later = file.due(self.now())
        return (
            Send(cards.reminder_card(file, self.deeds.today()), cards.file_buttons(file)),
            File(later.entry),
        )

    async def _files(self, who: Who) -> tuple[ReviewFile, ...]:
        return tuple(map(ReviewFile, await self.cabinet.entries(who.practice, KIND)))

    async def _named(self, who: Who, told: Told) -> ReviewFile | None:
        """Return the file of a number; without a year, the latest one that has it."""
        files = sorted(await self._files(who), key=lambda one: one.key)
        fits = (
            one
            for one in reversed(files)
            if one.key == told.key or (told.number and int(one.key.rpartition("-")[2]) == told.number)
        )
        return next(fits, None)

    async def _at_hand(
        self, who: Who, state: ChatState, within: timedelta, *, closed: bool = False, plain: bool = True
    ) -> ReviewFile | None:
        """Return the file that this chat works on: the last one looked at here, if that is not too long ago.

        What is not `plain` (a bare date, a photo without a word) may as well be about the post or the message on screen.
        """
        shown = state.shown
        if not plain and shown is not None and shown.draft.craft is not Craft.REVIEW:
            return None
        left = [one for one in await self._files(who) if (one.state is State.CLOSED) == closed]
        here = [one for one in left if one.entry.value.get("here") == who.chat]
        last = max(here, key=lambda one: one.touched, default=None)
        if last and self.now() - last.touched <= within:
            return last
        return left[0] if plain and len(left) == 1 else None


def _is_filed(kept: Keep) -> bool:
    draft = kept.draft
    return draft.craft is Craft.REVIEW and kept.version == 1 and draft.situation not in {"", Case.POSITIVE}


def _pasted(event: Event, state: ChatState, kept: Keep) -> Pasted:
    """Return the review as it was read: from what was pasted, or from what waited for its craft; never kept."""
    texts = (*((event.text,) if isinstance(event, Said) else ()), state.pending or "", kept.draft.request)
    read = [read_review(one) for one in texts if one.strip()]
    return next((one for one in read if one.label or one.stars is not None), read[0])
