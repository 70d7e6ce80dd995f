"""The cards of people: who belongs, who is invited, which practices, what is kept, which rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.cards import Light, room_card
from bot.conversation.roles import NAMES
from bot.french import count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.cards import Card
    from bot.conversation.effects import Role


def practices_card(roles: Mapping[str, Role], current: str) -> Card:
    """Return the card of `/cabinets`: each practice of a person, the role there, and which one the chat works for."""
    lines = [
        f"{'→' if one == current else '·'} {one} : {NAMES[role]}" + " (ici)" * (one == current)
        for one, role in roles.items()
    ]
    hint = ("/cabinets suivi du nom change de cabinet.",) if len(roles) > 1 else ()
    return room_card(Light.READY, count(len(roles), "cabinet"), ("Vos cabinets", lines), ("Ensuite", hint))
