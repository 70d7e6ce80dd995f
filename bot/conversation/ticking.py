"""Ticks: what can hurt in a draft (a delay, a dose, a price, a date, a phone) is confirmed one by one before it may be used."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.conversation.buttons import tick_buttons
from bot.conversation.cards import draft_card, is_complete
from bot.conversation.cards_posts import locked_card, ticked_card
from bot.conversation.effects import Action, Pressed, Record, Remember, Said, Send
from bot.conversation.notices import Notice
from bot.conversation.showing import is_card_of, record, show, state_after
from bot.drafting.revise import sentences
from bot.drafting.sms import spelt_out
from bot.figures import FigureKind, to_verify
from bot.guard import Cleared
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.effects import Button, Effect, Event
    from bot.conversation.state import ChatState, Shown
    from bot.drafting.ports import Draft

MOST: Final = 3  # facts to tick, the most dangerous first: more would be ticked without a look
WORDS: Final = 14  # a longer text is no answer to a list of ticks
DIGITS: Final = 16  # hexadecimal digits of a key, 64 bits: keys are compared within one draft
_QUOTED: Final = re.compile(r"«[\u00a0 ](.+?)[\u00a0 ]»")
_UNSOURCED: Final = re.compile("absent de vos sources|s’écarte de vos sources|ajouté par vous")
_DANGER: Final = (
    frozenset({FigureKind.DOSE}),
    frozenset({FigureKind.DURATION, FigureKind.HOUR}),
    frozenset({FigureKind.PRICE}),
    frozenset({FigureKind.PHONE}),
    frozenset({FigureKind.DATE}),
)
_NOD: Final = r"^\W*(?:(?:ok|oui|ouais|voila|bon|c'est bon|parfait|super|d'accord|euh)\W+)*"
_ALL: Final = re.compile(
    _NOD
    + r"(?:je (?:les? |la )?(?:confirme|coche|re)|(?:tout )?(?:est )?(?:verifiee?s?|coches?|confirmee?s?|controlee?s?)|confirme[rz]?|coche[rz]?"
    r"|j'ai (?:bien )?(?:tout )?(?:verifie|coche|relu|controle|compare)|(?:tout|c'est) (?:est )?(?:bon|juste|exact|correct|verifie|coche|confirme))"
    r"(?:[- ](?:bien )?(?:tout|tous(?: les points)?|toutes?(?: les cases)?|les (?:deux|trois|points|cases)|cela|ca))?"
    r"(?P<then>\W+(?:(?:et|puis|donc) )?(?:je )?(?:(?:le |la )?valide|copie))?\W*$"
)
_ALONE: Final = (
    re.compile(  # what is said of no patient's message: without a draft, it is an order with no object
        _NOD + r"(?:je (?:confirme|coche) tout|coche[rz]? tout)(?:\W+(?:(?:et|puis) )?(?:je )?valide)?\W*$"
    )
)
_NONE: Final = re.compile(_NOD + r"(?:je )?decoche[rz]?(?:[- ](?:tout|tous|toutes?))?\W*$")
_ONE: Final = re.compile(
    _NOD + r"(?:(?:je |j'ai )?(?P<un>de)?(?:coche|confirme|verifie|controle)[rz]?)\W+(?P<what>.+?)\W*$"
)
_RANKS: Final = {
    1: r"\b(?:1|1er|premiere?|un)\b",
    2: r"\b(?:2|2e|deuxieme|seconde?|deux)\b",
    3: r"\b(?:3|3e|troisieme|trois)\b",
}
_POINTS: Final = re.compile(
    r"^(?:(?:les?|la|et|points?|cases?|numeros?|\d(?:er?)?|un|deux|trois|premiere?|deuxieme|seconde?|troisieme|derniere?)\b[ ,]*)+$"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact to confirm: its words, the whole line of the card, and a key that moves when its sentence does."""

    words: str
    line: str
    key: str


def facts(draft: Draft) -> tuple[Fact, ...]:
    """Return the facts of a draft to be ticked, none for a fixed or refused text, three at most, the most dangerous first."""
    if draft.fixed or not isinstance(draft.verdict, Cleared):
        return ()
    ranked = sorted(draft.verify, key=_danger)
    return tuple(Fact(_words(line), line, _key(draft, _words(line))) for line in ranked[:MOST])


def is_locked(shown: Shown, state: ChatState) -> bool:
    """Tell whether a fact of the draft is still to be ticked."""
    return any(fact.key not in state.ticked for fact in facts(shown.draft))


def _danger(line: str) -> int:
    """Return the rank of a line: what no source holds first, then doses, delays, prices, phones, dates."""
    if _UNSOURCED.search(line):
        return 0
    said = {figure.kind for figure in to_verify(_words(line))}
    return next((rank for rank, kinds in enumerate(_DANGER, 1) if said & kinds), len(_DANGER) + 1)


def _words(line: str) -> str:
    found = _QUOTED.search(line)
    return found[1] if found else line


def _key(draft: Draft, words: str) -> str:
    """Return the digest of a fact where it stands: its words, its sentences, and what the text is about."""
    text = draft.verdict.text
    said = [" ".join(text[start:end].split()) for start, end in sentences(text)]
    around = [one for one in said if " ".join(words.split()) in one] or [text]
    parts = (draft.craft.value, draft.topic, words, *around)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:DIGITS]


