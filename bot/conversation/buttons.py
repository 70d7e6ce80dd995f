"""The buttons under a card: what can be done next with this draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.conversation.effects import Action, Button
from bot.drafting.ports import Craft, Platform
from bot.guard import Cleared
from bot.guard.waivers import may_stand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.state import Shown

LABELS: Final = {
    Action.SHORTER: "✂️ Plus court",
    Action.SIMPLER: "🌿 Plus simple",
    Action.WARMER: "💬 Plus chaleureux",
    Action.OTHER: "🔄 Autre version",
    Action.KEEP: "✋ Garder quand même",
    Action.WHY: "❔ Pourquoi\u00a0?",
    Action.SOURCES: "📚 Sources",
    Action.APPROVE: "✅ Je valide",
    Action.INSTAGRAM: "Instagram",
    Action.FACEBOOK: "Facebook",
    Action.LINKEDIN: "LinkedIn",
    Action.GOOGLE: "Google",
    Action.YOUTUBE: "YouTube",
    Action.IS_POST: "Un post",
    Action.IS_MESSAGE: "Un message",
    Action.IS_REVIEW: "Un avis",
    Action.SEEN: "👁 Vu, je rappelle",
    Action.CALLED: "📞 J’ai téléphoné au patient",
    Action.FALSE_ALARM: "⛔ Fausse alerte",
    Action.OPEN: "📂 Ouvrir",
    Action.DONE: "🗂 Classer",
    Action.LATER: "⏰ Relance J+2",
    Action.HAND_OVER: "🩺 Transmettre au chirurgien",
    Action.ANSWER: "✍️ Répondre au secrétariat",
    Action.SORT_NONE: "🧹 Classer les sans réponse",
}
NETWORKS: Final = {
    Platform.INSTAGRAM: Action.INSTAGRAM,
    Platform.FACEBOOK: Action.FACEBOOK,
    Platform.LINKEDIN: Action.LINKEDIN,
    Platform.GOOGLE: Action.GOOGLE,
    Platform.YOUTUBE: Action.YOUTUBE,
}
WIDEST: Final = 28  # characters of a label; more are cut on a phone
REWRITES: Final = {
    Craft.POST: (Action.SHORTER, Action.SIMPLER, Action.OTHER),
    Craft.MESSAGE: (Action.SHORTER, Action.WARMER, Action.OTHER),
    Craft.REVIEW: (Action.SHORTER, Action.OTHER),
}


def draft_buttons(shown: Shown) -> tuple[Button, ...]:
    """Return the buttons of a draft; a fixed text (emergency) has none, a refused one only explains itself."""
    draft = shown.draft
    if draft.fixed:
        return ()
    explains = (Action.WHY,) if draft.verdict.findings else ()
    keeps = (Action.KEEP,) if any(may_stand(one) for one in draft.verdict.findings) else ()
    sources = (Action.SOURCES,) if draft.sources else ()
    approves = (Action.APPROVE,) if isinstance(draft.verdict, Cleared) else ()
    others = tuple(
        act for one, act in NETWORKS.items() if draft.craft is Craft.POST and one != draft.platform
    )
    rewrites = () if draft.writer == "canned" and not draft.request else REWRITES[draft.craft]
    actions = (*rewrites, *others, *explains, *keeps, *sources, *approves)
    return tuple(Button(LABELS[action], action, shown.id, shown.version) for action in actions)


def tick_buttons(shown: Shown, facts: Sequence[tuple[str, bool]]) -> tuple[Button, ...]:
    """Return a box for each fact: its words, and whether it is ticked; a tap turns it."""
    return tuple(
        Button(f"{'☑' if done else '☐'} {cut(words)}", Action.TICK, f"{shown.id}.{rank}", shown.version)
        for rank, (words, done) in enumerate(facts, 1)
    )


def cut(words: str) -> str:
    """Return words as a button holds them."""
    return words if len(words) <= WIDEST else f"{words[: WIDEST - 1].rstrip()}…"


def craft_buttons() -> tuple[Button, ...]:
    """Return the three answers to «post, message ou avis ?»."""
    return tuple(
        Button(LABELS[action], action) for action in (Action.IS_POST, Action.IS_MESSAGE, Action.IS_REVIEW)
    )
