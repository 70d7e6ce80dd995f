"""The same correction three times becomes a proposal: a word to avoid, or a manner always asked. Nothing is kept unasked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.conversation.cards_voice import habit_buttons, habit_card, retained_card
from bot.conversation.effects import Action, File, Keep, Pressed, Record, Said, Send, Unfile
from bot.conversation.entries import Entry
from bot.conversation.notices import Notice
from bot.conversation.showing import state_after
from bot.conversation.talk import SAYS
from bot.conversation.voice import CARD, VOICE, voice_of, with_voice
from bot.drafting.instructions import read_instruction
from bot.drafting.platforms import folded
from bot.drafting.ports import Craft
from bot.drafting.voice import LONGEST, is_needed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.state import ChatState
    from bot.drafting.instructions import Edit
    from bot.drafting.voice import Voice

HABIT: Final = "habit"  # kind of the entries: one a correction and a person
TIMES: Final = 3  # drafts that were corrected in the same way
WORDS: Final = 3  # of an expression; a longer one is no habit
LASTING: Final = frozenset({"shorter", "simpler", "warmer"})
MARKS: Final = {"cut_emoji": "emoji", "cut_tags": "hashtags"}
ANSWERS: Final = {Action.RETAIN: True, Action.LET_GO: False}


@dataclass(frozen=True, slots=True)
class Habit:
    """A correction that may come back: `act` is ban, style, emoji or hashtags; `words` what it is about."""

    act: str
    words: str = ""

    def key(self, user: str) -> str:
        """Return the sixteen hexadecimal digits of this habit of a person: they travel in a button."""
        named = f"{user}\0{self.act}\0{folded(self.words)}"
        return hashlib.blake2b(named.encode(), digest_size=8).hexdigest()

    def applied(self, voice: Voice) -> Voice:
        """Return a style card with this correction in it."""
        if self.act == "ban":
            return voice.banning(self.words)
        if self.act == "style":
            return replace(voice, styles=tuple(dict.fromkeys((*voice.styles, self.words))))
        return replace(voice, emoji=0) if self.act == "emoji" else replace(voice, hashtags=0)


@dataclass(frozen=True, slots=True)
class Habits:
    """The room of what comes back: it counts corrections beside the others, and hears the answer to its one question."""

    cabinet: Cabinet
    mask: Callable[[str], str]

    async def hear(self, event: Event, _state: ChatState) -> tuple[Effect, ...] | None:
        """Answer «Oui, toujours» and «Non»."""
        if not isinstance(event, Pressed) or event.action not in ANSWERS:
            return None
        entry = await self.cabinet.entry(event.who.practice, HABIT, event.draft)
        if entry is None or entry.value.get("closed"):
            return (Send(Notice.NOTHING_RETAINED),)
        closed = File(entry.changed(closed=True, drafts=[]))
        if not ANSWERS[event.action]:
            return (Send(Notice.NOTHING_RETAINED), closed)
        habit = Habit(str(entry.value.get("act")), str(entry.value.get("words") or ""))
        known = await self.cabinet.entry(event.who.practice, VOICE, CARD)
        kept = with_voice(known, habit.applied(voice_of(known)))
        active = known is None or bool(known.value.get("active"))
        card = retained_card(habit.act, habit.words, active=active)
        return (Send(card), File(kept.changed(active=active)), Unfile(HABIT, entry.key), Record("voice_kept"))

    async def after(self, event: Event, state: ChatState, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Count a correction that was done, and ask whether it is to last when it comes for the third time."""
        kept = next((one for one in effects if isinstance(one, Keep)), None)
        before = state.shown
        if kept is None or before is None or kept.id != before.id or kept.draft.craft is Craft.REVIEW:
            return effects
        habit = self._habit(event, posts=kept.draft.craft is Craft.POST)
        if habit is None or state_after(effects, state).shown is None:
            return effects
        return (*effects, *await self._counted(event.who, habit, kept.id))

    async def _counted(self, who: Who, habit: Habit, draft: str) -> tuple[Effect, ...]:
        key = habit.key(who.user)
        entry = await self.cabinet.entry(who.practice, HABIT, key)
        if entry is not None and entry.value.get("closed"):
            return ()
        seen = dict.fromkeys((*(entry.value.get("drafts") or () if entry else ()), draft))
        value = {"act": habit.act, "words": habit.words, "drafts": list(seen)}
        asked = () if len(seen) < TIMES else (Send(habit_card(habit.act, habit.words), habit_buttons(key)),)
        return (*asked, File(Entry(HABIT, key, value)))

    def _habit(self, event: Event, *, posts: bool) -> Habit | None:
        """Return what an event corrects, if it is of a kind that may last and names nobody."""
        said = SAYS.get(event.action, "") if isinstance(event, Pressed) else ""
        said = event.text if isinstance(event, Said) else said
        edit = read_instruction(said) if said else None
        habit = _of(edit) if edit else None
        if habit is None or (habit.act != "ban" and not posts):
            return None
        return None if is_needed(habit.words) or self.mask(habit.words) != habit.words else habit


def _of(edit: Edit) -> Habit | None:
    if edit.kind in {"cut_words", "replace"}:
        fit = 0 < len(edit.words.split()) <= WORDS and len(edit.words) <= LONGEST and "⟦" not in edit.words
        return Habit("ban", edit.words) if fit and not any(map(str.isdigit, edit.words)) else None
    if edit.kind == "style" and edit.words in LASTING:
        return Habit("style", edit.words)
    return Habit(MARKS[edit.kind]) if edit.kind in MARKS else None
