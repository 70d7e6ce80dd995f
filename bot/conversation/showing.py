"""What is sent and recorded of a draft, whatever made it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.conversation.buttons import draft_buttons
from bot.conversation.cards import Card, draft_card
from bot.conversation.cards_translation import translation_card
from bot.conversation.effects import Record, Remember, Send

if TYPE_CHECKING:
    from bot.conversation.effects import Effect
    from bot.conversation.state import ChatState, Shown


def show(shown: Shown) -> tuple[Effect, ...]:
    """Return the two cards of a draft: the text alone, then what goes with it."""
    draft = shown.draft
    made = draft.translation if draft.translation and draft.translation.french == draft.verdict.text else None
    translated = (Send(translation_card(made)),) if made else ()
    return (Send(draft.verdict), *translated, Send(draft_card(draft), draft_buttons(shown)))


def record(action: str, shown: Shown) -> Record:
    """Return the line of the audit for what was done with the exact text of a draft."""
    verdict = shown.draft.verdict
    rules = tuple(dict.fromkeys(finding.rule for finding in verdict.findings))
    digest = hashlib.sha256(verdict.text.encode()).hexdigest()
    return Record(action, shown.id, shown.version, digest, rules)


def state_after(effects: tuple[Effect, ...], state: ChatState) -> ChatState:
    """Return the state that a conversation is left in by effects."""
    return next((one.state for one in reversed(effects) if isinstance(one, Remember)), state)


def is_card_of(effect: Effect, shown: Shown) -> bool:
    """Tell whether an effect shows the card of this version of a draft, which its buttons bear."""
    buttons = effect.buttons if isinstance(effect, Send) and isinstance(effect.content, Card) else ()
    return any((one.draft, one.version) == (shown.id, shown.version) for one in buttons)
