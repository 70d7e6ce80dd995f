"""Which cards belong in the context of a draft, whatever retrieval finds: by craft, and by the rules that fired. Pure.

Retrieval alone finds the right article for half of everyday questions; a short fixed list holds it for nine in ten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.drafting.ports import Craft

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.model import About

MOST: Final = 14  # cards in one context, about 2,000 tokens
ROOM: Final = 6  # of them that stay the craft's own, however many rules fired
ORDER: Final = {  # the cards that a craft cannot do without, most useful first
    Craft.POST: (
        "K03", "K06", "K12", "K04", "K27", "K66", "K24", "K16", "K08", "K43", "K44", "K42", "K07", "K14",
    ),
    Craft.MESSAGE: (
        "K21", "K61", "K62", "K29", "K13", "K26", "K70", "K32", "K30", "K28", "K15", "K41", "K68", "K35",
    ),
    Craft.REVIEW: (
        "K21", "K53", "K52", "K12", "K48", "K54", "K57", "K49", "K58", "K56", "K55", "K15", "K59", "K26",
    ),
}  # fmt: skip


def pinned_cards(craft: Craft, rules: Sequence[str], cards: Iterable[tuple[str, About]]) -> tuple[str, ...]:
    """Return at most `MOST` card ids: those of the rules that fired, in that order, then those of the craft.

    `cards` holds (id, front matter) in the order of their ids.
    """
    known = dict(cards)
    fired = [one for rule in rules for one, about in known.items() if rule in about.rules]
    listed = [one for one in ORDER[craft] if one in known]
    crafted = [one for one, about in known.items() if craft.value in about.crafts]
    return tuple(dict.fromkeys((*_first(fired), *listed, *crafted)))[:MOST]


def _first(fired: Sequence[str]) -> Sequence[str]:
    """Keep room for the craft's own cards when many rules fired."""
    return tuple(dict.fromkeys(fired))[: MOST - ROOM]