@dataclass(frozen=True, slots=True)
class Ticking:
    """The room of the ticks: first of the rooms, since nothing else may approve what it locks."""

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer a tap on a fact, and «je confirme tout»."""
        if isinstance(event, Pressed) and event.action is Action.TICK:
            return self._pressed(event, state)
        if not isinstance(event, Said) or event.craft:
            return None
        if state.shown is None:
            return (Send(Notice.NOTHING_YET),) if _ALONE.match(spelt_out(fold(event.text).lower)) else None
        return self._said(event.text, state, state.shown)

    async def after(self, _event: Event, state: ChatState, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Lock what is shown while a fact is to be ticked, and hold back its approval."""
        after = state_after(effects, state)
        shown = after.shown
        if shown is None or not facts(shown.draft):
            return effects
        if is_locked(shown, after) and any(_approves(one, shown) for one in effects):
            kept = (one for one in effects if not _approves(one, shown) and not _says_approved(one))
            return (self._asked(shown, after), *kept)
        return tuple(_marked(one, shown, after) for one in effects)

    def _pressed(self, event: Pressed, state: ChatState) -> tuple[Effect, ...]:
        shown, (identity, _, rank) = state.shown, event.draft.rpartition(".")
        if shown is None or shown.id != identity:
            return (Send(Notice.GONE),)
        if shown.version != event.version:
            return (Send(Notice.STALE), *show(shown))
        found = facts(shown.draft)
        if not rank.isdecimal() or not 1 <= int(rank) <= len(found):
            return (Send(Notice.GONE),)
        key = found[int(rank) - 1].key
        ticked = state.ticked - {key} if key in state.ticked else state.ticked | {key}
        return self._told(shown, state, ticked)

    def _said(self, text: str, state: ChatState, shown: Shown) -> tuple[Effect, ...] | None:
        plain, found = spelt_out(fold(text).lower), facts(shown.draft)
        if not found or len(plain.split()) > WORDS:
            return None
        if every := _ALL.match(plain):
            told = self._told(shown, state, state.ticked | {fact.key for fact in found})
            return (*told, *(_approval(shown) if every["then"] else ()))
        if _NONE.match(plain):
            return self._told(shown, state, state.ticked - {fact.key for fact in found})
        return self._one(_ONE.match(plain), found, state, shown)

    def _one(
        self, said: re.Match[str] | None, found: tuple[Fact, ...], state: ChatState, shown: Shown
    ) -> tuple[Effect, ...] | None:
        """Tick the facts that a text names by rank («le 2») or by their words; None when it names none."""
        named = frozenset(fact.key for fact in _named(said["what"], found)) if said else frozenset()
        if said is None or not named:
            return None
        return self._told(shown, state, state.ticked - named if said["un"] else state.ticked | named)

    def _told(self, shown: Shown, state: ChatState, ticked: frozenset[str]) -> tuple[Effect, ...]:
        """Return the draft, free to be copied once all is ticked; until then, what is left to tick."""
        kept = replace(state, ticked=ticked)
        written = () if ticked <= state.ticked else (record("ticked", shown),)
        free = not is_locked(shown, kept)
        told = show(shown) if free else (self._asked(shown, kept),)
        return (*told, *written, Remember(kept))

    def _asked(self, shown: Shown, state: ChatState) -> Send:
        return Send(locked_card(_lines(shown.draft, state)), _buttons(shown, state))


def _named(what: str, found: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the facts that words name: by their figures, or by their ranks."""
    said = " ".join(re.findall(r"\w+", what))
    by_words = tuple(fact for fact in found if " ".join(re.findall(r"\w+", fold(fact.words).lower)) in said)
    if by_words or not _POINTS.match(what):
        return by_words
    ranks = {rank for rank, pattern in _RANKS.items() if re.search(pattern, what)}
    last = {len(found)} if "dernier" in what else set()
    return tuple(fact for rank, fact in enumerate(found, 1) if rank in (last or ranks))


def _marked(effect: Effect, shown: Shown, state: ChatState) -> Effect:
    """Return what is sent of a draft with its ticks: its text locked, its card with boxes, its buttons too."""
    if not isinstance(effect, Send):
        return effect
    if effect.content is shown.draft.verdict:
        return replace(effect, locked=is_locked(shown, state))
    if not is_card_of(effect, shown) or not any(one.action is Action.APPROVE for one in effect.buttons):
        return effect
    lines, locked = _lines(shown.draft, state), is_locked(shown, state)
    others = tuple(one for one in shown.draft.verify if one not in {fact.line for fact in facts(shown.draft)})
    card = ticked_card(draft_card(replace(shown.draft, verify=others)), lines, locked=locked)
    buttons = tuple(one for one in effect.buttons if not locked or one.action is not Action.APPROVE)
    return replace(effect, content=card, buttons=(*buttons, *(_buttons(shown, state) if locked else ())))


def _lines(draft: Draft, state: ChatState) -> tuple[str, ...]:
    return tuple(f"{'☑' if fact.key in state.ticked else '☐'} {fact.line}" for fact in facts(draft))


def _buttons(shown: Shown, state: ChatState) -> tuple[Button, ...]:
    return tick_buttons(shown, [(fact.words, fact.key in state.ticked) for fact in facts(shown.draft)])


def _approval(shown: Shown) -> Iterable[Effect]:
    if not is_complete(shown.draft):
        return (Send(Notice.INCOMPLETE),)
    return (Send(Notice.APPROVED), record("approved", shown))


def _approves(effect: Effect, shown: Shown) -> bool:
    return isinstance(effect, Record) and (effect.action, effect.draft) == ("approved", shown.id)


def _says_approved(effect: Effect) -> bool:
    return isinstance(effect, Send) and effect.content is Notice.APPROVED
