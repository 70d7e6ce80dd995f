"""What roles may do, held around every room: `Gate` stands first and hears, `Screen` stands last and looks at what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.conversation.effects import Called, Due, Erase, File, Keep, Record, Role, Said, Send, Waive
from bot.conversation.intent import Wish, understand
from bot.conversation.notices import Notice
from bot.conversation.roles import STAFF, refused_approval, refused_command
from bot.drafting.ports import Craft
from bot.drafting.triage import Class, by_rules

if TYPE_CHECKING:
    from bot.conversation.effects import Effect, Event
    from bot.conversation.state import ChatState

GRAVE: Final = frozenset({Class.EMERGENCY, Class.DISTRESS})
PATIENTS: Final = frozenset(
    {"queued", "handed", "answering", "instruction"}
)  # kinds of entries that speak of patients' messages


class Gate:
    """Refuses, before any room hears it, what a role may not ask for; an emergency goes before any permission."""

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Return the refusal in one sentence, or None."""
        if event.who.role is Role.SURGEON:
            return None
        if isinstance(event, Called):
            refused = None if event.name in STAFF else refused_command(event.who.role, event.name)
            return (*_erased(event), Send(refused)) if refused else None
        if event.who.role is not Role.AGENCY:
            return None
        if isinstance(event, Due):
            return () if event.entry.kind in PATIENTS else None
        if isinstance(event, Said) and _is_message(event, follows=state.shown is not None):
            return (*_erased(event), Send(Notice.AGENCY_READS))
        return None

    async def after(
        self, _event: Event, _state: ChatState, effects: tuple[Effect, ...]
    ) -> tuple[Effect, ...]:
        """Return the effects as they are."""
        return effects


class Screen:
    """Lets nothing out that the role may not see or do, whichever room made it."""

    async def hear(self, _event: Event, _state: ChatState) -> tuple[Effect, ...] | None:
        """Answer nothing."""
        return None

    async def after(self, event: Event, state: ChatState, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Return the effects, or the refusal in their place; what was pasted is erased all the same."""
        if event.who.role is Role.SURGEON:
            return effects
        refused = _refused(event.who.role, state, effects)
        if refused is None:
            return effects
        return (*(one for one in effects if isinstance(one, Erase)), Send(refused))


def _refused(role: Role, state: ChatState, effects: tuple[Effect, ...]) -> Notice | None:
    urgent = any(isinstance(one, Keep) and one.draft.fixed for one in effects)
    if role is Role.AGENCY and not urgent and any(map(_is_patients, effects)):
        return Notice.AGENCY_READS
    if any(isinstance(one, Waive) for one in effects):
        return Notice.WAIVES
    approved = any(isinstance(one, Record) and one.action == "approved" for one in effects)
    return refused_approval(role, state.shown.draft.craft) if approved and state.shown else None


def _is_patients(effect: Effect) -> bool:
    """Tell whether an effect shows or keeps a patient's message."""
    if isinstance(effect, Keep):
        return effect.draft.craft is Craft.MESSAGE
    return isinstance(effect, File) and effect.entry.kind in PATIENTS


def _is_message(event: Said, *, follows: bool) -> bool:
    """Tell whether a text is a patient's message and no emergency."""
    named = event.craft is Craft.MESSAGE
    if not named and (event.craft or understand(event.text, follows=follows).wish is not Wish.MESSAGE):
        return False
    return by_rules(event.text).klass not in GRAVE


def _erased(event: Called | Said) -> tuple[Effect, ...]:
    return (Erase(event.message), Record("erased")) if event.message else ()
