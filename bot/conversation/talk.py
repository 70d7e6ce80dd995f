"""The conversation itself: an event and a state in, effects out. It stores nothing and sends nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from bot.conversation.asides import asks_why, is_about_draft, undoes
from bot.conversation.buttons import craft_buttons
from bot.conversation.cards import (
    advice_card,
    declined_card,
    help_card,
    is_complete,
    sources_card,
    why_card,
)
from bot.conversation.effects import (
    Action,
    Called,
    Erase,
    Keep,
    Pictured,
    Pressed,
    Record,
    Remember,
    Said,
    Send,
)
from bot.conversation.help import HELP
from bot.conversation.intent import CRAFT_OF, Intent, Wish, answer, understand
from bot.conversation.notices import Notice
from bot.conversation.review_questions import review_question
from bot.conversation.showing import record, show
from bot.conversation.state import ChatState, Shown
from bot.conversation.waiving import Waiving
from bot.drafting.ports import Craft, Declined
from bot.guard import Cleared

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.effects import Effect, Event
    from bot.conversation.rooms import Room
    from bot.drafting.ports import Draft
    from bot.guard import Waiver

LONGEST: Final = 10_000  # characters; two long messages and a half, far above any review or private message
SAYS: Final = {
    Action.SHORTER: "plus court",
    Action.SIMPLER: "plus simple",
    Action.WARMER: "plus chaleureux",
    Action.OTHER: "autre version",
    Action.INSTAGRAM: "version Instagram",
    Action.FACEBOOK: "version Facebook",
    Action.LINKEDIN: "version LinkedIn",
    Action.GOOGLE: "version Google Business",
    Action.YOUTUBE: "version YouTube",
}
CHOOSES: Final = {
    Action.IS_POST: Craft.POST,
    Action.IS_MESSAGE: Craft.MESSAGE,
    Action.IS_REVIEW: Craft.REVIEW,
}
USAGE: Final = {
    Craft.POST: Notice.POST_USAGE,
    Craft.MESSAGE: Notice.MESSAGE_USAGE,
    Craft.REVIEW: Notice.REVIEW_USAGE,
}
SIMPLE: Final = {
    Wish.GREETING: Notice.WELCOME,
    Wish.THANKS: Notice.THANKS,
    Wish.EMPTY: Notice.EMPTY,
}
PRIVACY: Final = "privacy"
KEEP: Final = "garde quand même : votre raison"


class Drafting(Protocol):
    """The crafts, as the conversation needs them; `bot.drafting.desk.Desk` is one.

    Texts come raw, because triage and dates are read before masking; what comes back is masked.
    """

    async def post(self, request: str) -> Draft | Declined:
        """Draft a post."""
        ...

    async def message(self, text: str) -> Draft | Declined:
        """Draft a reply to a private message."""
        ...

    async def review(self, text: str) -> Draft | Declined:
        """Draft an answer to a review."""
        ...

    async def revise(self, draft: Draft, instruction: str) -> Draft | Declined:
        """Redo a draft as the instruction says."""
        ...

    def waive(self, draft: Draft, waivers: tuple[Waiver, ...]) -> Draft:
        """Return the draft as the guard sees it when `waivers` (in date) let things stand."""
        ...


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns what a person does into effects.

    `mask` replaces every identifier of a patient by a placeholder, in what is kept while a question is open; `privacy` is
    the sentence said once, before the first pasted text is answered.
    """

    drafting: Drafting
    mask: Callable[[str], str]
    new_id: Callable[[], str]
    privacy: Notice
    understand: Callable[..., Intent] = understand
    today: Callable[[], date] = date.today
    rooms: tuple[Room, ...] = ()
    waiving: Waiving = field(init=False)

    def __post_init__(self) -> None:
        """Hand the waivers their parts."""
        object.__setattr__(self, "waiving", Waiving(self.drafting, self.mask, self.today))

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...]:
        """Return what is to be shown, stored and erased: the first room that answers is heard, then every room completes."""
        if isinstance(event, Said) and len(event.text) > LONGEST:
            return (*self._erase(event.message), Send(Notice.TOO_LONG))
        effects = await self._heard(event, state)
        for room in self.rooms:
            effects = await room.after(event, state, effects)
        return effects

    async def _heard(self, event: Event, state: ChatState) -> tuple[Effect, ...]:
        for room in self.rooms:
            answered = await room.hear(event, state)
            if answered is not None:
                return answered
        if isinstance(event, Pressed):
            return await self._pressed(event, state)
        if isinstance(event, Said):
            said = self._commanded(event, event.craft, state) if event.craft else self._said(event, state)
            return await said
        if isinstance(event, Pictured):
            return (*self._erase(event.message), Send(Notice.PHOTO))
        return (Send(Notice.UNKNOWN_COMMAND),) if isinstance(event, Called) else ()

    async def _commanded(self, event: Said, craft: Craft, state: ChatState) -> tuple[Effect, ...]:
        if not event.text.strip():
            return (Send(USAGE[craft]),)
        return await self._draft(event.text, craft, state, event.message)

    async def _said(self, event: Said, state: ChatState) -> tuple[Effect, ...]:
        named = answer(event.text) if state.pending else None
        if named and state.pending:
            return await self._draft(state.pending, CRAFT_OF[named], state)
        if waived := self.waiving.heard(event, state):
            return await self._retried(waived, state)
        if aside := await self._aside(event.text, state):
            return aside
        intent = self.understand(event.text, follows=state.shown is not None)
        if intent.wish in CRAFT_OF:
            return await self._draft(intent.text, CRAFT_OF[intent.wish], state, event.message)
        if intent.wish is Wish.UNCLEAR:
            asking = state.asking(self.mask(event.text))
            return (*self._erase(event.message), Send(Notice.WHICH, craft_buttons()), Remember(asking))
        return await self._about(intent, state)

    async def _aside(self, text: str, state: ChatState) -> tuple[Effect, ...]:
        """Answer what is neither a request nor a pasted text: undo, a wish about the draft, a question about reviews."""
        back = undoes(text)
        if back:
            return self._undo(state, first=back == "first")
        if state.shown and is_about_draft(text):
            return await self._revise(text, state)
        if state.declined and asks_why(text):
            return (Send(why_card((), state.declined)),)
        kind = review_question(text)
        return (Send(advice_card(kind)),) if kind else ()

    def _undo(self, state: ChatState, *, first: bool) -> tuple[Effect, ...]:
        """Show an earlier version anew, as a version of its own, so that no number is used twice."""
        if state.shown is None:
            return (Send(Notice.NOTHING_YET),)
        restored = state.undoing(first=first)
        if restored is None or restored.shown is None:
            return (Send(Notice.NO_BEFORE),)
        shown = restored.shown
        kept = Keep(shown.id, shown.version, shown.draft)
        return (Send(Notice.RESTORED), *show(shown), kept, record("revised", shown), Remember(restored))

    async def _about(self, intent: Intent, state: ChatState) -> tuple[Effect, ...]:
        if intent.wish is Wish.FOLLOW_UP:
            return await self._revise(intent.text, state)
        if intent.wish in SIMPLE:
            return (Send(SIMPLE[intent.wish]),)
        if intent.wish is Wish.HELP:
            return (Send(help_card(HELP)),)
        acts = {Wish.WHY: self._why, Wish.SOURCES: self._sources, Wish.APPROVE: self._approve}
        return acts[intent.wish](state)

    async def _pressed(self, event: Pressed, state: ChatState) -> tuple[Effect, ...]:
        if event.action in CHOOSES:
            pending = state.pending
            return (
                await self._draft(pending, CHOOSES[event.action], state) if pending else (Send(Notice.GONE),)
            )
        if event.action is Action.FORGET:
            return (Send(Notice.FORGOTTEN), Remember(ChatState(told=state.told, waivers=state.waivers)))
        shown = state.shown
        if shown is None or shown.id != event.draft:
            return (Send(Notice.GONE),)
        if shown.version != event.version:
            return (Send(Notice.STALE), *show(shown))
        if event.action in SAYS:
            return await self._revise(SAYS[event.action], state)
        acts = {
            Action.WHY: self._why,
            Action.SOURCES: self._sources,
            Action.APPROVE: self._approve,
            Action.KEEP: self.waiving.pressed,
        }
        act = acts.get(event.action)
        return act(state) if act else (Send(Notice.GONE),)

    async def _draft(
        self, text: str, craft: Craft, state: ChatState, message: str | None = None
    ) -> tuple[Effect, ...]:
        if craft is Craft.POST:
            return self._answer(await self.drafting.post(text), state)
        draft = self.drafting.message if craft is Craft.MESSAGE else self.drafting.review
        result = await draft(text)
        warned = state.telling(PRIVACY)
        once = () if PRIVACY in state.told else (Send(self.privacy),)
        return (*self._erase(message), *once, *self._answer(result, warned))

    async def _revise(self, instruction: str, state: ChatState) -> tuple[Effect, ...]:
        shown = state.shown
        if shown is None:
            return (Send(Notice.NOTHING_YET),)
        if shown.draft.fixed:
            return (Send(Notice.FIXED), *show(shown))
        result = await self.drafting.revise(shown.draft, instruction)
        if isinstance(result, Declined):
            state = self.waiving.offered(result, instruction, state)
            result = replace(result, choices=(*result.choices, *((KEEP,) if state.offer else ())))
        return self._answer(result, state, shown)

    async def _retried(self, effects: tuple[Effect, ...], before: ChatState) -> tuple[Effect, ...]:
        """Do an edit again once what it was declined for is waived."""
        kept = next((one.state for one in effects if isinstance(one, Remember)), before)
        if not before.offer or kept.offer or not kept.retry or kept.shown is None:
            return effects
        draft = self.waiving.applied(kept.shown.draft, kept)
        state = replace(kept, shown=replace(kept.shown, draft=draft), retry="")
        lasting = tuple(one for one in effects if not isinstance(one, Remember))
        return (*lasting, *await self._revise(kept.retry, state))

    def _answer(
        self, result: Draft | Declined, state: ChatState, before: Shown | None = None
    ) -> tuple[Effect, ...]:
        if isinstance(result, Declined):
            rules = tuple(dict.fromkeys((*result.rules, *(finding.rule for finding in result.findings))))
            refused = replace(state, declined=rules)
            return (Send(declined_card(result)), Record("declined", rules=rules), Remember(refused))
        result = self.waiving.applied(result, state)
        shown = Shown(before.id, before.version + 1, result) if before else Shown(self.new_id(), 1, result)
        action = "emergency" if result.fixed else "revised" if before else "drafted"
        kept = Keep(shown.id, shown.version, result)
        return (*show(shown), kept, record(action, shown), Remember(state.showing(shown)))

    def _why(self, state: ChatState) -> tuple[Effect, ...]:
        if state.shown is None:
            return (Send(Notice.NOTHING_YET),)
        draft = state.shown.draft
        if not draft.verdict.findings and not draft.set_aside:
            return (Send(Notice.NO_CHANGE),)
        return (Send(why_card(draft.verdict.findings, draft.set_aside)),)

    def _sources(self, state: ChatState) -> tuple[Effect, ...]:
        if state.shown is None:
            return (Send(Notice.NOTHING_YET),)
        sources = state.shown.draft.sources
        return (Send(sources_card(sources)),) if sources else (Send(Notice.NO_SOURCES),)

    def _approve(self, state: ChatState) -> tuple[Effect, ...]:
        shown = state.shown
        if shown is None or not isinstance(shown.draft.verdict, Cleared):
            return (Send(Notice.NOTHING_YET),)
        if not is_complete(shown.draft):
            return (Send(Notice.INCOMPLETE),)
        return (Send(Notice.APPROVED), record("approved", shown))

    def _erase(self, message: str | None) -> tuple[Effect, ...]:
        return (Erase(message), Record("erased")) if message else ()
