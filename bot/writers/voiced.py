"""A writer that writes as the practice does: its style card goes with every brief, and a banned word that stays is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.drafting.ports import Craft
from bot.french import typeset

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.drafting.ports import Brief, Writer, Written
    from bot.drafting.voice import Voice


class Voiced:
    """Implements `bot.drafting.ports.Writer` over another one; `voice` gives the card in force, or None."""

    def __init__(self, writer: Writer, voice: Callable[[], Awaitable[Voice | None]]) -> None:
        self.name = writer.name
        self._writer = writer
        self._voice = voice

    async def write(self, brief: Brief) -> Written:
        """Write what `brief` asks, in the voice in force; an answer to a review has none.

        Raises:
            WriterError: no usable text came back in time.
        """
        voice = None if brief.craft is Craft.REVIEW else await self._voice()
        if voice is None:
            return await self._writer.write(brief)
        written = await self._writer.write(replace(brief, voice=voice, style=_styles(brief, voice)))
        left = voice.shunned(written.text)
        return replace(written, note=" ".join(filter(None, (written.note, _said(left))))) if left else written


def _styles(brief: Brief, voice: Voice) -> tuple[str, ...]:
    """Return what is asked of a text, and what always is of a post, unless the contrary is asked."""
    always = () if brief.craft is not Craft.POST or "longer" in brief.style else voice.styles
    return tuple(dict.fromkeys((*brief.style, *always)))


def _said(left: tuple[str, ...]) -> str:
    words = ", ".join(f"« {one} »" for one in left)
    return typeset(f"Un mot que vous évitez reste dans ce texte : {words}. « remplace … par … » le change.")
