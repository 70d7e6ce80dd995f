"""The cards of posts: ticks, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.conversation.cards import Light, room_card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.cards import Card

LOCKED: Final = (
    "Copie et validation verrouillées. Touchez chaque point pour le confirmer, ou dites « je confirme tout »."
)
TO_TICK: Final = "À cocher avant de copier"


def locked_card(lines: Sequence[str]) -> Card:
    """Return what is left to tick before a text may be copied and approved."""
    left = sum(line.startswith("☐") for line in lines)
    title = (
        "Encore un point à confirmer avant de copier"
        if left == 1
        else f"Encore {left} points à confirmer avant de copier"
    )
    return room_card(Light.VERIFY, title, (TO_TICK, lines), ("Pourquoi", (WHY_TICK,)))


WHY_TICK: Final = "Un délai, une dose, un prix, une date ou un numéro faux peut nuire : comparez chaque point à vos consignes."


def ticked_card(card: Card, lines: Sequence[str], *, locked: bool) -> Card:
    """Return the card of a draft with its boxes first; it is no better than «à vérifier» while one is empty."""
    boxes = (TO_TICK, (*lines, LOCKED)) if locked else ("Confirmé par vous", lines)
    light = Light.VERIFY if locked and card.light is Light.READY else card.light
    blocks = ((block.title, block.lines) for block in card.blocks)
    return room_card(light, card.title, boxes, *blocks)
