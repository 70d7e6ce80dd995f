"""What the composer makes of the practice's style card: which sentences of a sheet it may use, and how it opens.

Risks and when to call are never left out for the sake of style: the law and safety go first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.drafting.outline import part_of
from bot.drafting.sentences import sentences_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.drafting.ports import Brief, Passage
    from bot.drafting.voice import Voice

KEPT: Final = frozenset({"risk", "call"})  # parts of a post of which something is always told


def suited(brief: Brief) -> Brief:
    """Return the brief with only what its voice may tell; as it is when no voice is in force."""
    voice, sheet = brief.voice, brief.sheet
    if voice is None:
        return brief
    passages = tuple(_told(one, voice) for one in brief.passages)
    if sheet is None:
        return replace(brief, passages=passages)
    hooks = tuple(one for one in sheet.hooks if not voice.shunned(one))
    tags = tuple(one for one in sheet.hashtags if not voice.shunned(one))
    told = tuple(_told(one, voice) for one in sheet.passages)
    return replace(brief, passages=passages, sheet=replace(sheet, passages=told, hooks=hooks, hashtags=tags))


def opens_as_usual(hooks: Sequence[str], brief: Brief) -> list[str]:
    """Return the hooks that open as this voice does, as they stand: questions or none; all when none does."""
    asks = brief.voice.asks(f"{brief.sheet.source}{brief.variant}") if brief.voice and brief.sheet else None
    fit = [one for one in hooks if asks is not None and one.rstrip().endswith("?") == asks]
    return fit or list(hooks)


def _told(passage: Passage, voice: Voice) -> Passage:
    part = part_of(passage.section)
    text = passage.text
    if part in KEPT:
        text = _without(text, lambda one: bool(voice.shunned(one)), last=True)
    else:
        text = _without(text, lambda one: not voice.suits(one), last=False)
    return replace(passage, text=text if part == "call" else _without(text, voice.is_long, last=True))


def _without(text: str, gone: Callable[[str], bool], *, last: bool) -> str:
    """Return `text` without the sentences that are `gone`; with `last`, as it is when nothing would be left."""
    sentences = sentences_of(text)
    left = [one for one in sentences if not gone(one)]
    if len(left) == len(sentences) or (last and not left):
        return text
    for one in sentences:
        text = text.replace(one, "", 1) if one not in left else text
    return text
