"""The offline writer: no key, no network. Deterministic, and it says nothing that no passage or practice fact says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.drafting.ports import Craft, Written
from bot.writers.composer_message import message
from bot.writers.composer_post import post
from bot.writers.composer_review import answer

if TYPE_CHECKING:
    from bot.drafting.ports import Brief

NAME: Final = "composer"


class Composer:
    """Builds a post, a reply or an answer out of what it is given; implements `bot.drafting.ports.Writer`."""

    name = NAME

    async def write(self, brief: Brief) -> Written:
        """Write what `brief` asks; never fails."""
        return compose(brief)


def compose(brief: Brief) -> Written:
    """Write what `brief` asks: the same brief and variant always give the same text."""
    text, sentences = {Craft.POST: post, Craft.MESSAGE: message, Craft.REVIEW: answer}[brief.craft](brief)
    return Written(text, sentences, NAME)
