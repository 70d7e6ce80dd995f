"""`/voix`: how the practice writes, learnt from its own posts that pass the guard, corrected in words, in force by a button."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.conversation.cards_voice import (
    changed_voice_card,
    needed_card,
    nothing_card,
    unfit_card,
    voice_buttons,
    voice_card,
)
from bot.conversation.effects import Action, Called, File, Keep, Pressed, Record, Said, Send, Unfile
from bot.conversation.entries import Entry
from bot.conversation.notices import Notice
from bot.conversation.voice_words import Told, changed, read_voice
from bot.drafting.voice import Voice, is_needed, learn
from bot.guard import Channel, Severity, review
from bot.guard.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.state import ChatState
    from bot.guard import Finding

    Posts = Callable[[], Awaitable[Sequence[tuple[str, tuple[str, ...]]]]]

VOICE: Final = "voice"  # kind of the one entry of a practice
CARD: Final = "card"  # its key
OPEN: Final = "voice_open"  # the card was the last thing shown in a chat, which is the key
LATELY: Final = timedelta(minutes=30)  # for which «aucun émoji» is about the card
UNREAD: Final = "Illisible par le garde-fou"
ACTIONS: Final = {Action.VOICE_ON: "on", Action.VOICE_OFF: "off", Action.VOICE_LEARN: "learn"}


async def voice_in_force(cabinet: Cabinet, practice: str) -> Voice | None:
    """Return the style card of a practice when it is active.

    Raises:
        StoreUnavailable: the database cannot be read.
    """
    entry = await cabinet.entry(practice, VOICE, CARD)
    return voice_of(entry) if entry is not None and entry.value.get("active") else None


def voice_of(entry: Entry | None) -> Voice:
    """Return the style card that an entry holds; a plain one when there is none."""
    return Voice.of(entry.value.get("voice") or {}) if entry is not None else Voice()


def with_voice(entry: Entry | None, voice: Voice) -> Entry:
    """Return the entry with its card changed."""
    return (entry or Entry(VOICE, CARD, {"active": False})).changed(voice=voice.as_json())


@dataclass(frozen=True, slots=True)
class VoiceRoom:
    """The room of the style card; `posts` gives what was published, each with the rules that it breaks."""

    cabinet: Cabinet
    posts: Posts
    mask: Callable[[str], str]
    now: Callable[[], datetime]

    async def hear(self, event: Event, _state: ChatState) -> tuple[Effect, ...] | None:
        """Answer `/voix`, its buttons, and what is said of the card."""
        if isinstance(event, Called) and event.name == "voix":
            told = read_voice(event.text) if event.text.strip() else Told("show")
            return await self._done(event.who, told) if told else (Send(Notice.VOICE_USAGE),)
        if isinstance(event, Pressed) and event.action in ACTIONS:
            return await self._done(event.who, Told(ACTIONS[event.action]))
        told = read_voice(event.text) if isinstance(event, Said) and not event.craft else None
        if told is None or (told.bare and not await self._is_open(event.who)):
            return None
        return await self._done(event.who, told)

    async def after(self, event: Event, _state: ChatState, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Close the card once a draft is shown: what is said next is about the draft."""
        drafted = any(isinstance(one, Keep) for one in effects)
        if not drafted or await self.cabinet.entry(event.who.practice, OPEN, event.who.chat) is None:
            return effects
        return (*effects, Unfile(OPEN, event.who.chat))

    async def _done(self, who: Who, told: Told) -> tuple[Effect, ...]:
        known = await self.cabinet.entry(who.practice, VOICE, CARD)
        if told.act == "learn" or (told.act == "show" and known is None):
            return await self._learnt(who, known)
        if told.act == "forget":
            return (Send(Notice.VOICE_FORGOTTEN), Unfile(VOICE, CARD), Record("voice_gone"))
        if known is None and told.act in {"on", "off"}:
            return (Send(Notice.NO_VOICE),)
        if known is not None and told.act == "show":
            return self._shown(who, known)
        if known is not None and told.act in {"on", "off"}:
            active = told.act == "on"
            record = Record("voice_on" if active else "voice_off")
            return (*self._shown(who, known.changed(active=active)), record)
        return self._changed(who, known, told)

    def _changed(self, who: Who, known: Entry | None, told: Told) -> tuple[Effect, ...]:
        """Change the card as said; what names a person or breaks a rule is not kept, what the law needs is not banned."""
        needed = [one for one in told.words if is_needed(one)] if told.act == "ban" else []
        if needed:
            return (Send(needed_card(needed)),)
        if not all(self._may_be_kept(one, told.act) for one in told.words):
            return (Send(unfit_card()),)
        return self._shown(who, with_voice(known, changed(voice_of(known), told)), anew=True)

    def _may_be_kept(self, words: str, act: str) -> bool:
        if self.mask(words) != words:
            return False
        return act in {"ban", "allow"} or not any(map(_by_a_rule, review(words, Channel.POST).findings))

    async def _learnt(self, who: Who, known: Entry | None) -> tuple[Effect, ...]:
        """Learn from the posts that pass; what the person banned, and what is in force, stays."""
        published = await self.posts()
        if not published:
            return (
                (Send(Notice.NO_POSTS),)
                if known is None
                else (Send(Notice.NO_POSTS), *self._shown(who, known))
            )
        left = Counter(_family(broken[0]) for _, broken in published if broken)
        voice = learn([text for text, broken in published if not broken])
        counts = {"read": len(published), "left": dict(left)}
        if voice is None:
            return (Send(nothing_card(counts)),)
        kept = voice_of(known)
        whole = Voice.of({**voice.as_json(), "banned": kept.banned, "styles": kept.styles})
        rule = _broken(whole.sign_off)
        fit = self._masked(replace(whole, sign_off="") if rule else whole)
        return self._shown(who, with_voice(known, fit).changed(**counts, unsigned=rule))

    def _masked(self, voice: Voice) -> Voice:
        """Return the card without what may name a person."""
        said = {**voice.as_json(), "loved": [one for one in voice.loved if self.mask(one) == one]}
        return Voice.of(
            {**said, "sign_off": voice.sign_off if self.mask(voice.sign_off) == voice.sign_off else ""}
        )

    def _shown(self, who: Who, entry: Entry, *, anew: bool = False) -> tuple[Effect, ...]:
        opened = Entry(OPEN, who.chat, {"at": self.now().isoformat()})
        card = changed_voice_card(entry) if anew else voice_card(entry)
        return (Send(card, voice_buttons(entry)), File(entry), File(opened))

    async def _is_open(self, who: Who) -> bool:
        entry = await self.cabinet.entry(who.practice, OPEN, who.chat)
        at = str(entry.value.get("at") or "") if entry else ""
        return bool(at) and self.now() - datetime.fromisoformat(at) <= LATELY


def _by_a_rule(finding: Finding) -> bool:
    """Tell whether a rule found it: of a few words alone, the second reader knows nothing."""
    return finding.reading is None and finding.severity is not Severity.ADVISE


def _broken(sign_off: str) -> str:
    """Return the rule that a last line breaks when it stands alone, or nothing."""
    found = review(sign_off, Channel.POST).findings if sign_off else ()
    return next((one.rule for one in found if one.severity is not Severity.ADVISE), "")


def _family(code: str) -> str:
    """Return the family of a rule as a person reads it."""
    rule = catalogue().rules.get(code)
    return rule.category if rule else UNREAD
