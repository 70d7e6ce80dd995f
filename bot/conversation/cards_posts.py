"""The cards of posts: ticks, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.conversation.cards import Light, room_card
from bot.french import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.cards import Block, Card

LOCKED: Final = "Ne copiez pas encore : la validation attend que chaque point soit confirmé. Touchez-le, ou dites « je confirme tout »."
LISTED: Final = 6  # sentences of a list of changes; more are counted
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
    return room_card(light, card.title, boxes, *map(_without_boxes, card.blocks))


def _without_boxes(block: Block) -> tuple[str, tuple[str, ...]]:
    """Return a block without the boxes that nobody can tick."""
    title = "À relire aussi" if block.title == "À vérifier" else block.title
    return title, tuple(line.removeprefix("☐ ") for line in block.lines)


def changed_card(card: Card, line: str) -> Card:
    """Return the card of a follow-up with what changed since the version before, on one line, first."""
    blocks = ((block.title, block.lines) for block in card.blocks)
    return room_card(card.light, card.title, ("Ce qui a changé", (line,)), *blocks)


def changes_card(
    summary: str, removed: Sequence[str], added: Sequence[str], reworded: Sequence[str], checked: str
) -> Card:
    """Return the answer to «qu’est-ce qui a changé ?»: what went, what came, what was reworded, and what was checked."""
    title = "Ce qui a changé" if removed or added or reworded or summary else "Le texte n’a pas changé"
    return room_card(
        Light.READY,
        title,
        ("En bref", (summary,) if summary else ()),
        ("Retiré", _some(removed)),
        ("Ajouté", _some(added)),
        ("Reformulé", _some(reworded)),
        ("Sources", (checked,) if checked else ()),
    )


def _some(lines: Sequence[str]) -> tuple[str, ...]:
    rest = len(lines) - LISTED
    more = (f"… et {count(rest, 'autre')}",) if rest > 0 else ()
    return (*lines[:LISTED], *more)
