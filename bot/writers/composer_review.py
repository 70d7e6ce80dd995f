"""The offline answer to a review: a fixed text, by case and variant alone, so that it is the same whoever wrote the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.drafting.ports import Sentence, SentenceKind
from bot.drafting.sentences import sentences_of
from bot.drafting.texts import items, knows, say

if TYPE_CHECKING:
    from bot.drafting.ports import Brief


def answer(brief: Brief) -> tuple[str, tuple[Sentence, ...]]:
    """Return the text for `brief.situation`, or the holding text; the review's words are never read."""
    case = brief.situation if knows("review", brief.situation) else "holding"
    text = say("review", case, brief.variant)
    if "shorter" in brief.style:
        text = min(items("review", case), key=len)
    return text, tuple(Sentence(one, SentenceKind.COURTESY) for one in sentences_of(text))
