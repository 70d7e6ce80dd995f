"""The ready answers of a practice: kept in words, guarded when kept and when used, filled blank by blank, never out of date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol

from bot.conversation.blanks import BLANK, FACTS, PEOPLE, blanks, filled, kind_of, sample, value_for
from bot.conversation.canned_words import NAME, Ready, read_ready, slug
from bot.conversation.cards_canned import (
    answer_buttons,
    answers_card,
    ask_card,
    dropped_answer_card,
    expired_card,
    last_day,
    let_be_card,
    missing_card,
    name_of,
    refused_card,
    saved_card,
    soon_card,
    unknown_answer_card,
    unsaved_card,
    used_card,
    whole_card,
)
from bot.conversation.effects import (
    Action,
    Called,
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
from bot.conversation.entries import Entry
from bot.conversation.moments import PARIS, in_paris, moment
from bot.conversation.orders import read_order
from bot.conversation.showing import record, show
from bot.conversation.state import Shown
from bot.conversation.wordings import GREETS, RESTYLE
from bot.drafting.platforms import MESSAGE_WORDS, counters, words
from bot.drafting.ports import Craft, Draft
from bot.guard import Asked, Channel, Cleared, review
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.state import ChatState
    from bot.drafting.ports import PracticeFacts

KIND: Final = "canned"
FILLING: Final = "canned_use"  # the answer that a chat is filling, and what it has so far
LASTS: Final = timedelta(days=182)  # when nobody says until when
RECALLED: Final = timedelta(days=7)  # before the last day
WRITER: Final = "canned"
PRACTICAL: Final = (
    Asked.APPOINTMENT,
    Asked.PRICE,
    Asked.HOURS,
    Asked.ADDRESS,
    Asked.DOCUMENTS,
    Asked.CANCEL,
    Asked.RESULTS,
)
REWRITES: Final = frozenset({Action.SHORTER, Action.SIMPLER, Action.WARMER, Action.OTHER})
VALUE: Final = 120  # characters; a longer text fills no blank
_NO: Final = re.compile(r"\W*(?:non|annule[rz]?|rien|laisse[rz]? tomber|stop)(?: merci)?\W*")


class Carrying(Protocol):
    """What carries a reply into the language of the message; `bot.drafting.desk.Desk` is one."""

    async def carried(self, draft: Draft) -> Draft:
        """Return the draft with its translation, where one is due and can be made."""
        ...


@dataclass(frozen=True, slots=True)
class Canned:
    """Keeps ready answers by name and makes drafts of them."""

    cabinet: Cabinet
    desk: Carrying
    facts: PracticeFacts
    mask: Callable[[str], str]
    new_id: Callable[[], str]
    now: Callable[[], datetime]

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer the orders about ready answers, fill the blanks of the one in hand, and recall those that end."""
        if isinstance(event, Due):
            return (Send(soon_card(event.entry)),) if event.entry.kind == KIND else None
        if isinstance(event, Called):
            return await self._listed(event.who) if event.name in {"reponses", "reponse"} else None
        if isinstance(event, Pressed):
            return await self._pressed(event, state)
        return await self._said(event, state) if isinstance(event, Said) and not event.craft else None

    async def after(
        self, _event: Event, _state: ChatState, effects: tuple[Effect, ...]
    ) -> tuple[Effect, ...]:
        """Leave what others answered as it is."""
        return effects

    async def _pressed(self, event: Pressed, state: ChatState) -> tuple[Effect, ...] | None:
        if event.action is Action.CANNED:
            return await self._used(event.who, event.draft, {}, state)
        return (Send(whole_card()),) if event.action in REWRITES and _is_alone(state) else None

    async def _said(self, event: Said, state: ChatState) -> tuple[Effect, ...] | None:
        ready = read_ready(event.text)
        if ready:
            return await self._ordered(event.who, ready, state)
        if _is_alone(state) and RESTYLE.search(fold(event.text).lower):
            return (Send(whole_card()),)
        return await self._filled(event, state)

    async def _ordered(self, who: Who, ready: Ready, state: ChatState) -> tuple[Effect, ...] | None:
        key = slug(ready.name)
        known = await self.cabinet.entry(who.practice, KIND, key) if key else None
        if ready.act == "list":
            return await self._listed(who)
        if ready.act == "new" or (known and ready.act == "change"):
            return self._saved(who, key, ready, known)
        if known is None:
            answers = await self.cabinet.entries(who.practice, KIND)
            guessed = (
                ready.act == "use" and not answers
            )  # no answer is kept: these words are about something else
            return None if guessed else (Send(unknown_answer_card(ready.name, answers)),)
        if ready.act == "drop":
            return (Send(dropped_answer_card(name_of(known))), Unfile(KIND, key), Record("canned_gone"))
        return await self._used(who, key, {}, state)

    async def _listed(self, who: Who) -> tuple[Effect, ...]:
        answers, today = await self.cabinet.entries(who.practice, KIND), self._today()
        return (Send(answers_card(answers, today), answer_buttons(answers, today)),)

    def _saved(self, who: Who, key: str, ready: Ready, known: Entry | None) -> tuple[Effect, ...]:
        """Keep an answer whose every blank could be filled and which the guard clears whole."""
        before: Mapping[str, Any] = known.value if known else {}
        text = ready.text or str(before.get("text", ""))
        until = self._until(ready, before)
        reasons = self._reasons(text, until)
        read = filled(text, {name: sample(name) for name in blanks(text)})
        verdict = review(read, Channel.MESSAGE, practice=self.facts.values(), asked=PRACTICAL)
        mended = [one for one in verdict.findings if one.severity.mends]
        if reasons or mended or until is None or not isinstance(verdict, Cleared):
            return (Send(unsaved_card(ready.name, reasons, mended or verdict.findings)),)
        owner = ready.owner or before.get("owner", "")
        value = {
            "name": before.get("name", ready.name)[:NAME],
            "text": text,
            "owner": owner,
            "until": until.isoformat(),
        }
        recalled = datetime.combine(until - RECALLED, time(9), PARIS)
        due = recalled if recalled > self.now() else None
        entry = Entry(
            KIND,
            key,
            value,
            due,
            known.chat if known else who.chat,
            known.user if known else who.user,
            self.now(),
        )
        return (Send(saved_card(entry, anew=known is not None)), File(entry), Record("canned"))

    def _reasons(self, text: str, until: date | None) -> tuple[str, ...]:
        """Return why a text is not kept, beside what the guard says."""
        named = any(PEOPLE.search(name) for name in blanks(text))
        long = words(text) > MESSAGE_WORDS
        lone = re.search(r"[{}]", BLANK.sub("", text))
        return (
            *(("Cette échéance n’est pas comprise, ou elle est passée.",) if until is None else ()),
            *(("Une réponse type ne nomme personne : retirez le blanc du nom.",) if named else ()),
            *(
                ("Elle contient un nom, un numéro ou une date de patient.",)
                if self.mask(text) != text
                else ()
            ),
            *(("Une accolade est seule : un blanc s’écrit {heure}.",) if lone else ()),
            *((f"Elle dépasse {MESSAGE_WORDS} mots.",) if long else ()),
        )

    def _until(self, ready: Ready, before: Mapping[str, Any]) -> date | None:
        if ready.until:
            found = moment(f"le {ready.until}" if ready.until[:1].isdigit() else ready.until, self.now())
            return in_paris(found).date() if found else None
        kept = before.get("until")
        if isinstance(kept, str) and date.fromisoformat(kept) >= self._today():
            return date.fromisoformat(kept)
        return self._today() + LASTS

    async def _used(
        self, who: Who, key: str, values: Mapping[str, str], state: ChatState
    ) -> tuple[Effect, ...]:
        """Make a draft of an answer, or ask for the first blank that is left."""
        answer = await self.cabinet.entry(who.practice, KIND, key)
        if answer is None:
            return (Send(unknown_answer_card(key, await self.cabinet.entries(who.practice, KIND))),)
        if last_day(answer) < self._today():
            return (Send(expired_card(answer)),)
        wanted = blanks(str(answer.value["text"]))
        missing = [
            (one, self._lack(one))
            for one in wanted
            if kind_of(one) == "fact" and not self.facts.fact(FACTS[one])
        ]
        if missing:
            return (Send(missing_card(name_of(answer), missing)),)
        left = [one for one in wanted if kind_of(one) != "fact" and one not in values]
        if left:
            pending = Entry(FILLING, who.chat, {"answer": key, "values": dict(values), "asked": left[0]})
            return (Send(ask_card(answer, left[0], again=False)), File(pending))
        known = {
            one: (self.facts.fact(FACTS[one]) or "").rstrip(".") for one in wanted if kind_of(one) == "fact"
        }
        return await self._drafted(answer, {**known, **values}, state)

    async def _filled(self, event: Said, state: ChatState) -> tuple[Effect, ...] | None:
        """Take a short text for the blank that was asked, unless it is plainly something else."""
        pending = await self.cabinet.entry(event.who.practice, FILLING, event.who.chat)
        plain = fold(event.text).lower
        if pending is None or len(event.text) > VALUE or GREETS.match(plain) or read_order(event.text):
            return None
        key, asked = str(pending.value["answer"]), str(pending.value["asked"])
        if _NO.fullmatch(plain):
            return (Send(let_be_card()), Unfile(FILLING, event.who.chat))
        said = value_for(asked, event.text, self.now())
        answer = await self.cabinet.entry(event.who.practice, KIND, key)
        unfit = said is None or (kind_of(asked) == "words" and self.mask(said) != said)
        if answer and unfit:
            return (Send(ask_card(answer, asked, again=True)),)
        effects = await self._used(event.who, key, {**pending.value["values"], asked: said or ""}, state)
        going_on = any(isinstance(one, File) and one.entry.kind == FILLING for one in effects)
        return effects if going_on else (*effects, Unfile(FILLING, event.who.chat))

    async def _drafted(
        self, answer: Entry, values: Mapping[str, str], state: ChatState
    ) -> tuple[Effect, ...]:
        """Return the draft: another version of the reply on screen, or a draft of its own."""
        before = state.shown if state.shown and _is_reply(state.shown.draft) else None
        text = filled(str(answer.value["text"]), values)
        asked = before.draft.asked if before and before.draft.request else PRACTICAL
        verdict = review(text, Channel.MESSAGE, practice=self.facts.values(), asked=asked)
        if not isinstance(verdict, Cleared):
            return (Send(refused_card(name_of(answer), verdict.findings)),)
        base = before.draft if before else Draft(Craft.MESSAGE, verdict)
        draft = Draft(
            Craft.MESSAGE,
            verdict,
            counters=counters(verdict.text, Craft.MESSAGE),
            situation=base.situation,
            situation_label=base.situation_label,
            writer=WRITER,
            request=base.request,
            asked=asked,
            written=text,
        )
        draft = await self.desk.carried(draft)
        shown = Shown(before.id, before.version + 1, draft) if before else Shown(self.new_id(), 1, draft)
        kept = Keep(shown.id, shown.version, draft)
        action = "revised" if before else "drafted"
        card = Send(used_card(name_of(answer), answer))
        return (card, *show(shown), kept, record(action, shown), Remember(state.showing(shown)))

    def _lack(self, blank: str) -> str:
        """Return why a fact cannot fill a blank: it is out of date, or not there."""
        fact = FACTS[blank]
        if not self.facts.expired(fact):
            return "absent, à compléter (/fiche)"
        by = f" par {who}" if (who := self.facts.renewer(fact)) else ""
        return f"plus à jour, à renouveler{by} (/fiche)"

    def _today(self) -> date:
        return in_paris(self.now()).date()


def _is_reply(draft: Draft) -> bool:
    return draft.craft is Craft.MESSAGE and not draft.fixed


def _is_alone(state: ChatState) -> bool:
    """Tell whether a ready answer that replies to no message is on screen: there is nothing to write it anew from."""
    shown = state.shown
    return shown is not None and shown.draft.writer == WRITER and not shown.draft.request
