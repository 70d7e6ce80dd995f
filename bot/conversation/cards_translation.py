"""The card of a translation: the text to copy, what it says once translated back, and what was compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.conversation.cards import Light, room_card
from bot.drafting.platforms import INSTAGRAM_DM
from bot.drafting.translation import FRENCH, name_of, negations, numbers
from bot.french import count, listing, thousands

if TYPE_CHECKING:
    from bot.conversation.cards import Card
    from bot.drafting.ports import Translation

NOTE: Final = "Une machine a traduit : le texte relu par le garde-fou est le français. En cas de doute, envoyez le français."


def translation_card(made: Translation) -> Card:
    """Return a translation to read again; its lines are those of the text, to be copied without the marks of the list."""
    size = len(made.text.encode())
    return room_card(
        Light.VERIFY,
        f"Traduction à relire · {name_of(made.language)} · {thousands(size)}/{thousands(INSTAGRAM_DM)} octets",
        ("Retraduit en français", tuple(line for line in made.back.split("\n") if line.strip())),
        ("Comparé au français", (_compared(made), NOTE)),
        verbatim=("Texte à copier", tuple(line for line in made.text.split("\n") if line.strip())),
    )


def _compared(made: Translation) -> str:
    """Return «✓ chiffres identiques (15, 80) · ✓ négations identiques (2)»."""
    found = [one for one in numbers(made.french, FRENCH) if one[:1].isdigit()]
    denied = sum(negations(one, FRENCH) for one in made.french.split("."))
    shown = f" ({listing(found)})" if found else ""
    return f"✓ chiffres identiques{shown} · ✓ {count(denied, 'négation identique', 'négations identiques')}"
