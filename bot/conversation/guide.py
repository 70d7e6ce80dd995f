"""The first run: six questions, each may be passed, and all of it taken up again later. Answers are facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.conversation import wordings
from bot.conversation.cards_facts import guided_card, offer_card, question_card
from bot.conversation.effects import Action, Button, Called, File, Pressed, Role, Said, Send, Unfile
from bot.conversation.entries import Entry
from bot.conversation.notices import Notice
from bot.drafting.triage import Class, by_rules
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.facts import Facts
    from bot.conversation.state import ChatState

GUIDE: Final = "guide"  # one entry a chat: the fact that is asked for, and those that were passed
QUESTIONS: Final = {
    "networks": ("sur quels réseaux publiez-vous ?", "Instagram et LinkedIn"),
    "hours": ("quand le secrétariat répond-il ?", "du lundi au vendredi de 9 h à 18 h, jusqu’au 30 juin"),
    "address": ("où êtes-vous ?", "12 rue de l’Exemple, 69000 Lyon"),
    "documents": ("que faut-il apporter à une première consultation ?", "une pièce d’identité, la carte Vitale, la liste des traitements"),
    "fees": ("quel est le prix d’une consultation, et jusqu’à quand ?", "la première consultation est à 80 €, jusqu’au 31 mars"),
    "on_call": ("qui répond quand le cabinet est fermé ?", "la clinique répond jour et nuit au 01 99 00 12 34"),
}  # fmt: skip
ORDER: Final = tuple(QUESTIONS)
_BEGINS: Final = re.compile(r"\W*(?:le |la )?(?:guide|presentation du cabinet)\W*")
_SKIPS: Final = re.compile(
    r"\W*(?:je )?(?:passe[rsz]?|suivante?|skip|sautez?|question suivante|(?:je )?(?:ne )?sais pas|aucune?|rien|non)(?: la question)?\W*"
)
_STOPS: Final = re.compile(
    r"\W*(?:plus tard|stop|pause|on arrete|arrete[rz]?|pas maintenant|une autre fois|quitte[rz]?)\W*"
)
_ELSE: Final = (
    *(wordings.ASKS_POST, wordings.STARS, wordings.HELP, wordings.GREETING, wordings.WHY, wordings.APPROVE),
    *(wordings.MESSAGE_AHEAD, wordings.REVIEW_AHEAD, wordings.POST_AHEAD),
    re.compile(r"\?|^\W*(?:bonjour|bonsoir|bjr|docteur|slt|salut|hello)\b|\b(?:je|j'ai|mon|ma)\b"),
)
_GRAVE: Final = frozenset({Class.EMERGENCY, Class.DISTRESS, Class.MINOR, Class.MEDICAL})


@dataclass(frozen=True, slots=True)
class Guide:
    """The room of the first run; what it is told goes the way of every fact."""

    cabinet: Cabinet
    facts: Facts

    async def hear(self, event: Event, _state: ChatState) -> tuple[Effect, ...] | None:
        """Answer `/guide`, its buttons, and what is said while a question is open."""
        if isinstance(event, Called):
            return await self._begun(event.who) if event.name in {"guide", "demarrer"} else None
        if isinstance(event, Pressed):
            return await self._pressed(event)
        if not isinstance(event, Said) or event.craft:
            return None
        if _BEGINS.fullmatch(fold(event.text).lower):
            return await self._begun(event.who)
        open_at = await self.cabinet.entry(event.who.practice, GUIDE, event.who.chat)
        return await self._answered(event, open_at) if open_at and open_at.value.get("asks") else None

    async def after(self, event: Event, _state: ChatState, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Offer the guide beside the first greeting, in a practice of which nothing is known."""
        welcomed = any(isinstance(one, Send) and one.content is Notice.WELCOME for one in effects)
        if not welcomed or event.who.role is Role.AGENCY or any(map(self.facts.sheet.text, ORDER)):
            return effects
        return (*effects, Send(offer_card(), (Button("Commencer", Action.GUIDE),)))

    async def _pressed(self, event: Pressed) -> tuple[Effect, ...] | None:
        if event.action is Action.GUIDE:
            return await self._begun(event.who)
        if event.action not in {Action.SKIP, Action.PAUSE}:
            return None
        entry = await self.cabinet.entry(event.who.practice, GUIDE, event.who.chat)
        if entry is None or not entry.value.get("asks"):
            return (Send(Notice.GONE),)
        if event.draft != entry.value["asks"]:  # the button of an earlier question
            return (self._question(str(entry.value["asks"])),)
        return self._paused(entry) if event.action is Action.PAUSE else self._skipped(entry)

    async def _begun(self, who: Who) -> tuple[Effect, ...]:
        """Take the guide up where it was left, or at what was passed, or at the first question."""
        if who.role is Role.AGENCY:
            return (Send(Notice.AGENCY_FACTS),)
        entry = await self.cabinet.entry(who.practice, GUIDE, who.chat)
        value = entry.value if entry else {}
        asks = value.get("asks") or value.get("next") or ORDER[0]
        return self._asked(str(asks), tuple(value.get("skipped", ())), who.chat)

    async def _answered(self, event: Said, entry: Entry) -> tuple[Effect, ...] | None:
        plain = fold(event.text).lower
        if _STOPS.fullmatch(plain):
            return self._paused(entry)
        if _SKIPS.fullmatch(plain):
            return self._skipped(entry)
        if any(one.search(plain) for one in _ELSE) or by_rules(event.text).klass in _GRAVE:
            return None
        name = str(entry.value["asks"])
        effects, stored = await self.facts.keep(event.who, name, event.text)
        return (*effects, *(self._next(entry, name, passed=False) if stored else (self._question(name),)))

    def _skipped(self, entry: Entry) -> tuple[Effect, ...]:
        return self._next(entry, str(entry.value["asks"]), passed=True)

    def _paused(self, entry: Entry) -> tuple[Effect, ...]:
        later = entry.changed(asks="", next=entry.value["asks"])
        return (Send(Notice.GUIDE_LATER), File(later))

    def _next(self, entry: Entry, name: str, *, passed: bool) -> tuple[Effect, ...]:
        """Ask the question after `name`; what was passed is asked again only by `/guide`."""
        before = [one for one in entry.value.get("skipped", ()) if one != name]
        skipped = (*before, *((name,) if passed else ()))
        at = ORDER.index(name) + 1
        if at < len(ORDER):
            return self._asked(ORDER[at], skipped, entry.key)
        over = Send(guided_card(skipped))
        if not skipped:
            return (over, Unfile(GUIDE, entry.key))
        return (over, File(_entry(entry.key, asks="", next=skipped[0], skipped=list(skipped))))

    def _asked(self, name: str, skipped: Sequence[str], chat: str) -> tuple[Effect, ...]:
        return (self._question(name), File(_entry(chat, asks=name, next="", skipped=list(skipped))))

    def _question(self, name: str) -> Send:
        title, example = QUESTIONS[name]
        card = question_card(ORDER.index(name) + 1, len(ORDER), title, example, self.facts.sheet.text(name))
        buttons = (Button("⏭ Passer", Action.SKIP, name), Button("⏸ Plus tard", Action.PAUSE, name))
        return Send(card, buttons)


def _entry(chat: str, **value: Any) -> Entry:
    return Entry(GUIDE, chat, value)
